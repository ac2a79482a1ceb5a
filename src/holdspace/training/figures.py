"""The figures of a trained model, on texts that it has not met: what its card tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from holdspace.classifier.evaluation import calibration_error, evaluate
from holdspace.training.failures import failures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from holdspace import codebook
    from holdspace.classifier.fit import OutOfFold
    from holdspace.classifier.head import Head
    from holdspace.types import Example

# A rate over fewer entries than this says little of a register.
_FEWEST_OF_REGISTER = 25


@dataclass(frozen=True, slots=True)
class Fitted:
    """A head, its predictions for texts that it has not met, and their labels (shape ``(n_entries, n_labels)``)."""

    head: Head
    held_out: OutOfFold
    gold: NDArray[np.bool_]


def theme_figures(
    examples: Sequence[Example], themes: Fitted, book: codebook.Codebook, *, seed: int, quote_failures: bool
) -> dict[str, Any]:
    """Return what the model card tells of the themes; ``quote_failures`` keeps words of the entries that failed."""
    ids, core = book.theme_ids, [theme.id for theme in book.themes if theme.core]
    held_out, gold = themes.held_out, themes.gold
    errors = calibration_error(held_out.probabilities, gold)
    return {
        "held_out": evaluate(gold, held_out.tagged, ids, core, seed=seed).as_dict(),
        "registers": _by_register(examples, held_out, gold),
        "failures": failures(examples, held_out, gold, ids) if quote_failures else {},
        "calibration_error": {theme: round(float(e), 3) for theme, e in zip(ids, errors, strict=True)},
    }


def counts(fitted: Fitted) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return what was tagged rightly, and twice what would be if all of it were: micro-F1's two sums."""
    tagged = fitted.held_out.tagged
    return np.asarray(tagged & fitted.gold, dtype=np.int64), np.asarray(tagged, dtype=np.int64) + fitted.gold


def micro_f1_of(fitted: Fitted) -> float:
    """Return the micro-F1 over the labels of a head."""
    return round(_micro_f1(fitted.gold, fitted.held_out.tagged), 3)


def _by_register(
    examples: Sequence[Example], held_out: OutOfFold, gold: NDArray[np.bool_]
) -> dict[str, dict[str, float | int]]:
    """Micro-F1 and the share of quiet entries tagged, in each register with enough judged entries."""
    register = np.array([examples[row].register for row in held_out.entries])
    found: dict[str, dict[str, float | int]] = {}
    for name in sorted(set(register.tolist()) - {""}):
        at = register == name
        quiet = at & ~gold.any(axis=1)
        if at.sum() >= _FEWEST_OF_REGISTER:
            found[name] = {
                "entries": int(at.sum()),
                "micro_f1": round(_micro_f1(gold[at], held_out.tagged[at]), 3),
                "quiet_tagged": round(float(held_out.tagged[quiet].any(axis=1).mean()), 3) if quiet.any() else 0.0,
            }
    return found


def _micro_f1(gold: NDArray[np.bool_], tagged: NDArray[np.bool_]) -> float:
    return float(2 * (gold & tagged).sum() / max(int(gold.sum() + tagged.sum()), 1))
