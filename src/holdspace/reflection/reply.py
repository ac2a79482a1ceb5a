"""The reply to what a person tells: crisis language first, their words given back, one line deeper, a question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from holdspace.reflection.choosing import may_sound, rank, strands_of
from holdspace.reflection.conversation import Stage
from holdspace.reflection.crisis import crisis_reply
from holdspace.reflection.deeper import ask, go_deeper, link_of
from holdspace.reflection.notes import is_about_another, reflect_note
from holdspace.reflection.pairing import JOINS, heart_of, start, turned
from holdspace.reflection.told import as_told, holds, sounding
from holdspace.reflection.voice import Voice
from holdspace.types import Reflection, Standing

if TYPE_CHECKING:
    from holdspace.codebook import Codebook
    from holdspace.reflection.choosing import Chosen
    from holdspace.reflection.conversation import Conversation
    from holdspace.types import Reading

# Beneath this weight a question to others is all that an entry is: what stands around it tells of no feeling.
_LIGHT = 0.55
# "Honestly?" asks nobody anything.
_ASKS = 3
# An entry as short as this that ends by itself needs nothing beneath it.
_FEW = 14


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
        if not voice.text and not question:
            # All that was told are words that are not given back, or no way to give them back is left.
            voice.add(voice.say(book.frames.course.invitations))
        return Reflection(voice.text, question), voice.conversation
    # The crisis reply has asked already; a second question would blur it.
    reflect_beside_crisis(voice, left)
    return Reflection(voice.text, "", first), voice.conversation


def reflect_beside_crisis(voice: Voice, left: Reading) -> None:
    """Add what may fitly follow a crisis reply: what weighs on the one who writes; never an errand, never an echo."""
    shared = voice.book.crisis_replies.shared
    ranked = [chosen for chosen in rank(left, voice.book) if not chosen.points]
    weighing = [chosen for chosen in ranked if chosen.theme and chosen.sure and not chosen.good]
    if not left.crisis.is_own:
        # Beside somebody else's danger there is room for less: what the writer did, is unsure of, or worried by.
        weighing += [chosen for chosen in ranked if chosen.apt and _is_the_writers(chosen)]
    heart = next((chosen for chosen in weighing if turned(voice, chosen)), None)
    if heart is None or left.third_person:
        voice.add(voice.say(shared.rest if left.sentences else shared.still))
        return
    voice.add(voice.say(shared.bridge if left.crisis.is_own else shared.bridge_another))
    voice.give_back(heart)
    if heart.theme or heart.facet:
        go_deeper(voice, left, heart, sides=False)


def _is_the_writers(chosen: Chosen) -> bool:
    """Whether a sentence without a theme is the writer's own, and nothing that would make light of a danger."""
    light = chosen.facet is not None and (chosen.facet.good or chosen.facet.quiet)
    return "own" in chosen.sentence.cues and chosen.theme is None and not light


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
    if not crisis.is_told and conversation.risk is None:
        return reading
    risky = crisis.touched | {crisis.start}
    return replace(
        reading,
        sentences=tuple(s for s in reading.sentences if s.start not in risky),
        evidence=tuple(found for found in reading.evidence if found.start not in risky),
    )


