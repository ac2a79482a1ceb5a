"""One turn deeper than a person's words: what comes back over turns, what stands side by side, how it sounds."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from holdspace.codebook.wording import Asides
from holdspace.reflection.conversation import Tone
from holdspace.reflection.persons import is_of_another_alone, object_in, tells_of_another
from holdspace.reflection.told import as_told, holds, sounding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdspace.codebook import Codebook, Facet, Theme
    from holdspace.codebook.phrases import AnyQuestion
    from holdspace.codebook.wording import Aside
    from holdspace.reflection.choosing import Chosen
    from holdspace.reflection.voice import Voice
    from holdspace.types import Reading

# In a brief reply the words alone will do, where there are this many of them.
_FULL = 6


def go_deeper(voice: Voice, reading: Reading, heart: Chosen, *, sides: bool) -> None:
    """Add one line beneath the words: ``sides`` says that both what weighs and what sustains was given back."""
    frames = voice.book.frames
    if voice.conversation.tone is Tone.BRIEF and len(voice.text.split()) >= _FULL:
        return
    theme, fresh = heart.theme, voice.conversation.fresh
    facet = heart.facet or facet_of(reading, theme)
    if theme and heart.sure and not voice.conversation.came_back and (line := _again(voice, theme)):
        voice.came_back(so=True)
        voice.add(line, deep=True)
        return
    voice.came_back(so=False)
    if sides and fresh(frames.both):
        voice.add(voice.say(frames.both), deep=True)
    elif (
        voice.parts
        and heart.theirs is not None
        and fresh(pool := said_of(heart.theirs, object_in(as_told(heart.text))))
    ):
        voice.beneath(voice.say(pool, who=object_in(as_told(heart.text))))
    elif facet is not None and fresh(facet.reflections):
        line = voice.say(facet.reflections)
        voice.beneath(line if heart.sure or heart.good else f"{line} {voice.say(frames.unsure)}")
    elif theme is not None and fresh(theme.reflections):
        line = voice.say(theme.reflections)
        voice.beneath(line if heart.sure else voice.say(frames.unsure_leads, line=line[:1].lower() + line[1:]))
    elif theme is None and facet is None:
        if is_plain(reading, heart, voice.book):
            voice.beneath(voice.say(frames.plain))
            return
        aside = aside_of(reading, heart, voice.book)
        tells = _tells_of_oneself(heart, voice.book)
        voice.beneath(voice.say(aside.reflections if aside else frames.open if tells else frames.unsaid))


def said_of(theme: Theme, who: str) -> tuple[str, ...]:
    """Return what may be said of somebody who carries a theme: ``who`` is a pronoun as an object, or nothing."""
    # "As if her has": a pronoun stands where it is governed.
    unfit = "if {who}" if who else "{who}"
    return tuple(line for line in theme.of_them if unfit not in line)


def is_plain(reading: Reading, heart: Chosen, book: Codebook) -> bool:
    """Return whether nothing in an entry tells of a feeling, as far as the reading goes: errands, a plain day."""
    if heart.theme or heart.facet or reading.themes or aside_of(reading, heart, book):
        return False
    line = as_told(heart.text)
    if holds(book.frames.errands, line):
        return not holds(book.frames.telling, line)
    # What is grave and would be taken up is not met as a thing that needs nothing.
    grave = heart.apt and holds(book.grave, as_told(reading.text))
    faintly = {} if grave else reading.heard.get(heart.sentence.start, {})
    return any(strand.quiet and strand.id in faintly for strand in book.frames.strands) and not _tells(reading, book)


def aside_of(reading: Reading, heart: Chosen, book: Codebook) -> Aside | None:
    """Return what may be said to words of no feeling carried now: of one denied, over, supposed, another's."""
    sentence, line = heart.sentence, as_told(heart.text)
    if heart.theme or heart.facet:
        return None
    if tells_of_another(reading) or is_of_another_alone(sentence, line):
        return book.frames.asides.anothers
    if sentence.denied and sentence.standing.value in Asides.model_fields:
        aside: Aside = getattr(book.frames.asides, sentence.standing.value)
        return aside
    return None


def _tells(reading: Reading, book: Codebook) -> bool:
    frames = book.frames
    lines = [as_told(sentence.text) for sentence in reading.sentences if "question" not in sentence.cues]
    return any(holds(frames.telling, line) or holds(frames.striking, line) for line in lines)


def _tells_of_oneself(heart: Chosen, book: Codebook) -> bool:
    frames, line = book.frames, as_told(heart.text)
    return "own" in heart.sentence.cues and (holds(frames.telling, line) or holds(frames.striking, line))


def facet_of(reading: Reading, theme: Theme | None) -> Facet | None:
    """Return the facet in which any of a theme's evidence sounds."""
    if theme is None:
        return None
    text = as_told(reading.text)
    told = (
        (as_told(found.text), reading.heard.get(found.start)) for found in reading.evidence if found.theme == theme.id
    )
    return next((facet for line, heard in told if (facet := sounding(theme.facets, line, text, heard))), None)


def ask(voice: Voice, reading: Reading, heart: Chosen) -> str:
    """Return a question that belongs to what was said and is not answered there already, or none."""
    frames, text = voice.book.frames, as_told(reading.text)
    facet = heart.facet or facet_of(reading, heart.theme)
    if is_plain(reading, heart, voice.book):
        return ""
    if aside := aside_of(reading, heart, voice.book):
        return voice.say(fresh) if (fresh := voice.conversation.fresh(unanswered(aside.questions, text))) else ""
    pools = [facet.questions] if facet else []
    pools += [heart.theme.questions] if heart.theme and heart.sure else []
    # What was held out to be put right asks by itself.
    for pool in pools if pools or heart.theme else [frames.open_questions]:
        if fresh := voice.conversation.fresh(unanswered(pool, text)):
            return voice.say(fresh)
    return ""


def unanswered(questions: Sequence[AnyQuestion], text: str) -> tuple[str, ...]:
    """Return the questions that an entry has not answered already."""
    return tuple(question.ask for question in questions if not (question.moot and holds(question.moot, text)))


def link_of(voice: Voice, theme: Theme) -> str:
    """Return a theme's noun phrase; it names, and may come again."""
    fresh = [link for link in theme.links if link not in voice.text] or list(theme.links)
    return random.Random(f"{voice.conversation.seed}:{len(voice.conversation.said)}").choice(fresh)


def _again(voice: Voice, chief: Theme) -> str | None:
    """A theme that was there before, or one that joins those that were."""
    frames, conversation = voice.book.frames, voice.conversation
    earlier = conversation.earlier()
    if chief.id in earlier:
        accepted = {theme for _, theme in conversation.accepted}
        pool = frames.stood if chief.id in accepted and conversation.fresh(frames.stood) else frames.returns
        return voice.say(pool, link=link_of(voice, chief)) if conversation.fresh(pool) else None
    weighing = [theme for theme in earlier if voice.book.theme(theme).load != "resource"]
    if not weighing or chief.load == "resource" or not conversation.fresh(frames.joins):
        return None
    return voice.say(frames.joins, link=link_of(voice, voice.book.theme(weighing[-1])), other=link_of(voice, chief))


def present(reading: Reading, book: Codebook) -> list[Theme]:
    """Return the themes that have evidence left in a reading, clearest first."""
    told = {found.theme for found in reading.evidence}
    return [book.theme(found.theme) for found in reading.themes if found.theme in told]
