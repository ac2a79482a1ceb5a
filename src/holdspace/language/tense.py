"""How the verb before a word stands: told of now, of then, or only thought of. Tokens alone, no parse.

The nearest verb to the left that carries tense decides: "last year it was stress, this year I'm burnt out" is now,
"I was burnt out" is then, "I would feel guilty" is neither.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from holdspace.language.cues import word_set

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class Tense(Enum):
    """What the nearest verb says of when."""

    NOW = auto()
    THEN = auto()
    THOUGHT = auto()
    UNSAID = auto()


_NOW = word_set(
    "am 'm ’m m is are 're ’re re feels have has 've ’ve ve gets does keeps seems looks makes leaves says ai"
)
_THEN = word_set("was were felt had got did became left made kept went thought seemed looked came lost spent used gave")
# These carry no tense of their own: what stands before them does.
_BARE = word_set(
    "be feel get become have go turn end find keep look sound seem stay do make leave come start live burn fall grow"
)
_SUBJECT_OF_S = word_set("it that there he she what who this here everything nothing")
_HAD_OR_WOULD = frozenset({"'d", "’d", "d"})
_PARTICIPLES = word_set("had lost felt become come gone got made left kept thought let put")
# "I've felt ashamed since" is told of now.
_BEFORE_THEN = word_set("did had was were")
_PERFECT = word_set("have has 've ’ve ve")
_PRONOUNS = word_set("i we he she they you it")
# "would I ever really be": words between a bare verb and what carries its tense, at most.
_REACH = 4


def tense_of(words: Sequence[str], begin: int, end: int, modals: Collection[int]) -> Tense:
    """Return the tense that the words from ``begin`` to ``end`` leave standing at their end.

    ``modals`` holds the indices of tokens that only think of something ("would", "might").
    """
    i = end - 1
    while i >= begin:
        word = words[i]
        if word in _HAD_OR_WOULD and _is_participle(words[i + 1]):
            return Tense.THEN
        if i in modals:
            return Tense.THOUGHT
        if word in _BARE or word == "been":
            carrier = _carrier(words, i, begin, modals)
            if carrier is not Tense.UNSAID or word != "be":
                if carrier is not None:
                    return Tense.NOW if carrier is Tense.UNSAID else carrier
                i -= 1  # an infinitive: the verb that governs it decides
        elif word in _THEN:
            return Tense.NOW if i > begin and words[i - 1] in _PERFECT else Tense.THEN
        elif word in _NOW or (word in ("'s", "’s", "s") and i and words[i - 1] in _SUBJECT_OF_S):
            return Tense.NOW
        i -= 1
    return Tense.UNSAID


def _is_participle(word: str) -> bool:
    """Whether "'d" before this is "had" ("I'd lost") and not "would" ("I'd resent it")."""
    return word.endswith(("ed", "en", "n")) or word in _PARTICIPLES


def _carrier(words: Sequence[str], verb: int, begin: int, modals: Collection[int]) -> Tense | None:
    """Tense of what stands before a bare verb: a modal, "did", "have"; None for the "to" of an infinitive."""
    for i in range(verb - 1, max(begin, verb - _REACH) - 1, -1):
        word = words[i]
        if word in _PRONOUNS:
            # Past its own subject a verb finds its tense only in a question: "would I be".
            return Tense.THOUGHT if i - 1 in modals else Tense.UNSAID
        if word == "to":
            return None
        if word in _BEFORE_THEN or (word in _HAD_OR_WOULD and words[verb] == "been"):
            return Tense.THEN
        if i in modals:
            return Tense.THOUGHT
        if word in _NOW or word == "do":
            return Tense.NOW
    return Tense.UNSAID
