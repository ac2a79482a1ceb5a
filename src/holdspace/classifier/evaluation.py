"""How well a model tags: precision, recall and F1 a theme, macro-F1 with an interval, calibration error."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class ThemeMetrics:
    """Counts and rates of one theme."""

    precision: float
    recall: float
    f1: float
    gold: int
    tagged: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Rates over all themes; ``interval`` is the 95 % bootstrap interval of ``macro_f1`` over entries."""

    entries: int
    macro_f1: float
    interval: tuple[float, float]
    core_f1: float
    themes: dict[str, ThemeMetrics]

    def as_dict(self) -> dict[str, Any]:
        """Return plain data, rounded to three places."""

        def rounded(value: Any) -> Any:  # noqa: ANN401 - plain data of any depth
            if isinstance(value, float):
                return round(value, 3)
            if isinstance(value, dict):
                return {key: rounded(inner) for key, inner in value.items()}
            return [rounded(inner) for inner in value] if isinstance(value, list | tuple) else value

        plain: dict[str, Any] = rounded(asdict(self))
        return plain


def evaluate(
    gold: NDArray[np.bool_],
    tagged: NDArray[np.bool_],
    themes: Sequence[str],
    core: Sequence[str],
    *,
    seed: int = 0,
) -> Evaluation:
    """Compare tags with labels.

    Parameters
    ----------
    gold, tagged : bool arrays of shape (n_entries, n_themes)
    themes : theme ids, in the arrays' order
    core : ids of the core themes
    seed : seed of the bootstrap (1,000 resamples of entries)
    """
    counts = _counts(gold, tagged)
    f1 = _f1(counts)
    picked = [list(themes).index(theme) for theme in core]
    rng = np.random.default_rng(seed)
    draws = [
        float(_f1(_counts(gold[rows], tagged[rows])).mean())
        for rows in (rng.integers(0, len(gold), len(gold)) for _ in range(_RESAMPLES))
    ]
    low, high = np.quantile(draws, [0.025, 0.975])
    tp, fp, fn = counts
    return Evaluation(
        entries=len(gold),
        macro_f1=float(f1.mean()),
        interval=(float(low), float(high)),
        core_f1=float(f1[picked].mean()) if picked else float("nan"),
        themes={
            theme: ThemeMetrics(
                precision=_rate(tp[k], tp[k] + fp[k]),
                recall=_rate(tp[k], tp[k] + fn[k]),
                f1=float(f1[k]),
                gold=int(tp[k] + fn[k]),
                tagged=int(tp[k] + fp[k]),
            )
            for k, theme in enumerate(themes)
        },
    )


def calibration_error(
    probabilities: NDArray[np.float32], gold: NDArray[np.bool_], *, bins: int = 10
) -> NDArray[np.float64]:
    """Return the expected calibration error of each theme, in bins of equal width (Guo et al. 2017).

    Both arrays have the shape ``(n_entries, n_themes)``.
    """
    errors = np.zeros(gold.shape[1])
    for k in range(gold.shape[1]):
        which = np.minimum((probabilities[:, k] * bins).astype(int), bins - 1)
        for b in range(bins):
            rows = which == b
            if rows.any():
                errors[k] += rows.mean() * abs(probabilities[rows, k].mean() - gold[rows, k].mean())
    return errors


def _counts(gold: NDArray[np.bool_], tagged: NDArray[np.bool_]) -> tuple[NDArray[np.int64], ...]:
    return (gold & tagged).sum(0), (~gold & tagged).sum(0), (gold & ~tagged).sum(0)


def _f1(counts: tuple[NDArray[np.int64], ...]) -> NDArray[np.float64]:
    tp, fp, fn = counts
    total = 2 * tp + fp + fn
    scores: NDArray[np.float64] = np.where(total > 0, 2 * tp / np.maximum(total, 1), 0.0)
    return scores


def _rate(part: np.int64, whole: np.int64) -> float:
    return float(part / whole) if whole else 0.0
