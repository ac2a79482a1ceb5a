"""Fits the head with scikit-learn: a logistic regression a label, with calibration and thresholds out of fold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from joblib import Parallel, delayed
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from holdspace.classifier.features import SILENT
from holdspace.classifier.head import Head, factored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_FOLDS = 5
# "Sure" from a calibrated probability of two in three on: below it, a reply holds the theme out to be put right.
_SURE = 2 / 3
# Above every probability.
_NEVER = 2.0
_GRID = np.linspace(0.05, 0.9, 171)


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """Sentences as the head sees them.

    ``features`` has one row a sentence; ``carries`` marks which labels each sentence is evidence of (shape
    ``(n_sentences, n_labels)``); ``entry_of`` gives each sentence's entry; ``present`` the labels of each entry (shape
    ``(n_entries, n_labels)``) and ``group`` its author or family. ``standing`` is what a sentence's standing takes from
    each label's logit (shape ``(n_sentences, n_labels)``).

    Where the corpus tells whose a theme is, ``touches`` marks the labels that each sentence touches, whoever carries
    them (shape ``(n_sentences, n_labels)``), and ``absent`` the sentences that touch one which is not the helper's now.
    """

    features: NDArray[np.float32]
    carries: NDArray[np.bool_]
    entry_of: NDArray[np.int64]
    present: NDArray[np.bool_]
    group: NDArray[np.str_]
    standing: NDArray[np.float32] | None = None
    touches: NDArray[np.bool_] | None = None
    absent: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True)
class OutOfFold:
    """Predictions for entries that neither head nor encoder has met: rows of ``entries``, each ``(n, n_labels)``."""

    entries: NDArray[np.int64]
    probabilities: NDArray[np.float32]
    tagged: NDArray[np.bool_]


def fit_head(
    training: TrainingSet,
    labels: Sequence[str],
    *,
    met_by_encoder: frozenset[str] = frozenset(),
    penalty: float = 1.0,
    recall_weight: float = 1.0,
    seed: int = 0,
    jobs: int = 2,
) -> tuple[Head, OutOfFold]:
    """Fit a head and return it with predictions out of fold.

    Groups that the encoder was fine-tuned on are always in training and never judged: their vectors know the
    labels, and cut-offs or figures taken from them would look better than they are.

    Parameters
    ----------
    training : TrainingSet
    labels : sequence of str
        In the order of the arrays' columns.
    met_by_encoder : frozenset of str
        Groups that the encoder has learned from.
    penalty : float
        Inverse strength of the L2 penalty (``C`` of scikit-learn's LogisticRegression).
    recall_weight : float
        How many times as much as precision recall counts where cut-offs are chosen (the beta of F-beta).
    seed : int
        Seed of the folds.
    jobs : int
        Processes for folds and labels (joblib).
    """
    judged = np.flatnonzero(~np.isin(training.group, sorted(met_by_encoder)))
    folds = list(GroupKFold(_FOLDS, shuffle=True, random_state=seed).split(judged, groups=training.group[judged]))
    with Parallel(n_jobs=jobs) as pool:
        plain = _fit_factors(training, np.ones(len(training.features), dtype=bool), penalty, pool)
        logits = np.empty((len(judged), len(labels)), dtype=np.float32)
        for _, test in folds:
            others = ~np.isin(training.entry_of, judged[test])
            logits[test] = entry_logits(training, judged[test], *_fit_factors(training, others, penalty, pool))
    gold = training.present[judged]
    head = _calibrated(labels, plain, logits, gold, recall_weight)
    # Every fold is judged with the calibration and cut-offs of the other folds.
    probabilities = np.empty_like(logits)
    tagged = np.empty(logits.shape, dtype=bool)
    for others, test in folds:
        judge = _calibrated(labels, plain, logits[others], gold[others], recall_weight)
        probabilities[test] = judge.calibrate(logits[test])
        tagged[test] = probabilities[test] >= judge.threshold
    return head, OutOfFold(judged, probabilities, tagged)


def entry_logits(
    training: TrainingSet,
    entries: NDArray[np.int64],
    coef: NDArray[np.float32],
    intercept: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Return the strongest sentence's logit of each label, shape ``(len(entries), n_labels)``."""
    found = np.full((len(training.present), training.present.shape[1]), SILENT, dtype=np.float32)
    rows = np.isin(training.entry_of, entries)
    logits = factored(training.features[rows], coef, intercept)
    if training.standing is not None:
        logits += training.standing[rows]
    np.maximum.at(found, training.entry_of[rows], logits)
    strongest: NDArray[np.float32] = found[entries]
    return strongest


def _fit_factors(
    training: TrainingSet, rows: NDArray[np.bool_], penalty: float, pool: Parallel
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weights of each factor and label, learned from the sentences in ``rows``: see :class:`Head`."""
    # Each matrix is taken out once for all that learn from it: workers share it, and none is copied a label.
    features = training.features[rows]
    factors = [(features, training.carries[rows])]
    if training.touches is not None and training.absent is not None:
        own = training.carries.any(axis=1)
        told = rows & (own | training.absent)
        factors += [(features, training.touches[rows])]
        factors += [(training.features[told], (own & ~training.absent)[told, None])]
    n = training.carries.shape[1]
    fitted = pool(
        delayed(_fit_label)(seen, target[:, label], penalty)
        for seen, target in factors
        for label in range(target.shape[1])
    )
    # Whether it is held now is one factor for all labels.
    fitted += fitted[-1:] * (-len(fitted) % n)
    coef = np.stack([weights for weights, _ in fitted]).reshape(-1, n, training.features.shape[1])
    return coef, np.array([intercept for _, intercept in fitted], dtype=np.float32).reshape(-1, n)


def _fit_label(
    features: NDArray[np.float32], target: NDArray[np.bool_], penalty: float
) -> tuple[NDArray[np.float32], float]:
    if len(set(target.tolist())) < 2:
        # A label that none or all carry teaches nothing: never or always tagged, rather than a crash in the solver.
        return np.zeros(features.shape[1], dtype=np.float32), -SILENT if target.any() else SILENT
    model = LogisticRegression(C=penalty, max_iter=500)
    model.fit(features, target)
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def _calibrated(
    labels: Sequence[str],
    weights: tuple[NDArray[np.float32], NDArray[np.float32]],
    logits: NDArray[np.float32],
    gold: NDArray[np.bool_],
    recall_weight: float,
) -> Head:
    slope, offset = np.ones(len(labels), dtype=np.float32), np.zeros(len(labels), dtype=np.float32)
    for k in np.flatnonzero(gold.any(axis=0) & ~gold.all(axis=0)):
        platt = LogisticRegression(C=1e3).fit(logits[:, [k]], gold[:, k])
        slope[k], offset[k] = platt.coef_[0, 0], platt.intercept_[0]
    # What no judged entry has is never tagged, nor that of which the score knows nothing: the less of it, the likelier.
    known = gold.any(axis=0) & (slope > 0)
    slope[~known], offset[~known] = 1.0, 0.0
    threshold, sure = np.full((2, len(labels)), _NEVER, dtype=np.float32)
    if known.any():
        # The logistic function, written so that far-off logits do not overflow.
        probabilities = 0.5 * (1 + np.tanh(0.5 * (slope * logits + offset)))[:, known]
        threshold[known] = cut = choose_threshold(probabilities, gold[:, known], recall_weight)
        sure[known] = max(cut, _SURE)
    return Head(tuple(labels), *weights, slope, offset, threshold, sure)


def choose_threshold(probabilities: NDArray[np.float64], gold: NDArray[np.bool_], recall_weight: float = 1.0) -> float:
    """Return the one cut-off for all labels at which their mean F-beta (van Rijsbergen 1979) is best.

    Both arrays have the shape ``(n_entries, n_labels)``. Calibrated probabilities mean the same for every label, so
    that one cut-off serves them all: of a cut-off a label, each is placed by the luck of some hundred entries (on unmet
    groups they did no better: macro-F1 .821 against .822, and on checklist items micro-F1 .613 against .630).
    """

    def f_beta(cut: float) -> float:
        tagged, weight = probabilities >= cut, recall_weight**2
        right = (tagged & gold).sum(axis=0)
        return float(((1 + weight) * right / np.maximum(tagged.sum(axis=0) + weight * gold.sum(axis=0), 1)).mean())

    return float(_GRID[int(np.argmax([f_beta(cut) for cut in _GRID]))])
