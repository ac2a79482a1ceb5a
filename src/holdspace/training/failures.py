"""Where a model failed on entries that it had not met, in their own words: for the model card."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from holdspace.classifier.fit import OutOfFold
    from holdspace.types import Example

# As long as a quote may be that stands for a kind of failure.
_LONGEST = 160


def failures(
    examples: Sequence[Example], held_out: OutOfFold, gold: NDArray[np.bool_], themes: Sequence[str]
) -> Mapping[str, Mapping[str, str]]:
    """Return for each theme the plainest failures: what was ``passed_over``, and what was taken for it ``wrongly``.

    Passed over is the evidence of the entry that scored lowest; wrongly taken, with the reason, is what the corpus
    marks as near in the entry that scored highest. A kind of failure that did not happen is left out.
    """
    found: dict[str, dict[str, str]] = {}
    for k, theme in enumerate(themes):
        by_score = sorted(range(len(gold)), key=lambda row: (float(held_out.probabilities[row, k]), row))
        missed = (
            quote
            for row in by_score
            if gold[row, k] and not held_out.tagged[row, k]
            for quote in _entry(examples, held_out, row).evidence.get(theme, ())
        )
        taken = (
            f"{quote} ({why})"
            for row in reversed(by_score)
            if held_out.tagged[row, k] and not gold[row, k]
            for near, why, quote in _entry(examples, held_out, row).near
            if near == theme
        )
        kinds = {"passed_over": missed, "wrongly": taken}
        told = {kind: next((q for q in quotes if len(q) <= _LONGEST), "") for kind, quotes in kinds.items()}
        found[theme] = {kind: " ".join(quote.split()) for kind, quote in told.items() if quote}
    return found


def _entry(examples: Sequence[Example], held_out: OutOfFold, row: int) -> Example:
    return examples[int(held_out.entries[row])]
