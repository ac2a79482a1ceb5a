"""Crisis language: whose, and how strong, by rules and by a trained head; recall comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdspace.safety.rules import (
    by_rules,
    holds_denial,
    holds_idiom,
    holds_unsaid,
    is_finished,
    is_recent,
    tells_of_another,
    without_idioms,
)
from holdspace.types import Crisis, CrisisLevel, Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from holdspace.safety.rules import Ruled
    from holdspace.types import Sentence

ANOTHER = "about_another"
_STRENGTH = {
    CrisisLevel.NONE: 0,
    CrisisLevel.PASSIVE: 1,
    CrisisLevel.HARM_TO_OTHERS: 2,
    CrisisLevel.ACTIVE: 3,
}
_NONE = CrisisLevel.NONE
# Below this the head hears nothing of risk in a sentence, and it may be given back beside one that holds it.
_HUSHED = 0.2
# Below this, all own levels together, words that are as often said of other things are let pass ("I want to disappear
# to Goa"): of a hundred lines that only look like risk 11 raise an alarm, not 12.5, and of a thousand lines of risk
# within an entry 2 are lost. Words of active risk never yield: a head that has not met such a post can be silent in it.
_UNLIKELY = 0.05
# "I mean it." goes with what stands before it.
_TRAILING = 5
# The head raises an alarm of its own from here on; below it the rules decide. Of calm entries by writers that it has
# not met 1.7 in a hundred raise one, of their sentences by themselves 1.9; of lines of risk that it has not met, rules
# and head together hear 87 by themselves and 79 within a calm entry (86 and 78 at .4; 88 and 81 at .3, where 2.1 calm
# entries raise an alarm). Against a denial or an idiom in the same sentence it is heard when it is all but certain.
_HEARD, _CERTAIN = 0.35, 0.9
# Of somebody else's danger it must be a little surer: notes are full of it. Rules and head hear 78 in a hundred of such
# lines by themselves, 68 within an entry, and call for it in 1.2 of a hundred calm entries (at .5: 72, 66 and 1.0).
_TOLD = 0.4


@dataclass(frozen=True, slots=True)
class _Found:
    """What one sentence holds: ``level``, whether that is the helper's ``own``, and whether another's risk is told."""

    sentence: Sentence
    level: CrisisLevel
    own: bool
    another: bool
    touches: bool


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
    plains = [without_idioms(sentence.text) for sentence in sentences]
    found = []
    for number, (sentence, row) in enumerate(zip(sentences, probabilities.tolist(), strict=True)):
        following = plains[number + 1] if number + 1 < len(plains) else ""
        # A line that was broken by its width goes on in the next.
        goes_on = bool(following) and _runs_on(sentence, sentences[number + 1])
        heard_of = dict(zip(labels, row, strict=True))
        found.append(_found(sentence, plains[number], following, heard_of, goes_on=goes_on))
    # The first of the strongest.
    own = max((one for one in found if one.own), key=lambda one: _STRENGTH[one.level], default=None)
    another = next((one for one in found if one.another), None)
    told = own or another
    return Crisis(
        own.level if own else _NONE,
        another is not None,
        told.sentence.start if told else None,
        told.sentence.end if told else None,
        frozenset(_touched(found, plains)),
    )


def _touched(found: Sequence[_Found], plains: Sequence[str]) -> Iterator[int]:
    """Starts of the sentences with words of risk, and of the few words that go with the one before."""
    trailing = False
    for one, plain in zip(found, plains, strict=True):
        if one.touches or (trailing and len(plain.split()) <= _TRAILING):
            yield one.sentence.start
        trailing = one.touches


def _found(sentence: Sentence, plain: str, following: str, heard_of: Mapping[str, float], *, goes_on: bool) -> _Found:
    """What a sentence holds; ``following`` is the one after it, and both are in plain letters."""
    heard = _heard(heard_of)
    doubted = _is_unlikely(heard_of) and not (_is_anothers(sentence) or is_recent(plain, following))
    ruled = by_rules(plain, following if goes_on else "", doubted=doubted)
    levels = ruled.levels
    told_of = "anothers" in sentence.cues and (ruled.quoted or tells_of_another(plain))
    if (levels or heard or told_of) and is_finished(plain, following):
        levels, heard, told_of = frozenset(), heard & {ANOTHER}, False
    # What the head hears in an idiom ("dying to see me") is the idiom.
    if heard and not levels and (ruled.denied or holds_denial(plain) or holds_idiom(sentence.text)):
        heard = {label for label, p in heard_of.items() if p >= _CERTAIN}
    level = max(levels | {CrisisLevel(h) for h in heard - {ANOTHER}}, key=_STRENGTH.__getitem__, default=_NONE)
    elses = ANOTHER in heard or told_of
    own_words = _is_of_oneself(sentence, ruled) or _is_rather_own(sentence, heard_of)
    own = level is not _NONE and (own_words or not (elses or _is_anothers(sentence)))
    tells = level is not _NONE or elses
    touches = tells or any(p >= _HUSHED for p in heard_of.values()) or holds_unsaid(plain)
    return _Found(sentence, level, own, tells and not own, touches)


def _is_anothers(sentence: Sentence) -> bool:
    """Whether somebody else is told of: a person, not people in general ("everyone would be better off ...")."""
    return sentence.standing is Standing.ANOTHERS and "anothers" in sentence.cues


def _heard(probabilities: Mapping[str, float]) -> set[str]:
    """Labels that the head hears, and the likeliest of the own levels where all of them together are heard."""
    own = {label: p for label, p in probabilities.items() if label != ANOTHER}
    heard = {label for label, p in probabilities.items() if p >= (_TOLD if label == ANOTHER else _HEARD)}
    # Torn between two levels it is still sure that one of them is there.
    return heard | {max(own, key=own.__getitem__)} if sum(own.values()) >= _HEARD else heard


def _is_unlikely(heard_of: Mapping[str, float]) -> bool:
    """Whether the head is all but sure that nobody speaks of a danger of their own."""
    own = [p for label, p in heard_of.items() if label != ANOTHER]
    return bool(own) and sum(own) < _UNLIKELY


def _is_of_oneself(sentence: Sentence, ruled: Ruled) -> bool:
    """Whether the words that the rules matched are said of oneself, whoever else the sentence tells of."""
    if ruled.quoted and "anothers" in sentence.cues:
        return False
    return ruled.says_i or (ruled.opens and not ruled.quoted and "third_person" not in sentence.cues)


def _is_rather_own(sentence: Sentence, heard_of: Mapping[str, float]) -> bool:
    """Whether the head hears the helper's own danger, and rather that than somebody else's."""
    others = heard_of.get(ANOTHER, 0.0)
    own = max((p for label, p in heard_of.items() if label != ANOTHER), default=0.0)
    if "own" not in sentence.cues:
        return own >= _CERTAIN and others < _HUSHED
    return own >= _HEARD and own > others


def _runs_on(sentence: Sentence, following: Sentence) -> bool:
    """Whether a sentence without an end goes on in the one after it."""
    return sentence.text[-1:].isalnum() and following.text[:1].islower()
