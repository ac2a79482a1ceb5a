"""The rules of crisis language at work on one sentence; the words are data (``content/crisis_rules.toml``)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING

from holdspace import codebook
from holdspace.signs import PLAIN_SIGNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdspace.types import CrisisLevel

_OF_ONESELF = re.compile(r"\b(?:i|im|me|my|myself|us)\b")
_QUOTED = re.compile(r'"[^"]*"?')


@dataclass(frozen=True, slots=True)
class _Rule:
    level: CrisisLevel
    yields: bool
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    denied: tuple[re.Pattern[str], ...]
    theirs: tuple[re.Pattern[str], ...]
    ago: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules make of a sentence.

    ``says_i``: the words matched are of "I" or "me" themselves; ``opens``: nothing but oneself is told before them;
    ``quoted``: all of them stand in somebody's quotation marks; ``denied``: some were cleared by a denial.
    """

    levels: frozenset[CrisisLevel] = frozenset()
    says_i: bool = False
    opens: bool = False
    quoted: bool = False
    denied: bool = False


@dataclass(frozen=True, slots=True)
class _Rules:
    rules: tuple[_Rule, ...]
    idioms: tuple[re.Pattern[str], ...]
    longing: tuple[re.Pattern[str], ...]
    undenied: tuple[re.Pattern[str], ...]
    turned: tuple[re.Pattern[str], ...]
    anew: tuple[re.Pattern[str], ...]
    opening: tuple[re.Pattern[str], ...]
    noted: tuple[re.Pattern[str], ...]
    i_said: tuple[re.Pattern[str], ...]
    denials: tuple[re.Pattern[str], ...]
    topics: tuple[re.Pattern[str], ...]
    past: tuple[re.Pattern[str], ...]
    over: tuple[re.Pattern[str], ...]
    again: tuple[re.Pattern[str], ...]
    lately: tuple[re.Pattern[str], ...]
    another: tuple[re.Pattern[str], ...]
    unsaid: tuple[re.Pattern[str], ...]


def without_idioms(text: str) -> str:
    """Return a text in lower case, plain apostrophes, single spaces, idioms taken out."""
    plain = _lowered(text)
    if _any(_rules().longing, plain):
        return plain
    for idiom in _rules().idioms:
        plain = idiom.sub(" ", plain)
    return plain


def by_rules(plain: str, goes_on: str = "", *, doubted: bool = False) -> Ruled:
    """Return what the rules make of a sentence in plain letters.

    A match may run on into ``goes_on``, the line after; one that begins there is that line's. Where risk is
    ``doubted``, rules of words that are as often said of other things yield.
    """
    rules = _rules()
    ends, plain = len(plain), f"{plain} {goes_on}".rstrip()
    levels: set[CrisisLevel] = set()
    said: list[re.Match[str]] = []
    denied = False
    for rule in rules.rules:
        if doubted and rule.yields:
            continue
        found = [match for pattern in rule.patterns for match in pattern.finditer(plain) if match.start() < ends]
        if not found or _any(rule.unless, plain) or (_any(rule.ago, plain) and not _any(rules.anew, plain)):
            continue
        kept = [match for match in found if not _is_cleared(match, rule, plain)]
        denied |= len(kept) < len(found)
        if kept:
            levels.add(rule.level)
            said += kept
    if not said:
        return Ruled(denied=denied)
    before = plain[: min(match.start() for match in said)]
    return Ruled(
        frozenset(levels),
        says_i=any(_OF_ONESELF.search(match.group()) for match in said),
        opens=_any(rules.opening, before) and not _any(rules.noted, plain),
        quoted=_is_quoted(said, plain),
        denied=denied,
    )


def holds_idiom(text: str) -> bool:
    """Return whether a text, as it was written, has words of risk in a turn of phrase ("dying to see you")."""
    lowered = _lowered(text)
    return _any(_rules().idioms, lowered) and not _any(_rules().longing, lowered)


def is_finished(plain: str, following: str) -> bool:
    """Return whether a sentence tells of a time that is past, and it or the one after it says that it is over."""
    rules = _rules()
    told = f"{plain} {following}"
    return _any(rules.past, plain) and _any(rules.over, told) and not _any(rules.again + rules.lately, told)


def is_recent(plain: str, following: str) -> bool:
    """Return whether a sentence or the one after it names a time not long past, or says that something is back."""
    return _any(_rules().lately, f"{plain} {following}")


def tells_of_another(plain: str) -> bool:
    """Return whether words of somebody's risk stand there, and are neither denied nor routine."""
    if _any(_rules().topics, plain):
        return False
    for denial in _rules().denials:
        plain = denial.sub(" ", plain)
    return _any(_rules().another, plain)


def holds_denial(plain: str) -> bool:
    """Return whether words stand there that take risk back ("no thoughts of suicide")."""
    return _any(_rules().denials, plain)


def holds_unsaid(plain: str) -> bool:
    """Return whether words stand there that are never given back beside risk: means, places, "I mean it"."""
    return _any(_rules().unsaid, plain)


def _is_quoted(said: Sequence[re.Match[str]], plain: str) -> bool:
    """Whether all that was matched stands in quotation marks that are not one's own."""
    marks = [m.span() for m in _QUOTED.finditer(plain) if not _any(_rules().i_said, plain[: m.start()])]
    return all(any(start < match.start() and match.end() <= end for start, end in marks) for match in said)


def _is_cleared(match: re.Match[str], rule: _Rule, plain: str) -> bool:
    """Whether words beside a match deny it (they touch it) or give it to somebody else (they stand before it)."""
    rules = _rules()
    denials = (denial for pattern in rule.denied for denial in pattern.finditer(plain))
    if any(d.start() < match.end() and match.start() < d.end() for d in denials) and not _any(rules.undenied, plain):
        return True
    if _OF_ONESELF.search(match.group()):
        return False
    others = (other for pattern in rule.theirs for other in pattern.finditer(plain))
    return any(
        other.start() < match.end() and not _any(rules.turned, plain[other.end() : match.start()]) for other in others
    )


def _lowered(text: str) -> str:
    """Lower case, plain apostrophes and letters, single spaces; what can't be seen (joiners, zero widths) taken out."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(PLAIN_SIGNS))
        text = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return re.sub(r"\s+", " ", text.lower().translate(PLAIN_SIGNS))


def _any(patterns: Sequence[re.Pattern[str]], plain: str) -> bool:
    return any(pattern.search(plain) for pattern in patterns)


@cache
def _rules() -> _Rules:
    found = codebook.load().crisis_rules

    def compiled(patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern) for pattern in patterns)

    rules = tuple(
        _Rule(rule.level, rule.yields, *map(compiled, (rule.patterns, rule.unless, rule.denied, rule.theirs, rule.ago)))
        for rule in found.rule
    )
    return _Rules(rules, *(compiled(getattr(found, kind.name)) for kind in fields(_Rules) if kind.name != "rules"))
