"""The reflection: the person's own words turned to "you", what they may mean, and one open question."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from holdspace.language.paraphrase import shorten, turn
from holdspace.reflection.crisis import crisis_reply
from holdspace.reflection.next_steps import choose_steps
from holdspace.types import Certainty, CrisisLevel, OfferedStep, Reflection, Standing

if TYPE_CHECKING:
    from holdspace.codebook import Codebook, Theme
    from holdspace.reflection.conversation import Conversation
    from holdspace.types import Reading, ThemeScore


@dataclass(frozen=True, slots=True)
class Offer:
    """Next steps with the words that lead to them and, when the themes tell, a thought on where the load comes from."""

    lead: str
    thought: str
    steps: tuple[OfferedStep, ...]


def reply(reading: Reading, conversation: Conversation, book: Codebook) -> tuple[Reflection, Conversation]:
    """Reflect one reading: crisis language first, then a reflection, then one open question.

    Returns the reflection and the conversation that has heard it.
    """
    conversation = conversation.heard(reading)
    first, conversation = crisis_reply(reading.crisis, conversation, book)
    if not reading.english:
        return Reflection(book.frames.not_english, "", first), conversation
    reading = _beside_crisis(reading)
    told = {found.theme for found in reading.evidence}
    present = [found for found in reading.themes if found.theme in told]
    clear = [found for found in present if found.certainty is Certainty.PRESENT]
    if clear:
        text, question, conversation = _told(reading, clear, conversation, book)
    elif present:
        text, question, conversation = _unsure(reading, present[0], conversation, book)
    else:
        text, question, conversation = _quiet(reading, conversation, book)
    if first is not None:
        bridge, conversation = conversation.say(book.crisis_replies.shared.bridge)
        # The crisis reply has asked already; a second question would blur it.
        text, question = f"{bridge} {text}" if text else "", ""
    return Reflection(text, question, first), conversation


def repair(conversation: Conversation, book: Codebook) -> tuple[Reflection, Conversation]:
    """Own a reflection that missed, take back its themes, and ask again."""
    owned, conversation = conversation.say(book.frames.repair)
    question, conversation = conversation.say(book.frames.repair_questions)
    return Reflection(owned, question), conversation.keeping(())


def offer(conversation: Conversation, book: Codebook) -> tuple[Offer, Conversation]:
    """Offer next steps for all that was said so far; each at most once a conversation."""
    weights = conversation.weights()
    steps = choose_steps(weights, book, declined=conversation.offered)
    if not steps:
        lead, conversation = conversation.say(book.frames.no_steps)
        return Offer(lead, "", ()), conversation
    lead, conversation = conversation.say(book.frames.offer)
    thought = ""
    load = weights.load(book)
    thoughts: tuple[str, ...] = getattr(book.frames, load) if load else ()
    if thoughts and not conversation.said & set(thoughts):
        thought, conversation = conversation.say(thoughts)
    offered = conversation.offered | {step.id for step in steps}
    return Offer(lead, thought, steps), replace(conversation, offered=offered)


def _beside_crisis(reading: Reading) -> Reading:
    """The reading without the sentence of the helper's own crisis: it has been answered, and is not echoed."""
    if reading.crisis.level is CrisisLevel.NONE:
        return reading
    return replace(
        reading,
        sentences=tuple(s for s in reading.sentences if s.start != reading.crisis.start),
        evidence=tuple(found for found in reading.evidence if found.start != reading.crisis.start),
    )


def _told(
    reading: Reading, clear: list[ThemeScore], conversation: Conversation, book: Codebook
) -> tuple[str, str, Conversation]:
    themes = [book.theme(found.theme) for found in clear]
    weighing = [theme for theme in themes if theme.load != "resource"] or themes
    chief = weighing[0]
    if reading.third_person:
        frame, conversation = conversation.say(book.frames.third_person)
        link, conversation = conversation.say(chief.links)
        parts = [frame.format(quote=shorten(_strongest(reading, chief)), link=link)]
    else:
        words, conversation = _content(_strongest(reading, chief), conversation, book)
        meaning, conversation = conversation.say(chief.reflections)
        parts = [words, meaning]
    if len(themes) > 1:
        second, conversation = _second(chief, themes, conversation, book)
        parts.append(second)
    question, conversation = conversation.say(chief.questions)
    return " ".join(parts), question, conversation


def _second(chief: Theme, themes: list[Theme], conversation: Conversation, book: Codebook) -> tuple[str, Conversation]:
    """A second theme beside the first; what sustains is named beside what weighs, without weighing one against it."""
    sustaining = next((theme for theme in themes if theme.load == "resource" and theme is not chief), None)
    other = sustaining or next(theme for theme in themes if theme is not chief)
    frames = book.frames.pairs if sustaining else book.frames.two_sides
    frame, conversation = conversation.say(frames)
    first, conversation = conversation.say(chief.links)
    second, conversation = conversation.say(other.links)
    if sustaining:
        first, second = second, first
    return frame.format(link=first, other=second), conversation


def _unsure(
    reading: Reading, found: ThemeScore, conversation: Conversation, book: Codebook
) -> tuple[str, str, Conversation]:
    """Near the threshold the reply gives back the content, and asks instead of asserting."""
    theme = book.theme(found.theme)
    if reading.third_person:
        return _quiet(reading, conversation, book)
    words, conversation = _content(_strongest(reading, theme), conversation, book)
    question, conversation = conversation.say(theme.asks)
    return words, question, conversation


def _quiet(reading: Reading, conversation: Conversation, book: Codebook) -> tuple[str, str, Conversation]:
    """Nothing found: the content is given back all the same, and more is welcome."""
    own = [s for s in reading.sentences if s.standing is Standing.HELD and "own" in s.cues] or list(reading.sentences)
    chosen = max(own, key=lambda s: min(len(s.text), 120)) if own else None
    if chosen is None:
        question, conversation = conversation.say(book.frames.nothing_found_questions)
        return "", question, conversation
    if "question" in chosen.cues:
        frame, conversation = conversation.say(book.frames.asked)
        question, conversation = conversation.say(book.frames.asked_questions)
        return frame.format(quote=shorten(chosen.text)), question, conversation
    words, conversation = _content(chosen.text, conversation, book, third_person=reading.third_person)
    question, conversation = conversation.say(book.frames.nothing_found_questions)
    return words, question, conversation


def _content(
    sentence: str, conversation: Conversation, book: Codebook, *, third_person: bool = False
) -> tuple[str, Conversation]:
    """The person's words: turned where grammar and kindness allow, else quoted."""
    harsh = any(re.search(rf"\b{re.escape(word)}\b", sentence.lower()) for word in book.frames.quote_when)
    clause = None if third_person or harsh else turn(sentence)
    if clause is None:
        frame, conversation = conversation.say(book.frames.quoted)
        return frame.format(quote=shorten(sentence)), conversation
    frame, conversation = conversation.say(book.frames.simple)
    return frame.format(clause=clause), conversation


def _strongest(reading: Reading, theme: Theme) -> str:
    """The evidence that says the theme most plainly: one that names it, else the one that carries it most."""
    evidence = [found for found in reading.evidence if found.theme == theme.id]
    naming = {s.start for s in reading.sentences if theme.id in s.named}
    return max(evidence, key=lambda found: (found.start in naming, found.strength)).text
