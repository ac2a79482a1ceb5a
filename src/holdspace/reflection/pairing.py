"""Which sentence is given back, and which goes beside it: what it points at, turns from, or is the other side of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from holdspace.reflection.choosing import Chosen, bearing
from holdspace.reflection.conversation import Tone
from holdspace.reflection.persons import hangs, named, names_somebody, with_kin
from holdspace.reflection.told import as_told
from holdspace.types import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdspace.codebook import Codebook
    from holdspace.reflection.voice import Voice

# How many sentences are tried before a reply does without the person's words; each try is a parse.
_TRIES = 5
# What is given back is brief: so many words in all, so many in the sentence that goes beside; more where one sentence
# has its sense from the other, or they are two sides.
_ROOM, _BESIDE, _BRIEF = 18, 12, 12
_ROOM_FOR_TWO, _BESIDE_FOR_TWO = 30, 20
# Two sentences that nothing joins are given back only where both together are as brief as one.
_PAIR = 15
# A line so short may head the next.
_HEADING, _TITLE = 6, 3
# How light a sentence may be to go beside: beside a brief one a lighter one will do. One so heavy says as much as the
# heart does, and may be as long: of up to two sentences that listeners would surely take up, 74 in 100 are given back
# so, 68 without (550 entries of corpus/hearts.jsonl, which the ranking has learned from), at a word and a half more.
_LIGHT, _LIGHTER, _HEAVY = 0.75, 0.4, 2.0
# How much of a sentence must be left in its turning for it to go beside another.
_WHOLLY = 0.4
# What it takes from a sentence that so little of it can be given back.
_LITTLE = 0.3
# What points at something that can't be given back is given back alone sooner than what is so much lighter.
_FAR = 1.5
# How far before it what a sentence points at may stand.
_BEFORE = 2
_UNNAMED = re.compile(r"(?:he|she)\b", re.IGNORECASE)
_THEY = re.compile(r"they\b", re.IGNORECASE)
_SOMEONE = re.compile(r"\b(?:he|him|his|she|hers?|they|them|their)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:i|we|he|she|it|they)\b", re.IGNORECASE)
_FEELS = re.compile(
    r"(?:it(?:['’]s| is| was| feels| felt)|i (?:feel|felt)) (?:just )?(?:like|as if|as though)\b", re.IGNORECASE
)
# What begins a sentence that goes on from the one before it.
JOINS = re.compile(r"^(?P<word>but|so|then|now|yet|and yet|and then)\b[\s,]", re.IGNORECASE)


def heart_of(voice: Voice, ranked: Sequence[Chosen], text: str) -> tuple[Chosen, Chosen | None]:
    """Return the heaviest sentence of ``text`` that can be given back, and one that goes beside it, if any."""
    ranked = [replace(chosen, text=_told_fully(chosen, text, voice.book)) for chosen in ranked]
    first, alone = ranked[0], None
    for chosen in _by_what_is_left(voice, ranked[:_TRIES]):
        if not turned(voice, chosen):
            continue
        if alone and chosen.weight < alone.weight - _FAR:
            return alone, None
        if first.apt and not chosen.apt and chosen.weight < first.weight - _FAR:
            break  # "Ordered gloves" is no stand-in for "I'm always the mug"
        needs = _points(chosen, text, voice.book) or hangs(
            turned(voice, chosen), text[: chosen.sentence.start], voice.book
        )
        carries = first.theme or (first.sure and first.facet)
        if carries and not chosen.theme and chosen.sentence != first.sentence:
            # Words that are not given back ("I am useless") are answered all the same; an errand ("rent is due") is no
            # stand-in for what carries a theme.
            least = _LIGHT if first.theme else 0.0
            return first, chosen if chosen.weight > least and not needs and not turned(voice, first) else None
        brief = voice.conversation.tone is Tone.BRIEF and not needs
        beside = None if brief else _Pairing(voice, chosen, ranked, text, needs=needs).companion()
        if needs and beside is not None and voice.leads(chosen) and voice.leads(beside):
            # Two verdicts of one kind: the one that says what it is about is enough.
            return replace(chosen, sentence=beside.sentence, text=beside.text), None
        if beside is not None or not needs:
            return chosen, beside
        alone = alone or chosen
    if alone:
        return alone, None
    # Nothing could be turned: a few words as they stand say more than none.
    return replace(first, image=voice.as_it_stands(first.text)), None


def _points(chosen: Chosen, text: str, book: Codebook) -> bool:
    """Whether a sentence has its sense from what stands before it; "they" may be those whom nobody has named."""
    if not chosen.points or not _THEY.match(chosen.text):
        return chosen.points
    return names_somebody(text[: start(chosen)], book)


def _told_fully(chosen: Chosen, text: str, book: Codebook) -> str:
    """A sentence with whom it speaks of, where only the entry around it says so."""
    return with_kin(named(chosen.text, text[: chosen.sentence.start], book), text)


def _by_what_is_left(voice: Voice, ranked: Sequence[Chosen]) -> Iterator[Chosen]:
    """The heaviest first; of two that tell as much, the one that more is left of. What is not reached is not turned."""
    heap = [(-chosen.weight, number, False) for number, chosen in enumerate(ranked)]
    heapify(heap)
    while heap:
        lightness, number, is_weighed = heappop(heap)
        if is_weighed:
            yield ranked[number]
        else:
            heappush(heap, (lightness + _LITTLE * _is_cut(voice, ranked[number]), number, True))


def turned(voice: Voice, chosen: Chosen) -> str:
    """Return the words of a sentence as they may be given back, or nothing."""
    found = chosen.image or voice.turned(chosen.text, bearing(chosen))
    return found if isinstance(found, str) else found.text if found else ""


def start(chosen: Chosen) -> int:
    """Return where in the entry a sentence starts."""
    return chosen.sentence.start


@dataclass(frozen=True)
class _Pairing:
    """The search for what goes beside a sentence; one that ``needs`` another is not understood without it."""

    voice: Voice
    heart: Chosen
    ranked: Sequence[Chosen]
    text: str
    needs: bool

    @cached_property
    def _place(self) -> dict[int, int]:
        return {begin: number for number, begin in enumerate(sorted(map(start, self.ranked)))}

    def companion(self) -> Chosen | None:
        """Return what fits best, as a sentence or as an image out of it."""
        for other in sorted(self.ranked, key=self._value, reverse=True)[:_TRIES]:
            if not self._may_stand(other):
                continue
            if picture := self._image(other):
                return replace(other, image=picture)
            words = turned(self.voice, other)
            # A part of a sentence is enough to stand alone, and too little to stand beside.
            room = len(words.split()) <= self._room(other)
            if words and room and not _is_cut(self.voice, other) and not self._hangs(other, words):
                return other
        return None

    def _may_stand(self, other: Chosen) -> bool:
        """Whether nothing speaks against a sentence, however well it would fit."""
        apart, heart = self._apart(other), self.heart
        unapt = heart.apt and not (other.apt or self.needs)
        if other.text == heart.text or "question" in other.sentence.cues or unapt or self._points(other):
            return False
        if self._value(other) < (_LIGHTER if self._length < _BRIEF else _LIGHT):
            return False
        if self.needs:
            if not -_BEFORE <= apart < 0 or (self._wants_a_name and not names_somebody(other.text, self.voice.book)):
                return False
        elif self.voice.leads(heart) and self.voice.leads(other):
            return False
        if _repeats(other.text, heart.text) or (apart < 0 and _UNNAMED.match(other.text)):
            return False
        return apart == 1 or not JOINS.match(other.text)

    def _value(self, other: Chosen) -> float:
        apart = self._apart(other)
        near = 0.2 if abs(apart) == 1 else -0.3 if abs(apart) > _BEFORE else 0.0
        return (
            other.weight
            + near
            + 1.5 * (self.needs and -_BEFORE <= apart < 0)
            + 0.6 * self._is_other_side(other)
            + 0.9 * (self.heart.good and _is_over(other))
            + 0.4 * (self._heads(other) or self._goes_on(other))
            + 0.5 * (bool(self._image(other)) or bool(_FEELS.match(other.text)))
        )

    def _room(self, other: Chosen) -> int:
        """How many words it may have."""
        heart = self.heart
        two = (
            self.needs
            or heart.good
            or bool(_FEELS.match(other.text))
            or self._is_other_side(other)
            or _is_over(other)
            or self._heads(other)
            or (other.apt and other.weight >= _HEAVY)
        )
        sounds = heart.facet is None and heart.theme is None and other.facet is not None
        whole = _ROOM_FOR_TWO if two else _ROOM if self._goes_on(other) or sounds else _PAIR
        return min(_BESIDE_FOR_TWO if two else _BESIDE, whole - self._length)

    def _points(self, other: Chosen) -> bool:
        return _points(other, self.text, self.voice.book)

    def _hangs(self, other: Chosen, words: str) -> bool:
        """Whether it speaks of somebody whom neither it nor the heart names or speaks of."""
        heart, book = self.heart.text, self.voice.book
        met = bool(_SOMEONE.search(heart)) or hangs(words, heart, book)
        return not met and hangs(words, self.text[: start(other)], book)

    @cached_property
    def _wants_a_name(self) -> bool:
        """Whether the heart speaks of somebody whom only the entry before it names."""
        return hangs(turned(self.voice, self.heart), self.text[: start(self.heart)], self.voice.book)

    @cached_property
    def _length(self) -> int:
        return len(turned(self.voice, self.heart).split())

    def _apart(self, other: Chosen) -> int:
        """How many sentences after the heart it stands."""
        return self._place[start(other)] - self._place[start(self.heart)]

    def _is_other_side(self, other: Chosen) -> bool:
        heart = self.heart
        return other.good and other.facet is not None and not heart.good and heart.sure and heart.theme is not None

    def _heads(self, other: Chosen) -> bool:
        """Whether it stands over what comes after it: "Three deaths since Monday."."""
        words = len(other.text.split())
        return (
            self._apart(other) == -1
            and words < _HEADING
            and (words >= _TITLE or (words > 1 and other.theme is not None))
        )

    def _goes_on(self, other: Chosen) -> bool:
        return self._apart(other) == 1 and bool(JOINS.match(other.text))

    def _image(self, other: Chosen) -> str:
        if self.needs or other.text == self.heart.text:
            return ""
        # A few words that stand by themselves: "A full diary of guilt and one load of towels".
        alone = self._apart(other) > 0 and other.theme is not None and other.theme is self.heart.theme
        return self.voice.image(other, alone=alone and not _PRONOUN.search(other.text))


def _is_over(other: Chosen) -> bool:
    return other.sentence.standing is Standing.OVER


def _repeats(other: str, heart: str) -> bool:
    """Whether half of a sentence's words stand in the other one already."""
    words = set(as_told(other).split())
    return 2 * len(words & set(as_told(heart).split())) >= len(words)


def _is_cut(voice: Voice, chosen: Chosen) -> bool:
    """Whether less of a sentence can be given back than would stand beside another."""
    return len(turned(voice, chosen)) <= _WHOLLY * len(chosen.text)
