"""The head as plain arrays: logits of sentences, an entry's calibrated scores, its themes and their evidence.

Fitted with scikit-learn (:mod:`holdspace.classifier.fit`); read with numpy alone, so that no pickle is ever loaded
and a reading does not wait for scikit-learn's import.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from holdspace.types import Certainty, Evidence, Sentence, ThemeScore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# Evidence of a theme: every sentence that alone would carry it, and no more of them than a page can show.
_MOST_EVIDENCE = 4


@dataclass(frozen=True, slots=True)
class Head:
    """Weights of a multi-label head and its decision rule.

    ``coef`` has the shape ``(n_factors, n_labels, n_features)``, ``intercept`` ``(n_factors, n_labels)``, every other
    array ``(n_labels,)``. With one factor a label's logit is linear. With three it is the sum of log-probabilities:
    that the sentence carries the label, that it touches it whoever is meant, and that what it tells is the helper's
    own and now. The last two learn from more sentences than the first and from what tells them apart.

    ``slope`` and ``offset`` calibrate the strongest logit of an entry (Platt 1999); ``threshold`` and ``sure`` are
    calibrated probabilities: from ``threshold`` on a label is present, below ``sure`` the reading says it is unsure.
    """

    labels: tuple[str, ...]
    coef: NDArray[np.float32]
    intercept: NDArray[np.float32]
    slope: NDArray[np.float32]
    offset: NDArray[np.float32]
    threshold: NDArray[np.float32]
    sure: NDArray[np.float32]

    def logits(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return logits of sentences, shape ``(n_sentences, n_labels)``."""
        return factored(features, self.coef, self.intercept)

    def touched(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how likely sentences touch each label, whoever carries it, shape ``(n_sentences, n_labels)``.

        A head of one factor knows nothing of that, and tells how likely they carry it.
        """
        factor = min(1, len(self.coef) - 1)
        logits = features @ self.coef[factor].T + self.intercept[factor]
        probabilities: NDArray[np.float32] = 0.5 * (1.0 + np.tanh(0.5 * logits))
        return probabilities

    def calibrate(self, logits: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return probabilities for logits of the same shape ``(..., n_labels)``."""
        # The logistic function, written so that far-off logits don't overflow.
        probabilities: NDArray[np.float32] = 0.5 * (1.0 + np.tanh(0.5 * (self.slope * logits + self.offset)))
        return probabilities

    def likely(self, features: NDArray[np.float32], floor: float) -> list[dict[str, float]]:
        """Return, for each sentence, the probabilities of the labels that reach ``floor``, likeliest first."""
        probabilities = self.calibrate(self.logits(features))
        return [
            {self.labels[k]: float(row[k]) for k in np.argsort(-row, kind="stable") if row[k] >= floor}
            for row in probabilities
        ]

    def decide(
        self, sentences: Sequence[Sentence], logits: NDArray[np.float32]
    ) -> tuple[dict[str, float], tuple[ThemeScore, ...], tuple[Evidence, ...]]:
        """Return an entry's scores, its present themes (highest first) and their evidence (by theme, each in order)."""
        by_sentence = self.calibrate(logits)
        strongest = by_sentence.max(axis=0)
        scores = {theme: float(p) for theme, p in zip(self.labels, strongest, strict=True)}
        present = [k for k in np.argsort(-strongest, kind="stable") if strongest[k] >= self.threshold[k]]
        themes = tuple(
            ThemeScore(
                self.labels[k],
                float(strongest[k]),
                Certainty.PRESENT if strongest[k] >= self.sure[k] else Certainty.UNSURE,
            )
            for k in present
        )
        evidence = []
        for k in present:
            ranked = np.argsort(-by_sentence[:, k], kind="stable")[:_MOST_EVIDENCE]
            for row in sorted(int(r) for r in ranked if by_sentence[r, k] >= self.threshold[k]):
                s = sentences[row]
                evidence.append(Evidence(self.labels[k], s.start, s.end, s.text, float(by_sentence[row, k])))
        return scores, themes, tuple(evidence)

    def arrays(self) -> dict[str, NDArray[np.float32]]:
        """Return what is written to disk, by name."""
        names = ("coef", "intercept", "slope", "offset", "threshold", "sure")
        return {name: getattr(self, name) for name in names}


def together(heads: Sequence[Head]) -> Head:
    """Return heads over the same features, fitted apart, as one: their labels in order, each as it was."""

    def joined(name: str, axis: int) -> NDArray[np.float32]:
        return np.concatenate([getattr(head, name) for head in heads], axis=axis)

    return Head(
        tuple(label for head in heads for label in head.labels),
        joined("coef", 1),
        joined("intercept", 1),
        *(joined(name, 0) for name in ("slope", "offset", "threshold", "sure")),
    )


def factored(
    features: NDArray[np.float32], coef: NDArray[np.float32], intercept: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return logits of sentences, shape ``(n_sentences, n_labels)``, from the weights of a :class:`Head`."""
    logits: NDArray[np.float32] = features @ coef.transpose(0, 2, 1) + intercept[:, None, :]
    if len(logits) > 1:
        # log(sigmoid(x)), written so that far-off logits don't overflow.
        logits = -np.logaddexp(0, -logits)
    together: NDArray[np.float32] = logits.sum(axis=0)
    return together
