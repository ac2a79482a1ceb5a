"""The reply to what a person tells: crisis language first, their words given back, one line deeper, a question."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from holdspace.reflection.choosing import Chosen, bearing, hangs, holds, named, plain, rank, sounding
from holdspace.reflection.conversation import Stage, Tone
from holdspace.reflection.crisis import crisis_reply
from holdspace.reflection.deeper import ask, go_deeper, link_of
from holdspace.reflection.notes import is_about_another, reflect_note
from holdspace.reflection.voice import Voice
from holdspace.types import CrisisLevel, Reflection, Standing

if TYPE_CHECKING:
    from holdspace.codebook import Codebook
    from holdspace.reflection.conversation import Conversation
    from holdspace.types import Reading

# How many sentences are tried before a reply does without the person's words; each try is a parse.
_TRIES = 5
# What is given back is brief: so many words in all, so many in the sentence that goes beside; more where one sentence
# has its sense from the other, or they are two sides.
_ROOM, _BESIDE, _BRIEF = 18, 12, 12
_ROOM_FOR_TWO, _BESIDE_FOR_TWO = 30, 17
# Two sentences that nothing joins are given back only where both together are as brief as one.
_PAIR = 15
# A line so short may head the next.
_HEADING, _TITLE = 6, 3
# How light a sentence may be to go beside: beside a brief one a lighter one will do.
_LIGHT, _LIGHTER = 0.75, 0.4
# How much of a sentence must be left in its turning for it to go beside another.
_WHOLLY = 0.4
# What it takes from a sentence that so little of it can be given back.
_LITTLE = 0.3
# An entry as short as this that ends by itself needs nothing beneath it.
_FEW = 14
_UNNAMED = re.compile(r"(?:he|she)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:i|we|he|she|it|they)\b", re.IGNORECASE)
_FEELS = re.compile(
    r"(?:it(?:['’]s| is| was| feels| felt)|i (?:feel|felt)) (?:just )?(?:like|as if|as though)\b", re.IGNORECASE
)
_JOINS = re.compile(r"^(?P<word>but|so|then|now|yet|and yet|and then)\b[\s,]", re.IGNORECASE)


def reply(reading: Reading, conversation: Conversation, book: Codebook) -> tuple[Reflection, Conversation]:
    """Reflect one reading: crisis language first, then a reflection, then at most one open question.

    Returns the reflection and the conversation that has heard it.
    """
    conversation = conversation.heard(reading)
    first, conversation = crisis_reply(reading, conversation, book)
    if not reading.english:
        return Reflection(book.region(conversation.region).fill(book.frames.not_english), "", first), conversation
    voice = Voice(conversation, book)
    left = beside_crisis(reading, conversation)
    if first is None:
        question = reflect(voice, left)
        return Reflection(voice.text, question), voice.conversation
    # The crisis reply has asked already; a second question would blur it.
    reflect_beside_crisis(voice, left)
    return Reflection(voice.text, "", first), voice.conversation


def reflect_beside_crisis(voice: Voice, left: Reading) -> None:
    """Add what may fitly follow a crisis reply: what weighs on the one who writes; never an errand, never an echo."""
    shared = voice.book.crisis_replies.shared
    ranked = [chosen for chosen in rank(left, voice.book) if chosen.theme and chosen.sure and not chosen.good]
    heart = next((chosen for chosen in ranked if _turned(voice, chosen) and not chosen.points), None)
    if heart is None or left.third_person:
        voice.add(voice.say(shared.rest if left.sentences else shared.still))
        return
    voice.add(voice.say(shared.bridge if left.crisis.level is not CrisisLevel.NONE else shared.bridge_another))
    voice.give_back(heart)
    go_deeper(voice, left, heart, sides=False)


def reflect(voice: Voice, reading: Reading) -> str:
    """Add the reflections of a reading to the voice, and return the question or invitation after them, if any."""
    ranked = rank(reading, voice.book)
    question = _reflected(voice, reading, ranked) if ranked else ""
    if voice.conversation.quiet:
        return voice.say(voice.book.frames.course.invitations)
    return question


def beside_crisis(reading: Reading, conversation: Conversation) -> Reading:
    """Return the reading without words of risk, where it is met or was: they have been answered, and are not echoed."""
    crisis = reading.crisis
    if crisis.level is CrisisLevel.NONE and not crisis.about_another and conversation.risk is None:
        return reading
    risky = crisis.touched | {crisis.start}
    return replace(
        reading,
        sentences=tuple(s for s in reading.sentences if s.start not in risky),
        evidence=tuple(found for found in reading.evidence if found.start not in risky),
    )


def _reflected(voice: Voice, reading: Reading, ranked: list[Chosen]) -> str:
    frames = voice.book.frames
    if is_about_another(reading, ranked):
        return reflect_note(voice, reading, ranked)
    asked = [chosen for chosen in ranked if "question" in chosen.sentence.cues]
    if asked and holds(frames.asked_of_others, plain(reading.text)) and ranked[0].weight < _LIGHTER:
        voice.add(voice.say(frames.asked))
        return ""
    heart, beside = _heart(voice, ranked, reading.text)
    if heart.theme is None or heart.sure:
        voice.reaction(heavy=heart.theme is not None and not heart.good, good=heart.good)
    _give_back(voice, reading, heart, beside)
    if heart.theme and heart.theme.id in voice.conversation.crossed_out() and voice.conversation.fresh(frames.crossed):
        # What was crossed out is not asserted again: it is asked about, once.
        return voice.say(frames.crossed, link=link_of(voice, heart.theme))
    if holds(frames.settled, plain(reading.text)) and len(reading.text.split()) < _FEW:
        voice.add(voice.say(frames.enough))
        return ""
    # How it sounds is heard over all that was given back.
    if beside is not None and (heart.theme is None or beside.theme in (heart.theme, None)):
        text = f"{plain(min(heart, beside, key=_start).text)} {plain(max(heart, beside, key=_start).text)}"
        facets = heart.theme.facets if heart.theme else frames.strands
        heart = replace(heart, facet=sounding(facets, text, plain(reading.text)) or heart.facet)
    weighs = heart.theme is not None and heart.sure and not heart.good
    sides = weighs and beside is not None and beside.good
    go_deeper(voice, reading, heart, sides=sides)
    return _question(voice, reading, heart, sides=sides)


def _question(voice: Voice, reading: Reading, heart: Chosen, *, sides: bool) -> str:
    frames = voice.book.frames
    if heart.theme is not None and heart.sure and not heart.good and (thought := _thought(voice)):
        return thought
    if holds(frames.settled, plain(reading.text)):
        return ""
    if sides and voice.conversation.fresh(frames.both_questions):
        return voice.say(frames.both_questions)
    return "" if heart.facet is not None and heart.facet.quiet else ask(voice, reading, heart)


def _heart(voice: Voice, ranked: list[Chosen], text: str) -> tuple[Chosen, Chosen | None]:
    """The heaviest sentence that can be given back, and one that goes beside it: what it points at, or turns from."""
    first = ranked[0]
    ranked = [_with_name(voice, chosen, text) for chosen in ranked]
    # Of two that tell as much, the one that more is left of.
    tried = sorted(ranked[:_TRIES], key=lambda chosen: _LITTLE * _is_cut(voice, chosen) - chosen.weight)
    for chosen in tried:
        if not _turned(voice, chosen):
            continue
        if (first.facet or (first.theme and first.sure)) and not chosen.theme and chosen.sentence != first.sentence:
            # Words that are not given back ("I am useless") are answered all the same.
            alone = chosen.weight > 0 and not chosen.points and not _hangs(voice, chosen, text)
            return first, chosen if alone and not _turned(voice, first) else None
        needs = chosen.points or _hangs(voice, chosen, text)
        brief = voice.conversation.tone is Tone.BRIEF and not needs
        beside = None if brief else _companion(voice, chosen, ranked, needs=needs)
        if needs and beside is not None and voice.leads(chosen) and voice.leads(beside):
            # Two verdicts of one kind: the one that says what it is about is enough.
            return replace(chosen, sentence=beside.sentence, text=beside.text), None
        if beside is not None or not needs:
            return chosen, beside
    return first, None


def _repeats(other: str, heart: str) -> bool:
    """Whether half of a sentence's words stand in the other one already."""
    words = set(plain(other).split())
    return 2 * len(words & set(plain(heart).split())) >= len(words)


