"""Labelled texts, read and encoded, as the sets that a head learns from."""

from __future__ import annotations

import random
from functools import cache
from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np
from joblib import Parallel, delayed

from holdspace import codebook
from holdspace.classifier.encoder import Encoder
from holdspace.classifier.features import sentence_features, standing_logits, width
from holdspace.classifier.fit import TrainingSet
from holdspace.errors import CorpusError
from holdspace.language.reader import read
from holdspace.training.labelled import Labelled, carried, is_told, not_held

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from holdspace.types import Example

# So many texts are one piece of work.
_PART = 100
# So many words a brief turn of a conversation may have.
_TURN = range(2, 41)


def prepare(
    texts: Sequence[Labelled],
    encoder_folder: Path,
    labels: Sequence[str],
    *,
    jobs: int = 1,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> TrainingSet:
    """Read and encode labelled texts, in ``jobs`` processes, into what a head learns from.

    Raises
    ------
    CorpusError
        If there is no sentence in them.
    """
    parts = [texts[begin : begin + _PART] for begin in range(0, len(texts), _PART)]
    read_parts = Parallel(n_jobs=jobs, return_as="generator")(
        delayed(_prepared)(part, encoder_folder, tuple(labels)) for part in parts
    )
    prepared: list[TrainingSet] = []
    for number, (part, found) in enumerate(zip(parts, read_parts, strict=True)):
        prepared.append(found)
        progress("reading", number * _PART + len(part), len(texts))
    if not sum(len(found.features) for found in prepared):
        raise CorpusError("there is no sentence in the labelled data")
    return stacked(*prepared)


def _prepared(texts: Sequence[Labelled], encoder_folder: Path, labels: Sequence[str]) -> TrainingSet:
    book, encoder = codebook.load(), _encoder(encoder_folder)
    n_labels = len(labels)
    features = [np.zeros((0, width(encoder.width, book.theme_ids)), dtype=np.float32)]
    standing = [np.zeros((0, n_labels), dtype=np.float32)]
    carries: list[list[bool]] = []
    touches: list[list[bool]] = []
    absent: list[bool] = []
    entry_of: list[int] = []
    for number, labelled in enumerate(texts):
        sentences = read(labelled.text).sentences
        if not sentences:
            continue
        vectors = encoder([sentence.text for sentence in sentences])
        told = [is_told(sentence, labelled) for sentence in sentences]
        vectors, sentences = vectors[told], tuple(compress(sentences, told))
        features.append(sentence_features(sentences, vectors, book.theme_ids))
        standing.append(standing_logits(sentences, labels, book.told_of_others))
        carries += [carried(sentence, labelled, labels) for sentence in sentences]
        touches += [[bool(not_held(sentence, labelled, label)) for label in labels] for sentence in sentences]
        absent += [bool(not_held(sentence, labelled)) for sentence in sentences]
        entry_of += [number] * len(sentences)
    carried_by = np.array(carries, dtype=bool).reshape(-1, n_labels)
    return TrainingSet(
        features=np.concatenate(features),
        carries=carried_by,
        touches=carried_by | np.array(touches, dtype=bool).reshape(-1, n_labels),
        absent=np.array(absent, dtype=bool),
        entry_of=np.array(entry_of, dtype=np.int64),
        present=np.array([[label in labelled.labels for label in labels] for labelled in texts]),
        group=np.array([labelled.group for labelled in texts]),
        standing=np.concatenate(standing),
    )


@cache
def _encoder(folder: Path) -> Encoder:
    """One encoder a process: its texts are read one after another."""
    return Encoder(folder, threads=1)


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


def by_sentence(training: TrainingSet) -> TrainingSet:
    """Return a set in which each sentence is an entry of its own, with the labels that it carries."""
    return TrainingSet(
        features=training.features,
        carries=training.carries,
        entry_of=np.arange(len(training.features)),
        present=training.carries,
        group=training.group[training.entry_of],
    )


def stacked(*sets: TrainingSet) -> TrainingSet:
    """Return sets as one, in their order; what one of them lacks, the whole lacks."""

    def all_of(name: str) -> NDArray[Any] | None:
        parts = [getattr(one, name) for one in sets]
        return None if any(part is None for part in parts) else np.concatenate(parts)

    before = np.cumsum([0, *(len(one.present) for one in sets)])
    return TrainingSet(
        features=np.concatenate([one.features for one in sets]),
        carries=np.concatenate([one.carries for one in sets]),
        entry_of=np.concatenate([begin + one.entry_of for begin, one in zip(before, sets, strict=False)]),
        present=np.concatenate([one.present for one in sets]),
        group=np.concatenate([one.group for one in sets]),
        standing=all_of("standing"),
        touches=all_of("touches"),
        absent=all_of("absent"),
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
    within = [line.within(_sentences(rng.choice(around[line.group in met])), rng) for line in lines if quiet]
    return [*lines, *within]


def sentences_alone(examples: Sequence[Example], seed: int, *, most: int = 1) -> list[Labelled]:
    """Return up to ``most`` sentences of each entry, by themselves and without a label."""
    rng = random.Random(seed)
    found = []
    for example in examples:
        sentences = [sentence for sentence in _sentences(example.text) if len(sentence.split()) in _TURN]
        chosen = rng.sample(sentences, min(most, len(sentences)))
        found += [Labelled(text, (), {}, example.group) for text in chosen]
    return found


@cache
def _sentences(text: str) -> tuple[str, ...]:
    """The sentences of an entry, read once: many lines are set into the same one."""
    return tuple(sentence.text for sentence in read(text).sentences)
