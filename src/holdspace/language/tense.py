"""How the verb before a word stands: told of now, of then, or only thought of. Tokens alone, no parse.

The nearest verb to the left that carries tense decides: "last year it was stress, this year I'm burnt out" is now,
"I was burnt out" is then, "I would feel guilty" is neither.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from holdspace.codebook.grammar import TenseTerms


class Tense(Enum):
    """What the nearest verb says of when."""

    NOW = auto()
    THEN = auto()
    THOUGHT = auto()
    UNSAID = auto()


# "would I ever really be": words between a bare verb and what carries its tense, at most.
_REACH = 4


def tense_of(words: Sequence[str], begin: int, end: int, modals: Collection[int], terms: TenseTerms) -> Tense:
    """Return the tense that the words from ``begin`` to ``end`` leave standing at their end.

    ``modals`` holds the indices of tokens that only think of something ("would", "might").
    """
    # Bound once: a frozen schema takes its time to hand out a field.
    short_would, bare, then, now = terms.had_or_would, terms.bare, terms.then, terms.now
    i = end - 1
    while i >= begin:
        word = words[i]
        if word in short_would and i + 1 < len(words) and _is_participle(words[i + 1], terms):
            return Tense.THEN
        if i in modals:
            return Tense.THOUGHT
        if word in bare or word == "been":
            carrier = _carrier(words, i, begin, modals, terms)
            if carrier is not Tense.UNSAID or word != "be":
                if carrier is not None:
                    return Tense.NOW if carrier is Tense.UNSAID else carrier
                i -= 1  # an infinitive: the verb that governs it decides
        elif word in then:
            return Tense.NOW if i > begin and words[i - 1] in terms.perfect else Tense.THEN
        elif word in now or (word in terms.short_is and i and words[i - 1] in terms.before_short_is):
            return Tense.NOW
        i -= 1
    return Tense.UNSAID


def _is_participle(word: str, terms: TenseTerms) -> bool:
    """Whether "'d" before this is "had" ("I'd lost") and not "would" ("I'd resent it")."""
    return word.endswith(("ed", "en")) or word in terms.participles


def _carrier(words: Sequence[str], verb: int, begin: int, modals: Collection[int], terms: TenseTerms) -> Tense | None:
    """Tense of what stands before a bare verb: a modal, "did", "have"; None for the "to" of an infinitive."""
    for i in range(verb - 1, max(begin, verb - _REACH) - 1, -1):
        word = words[i]
        if word in terms.pronouns:
            # Past its own subject a verb finds its tense only in a question: "would I be".
            return Tense.THOUGHT if i - 1 in modals else Tense.UNSAID
        if word == "to":
            return None
        if word in terms.before_then or (word in terms.had_or_would and words[verb] == "been"):
            return Tense.THEN
        if i in modals:
            return Tense.THOUGHT
        if word in terms.now or word == "do":
            return Tense.NOW
    return Tense.UNSAID