def _with_name(voice: Voice, chosen: Chosen, text: str) -> Chosen:
    return replace(chosen, text=named(chosen.text, text[: chosen.sentence.start], voice.book))


def _is_cut(voice: Voice, chosen: Chosen) -> bool:
    """Whether less of a sentence can be given back than would stand beside another."""
    return len(_turned(voice, chosen)) <= _WHOLLY * len(chosen.text)


def _hangs(voice: Voice, chosen: Chosen, text: str) -> bool:
    return hangs(_turned(voice, chosen), text[: chosen.sentence.start], voice.book)


def _companion(voice: Voice, heart: Chosen, ranked: list[Chosen], *, needs: bool) -> Chosen | None:
    order = sorted(chosen.sentence.start for chosen in ranked)
    at = order.index(heart.sentence.start)
    length = len(_turned(voice, heart).split())

    def apart_of(other: Chosen) -> int:
        return order.index(other.sentence.start) - at

    def value(other: Chosen) -> float:
        apart = apart_of(other)
        near = 0.2 if abs(apart) == 1 else -0.3 if abs(apart) > 2 else 0.0
        return (
            other.weight
            + near
            + 1.5 * (needs and -2 <= apart < 0)
            + 0.6 * two_sides(other)
            + 0.9 * (heart.good and then_and_now(other))
            + 0.4 * (heads(other) or turns(other))
            + 0.5 * (bool(image(other)) or bool(_FEELS.match(other.text)))
        )

    def two_sides(other: Chosen) -> bool:
        return other.good and other.facet is not None and not heart.good and heart.sure and heart.theme is not None

    def then_and_now(other: Chosen) -> bool:
        return other.sentence.standing is Standing.OVER

    def heads(other: Chosen) -> bool:
        # "Three deaths since Monday." stands over what comes after it.
        words = len(other.text.split())
        return apart_of(other) == -1 and words < _HEADING and (words >= _TITLE or other.theme is not None)

    def turns(other: Chosen) -> bool:
        return apart_of(other) == 1 and bool(_JOINS.match(other.text))

    def image(other: Chosen) -> str:
        if needs or other.text == heart.text:
            return ""
        # A few words that stand by themselves: "A full diary of guilt and one load of towels".
        alone = apart_of(other) > 0 and other.theme is not None and other.theme is heart.theme
        return voice.image(other, alone=alone and not _PRONOUN.search(other.text))

    def sounds(other: Chosen) -> bool:
        return heart.facet is None and heart.theme is None and other.facet is not None

    for other in sorted(ranked, key=value, reverse=True)[:_TRIES]:
        if other is heart or other.text == heart.text or "question" in other.sentence.cues:
            continue
        if value(other) < (_LIGHTER if length < _BRIEF else _LIGHT) or other.points:
            continue
        if needs and not -2 <= apart_of(other) < 0:
            continue
        if _repeats(other.text, heart.text) or (apart_of(other) < 0 and _UNNAMED.match(other.text)):
            continue
        if _JOINS.match(other.text) and apart_of(other) != 1:
            continue
        if not needs and voice.leads(heart) and voice.leads(other):
            continue
        if picture := image(other):
            return replace(other, image=picture)
        two = (
            needs
            or heart.good
            or bool(_FEELS.match(other.text))
            or two_sides(other)
            or then_and_now(other)
            or heads(other)
        )
        whole = _ROOM_FOR_TWO if two else _ROOM if turns(other) or sounds(other) else _PAIR
        room = min(_BESIDE_FOR_TWO if two else _BESIDE, whole - length)
        turned = _turned(voice, other)
        # A part of a sentence is enough to stand alone, and too little to stand beside.
        if turned and len(turned.split()) <= room and not _is_cut(voice, other):
            return other
    return None


