"""Macro-F1 of Holdspace and its peers on entries that none of them has met, with intervals and paired differences."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from joblib import Parallel, delayed
from sklearn.linear_model import LogisticRegression

from benchmarks import ours
from benchmarks.material import gold as labels_of
from benchmarks.material import say
from holdspace import codebook
from holdspace.classifier.evaluation import evaluate
from holdspace.classifier.fit import choose_threshold
from holdspace.training.heads import THEMES_RECALL_WEIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from benchmarks.material import Material
    from benchmarks.peers import Peer
    from holdspace.types import Example

HELD_OUT = "held-out groups of the corpus"
_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure and its 95 % bootstrap interval over entries."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How well one system tags one set; ``behind`` is how far it is behind Holdspace in macro-F1, pair by pair."""

    system: str
    judged_on: str
    entries: int
    macro_f1: Interval
    core_f1: Interval
    f1: dict[str, float]
    behind: Interval | None


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """Cut-offs on scores of any scale: Platt's calibration a theme, then the one best cut for all, as for ours."""

    slope: NDArray[np.float64]
    offset: NDArray[np.float64]
    threshold: NDArray[np.float64]

    @classmethod
    def choose(cls, scores: NDArray[np.float64], gold: NDArray[np.bool_]) -> Cutoffs:
        """Choose on scores of entries that were not learned from; both arrays are ``(n_entries, n_themes)``."""
        slope, offset = np.zeros((2, gold.shape[1]))
        # What all or none have is always or never tagged.
        threshold = np.where(gold.any(axis=0), 0.0, 1.0)
        varied = gold.any(axis=0) & ~gold.all(axis=0)
        for k in np.flatnonzero(varied):
            platt = LogisticRegression(C=1e3).fit(scores[:, [k]], gold[:, k])
            slope[k], offset[k] = platt.coef_[0, 0], platt.intercept_[0]
        if varied.any():
            probabilities = 1 / (1 + np.exp(-(slope * scores + offset)))[:, varied]
            threshold[varied] = choose_threshold(probabilities, gold[:, varied], THEMES_RECALL_WEIGHT)
        return cls(slope, offset, threshold)

    def tag(self, scores: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return which themes are there, in the shape of ``scores``."""
        tagged: NDArray[np.bool_] = 1 / (1 + np.exp(-(self.slope * scores + self.offset))) >= self.threshold
        return tagged


def measure(
    material: Material,
    labelled: Mapping[str, Sequence[Example]],
    peers: Sequence[Peer],
    encoder_folder: Path,
    *,
    jobs: int = 2,
) -> list[Accuracy]:
    """Judge Holdspace and its peers on the held-out groups and on every ``labelled`` set, by name.

    On the corpus each system is judged in five folds of the unmet groups: it learns from all other groups, and its
    cut-offs come from the other folds. On a labelled set it has learned from the whole corpus.
    """
    gold = {HELD_OUT: material.gold} | {name: labels_of(rows) for name, rows in labelled.items()}
    say(f"accuracy: {len(material.examples):,} entries, {len(material.judged):,} of them judged")
    begin = time.perf_counter()
    ours_tagged = {HELD_OUT: ours.tags_out_of_fold(material, encoder_folder, jobs=jobs)}
    ours_tagged |= {name: ours.tags([row.text for row in rows]) for name, rows in labelled.items()}
    say(f"accuracy: {ours.NAME}, {time.perf_counter() - begin:.0f} s")
    found = [_judge(ours.NAME, name, gold[name], ours_tagged[name]) for name in gold]
    for peer in peers:
        begin = time.perf_counter()
        tagged = tags_of(peer, material, labelled, jobs=jobs)
        found += [_judge(peer.name, name, gold[name], tagged[name], ours_tagged[name]) for name in gold]
        say(f"accuracy: {peer.name}, {time.perf_counter() - begin:.0f} s")
    return found


def tags_of(
    peer: Peer, material: Material, labelled: Mapping[str, Sequence[Example]], *, jobs: int = 2
) -> dict[str, NDArray[np.bool_]]:
    """Return a peer's tags of the held-out groups, out of fold, and of every labelled set."""
    folds = list(material.folds())
    texts = material.texts
    lessons = [(material.without(test), [texts[place] for place in test]) for _, test in folds]
    if labelled:
        lessons.append((list(material.examples), [row.text for rows in labelled.values() for row in rows]))
    answers = Parallel(n_jobs=jobs)(delayed(peer.learn_and_score)(*lesson) for lesson in lessons)
    gold = material.gold
    scores = np.empty(gold.shape)
    for (_, test), answer in zip(folds, answers, strict=False):
        scores[test] = answer
    tagged = np.empty(gold.shape, dtype=bool)
    for others, test in folds:
        tagged[test] = Cutoffs.choose(scores[others], gold[others]).tag(scores[test])
    found = {HELD_OUT: tagged}
    if labelled:
        ends = np.cumsum([len(rows) for rows in labelled.values()])
        cutoffs = Cutoffs.choose(scores, gold)
        parts = np.split(answers[-1], ends[:-1])
        found |= {name: cutoffs.tag(part) for name, part in zip(labelled, parts, strict=True)}
    return found


def difference(
    gold: NDArray[np.bool_], ours_tagged: NDArray[np.bool_], theirs: NDArray[np.bool_], *, seed: int = 0
) -> Interval:
    """Return how far Holdspace is ahead in macro-F1, with the interval of a bootstrap that draws entries in pairs."""
    n = len(gold)
    drawn = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=_RESAMPLES).astype(np.float64)
    weights = np.vstack([np.ones(n), drawn])
    ahead = _macro_f1(weights, gold, ours_tagged) - _macro_f1(weights, gold, theirs)
    low, high = np.quantile(ahead[1:], [0.025, 0.975])
    return Interval(float(ahead[0]), float(low), float(high))


def _macro_f1(weights: NDArray[np.float64], gold: NDArray[np.bool_], tagged: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Macro-F1 under each row of entry ``weights``."""
    marks = weights @ gold.astype(np.float64) + weights @ tagged.astype(np.float64)
    right = weights @ (gold & tagged).astype(np.float64)
    macro: NDArray[np.float64] = (2 * right / np.maximum(marks, 1)).mean(axis=1)
    return macro


def _judge(
    system: str,
    judged_on: str,
    gold: NDArray[np.bool_],
    tagged: NDArray[np.bool_],
    ours_tagged: NDArray[np.bool_] | None = None,
) -> Accuracy:
    book = codebook.load()
    core = [theme.id for theme in book.themes if theme.core]
    columns = [book.theme_ids.index(theme) for theme in core]
    whole = evaluate(gold, tagged, book.theme_ids, core)
    of_core = evaluate(gold[:, columns], tagged[:, columns], core, core)
    return Accuracy(
        system=system,
        judged_on=judged_on,
        entries=whole.entries,
        macro_f1=Interval(whole.macro_f1, *whole.interval),
        core_f1=Interval(of_core.macro_f1, *of_core.interval),
        f1={theme: metrics.f1 for theme, metrics in whole.themes.items()},
        behind=None if ours_tagged is None else difference(gold, ours_tagged, tagged),
    )
