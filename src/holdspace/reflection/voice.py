"""Says one reply: turns the person's words, chooses phrases that were not used, remembers what was given back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from holdspace.language.paraphrase import Clause, likeness, retell, thought, tidy
from holdspace.reflection.choosing import bearing
from holdspace.reflection.conversation import Line, Tone
from holdspace.reflection.persons import names_writer
from holdspace.reflection.told import as_told, holds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdspace.codebook import Codebook, Theme
    from holdspace.reflection.choosing import Chosen
    from holdspace.reflection.conversation import Conversation

# "I'm like a dog at a gate": said to somebody's face it would be a verdict; it stays their own image, in their words.
_LIKENED = re.compile(r"^(?:I'm|I am|I feel) (?:just )?like (?:a|an|the|some) [^,;:()]+$", re.IGNORECASE)
# One sentence that a line can be joined to, and a line of one sentence.
_ONE = re.compile(r"^[^.:;?“”]+\.$")
# Beyond so many words a line stands better by itself.
_JOINED = 16
_AND = re.compile(r",|\band\b")
# Where another thing that the writer says of themself begins, and how many words it needs to be one.
_PARTS, _REST = re.compile(r",? (?:and then|and|but) (?=I\b)"), 4
# Two brief sentences, each in one go, the second with no name to begin it.
_TWO = re.compile(
    r"^(?P<first>(?:You|Your|The|They|It|There|His|Her)\b[^,.:;“”?]+)\. "
    r"(?P<then>(?:You|Your|Yours|The|They|This|There|His|Her)\b[^,.:;“”?]+\.)$"
)
_NOT = re.compile(r"\b(?:not|never|no|nothing|nobody)\b|n’t\b")
_ROOM = 18
# So many words without a verb may be quoted beside a sentence.
_SCANT, _AMPLE = 6, 12
_FEWEST = 3
# What is said to somebody, asked, or a heading is not quoted.
# "She told me she's useless" is no verdict of the writer's on themself.
_TOLD_ME = re.compile(r"\b(?:told|tells|asked|asks|rang|texted) me\b")
_SAID_BY_ANOTHER = re.compile(r"\b(?:say\w*|said|thinks?|thought|feels?|felt|reckons?|believes?|calls?|convinced)\b")
_SPOKEN = re.compile(
    r"[?\"“”:;#/()\n\d]|\b(?:i|i['’]\w+|im|me|my|mine|we|us|our|you|your|u|ur|please|thanks|hi|hello|update|any)\b",
    re.IGNORECASE,
)


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
        self._turned: dict[tuple[str, tuple[str, ...]], Clause | str | None] = {}

    @property
    def text(self) -> str:
        """The reflections so far."""
        return " ".join(part.text for part in self.parts)

    def say(self, pool: Sequence[str], **slots: str) -> str:
        """Return a phrase of the pool, filled in."""
        phrase, self.conversation = self.conversation.say(pool)
        return phrase.format(**slots, **{name.capitalize(): capital(words) for name, words in slots.items()})

    def add(self, text: str, *, deep: bool = False) -> None:
        """Add a reflection to the reply."""
        if text:
            self.parts.append(Part(text, deep))

    def beneath(self, text: str) -> None:
        """Add a line beneath the words; to one brief sentence it is joined, so that both are one reflection."""
        last = self.parts[-1] if self.parts else None
        if (
            last is None
            or last.deep
            or not (_ONE.match(last.text) and _ONE.match(text))
            or len(last.text.split()) > _JOINED
        ):
            self.add(text, deep=True)
            return
        line = text if text.startswith("I ") else f"{text[:1].lower()}{text[1:]}"
        joint = "; " if _AND.search(last.text) or _AND.search(line) else ", and "
        self.parts[-1] = Part(f"{last.text[:-1]}{joint}{line}", deep=True)

    def came_back(self, *, so: bool) -> None:
        """Note whether this reply came back to what was told before."""
        self.conversation = replace(self.conversation, came_back=so)

    def turned(self, sentence: str, bearing: Sequence[str] = ()) -> Clause | str | None:
        """Return a sentence as it may be given back: a clause, an image to be quoted, or None where it may not."""
        key = sentence, tuple(bearing)
        if key not in self._turned:
            self._turned[key] = self._turn(sentence, bearing)
        return self._turned[key]

    def _turn(self, sentence: str, bearing: Sequence[str]) -> Clause | str | None:
        line = _TOLD_ME.sub("said", as_told(sentence))
        frames = self.book.frames
        of_oneself = names_writer(line) or not _SAID_BY_ANOTHER.search(line)
        if holds(frames.never_turned, line) or (of_oneself and holds(frames.verdicts, line)):
            return self._rest_of(sentence, bearing)
        if _LIKENED.match(tidy(sentence)) and (image := likeness(sentence)):
            return image if self._may_be_quoted(image) else None
        if said := thought(sentence):
            return Clause(said, "thought")
        found = retell(sentence, bearing)
        if found is not None and found.manner == "bare" and " " not in found.text and not bearing:
            return None  # "Toner."
        return found or (self.as_it_stands(sentence) or None if bearing else None)

    def image(self, chosen: Chosen, *, alone: bool = False) -> str:
        """Return the likeness in a sentence that may be quoted; ``alone``: or a few words without a verb."""
        if holds(self.book.frames.held_back, as_told(chosen.text)):
            return ""
        image = likeness(chosen.text)
        if image and self._may_be_quoted(image):
            return image
        bare = alone and _SCANT <= len(chosen.text.split()) <= _AMPLE and self.manner(chosen) == "bare"
        return tidy(chosen.text).replace("'", "’") if bare else ""

    def as_it_stands(self, sentence: str) -> str:
        """Return a few words that can't be turned, to be quoted: "Heart going like mad at four"; or nothing."""
        words = tidy(sentence).rstrip(".")
        fits = _FEWEST <= len(words.split()) <= _AMPLE and not _SPOKEN.search(sentence)
        held_back = holds(self.book.frames.held_back, as_told(sentence))
        return words.replace("'", "’") if fits and not held_back else ""

    def _rest_of(self, sentence: str, bearing: Sequence[str]) -> Clause | None:
        """What else the writer says of themself beside words that are not given back, or nothing."""
        for part in reversed(_PARTS.split(sentence)[1:]):
            if len(part.split()) >= _REST and not holds(self.book.frames.held_back, as_told(part)):
                return retell(part, bearing)
        return None

    def _may_be_quoted(self, image: str) -> bool:
        """Whether a likeness is none of the words against oneself that are not given back ("like a useless mother")."""
        return not holds(self.book.frames.held_back, as_told(f"I'm {image}"))

    def manner(self, chosen: Chosen) -> str:
        """Return how a sentence is given back (the manner of its :class:`Clause`), or nothing where it is not."""
        turned = self.turned(chosen.text, bearing(chosen))
        return "" if turned is None or isinstance(turned, str) else turned.manner

    def give_back(self, chosen: Chosen, *, opening: str = "", led: bool = True) -> None:
        """Add a sentence in the person's own words, and remember it.

        ``opening`` is what joins it to the one before; ``led`` lets a verdict on themself be led as their own view.
        """
        sentence, theme = chosen.text, chosen.theme
        turned = chosen.image or self.turned(sentence, bearing(chosen))
        if turned is None:
            return
        frames = self.book.frames
        if isinstance(turned, str):
            self._remember(turned, theme, quoted=True)
            self.add(self.say(frames.likened, quote=turned))
            return
        as_it_stood = turned.manner in ("bare", "thought")
        said = {"felt": f"it feels as if {turned.text}", "asked": f"you ask yourself {turned.text}"}
        self._remember(said.get(turned.manner, turned.text), theme, quoted=as_it_stood)
        if turned.manner == "felt":
            self.add(self.say(frames.felt, clause=turned.text))
        elif turned.manner == "thought":
            self.add(self.say(frames.thought, quote=turned.text))
        elif turned.manner == "asked":
            self.add(self.say(frames.asked_oneself, clause=turned.text))
        elif led and turned.manner != "bare" and (lead := self._led_as(_as_the_writer(turned.text), chosen.text)):
            self.add(self.say(lead, clause=turned.text))
        else:
            # "So funny" after "so" has it already.
            there = turned.text.split(maxsplit=1)[0].lower() == opening.lower()
            self.add(f"{capital(f'{opening} {turned.text}' if opening and not there else turned.text)}.")

    def quote(self, chosen: Chosen) -> None:
        """Add a sentence as somebody else said it, and remember it."""
        words = tidy(chosen.text).rstrip(".").replace("'", "’")
        self._remember(words, chosen.theme, quoted=True)
        self.add(f"“{capital(words)}.”")

    def leads(self, chosen: Chosen) -> tuple[str, ...]:
        """How words are led that would be a verdict in another's mouth."""
        return self._led_as((as_told(chosen.text),), chosen.text)

    def _led_as(self, words: tuple[str, ...], sentence: str) -> tuple[str, ...]:
        frames = self.book.frames
        if holds(frames.already_held, as_told(sentence)):
            return ()
        return next((led.says for led in frames.led if any(holds(led.cues, said) for said in words)), ())

    def gather(self, *, one_breath: bool = False) -> None:
        """Make one reflection of what was given back; in ``one_breath``, of two brief sentences, one."""
        plain_parts = [part for part in self.parts if not part.deep]
        text = " ".join(part.text for part in plain_parts)
        if one_breath and (both := _TWO.match(text)) and len(text.split()) <= _ROOM:
            # "And" would blur what a "not" sets against the other.
            then = f"{both['then'][:1].lower()}{both['then'][1:]}"
            text = f"{both['first']}{'; ' if _NOT.search(text) else ', and '}{then}"
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


def _as_the_writer(words: str) -> tuple[str, str]:
    """A clause turned to "you" as the writer may have said it: with "I", and with "me"."""
    for turned, said in (("you’re", "i’m"), ("yourself", "myself"), ("yours", "mine"), ("your", "my")):
        words = re.sub(rf"\b{turned}\b", said, words, flags=re.IGNORECASE)
    return as_told(re.sub(r"\byou\b", "i", words)), as_told(re.sub(r"\byou\b", "me", words))


def capital(words: str) -> str:
    """Return words as they open a sentence."""
    return words[:1].upper() + words[1:]