def _turned(voice: Voice, chosen: Chosen) -> str:
    """The words of a sentence as they may be given back, or nothing."""
    turned = chosen.image or voice.turned(chosen.text, bearing(chosen))
    return turned if isinstance(turned, str) else turned.text if turned else ""


def _start(chosen: Chosen) -> int:
    return chosen.sentence.start


def _give_back(voice: Voice, reading: Reading, heart: Chosen, beside: Chosen | None) -> None:
    for number, chosen in enumerate(sorted(filter(None, (heart, beside)), key=_start)):
        joins = _JOINS.match(chosen.text) if number else None
        voice.give_back(chosen, opening=joins["word"] if joins else "")
    starts = [sentence.start for sentence in reading.sentences]
    near = beside is not None and abs(starts.index(_start(heart)) - starts.index(_start(beside))) == 1
    voice.gather(one_breath=near)


def _thought(voice: Voice) -> str:
    """Once a conversation, from the second entry on: a thought on where the load may come from, and whether it fits."""
    conversation, course = voice.conversation, voice.book.frames.course
    weights = conversation.weights()
    weighing = [t for t, weight in weights.by_theme.items() if weight == 1 and voice.book.theme(t).load != "resource"]
    load = weights.load(voice.book)
    if (
        conversation.stage is not Stage.EXPLORING
        or conversation.quiet
        or len(weighing) < 2
        or conversation.in_danger()
        or load is None
        or said_load(conversation, voice.book)
    ):
        return ""
    voice.add(voice.say(getattr(course, load)), deep=True)
    return voice.say(course.fits)


def said_load(conversation: Conversation, book: Codebook) -> bool:
    """Return whether a thought on the load was said already."""
    course = book.frames.course
    return bool({*course.conditions, *course.exposure, *course.both} & set(conversation.said))
