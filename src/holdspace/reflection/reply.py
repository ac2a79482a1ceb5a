"""The reply to what a person tells: crisis language first, their words given back, what they may mean, a question."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from holdspace.reflection.conversation import Stage, Tone
from holdspace.reflection.crisis import crisis_reply
from holdspace.reflection.deeper import go_deeper, link_of, strongest
from holdspace.reflection.voice import Voice
from holdspace.types import Certainty, CrisisLevel, Reflection, Standing

if TYPE_CHECKING:
    from holdspace.codebook import Codebook, Theme
    from holdspace.reflection.conversation import Conversation
    from holdspace.types import Reading, Sentence

_TELLING = re.compile(
    r"\b(feel|felt|can't|couldn't|keep|kept|hate|love|cried|miss|wish|hope|want|wanted|scared|glad|angry|worried|never|"
    r"but|because|liked|enjoyed|like a|like \w+ing)\b"
)


def reply(reading: Reading, conversation: Conversation, book: Codebook) -> tuple[Reflection, Conversation]:
    """Reflect one reading: crisis language first, then a reflection, then one open question.

    Returns the reflection and the conversation that has heard it.
    """
    conversation = conversation.heard(reading)
    first, conversation = crisis_reply(reading.crisis, conversation, book)
    if not reading.english:
        return Reflection(book.frames.not_english, "", first), conversation
    voice = Voice(conversation, book)
    question = reflect(voice, beside_crisis(reading, conversation))
    text, conversation = voice.text, voice.conversation
    if first is not None:
        shared = book.crisis_replies.shared
        bridge, conversation = conversation.say(shared.bridge if text else shared.still)
        # The crisis reply has asked already; a second question would blur it.
        text, question = f"{bridge} {text}".strip(), ""
    return Reflection(text, question, first), conversation


def reflect(voice: Voice, reading: Reading) -> str:
    """Add the reflections of a reading to the voice, and return the question or invitation after them."""
    told = {found.theme for found in reading.evidence}
    present = [found for found in reading.themes if found.theme in told]
    clear = [voice.book.theme(found.theme) for found in present if found.certainty is Certainty.PRESENT]
    if reading.third_person:
        question = _noted(voice, reading, [voice.book.theme(found.theme) for found in present])
    elif clear:
        question = _told(voice, reading, clear)
    elif present:
        question = _unsure(voice, reading, voice.book.theme(present[0].theme))
    else:
        question = _quiet(voice, reading)
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


def _told(voice: Voice, reading: Reading, clear: list[Theme]) -> str:
    """Themes that are clear: the words of the chief one, and one way deeper."""
    chief = next((theme for theme in clear if theme.load != "resource"), clear[0])
    good = chief.load == "resource"
    # What was crossed out is not asserted again: it is asked about, once.
    frames = voice.book.frames
    if chief.id in voice.conversation.crossed_out() and voice.conversation.fresh(frames.crossed):
        voice.add(voice.given_back(voice.words(strongest(reading, chief), chief)))
        return voice.say(frames.crossed, link=link_of(voice, chief))
    if reading.crisis.level is CrisisLevel.NONE:
        voice.reaction(heavy=not good, good=good)
    go_deeper(voice, reading, chief, clear)
    if not good and (question := _thought(voice)):
        return question
    return voice.say(chief.questions, frames.nothing_found_questions, frames.course.invitations)


def _unsure(voice: Voice, reading: Reading, theme: Theme) -> str:
    """Near the threshold the reply gives back the content, and asks instead of asserting."""
    voice.reaction(heavy=False, good=False)
    voice.add(voice.given_back(voice.words(strongest(reading, theme), theme)))
    return voice.say(theme.asks, voice.book.frames.nothing_found_questions, voice.book.frames.course.invitations)


def _noted(voice: Voice, reading: Reading, themes: list[Theme]) -> str:
    """A note about somebody at work: they are spoken of, and "you" is the one who wrote it."""
    frames = voice.book.frames
    if themes:
        quote = voice.words(strongest(reading, themes[0]), themes[0], to_quote=True).quote
        voice.add(voice.say(frames.third_person, quote=quote, link=link_of(voice, themes[0])), deep=True)
        if len(themes) > 1 and voice.conversation.tone is not Tone.BRIEF:
            voice.add(voice.say(frames.third_person_second, other=link_of(voice, themes[1])), deep=True)
    elif (chosen := _most_telling(voice, reading)) is not None:
        voice.add(voice.given_back(voice.words(chosen.text, None, to_quote=True)))
    return voice.say(frames.third_person_questions, frames.nothing_found_questions)


def _quiet(voice: Voice, reading: Reading) -> str:
    """Nothing found: the content is given back all the same, a feeling that was named too, and more is welcome."""
    frames = voice.book.frames
    chosen = _most_telling(voice, reading)
    if chosen is None:
        return voice.say(frames.nothing_found_questions, frames.course.invitations)
    if "question" in chosen.cues:
        quote = voice.words(chosen.text, None, to_quote=True).quote
        if any(re.search(cue, chosen.text.lower()) for cue in frames.asked_of_others):
            voice.add(voice.say(frames.asked, quote=quote))
            return voice.say(frames.asked_questions, frames.nothing_found_questions)
        voice.add(voice.say(frames.wondered, quote=quote))
        return voice.say(frames.nothing_found_questions, frames.course.invitations)
    voice.reaction(heavy=False, good=False)
    if sides := voice.two_sides(chosen.text, None):
        voice.add(voice.held_together(*sides), deep=True)
    else:
        voice.add(voice.given_back(voice.words(chosen.text, None)))
    if (feeling := _named_feeling(voice, chosen)) and voice.conversation.tone is not Tone.BRIEF:
        voice.add(voice.say(frames.named_feeling, feeling=feeling), deep=True)
    return voice.say(frames.nothing_found_questions, frames.course.invitations)


def _most_telling(voice: Voice, reading: Reading) -> Sentence | None:
    """The sentence that says most of the writer: one that names a feeling, one that turns on "but", else a full one."""
    held = [s for s in reading.sentences if s.standing is Standing.HELD and "own" in s.cues]
    own = [s for s in held if "question" not in s.cues] or held or list(reading.sentences)

    def telling(sentence: Sentence) -> float:
        words = len(sentence.text.split())
        named = 3.0 * bool(_named_feeling(voice, sentence))
        return (
            named
            + bool(_TELLING.search(sentence.text.lower().replace("’", "'")))
            + min(words, 14) / 10
            - (words > 30)
            - (words < 5)
        )

    return max(own, key=telling) if own else None


def _named_feeling(voice: Voice, sentence: Sentence) -> str | None:
    """A feeling that the person says they have, by its noun."""
    if sentence.standing is not Standing.HELD or "own" not in sentence.cues or {"negation", "anothers"} & sentence.cues:
        return None
    lower = sentence.text.lower().replace("’", "'")
    for feeling in voice.book.frames.feeling:
        if any(re.search(rf"\b{re.escape(word)}\b", lower) for word in feeling.words):
            return feeling.name
    return None


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