def _reflected(voice: Voice, reading: Reading, ranked: list[Chosen]) -> str:
    frames = voice.book.frames
    if is_about_another(reading, ranked, voice.book):
        return reflect_note(voice, reading, ranked)
    asked = any(
        "question" in chosen.sentence.cues
        and len(chosen.text.split()) >= _ASKS
        and not holds(frames.of_oneself, as_told(chosen.text))
        for chosen in ranked
    )
    heaviest = ranked[0]
    carries = any(found.start == start(heaviest) for found in reading.evidence)
    plain = not carries and (heaviest.facet is None or heaviest.facet.quiet)
    light = heaviest.weight < _LIGHT and holds(frames.asked_of_others, as_told(reading.text))
    if asked and (plain or light):
        _tell_of_no_answer(voice, ranked)
        return ""
    heart, beside = heart_of(voice, ranked, reading.text)
    if heart.theme is None or heart.sure:
        voice.reaction(heavy=heart.theme is not None and not heart.good, good=heart.good)
    _give_back(voice, reading, heart, beside)
    faint = heart.theme is None and (heart.facet is None or heart.facet in voice.book.tones)
    if faint and not voice.parts and heart.sentence.standing is not Standing.OVER:
        return ""  # the tone of words that are not given back would speak of nothing
    if heart.theme and heart.theme.id in voice.conversation.crossed_out() and voice.conversation.fresh(frames.crossed):
        # What was crossed out is not asserted again: it is asked about, once.
        return voice.say(frames.crossed, link=link_of(voice, heart.theme))
    if holds(frames.settled, as_told(reading.text)) and len(reading.text.split()) < _FEW:
        voice.add(voice.say(frames.enough))
        return ""
    # How it sounds is heard over all that was given back; a tone is that of its own sentence.
    one = heart.theme is None or (beside is not None and beside.theme in (heart.theme, None))
    if beside is not None and one and heart.facet not in voice.book.tones:
        text = " ".join(as_told(chosen.text) for chosen in sorted((heart, beside), key=start))
        entry = as_told(reading.text)
        facets = heart.theme.facets if heart.theme else may_sound(text, heart.sentence, strands_of(entry, voice.book))
        heard = reading.heard.get(start(heart))
        heart = replace(heart, facet=sounding(facets, text, entry, heard) or heart.facet)
    if heart.theme is None and beside is not None and _sounds_instead(beside, heart):
        heart = replace(heart, facet=beside.facet, theirs=None)
    weighs = heart.theme is not None and heart.sure and not heart.good
    sides = weighs and beside is not None and beside.good
    go_deeper(voice, reading, heart, sides=sides)
    return _question(voice, reading, heart, sides=sides)


def _sounds_instead(beside: Chosen, heart: Chosen) -> bool:
    """Whether what stands beside is what is heard: where the heart sounds in nothing, or trouble has turned to good."""
    if beside.facet is None or beside.theme is not None or beside.facet.quiet:
        return False
    turned_good = heart.facet is not None and heart.facet.theirs and beside.facet.good and start(beside) > start(heart)
    return heart.facet is None or turned_good


def _tell_of_no_answer(voice: Voice, ranked: list[Chosen]) -> None:
    """Own that there is no answer here to a question, after what else was told, if it would be taken up."""
    frames = voice.book.frames
    rest = [c for c in ranked if not c.points and "question" not in c.sentence.cues]
    # Where nothing would surely be taken up, what sounds in something is still more than the question.
    taken = [c for c in rest if c.apt] or [c for c in rest if c.facet and not c.facet.quiet]
    told = next((c for c in taken if turned(voice, c)), None)
    if told is None:
        voice.add(voice.say(frames.asked))
        return
    voice.give_back(told)
    if told.facet is not None and not told.facet.quiet and voice.conversation.fresh(told.facet.reflections):
        voice.beneath(voice.say(told.facet.reflections))
    voice.add(voice.say(frames.asked_beside))


def _question(voice: Voice, reading: Reading, heart: Chosen, *, sides: bool) -> str:
    frames = voice.book.frames
    if heart.theme is not None and heart.sure and not heart.good and (thought := _thought(voice)):
        return thought
    if holds(frames.settled, as_told(reading.text)):
        return ""
    if sides and voice.conversation.fresh(frames.both_questions):
        return voice.say(frames.both_questions)
    return "" if heart.facet is not None and heart.facet.quiet else ask(voice, reading, heart)


def _give_back(voice: Voice, reading: Reading, heart: Chosen, beside: Chosen | None) -> None:
    starts = [sentence.start for sentence in reading.sentences]
    near = beside is not None and abs(starts.index(start(heart)) - starts.index(start(beside))) == 1
    for number, chosen in enumerate(sorted(filter(None, (heart, beside)), key=start)):
        joins = JOINS.match(chosen.text) if number and near else None
        # One verdict is led as the writer's own; what stands beside it then is part of it.
        voice.give_back(chosen, opening=joins["word"] if joins else "", led=chosen is heart or not voice.leads(heart))
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
        or conversation.risk is not None
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
