"""Labelled texts, read and encoded, as the sets that a head learns from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from holdspace import codebook
from holdspace.classifier.features import sentence_features, standing_logits
from holdspace.classifier.fit import TrainingSet
from holdspace.errors import CorpusError
from holdspace.language.reader import read
from holdspace.training.labelled import Labelled, carried, not_held

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from holdspace.classifier.encoder import Encoder


def prepare(
    texts: Sequence[Labelled],
    encoder: Encoder,
    labels: Sequence[str],
    *,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> TrainingSet:
    """Read and encode labelled texts into what a head learns from."""
    book = codebook.load()
    features, carries, touches, absent, entry_of, standing = [], [], [], [], [], []
    for number, labelled in enumerate(texts):
        progress("reading", number + 1, len(texts))
        sentences = read(labelled.text).sentences
        if not sentences:
            continue
        vectors = encoder([sentence.text for sentence in sentences])
        features.append(sentence_features(sentences, vectors, book.theme_ids))
        carries.append([carried(sentence, labelled, labels) for sentence in sentences])
        touches.append([[bool(not_held(sentence, labelled, label)) for label in labels] for sentence in sentences])
        absent.append([bool(not_held(sentence, labelled)) for sentence in sentences])
        standing.append(standing_logits(sentences, labels, book.told_of_others))
        entry_of += [number] * len(sentences)
    if not features:
        raise CorpusError("there is no sentence in the labelled data")
    return TrainingSet(
        features=np.concatenate(features),
        carries=np.concatenate(carries).astype(bool),
        touches=np.concatenate(carries).astype(bool) | np.concatenate(touches).astype(bool),
        absent=np.concatenate(absent).astype(bool),
        entry_of=np.array(entry_of),
        present=np.array([[label in labelled.labels for label in labels] for labelled in texts]),
        group=np.array([labelled.group for labelled in texts]),
        standing=np.concatenate(standing),
    )


def quiet_part(training: TrainingSet, entries: NDArray[np.bool_], n_labels: int) -> TrainingSet:
    """Return the ``entries`` marked, shape ``(n_entries,)``, as carrying none of ``n_labels`` other labels."""
    rows = entries[training.entry_of]
    renumbered = np.cumsum(entries) - 1
    return TrainingSet(
        features=training.features[rows],
        carries=np.zeros((int(rows.sum()), n_labels), dtype=bool),
        entry_of=renumbered[training.entry_of[rows]],
        present=np.zeros((int(entries.sum()), n_labels), dtype=bool),
        group=training.group[entries],
    )


def stacked(first: TrainingSet, second: TrainingSet) -> TrainingSet:
    """Return both sets as one, ``first``'s entries before ``second``'s; what one of them lacks, it lacks."""

    def both(name: str) -> NDArray[Any] | None:
        parts = getattr(first, name), getattr(second, name)
        return None if any(part is None for part in parts) else np.concatenate(parts)

    return TrainingSet(
        features=np.concatenate([first.features, second.features]),
        carries=np.concatenate([first.carries, second.carries]),
        entry_of=np.concatenate([first.entry_of, len(first.present) + second.entry_of]),
        present=np.concatenate([first.present, second.present]),
        group=np.concatenate([first.group, second.group]),
        standing=both("standing"),
        touches=both("touches"),
        absent=both("absent"),
    )


def alone_and_within(
    lines: Sequence[Labelled], quiet: Sequence[tuple[bool, str]], met: frozenset[str], rng: random.Random
) -> list[Labelled]:
    """Every line by itself, and set into a quiet entry: sentences are read in their context.

    ``quiet`` tells of each entry whether the encoder has met it: a line that it has not met is judged among strangers.
    """
    around = {
        side: [text for known, text in quiet if known is side] or [text for _, text in quiet] for side in (True, False)
    }
    within = [
        line.within(tuple(s.text for s in read(rng.choice(around[line.group in met])).sentences), rng)
        for line in lines
        if quiet
    ]
    return [*lines, *within]
