"""Next steps: only on asking, few, personal and systemic, each with the reason it is offered."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from holdspace.types import OfferedStep

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from holdspace.codebook import Codebook, NextStep

_OFFERED_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each theme weighs in what was written, by theme id."""

    by_theme: Mapping[str, float]

    def load(self, book: Codebook) -> Literal["conditions", "exposure", "both"] | None:
        """Return where the load seems to come from, or None when the themes don't say."""
        loads = {book.theme(theme).load for theme in self.by_theme} - {"resource"}
        if not loads:
            return None
        if loads >= {"conditions", "exposure"}:
            return "both"
        if "conditions" in loads:
            return "conditions"
        return "exposure" if "exposure" in loads else "both"

    def over_identifies(self, book: Codebook) -> bool:
        """Return whether another's pain seems to be taken on as one's own: then more empathy would wear."""
        return self.load(book) in ("exposure", "both") and any(book.theme(t).over_identifies for t in self.by_theme)


def choose_steps(weights: Weights, book: Codebook, *, declined: Collection[str] = ()) -> tuple[OfferedStep, ...]:
    """Return up to three steps of different families, chosen for where the load comes from.

    Where conditions weigh, one is systemic; where exposure does, one is for what was taken in; where another's pain
    seems to be taken on, one turns to compassion.

    Parameters
    ----------
    weights : the themes in what was written
    book : the codebook
    declined : ids of steps already offered or turned down
    """
    fitting = [step for step in book.steps if step.id not in declined and set(step.fits) & set(weights.by_theme)]
    load = weights.load(book)

    def rank(step: NextStep) -> float:
        fit = sum(weights.by_theme.get(theme, 0.0) for theme in step.fits) / math.sqrt(len(step.fits))
        return fit + (0.25 if step.load in (load, "both") else 0.0)

    ranked = sorted(fitting, key=lambda step: (-rank(step), step.id))
    chosen: list[NextStep] = []
    for wanted in _wanted(weights, book):
        if len(chosen) == _OFFERED_AT_ONCE or any(wanted(step) for step in chosen):
            continue
        found = next((step for step in _of_new_families(ranked, chosen) if wanted(step)), None)
        chosen += [found] if found else []
    while len(chosen) < _OFFERED_AT_ONCE and (found := next(_of_new_families(ranked, chosen), None)):
        chosen.append(found)
    # What is small comes first; what needs others, last.
    order = ("minutes", "today", "this week", "with others")
    chosen.sort(key=lambda step: order.index(step.effort))
    return tuple(OfferedStep(s.id, s.text, s.why, s.effort, s.kind, s.source) for s in chosen)


def _wanted(weights: Weights, book: Codebook) -> Iterator[Callable[[NextStep], bool]]:
    """What has to be among the steps, the most needed first."""
    load = weights.load(book)
    if load in ("conditions", "both"):
        yield lambda step: step.kind == "systemic"
    if weights.over_identifies(book):
        yield lambda step: step.stance == "compassion"
    if load in ("exposure", "both"):
        yield lambda step: step.load == "exposure"


def _of_new_families(ranked: list[NextStep], chosen: list[NextStep]) -> Iterator[NextStep]:
    families = {step.family for step in chosen}
    return (step for step in ranked if step.family not in families)
