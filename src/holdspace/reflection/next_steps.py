"""Next steps: only on asking, few, personal and systemic, each with the reason it is offered."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from holdspace.types import OfferedStep

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

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


def choose_steps(weights: Weights, book: Codebook, *, declined: Collection[str] = ()) -> tuple[OfferedStep, ...]:
    """Return up to three steps of different families, at least one of them systemic where conditions weigh.

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
    systemic = [step for step in ranked if step.kind == "systemic"]
    chosen: list[NextStep] = systemic[:1] if load in ("conditions", "both") else []
    for step in ranked:
        if len(chosen) == _OFFERED_AT_ONCE:
            break
        if step.family not in {other.family for other in chosen}:
            chosen.append(step)
    # What is small comes first; what needs others, last.
    order = ("minutes", "today", "this week", "with others")
    chosen.sort(key=lambda step: order.index(step.effort))
    return tuple(OfferedStep(s.id, s.text, s.why, s.effort, s.kind, s.source) for s in chosen)
