"""The course of a conversation: what was read, said, accepted and turned down. Immutable; each turn makes the next.

It stands at one of six stages. What a person tells moves it on along ``_ONWARD``; what they ask for moves it to the
stage that answers (``_ANSWERED_AT``), from wherever it stands.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from holdspace.reflection.next_steps import Weights
from holdspace.types import Certainty, CrisisLevel

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from holdspace.types import Crisis, Reading

# A theme that the person has heard named and let stand weighs in full; one that the reading is unsure of, half.
_UNSURE_WEIGHT = 0.5
# How many phrases back an opening ("It sounds ...") is kept from coming again.
_ECHO = 4


class Stage(StrEnum):
    """Where a conversation stands."""

    OPENING = "opening"
    LISTENING = "listening"
    EXPLORING = "exploring"
    OFFERING = "offering"
    CLOSING = "closing"
    REPAIR = "repair"


class Tone(StrEnum):
    """How a person likes to be spoken to."""

    PLAIN = "plain"
    WARM = "warm"
    BRIEF = "brief"


class Asked(StrEnum):
    """What a person asks for in a turn, or answers."""

    NOT_IT = "not_it"
    YES = "yes"
    LISTEN = "listen"
    ASK_AGAIN = "ask_again"
    MAKE_OF_IT = "make_of_it"
    STEPS = "steps"
    CLOSE = "close"


_ONWARD = {
    Stage.OPENING: Stage.LISTENING,
    Stage.LISTENING: Stage.EXPLORING,
    Stage.EXPLORING: Stage.EXPLORING,
    Stage.OFFERING: Stage.EXPLORING,
    Stage.REPAIR: Stage.LISTENING,
    # Whoever goes on after a closing is listened to anew.
    Stage.CLOSING: Stage.LISTENING,
}
_ANSWERED_AT = {
    Asked.NOT_IT: Stage.REPAIR,
    Asked.YES: Stage.EXPLORING,
    Asked.LISTEN: Stage.LISTENING,
    Asked.ASK_AGAIN: Stage.LISTENING,
    Asked.MAKE_OF_IT: Stage.EXPLORING,
    Asked.STEPS: Stage.OFFERING,
    Asked.CLOSE: Stage.CLOSING,
}


@dataclass(frozen=True, slots=True)
class Line:
    """What was given back of one turn: the person's words, turned or quoted, and the theme that they stood for."""

    number: int
    theme: str | None
    words: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Risk:
    """The person's own risk, as it was last met; ``spoken`` counts how often a reply has spoken of it since."""

    level: CrisisLevel
    spoken: int = 0


