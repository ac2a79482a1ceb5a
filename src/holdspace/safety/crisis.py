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

    from holdspace.types import Sentence

_STRENGTH = {
    CrisisLevel.NONE: 0,
    CrisisLevel.PASSIVE: 1,
    CrisisLevel.HARM_TO_OTHERS: 2,
    CrisisLevel.ACTIVE: 3,
}
_PLAIN = str.maketrans({"’": "'", "‘": "'", "`": "'", "ʼ": "'", "“": '"', "”": '"'})


@dataclass(frozen=True, slots=True)
class _Rule:
    level: CrisisLevel
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]

    def matches(self, sentence: str) -> bool:
        return any(p.search(sentence) for p in self.patterns) and not any(p.search(sentence) for p in self.unless)


@dataclass(frozen=True, slots=True)
class _Rules:
    rules: tuple[_Rule, ...]
    idioms: tuple[re.Pattern[str], ...]
    another: tuple[re.Pattern[str], ...]


def find_crisis(sentences: Sequence[Sentence]) -> Crisis:
    """Return the strongest crisis language that the helper uses of themself, and whether another's is told.

    Parameters
    ----------
    sentences : the entry's sentences, with whose state each tells

    Returns
    -------
    Crisis
        ``start`` and ``end`` bound the sentence that carries it: the helper's own first, else another's.
    """
    own: tuple[int, Sentence, CrisisLevel] | None = None
    another: Sentence | None = None
    for sentence in sentences:
        plain = _plain(sentence.text)
        elses = _tells_of_another(sentence)
        if not elses or "own" in sentence.cues:
            level = _level(plain)
            if level is not CrisisLevel.NONE and (own is None or _STRENGTH[level] > own[0]):
                if not (elses and _another(plain) and level is not CrisisLevel.HARM_TO_OTHERS):
                    own = (_STRENGTH[level], sentence, level)
                else:
                    another = another or sentence
        if "anothers" in sentence.cues and _another(plain):
            another = another or sentence
    if own is not None:
        return Crisis(own[2], another is not None, own[1].start, own[1].end)
    if another is not None:
        return Crisis(CrisisLevel.NONE, True, another.start, another.end)
    return Crisis()


def _tells_of_another(sentence: Sentence) -> bool:
    return sentence.standing is Standing.ANOTHERS


def _level(plain: str) -> CrisisLevel:
    for rule in _rules().rules:
        if rule.matches(plain):
            return rule.level
    return CrisisLevel.NONE


def _another(plain: str) -> bool:
    return any(p.search(plain) for p in _rules().another)


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
        compiled(found.another),
    )
