"""Crisis language: whose, and how strong. Rules are data (``content/crisis_rules.toml``); recall comes first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from holdspace import codebook
from holdspace.types import Crisis, CrisisLevel, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from holdspace.types import Sentence

ANOTHER = "about_another"
_STRENGTH = {
    CrisisLevel.NONE: 0,
    CrisisLevel.PASSIVE: 1,
    CrisisLevel.HARM_TO_OTHERS: 2,
    CrisisLevel.ACTIVE: 3,
}
_NONE = CrisisLevel.NONE
_OF_ONESELF = re.compile(r"\b(?:i|im|me|my|myself)\b")
# The head raises an alarm of its own when crisis language is likelier than not; below that the rules decide.
_HEARD = 0.5
_PLAIN = str.maketrans({"’": "'", "‘": "'", "`": "'", "ʼ": "'", "“": '"', "”": '"'})


@dataclass(frozen=True, slots=True)
class _Rule:
    level: CrisisLevel
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class _Rules:
    rules: tuple[_Rule, ...]
    idioms: tuple[re.Pattern[str], ...]
    denials: tuple[re.Pattern[str], ...]
    another: tuple[re.Pattern[str], ...]


def find_crisis(sentences: Sequence[Sentence], probabilities: NDArray[np.float32], labels: Sequence[str]) -> Crisis:
    """Return the strongest crisis language that the helper uses of themself, and whether another's is told.

    Rules and the trained head each may raise an alarm: recall comes first. Whose it is, the sentence's standing says.

    Parameters
    ----------
    sentences : the entry's sentences, with whose state each tells
    probabilities : array of shape (n_sentences, n_labels), the head's calibrated probabilities
    labels : the head's labels, levels of :class:`~holdspace.types.CrisisLevel` and ``about_another``

    Returns
    -------
    Crisis
        ``start`` and ``end`` bound the sentence that carries it: the helper's own first, else another's.
    """
    own: tuple[Sentence, CrisisLevel] | None = None
    another: Sentence | None = None
    for sentence, row in zip(sentences, probabilities, strict=True):
        heard = {label for label, p in zip(labels, row, strict=True) if p >= _HEARD}
        plain = _plain(sentence.text)
        by_rule, says_i = _ruled(plain)
        if not by_rule and any(p.search(plain) for p in _rules().denials):
            heard = set()
        level = max(by_rule | {CrisisLevel(h) for h in heard - {ANOTHER}}, key=_STRENGTH.__getitem__, default=_NONE)
        elses = ANOTHER in heard or ("anothers" in sentence.cues and any(p.search(plain) for p in _rules().another))
        if level is not _NONE and (says_i or not (elses or _is_anothers(sentence))):
            if own is None or _STRENGTH[level] > _STRENGTH[own[1]]:
                own = (sentence, level)
        elif level is not _NONE or elses:
            another = another or sentence
    told = own[0] if own else another
    return Crisis(
        own[1] if own else _NONE,
        another is not None,
        told.start if told else None,
        told.end if told else None,
    )


def _is_anothers(sentence: Sentence) -> bool:
    """Whether somebody else is told of: a person, not people in general ("everyone would be better off ...")."""
    return sentence.standing is Standing.ANOTHERS and "anothers" in sentence.cues


def _ruled(plain: str) -> tuple[set[CrisisLevel], bool]:
    """Levels whose rules match, and whether the words matched are said of "I" or "me" themselves."""
    found: set[CrisisLevel] = set()
    says_i = False
    for rule in _rules().rules:
        if any(p.search(plain) for p in rule.unless):
            continue
        matches = [match for pattern in rule.patterns if (match := pattern.search(plain))]
        if matches:
            found.add(rule.level)
            says_i = says_i or any(_OF_ONESELF.search(match.group()) for match in matches)
    return found, says_i


def _plain(text: str) -> str:
    """Lower case, plain apostrophes, single spaces, idioms taken out."""
    plain = re.sub(r"\s+", " ", text.lower().translate(_PLAIN))
    for idiom in _rules().idioms:
        plain = idiom.sub(" ", plain)
    return plain


@cache
def _rules() -> _Rules:
    found = codebook.load().crisis_rules

    def compiled(patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(pattern) for pattern in patterns)

    return _Rules(
        tuple(_Rule(rule.level, compiled(rule.patterns), compiled(rule.unless)) for rule in found.rule),
        compiled(found.idioms),
        compiled(found.denials),
        compiled(found.another),
    )
