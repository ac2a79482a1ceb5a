"""Ways from a person's words to what they may mean: two sides, self and other, links, what returns."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from holdspace.reflection.conversation import Tone
from holdspace.types import Standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdspace.codebook import Codebook, Theme
    from holdspace.reflection.voice import Voice, Words
    from holdspace.types import Reading

    Move = Callable[[Voice, Reading, Theme, Theme | None], str | None]


def go_deeper(voice: Voice, reading: Reading, chief: Theme, clear: list[Theme]) -> None:
    """Add the words of the chief theme and one way deeper: the first that the reading holds, not the last one again."""
    sentence = strongest(reading, chief)
    brief = voice.conversation.tone is Tone.BRIEF
    if _may(voice, "contrast") and (sides := voice.two_sides(sentence, chief)):
        voice.add(voice.held_together(*sides), deep=True)
        voice.moved("contrast")
        if not brief:
            _meaning(voice, chief)
        return
    words = voice.words(sentence, chief)
    if brief:
        fused = voice.deepened(words, chief)
        voice.add(fused or voice.given_back(words), deep=fused is not None)
        return
    other = _beside(chief, clear)
    if _may(voice, "parts") and (two := _two_parts(voice, words, other)):
        voice.moved("parts")
        voice.add(two, deep=True)
        return
    for name, move in _MOVES:
        if _may(voice, name) and (text := move(voice, reading, chief, other)):
            voice.moved(name)
            voice.add(voice.given_back(words))
            voice.add(text, deep=True)
            return
    voice.moved("meaning")
    _words_and_meaning(voice, words, chief, apart=voice.coin())


def strongest(reading: Reading, theme: Theme) -> str:
    """Return the evidence that says a theme most plainly: one that names it, else the one that carries it most."""
    evidence = [found for found in reading.evidence if found.theme == theme.id]
    naming = {s.start for s in reading.sentences if theme.id in s.named}
    return max(evidence, key=lambda found: (found.start in naming, found.strength)).text


def link_of(voice: Voice, theme: Theme) -> str:
    """Return a theme's noun phrase; it names, and may come again."""
    fresh = [link for link in theme.links if link not in voice.text] or list(theme.links)
    return random.Random(f"{voice.conversation.seed}:{len(voice.conversation.said)}").choice(fresh)


def of_another(reading: Reading, book: Codebook) -> bool:
    """Return whether the entry tells what somebody else goes through, beside what the helper does."""
    # "They don't care" tells of no one's pain: it takes one person, or a noun for those who are cared for.
    one = {"he", "she", "his", "her", *book.language.others} - {"people", "person", "someone", "somebody"}
    feelings = [word for feeling in book.frames.feeling for word in feeling.words]
    for sentence in reading.sentences:
        if any(
            named.standing is Standing.ANOTHERS and named.theme not in book.told_of_others and named.cue.lower() in one
            for named in sentence.spoken
        ):
            return True
        lower = sentence.text.lower()
        if "anothers" in sentence.cues and "own" not in sentence.cues and any(f" {word}" in lower for word in feelings):
            return True
    return reading.crisis.about_another


def _words_and_meaning(voice: Voice, words: Words, chief: Theme, *, apart: bool) -> None:
    if not apart and (fused := voice.deepened(words, chief)):
        voice.add(fused, deep=True)
        return
    voice.add(voice.given_back(words))
    _meaning(voice, chief)


def _meaning(voice: Voice, theme: Theme) -> None:
    """What it may mean, while there is a way of saying it that was not used."""
    if voice.conversation.fresh(theme.reflections):
        voice.add(voice.say(theme.reflections), deep=True)


def _two_parts(voice: Voice, words: Words, other: Theme | None) -> str | None:
    """What one part of the person does, in their own verb, and what another part does."""
    side = voice.part(words.clause.text) if words.clause is not None and words.clause.manner == "own" else None
    if side is None or other is None:
        return None
    return voice.say(voice.book.frames.parts, side=side, across=voice.say(other.sides))


def _again(voice: Voice, reading: Reading, chief: Theme, other: Theme | None) -> str | None:  # noqa: ARG001 - a move
    """A theme that was there before, or one that joins those that were."""
    frames, conversation = voice.book.frames, voice.conversation
    earlier = [
        theme for theme in conversation.earlier() if voice.book.theme(theme).load == chief.load or theme != chief.id
    ]
    if chief.id in conversation.earlier():
        accepted = {theme for _, theme in conversation.accepted}
        pool = frames.stood if chief.id in accepted and conversation.fresh(frames.stood) else frames.returns
        return voice.say(pool, link=link_of(voice, chief)) if conversation.fresh(pool) else None
    weighing = [theme for theme in earlier if voice.book.theme(theme).load != "resource"]
    if not weighing or chief.load == "resource" or not conversation.fresh(frames.joins):
        return None
    before = link_of(voice, voice.book.theme(weighing[-1]))
    return voice.say(frames.joins, link=before, other=link_of(voice, chief))


def _self_and_other(voice: Voice, reading: Reading, chief: Theme, other: Theme | None) -> str | None:  # noqa: ARG001
    """What happened to them, and what it stirs in the one who writes."""
    frames = voice.book.frames
    if chief.load == "resource" or not voice.conversation.fresh(frames.apart) or not of_another(reading, voice.book):
        return None
    return voice.say(frames.apart, link=link_of(voice, chief))


def _side_by_side(voice: Voice, reading: Reading, chief: Theme, other: Theme | None) -> str | None:  # noqa: ARG001
    """Two themes of one entry; what sustains is named beside what weighs, without weighing one against the other."""
    if other is None:
        return None
    frames = voice.book.frames
    if other.load == "resource":
        if not voice.conversation.fresh(frames.pairs):
            return None
        return voice.say(frames.pairs, link=link_of(voice, other), other=link_of(voice, chief))
    if voice.coin() and voice.conversation.fresh(frames.parts):
        return voice.say(frames.parts, side=voice.say(chief.sides), across=voice.say(other.sides))
    if not voice.conversation.fresh(frames.linked):
        return None
    return voice.say(frames.linked, link=link_of(voice, chief), other=link_of(voice, other))


_MOVES: tuple[tuple[str, Move], ...] = (("again", _again), ("apart", _self_and_other), ("beside", _side_by_side))


def _beside(chief: Theme, clear: list[Theme]) -> Theme | None:
    """A second theme: what sustains where there is such, else the next."""
    others = [theme for theme in clear if theme is not chief]
    return next((theme for theme in others if theme.load == "resource"), others[0] if others else None)


def _may(voice: Voice, move: str) -> bool:
    return voice.conversation.moves[-1:] != (move,)
