"""The course of a conversation: what was read, said, accepted and turned down. Immutable; each turn makes the next."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from holdspace.reflection.next_steps import Weights
from holdspace.types import Certainty

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from holdspace.types import Reading

# A theme that the person has heard named and let stand weighs in full; one that the reading is unsure of, half.
_UNSURE_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Conversation:
    """One person's turns so far.

    ``seed`` makes the choice of wording repeatable; ``said`` holds every phrase used, so that none comes twice;
    ``rejected`` the themes that the person has crossed out, each with the number of the reading that it was crossed
    out of: what is told anew later counts anew.
    """

    seed: int = 0
    region: str = "INT"
    readings: tuple[Reading, ...] = ()
    said: frozenset[str] = frozenset()
    rejected: frozenset[tuple[int, str]] = frozenset()
    offered: frozenset[str] = frozenset()

    def heard(self, reading: Reading) -> Conversation:
        """Return the conversation with one more reading."""
        return replace(self, readings=(*self.readings, reading))

    def in_region(self, region: str) -> Conversation:
        """Return the conversation with the region whose helplines are named."""
        return replace(self, region=region)

    def keeping(self, themes: Collection[str]) -> Conversation:
        """Return the conversation with the themes of the last entry crossed out, all but those kept."""
        last = len(self.readings) - 1
        found = {theme.theme for theme in self.readings[last].themes} if self.readings else set()
        earlier = frozenset(crossed for crossed in self.rejected if crossed[0] != last)
        return replace(self, rejected=earlier | {(last, theme) for theme in found - set(themes)})

    def weights(self) -> Weights:
        """Return how the themes weigh over all turns, without those crossed out."""
        found: dict[str, float] = {}
        for number, reading in enumerate(self.readings):
            for theme in reading.themes:
                if (number, theme.theme) in self.rejected:
                    continue
                weight = _UNSURE_WEIGHT if theme.certainty is Certainty.UNSURE else 1.0
                found[theme.theme] = max(found.get(theme.theme, 0.0), weight)
        return Weights(found)

    def say(self, options: Sequence[str]) -> tuple[str, Conversation]:
        """Choose a phrase that was not used yet (seeded), and return it with the conversation that has used it."""
        fresh = [option for option in options if option not in self.said] or list(options)
        chosen = random.Random(f"{self.seed}:{len(self.said)}:{len(self.readings)}").choice(fresh)
        return chosen, replace(self, said=self.said | {chosen})