@dataclass(frozen=True, slots=True)
class Conversation:
    """One person's turns so far.

    ``seed`` makes the choice of wording repeatable; ``said`` holds every phrase used, in order, so that none comes
    twice while there are others. ``rejected`` and ``accepted`` are the themes that the person has crossed out or let
    stand, each with the number of its reading: what is told anew later counts anew. ``quiet`` is set by whoever only
    wants to be heard; ``lines`` is what a closing gathers; ``came_back`` tells whether the last reply came back to what
    was told before: two in a row don't.
    ``risk`` is the person's own, once it was met, and ``anothers_danger`` whether somebody else's was met and is not
    known to be over; ``crisis_asked`` is the kind of crisis that the last reply asked about.
    """

    seed: int = 0
    region: str = "INT"
    tone: Tone = Tone.PLAIN
    stage: Stage = Stage.OPENING
    quiet: bool = False
    readings: tuple[Reading, ...] = ()
    said: tuple[str, ...] = ()
    rejected: frozenset[tuple[int, str]] = frozenset()
    accepted: frozenset[tuple[int, str]] = frozenset()
    offered: frozenset[str] = frozenset()
    lines: tuple[Line, ...] = ()
    came_back: bool = False
    risk: Risk | None = None
    anothers_danger: bool = False
    crisis_asked: str = ""

    def heard(self, reading: Reading) -> Conversation:
        """Return the conversation with one more reading."""
        stage = Stage.LISTENING if self.quiet else _ONWARD[self.stage]
        return replace(self, readings=(*self.readings, reading), stage=stage)

    def asked(self, what: Asked) -> Conversation:
        """Return the conversation at the stage that answers what the person asks for."""
        quiet = {Asked.LISTEN: True, Asked.ASK_AGAIN: False}.get(what, self.quiet)
        return replace(self, stage=_ANSWERED_AT[what], quiet=quiet)

    def in_region(self, region: str) -> Conversation:
        """Return the conversation with the region whose helplines are named."""
        return replace(self, region=region)

    def in_tone(self, tone: Tone) -> Conversation:
        """Return the conversation with the tone that the person likes."""
        return replace(self, tone=tone)

    def listening_only(self, quiet: bool) -> Conversation:
        """Return the conversation with or without questions and offers."""
        return replace(self, quiet=quiet)

    def keeping(self, themes: Collection[str]) -> Conversation:
        """Return the conversation with the themes of the last entry crossed out, all but those kept."""
        last = len(self.readings) - 1
        found = {theme.theme for theme in self.readings[last].themes} if self.readings else set()
        rejected = {crossed for crossed in self.rejected if crossed[0] != last}
        accepted = {kept for kept in self.accepted if kept[0] != last}
        return replace(
            self,
            rejected=frozenset(rejected | {(last, theme) for theme in found - set(themes)}),
            accepted=frozenset(accepted | {(last, theme) for theme in found & set(themes)}),
        )

    def weights(self) -> Weights:
        """Return how the themes weigh over all turns, without those crossed out."""
        found: dict[str, float] = {}
        for number, reading in enumerate(self.readings):
            for theme in reading.themes:
                if (number, theme.theme) in self.rejected:
                    continue
                sure = theme.certainty is Certainty.PRESENT or (number, theme.theme) in self.accepted
                found[theme.theme] = max(found.get(theme.theme, 0.0), 1.0 if sure else _UNSURE_WEIGHT)
        return Weights(found)

    def earlier(self) -> tuple[str, ...]:
        """Return the themes that were clear before the last entry and not crossed out, in the order of their coming."""
        found = (
            theme.theme
            for number, reading in enumerate(self.readings[:-1])
            for theme in reading.themes
            if theme.certainty is Certainty.PRESENT and (number, theme.theme) not in self.rejected
        )
        return tuple(dict.fromkeys(found))

    def crossed_out(self) -> frozenset[str]:
        """Return the themes that the person has crossed out and not let stand since."""
        since = dict(sorted((theme, number) for number, theme in self.accepted))
        return frozenset(theme for number, theme in self.rejected if since.get(theme, -1) < number)

    def met(self, crisis: Crisis) -> Conversation:
        """Return the conversation whose crisis language was just met, and asked about."""
        if crisis.level is CrisisLevel.NONE:
            return replace(self, anothers_danger=True, crisis_asked="about_another")
        anothers = self.anothers_danger or crisis.about_another
        return replace(self, risk=Risk(crisis.level), anothers_danger=anothers, crisis_asked=crisis.level.value)

    def fresh(self, options: Sequence[str]) -> tuple[str, ...]:
        """Return the phrases that were not used yet."""
        return tuple(option for option in options if option not in self.said)

    def say(self, options: Sequence[str]) -> tuple[str, Conversation]:
        """Choose a phrase that was not used yet (seeded), and return it with the conversation that has used it.

        Of several, one that does not open like those just said.
        """
        fresh = self.fresh(options) or tuple(options)
        recent = {_opening(phrase) for phrase in self.said[-_ECHO:]}
        unlike = [option for option in fresh if _opening(option) not in recent] or fresh
        # The entry has its say: two entries that reach the same phrases don't get the same one for that alone.
        told = self.readings[-1].text if self.readings else ""
        chosen = random.Random(f"{self.seed}:{len(self.said)}:{told}").choice(unlike)
        return chosen, replace(self, said=(*self.said, chosen))


def _opening(phrase: str) -> str:
    return " ".join(phrase.split(" ")[:2]).lower()
