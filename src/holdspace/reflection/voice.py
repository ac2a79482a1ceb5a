"""Says one reply: turns the person's words, chooses phrases that were not used, remembers what was given back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from holdspace.language.paraphrase import retell, tidy
from holdspace.reflection.choosing import bearing, holds, plain
from holdspace.reflection.conversation import Line, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdspace.codebook import Codebook, Theme
    from holdspace.language.paraphrase import Clause
    from holdspace.reflection.choosing import Chosen
    from holdspace.reflection.conversation import Conversation

# "I'm like a dog at a gate": said to somebody's face it would be a verdict; it stays their own image, in their words.
_LIKENED = re.compile(
    r"^(?:I'm|I am|I feel) (?:just )?(?P<image>like (?:a|an|the|some) [^,;:()]{3,60})$", re.IGNORECASE
)
_NAMED = 8


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
        self._turned: dict[str, Clause | str | None] = {}

    @property
    def text(self) -> str:
        """The reflections so far."""
        return " ".join(part.text for part in self.parts)

    def say(self, *pools: Sequence[str], **slots: str) -> str:
        """Return a phrase of the first pool that has one left, filled in."""
        options = next((pool for pool in pools if self.conversation.fresh(pool)), pools[-1])
        phrase, self.conversation = self.conversation.say(options)
        return phrase.format(**slots, **{name.capitalize(): capital(words) for name, words in slots.items()})

    def add(self, text: str, *, deep: bool = False) -> None:
        """Add a reflection to the reply."""
        if text:
            self.parts.append(Part(text, deep))

    def moved(self, name: str) -> None:
        """Note how this reply went deeper."""
        self.conversation = replace(self.conversation, moves=(*self.conversation.moves, name))

    def turned(self, sentence: str, bearing: Sequence[str] = ()) -> Clause | str | None:
        """Return a sentence as it may be given back: a clause, an image to be quoted, or None where it may not."""
        if sentence not in self._turned:
            image = _LIKENED.match(tidy(sentence))
            if holds(self.book.frames.never_turned, plain(sentence)):
                self._turned[sentence] = None
            elif image and len(image["image"].split()) <= _NAMED:
                self._turned[sentence] = image["image"]
            else:
                self._turned[sentence] = retell(sentence, bearing)
        return self._turned[sentence]

    def give_back(self, chosen: Chosen, *, opening: str = "", led: bool = True) -> None:
        """Add a sentence in the person's own words, and remember it.

        ``opening`` is what joins it to the one before; ``led`` lets a verdict on themself be led as their own view.
        """
        sentence, theme = chosen.text, chosen.theme
        turned = self.turned(sentence, bearing(chosen))
        if turned is None:
            return
        frames = self.book.frames
        if isinstance(turned, str):
            self._remember(turned, theme, quoted=True)
            self.add(self.say(frames.likened, quote=turned))
            return
        felt = turned.manner == "felt"
        self._remember(f"it feels as if {turned.text}" if felt else turned.text, theme, quoted=turned.manner == "bare")
        if felt:
            self.add(self.say(frames.felt, clause=turned.text))
        elif led and turned.manner != "bare" and (lead := self.leads(chosen)):
            self.add(self.say(lead, clause=turned.text))
        else:
            # "So funny" after "so" has it already.
            there = turned.text.split(maxsplit=1)[0].lower() == opening.lower()
            self.add(f"{capital(turned.text if there else f'{opening} {turned.text}'.strip())}.")

    def leads(self, chosen: Chosen) -> tuple[str, ...]:
        """How words are led that would be a verdict in another's mouth, or a question that is put as a statement."""
        frames, sentence = self.book.frames, chosen.text
        if holds(frames.already_held, plain(sentence)):
            return ()
        if sentence.rstrip().endswith("?"):
            return frames.asked_oneself
        return next((led.says for led in frames.led if holds(led.cues, plain(sentence))), ())

    def gather(self) -> None:
        """Make one reflection of what was given back: two sentences of one telling are one."""
        plain_parts = [part for part in self.parts if not part.deep]
        text = " ".join(part.text for part in plain_parts)
        self.parts = [*(part for part in self.parts if part.deep), *([Part(text, deep=False)] if text else [])]

    def reaction(self, *, heavy: bool, good: bool) -> None:
        """Add a word of warmth, in the tone that has them."""
        frames = self.book.frames
        pool = frames.warm_heavy if heavy else frames.warm_good if good else frames.warm_plain
        if self.conversation.tone is Tone.WARM and self.conversation.fresh(pool):
            self.parts.append(Part(self.say(pool), deep=heavy or good))

    def _remember(self, words: str, theme: Theme | None, *, quoted: bool) -> None:
        line = Line(len(self.conversation.readings) - 1, theme.id if theme else None, words, quoted=quoted)
        self.conversation = replace(self.conversation, lines=(*self.conversation.lines, line))


def capital(words: str) -> str:
    """Return words as they open a sentence."""
    return words[:1].upper() + words[1:]
