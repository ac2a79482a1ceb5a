"""Who learns from what, and on what everybody is judged: groups (writers) are never split."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.model_selection import GroupKFold

from holdspace import codebook
from holdspace.corpus import read_examples
from holdspace.errors import CorpusError
from holdspace.training.labelled import groups_to_meet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from holdspace.types import Example

# As the heads are trained (holdspace.classifier.fit): the same folds, so that tags can be compared entry by entry.
_FOLDS = 5
_SEED = 0


@dataclass(frozen=True, slots=True)
class Material:
    """Labelled entries; ``judged`` are the rows of those whose groups are not among the ``met``."""

    examples: tuple[Example, ...]
    met: frozenset[str]
    judged: NDArray[np.int64]

    @property
    def texts(self) -> list[str]:
        """The texts of the judged entries."""
        return [self.examples[row].text for row in self.judged]

    @property
    def gold(self) -> NDArray[np.bool_]:
        """The labels of the judged entries, shape ``(n_judged, n_themes)``."""
        return gold([self.examples[row] for row in self.judged])

    def folds(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Yield places in ``judged``: those whose answers may be looked at, and those to be judged without them."""
        groups = [self.examples[row].group for row in self.judged]
        yield from GroupKFold(_FOLDS, shuffle=True, random_state=_SEED).split(self.judged, groups=groups)

    def without(self, places: NDArray[np.int64]) -> list[Example]:
        """Return every entry except the judged ones at ``places``: met groups, and the other folds."""
        left_out = {int(self.judged[place]) for place in places}
        return [example for row, example in enumerate(self.examples) if row not in left_out]


def gather(corpus: Path, met_groups: Collection[str], *, sample: int | None = None) -> Material:
    """Read the corpus and hold out the groups that the encoder has not met.

    Parameters
    ----------
    corpus : folder of labelled entries
    met_groups : groups that the shipped encoder was fine-tuned on; without any, those that it would be
    sample : about so many entries, by whole groups, for a quick look

    Raises
    ------
    CorpusError
        If there are too few unmet groups to judge by.
    """
    examples = read_examples([corpus], codebook.load().theme_ids)
    groups = sorted({example.group for example in examples})
    met = frozenset(met_groups) & frozenset(groups)
    if not met:
        met = frozenset(groups_to_meet(groups))
    if sample and sample < len(examples):
        share = sample / len(examples)
        kept = _some(sorted(met), share) | _some([group for group in groups if group not in met], share)
        examples = tuple(example for example in examples if example.group in kept)
    judged = np.array([row for row, example in enumerate(examples) if example.group not in met], dtype=np.int64)
    if len({examples[row].group for row in judged}) < _FOLDS:
        raise CorpusError(f"at least {_FOLDS} groups that the encoder has not met are needed to judge by")
    return Material(examples, met, judged)


def gold(examples: Sequence[Example]) -> NDArray[np.bool_]:
    """Return the labels of entries, shape ``(n_entries, n_themes)``."""
    themes = codebook.load().theme_ids
    return np.array([[theme in example.themes for theme in themes] for example in examples])


def shuffled_texts(corpus: Path) -> list[str]:
    """Return the corpus's texts in one fixed random order, so that any stretch of them is alike in length."""
    texts = [example.text for example in read_examples([corpus], codebook.load().theme_ids)]
    return [texts[row] for row in np.random.default_rng(_SEED).permutation(len(texts))]


def say(line: str) -> None:
    """Say on standard error how far the run is."""
    print(line, file=sys.stderr, flush=True)


def _some(groups: Sequence[str], share: float) -> set[str]:
    number = max(_FOLDS, round(share * len(groups)))
    return set(np.random.default_rng(_SEED).permutation(groups)[:number].tolist())
