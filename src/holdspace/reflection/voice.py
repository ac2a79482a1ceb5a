"""Says one reply: chooses phrases that were not used, fills in the person's words, remembers what was given back."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from holdspace.language.paraphrase import contrast, paraphrase, part_of_you, shorten
from holdspace.reflection.conversation import Line, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdspace.codebook import Codebook, Theme
    from holdspace.language.paraphrase import Clause
    from holdspace.reflection.conversation import Conversation

# Beyond this many words a clause fills a sentence; what it may mean gets one of its own.
_ROOM_TO_DEEPEN = 14
_POINTING = re.compile(r"(?:this|that|it|those|these)(?:’s| is| was| has| does| are| were)\b")
_ENOUGH = 8


@dataclass(frozen=True, slots=True)
class Words:
    """A person's words: a clause turned to "you", or None where ``quote`` gives them as they stand."""

    clause: Clause | None
    quote: str

    @property
    def brief(self) -> bool:
        """Whether a sentence has room for more than these."""
        return len((self.clause.text if self.clause else self.quote).split()) <= _ROOM_TO_DEEPEN


@dataclass(frozen=True, slots=True)
class Part:
    """One reflection of a reply; ``deep`` when it adds feeling, meaning, a second side or a link to what was said."""

    text: str
    deep: bool


class Voice:
    """One reply in the making.

    Parameters
    ----------
    conversation : Conversation
        What was said before; ``self.conversation`` goes on from it.
    book : Codebook
        The wording.
    """

    def __init__(self, conversation: Conversation, book: Codebook) -> None:
        self.conversation = conversation
        self.book = book
        self.parts: list[Part] = []

    @property
    def text(self) -> str:
        """The reflections so far."""
        return " ".join(part.text for part in self.parts)

    def say(self, *pools: Sequence[str], **slots: str) -> str:
        """Return a phrase of the first pool that has one left, filled in."""
        options = next((pool for pool in pools if self.conversation.fresh(pool)), pools[-1])
        phrase, self.conversation = self.conversation.say(options)
        return phrase.format(**slots, **{name.capitalize(): _capital(words) for name, words in slots.items()})

    def add(self, text: str, *, deep: bool = False) -> None:
        """Add a reflection to the reply."""
        if text:
            self.parts.append(Part(text, deep))

    def moved(self, name: str) -> None:
        """Note how this reply went deeper."""
        self.conversation = replace(self.conversation, moves=(*self.conversation.moves, name))

    def words(self, sentence: str, theme: Theme | None, *, to_quote: bool = False) -> Words:
        """Return a person's words for the reply, turned where grammar and kindness allow, and remember them."""
        bearing = theme.words if theme else ()
        clause = None if to_quote or self.harsh(sentence) else paraphrase(sentence, bearing)
        if clause is not None and _POINTING.match(clause.text) and len(clause.text.split()) < _ENOUGH:
            # "This is why I do it" has its sense from what stands before: turned, it would hang in the air.
            clause = None
        words = Words(clause, shorten(sentence, bearing=bearing))
        self._remember(words, theme)
        return words

    def two_sides(self, sentence: str, theme: Theme | None) -> tuple[str, str] | None:
        """Return the two sides that a sentence holds against each other, turned, or None."""
        if self.harsh(sentence):
            return None
        sides = contrast(sentence, self.book.frames.part_verbs)
        if sides is None:
            return None
        one, other = (side.text for side in sides)
        line = Line(
            len(self.conversation.readings) - 1, theme.id if theme else None, f"{one}, and {other}", quoted=False
        )
        self.conversation = replace(self.conversation, lines=(*self.conversation.lines, line))
        return one, other

    def held_together(self, one: str, other: str) -> str:
        """Return a reflection of two sides: as parts of the person where both are attitudes, else as two things."""
        frames = self.book.frames
        side, across = self.part(one), self.part(other)
        if side and across and self.conversation.fresh(frames.parts):
            return self.say(frames.parts, side=side, across=across)
        return self.say(frames.contrasts, clause=one, other=other)

    def part(self, clause: str) -> str | None:
        """Return a clause as what a part of the person does, or None."""
        return part_of_you(clause, self.book.frames.part_verbs)

    def harsh(self, sentence: str) -> bool:
        """Whether turning a sentence to "you" would sound like a verdict."""
        lower = sentence.lower().replace("’", "'")
        return any(
            word in lower and re.search(rf"\b{re.escape(word)}\b", lower) for word in self.book.frames.quote_when
        )

    def given_back(self, words: Words) -> str:
        """Return the person's words in a frame: a simple reflection."""
        frames = self.book.frames
        if words.clause is None:
            return self.say(frames.quoted, quote=words.quote)
        if words.clause.manner == "own" and self.coin():
            # The barest form wears least: the words alone.
            return f"{_capital(words.clause.text)}."
        return self.say(getattr(frames, words.clause.manner), clause=words.clause.text)

    def coin(self) -> bool:
        """Toss a seeded coin."""
        said = self.conversation
        return random.Random(f"{said.seed}/{len(said.said)}/{len(said.lines)}").random() < 0.5

    def deepened(self, words: Words, theme: Theme) -> str | None:
        """Return the words and what they may mean in one sentence, or None where there is no room."""
        frames, fresh = self.book.frames, self.conversation.fresh
        felt = words.clause is not None and words.clause.manner == "felt"
        if felt or not words.brief or not fresh(theme.deepens):
            return None
        if words.clause is None:
            pool, slots = frames.deepened_quoted, {"quote": words.quote.rstrip(" …")}
        else:
            pool = frames.deepened if words.clause.manner == "own" else frames.deepened_told
            slots = {"clause": words.clause.text}
        return self.say(pool, **slots, deepen=self.say(theme.deepens)) if fresh(pool) else None

    def reaction(self, *, heavy: bool, good: bool) -> None:
        """Add a word of warmth, in the tone that has them."""
        frames = self.book.frames
        pool = frames.warm_heavy if heavy else frames.warm_good if good else frames.warm_plain
        if self.conversation.tone is Tone.WARM and self.conversation.fresh(pool):
            self.parts.append(Part(self.say(pool), deep=heavy or good))

    def _remember(self, words: Words, theme: Theme | None) -> None:
        if words.clause is None:
            text = words.quote
        else:
            text = f"it feels as if {words.clause.text}" if words.clause.manner == "felt" else words.clause.text
        number = len(self.conversation.readings) - 1
        line = Line(number, theme.id if theme else None, text, quoted=words.clause is None)
        self.conversation = replace(self.conversation, lines=(*self.conversation.lines, line))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
