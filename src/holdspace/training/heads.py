"""Examples → a candidate model and its figures. No torch: the encoder stays as it is (see ``make encoder``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from holdspace import codebook
from holdspace.classifier.encoder import Encoder
from holdspace.classifier.evaluation import calibration_error, evaluate
from holdspace.classifier.features import sentence_features, width
from holdspace.classifier.fit import TrainingSet, fit_head
from holdspace.corpus import digest
from holdspace.errors import CorpusError
from holdspace.language.reader import read
from holdspace.registry import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from holdspace.classifier.head import Head
    from holdspace.corpus import Phrasing
    from holdspace.types import Example, Sentence

_FEWEST_GROUPS = 5
# Sentences that the encoder sees at a time: enough to sort by length, few enough to show progress.
_BLOCK = 2048
# Chosen out of fold on the corpus, see docs/training.md.
PENALTY = 0.3
CHECKLIST_PENALTY = 10.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trained model that is not yet saved."""

    themes: Head
    checklist: Head
    metrics: dict[str, Any]
    settings: dict[str, Any]
    corpus_sha256: str
    corpus_entries: int
    seed: int
    encoder: Path

    def save(self, store: Store, version: str) -> Path:
        """Write the candidate into ``store`` as ``version`` and return its folder."""
        return store.save(
            version,
            themes=self.themes,
            checklist=self.checklist,
            encoder=self.encoder,
            seed=self.seed,
            settings=self.settings,
            corpus_sha256=self.corpus_sha256,
            corpus_entries=self.corpus_entries,
            metrics=self.metrics,
        )


def train(
    examples: Sequence[Example],
    encoder_folder: Path,
    *,
    phrasings: Sequence[Phrasing],
    seed: int = 0,
    jobs: int = 2,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Candidate:
    """Train a head on labelled examples and measure it on groups it has not met.

    Parameters
    ----------
    examples : labelled entries; at least five groups
    encoder_folder : the folder of a verified encoder
    phrasings : ways in which people put the checklist's items, near misses included
    seed : seed of folds, solver and bootstrap
    jobs : processes
    progress : called with a stage's name, what is done and what there is

    Raises
    ------
    CorpusError
        If there are too few groups to hold any out.
    """
    themes = codebook.load().theme_ids
    if len({example.group for example in examples}) < _FEWEST_GROUPS:
        raise CorpusError(
            f"training needs entries of at least {_FEWEST_GROUPS} groups (authors), so that some can be held out"
        )
    met = frozenset(Store.encoder_manifest(encoder_folder).met_groups)
    if len({example.group for example in examples} - met) < _FEWEST_GROUPS:
        raise CorpusError(
            f"training needs entries of at least {_FEWEST_GROUPS} groups (authors) that the encoder has not met"
        )
    encoder = Encoder(encoder_folder, threads=jobs)
    training = prepare(examples, encoder, themes, progress=progress)
    progress("fitting", 0, 1)
    head, held_out = fit_head(training, themes, met_by_encoder=met, penalty=PENALTY, seed=seed, jobs=jobs)
    progress("fitting", 1, 1)
    gold = training.present[held_out.entries]
    core = [theme.id for theme in codebook.load().themes if theme.core]
    errors = calibration_error(held_out.probabilities, gold)
    items = tuple(item.id for item in codebook.load().checklist)
    checklist, item_f1 = train_checklist(phrasings, training, items, encoder, seed=seed, jobs=jobs)
    metrics = {
        "held_out": evaluate(gold, held_out.tagged, themes, core, seed=seed).as_dict(),
        "calibration_error": {theme: round(float(e), 3) for theme, e in zip(themes, errors, strict=True)},
        "checklist_micro_f1": round(item_f1, 3),
    }
    return Candidate(
        themes=head,
        checklist=checklist,
        metrics=metrics,
        settings={"penalty": PENALTY, "features": width(encoder.width, themes)},
        corpus_sha256=digest(examples),
        corpus_entries=len(examples),
        seed=seed,
        encoder=encoder_folder,
    )


def train_checklist(
    phrasings: Sequence[Phrasing],
    background: TrainingSet,
    items: Sequence[str],
    encoder: Encoder,
    *,
    seed: int,
    jobs: int,
) -> tuple[Head, float]:
    """Fit the head that matches sentences with checklist items; return it with its micro-F1 out of fold.

    Sentences of entries without a theme stand in as what the items must not match.
    """
    quiet = np.flatnonzero(~background.present[background.entry_of].any(axis=1))
    vectors = np.vstack([encoder([p.text for p in phrasings]), background.features[quiet, : encoder.width]])
    carries = np.zeros((len(vectors), len(items)), dtype=bool)
    for row, phrasing in enumerate(phrasings):
        carries[row, [items.index(item) for item in phrasing.items]] = True
    names = [p.id for p in phrasings] + [f"background-{group}" for group in background.group[background.entry_of[quiet]]]
    one_each = TrainingSet(vectors, carries, np.arange(len(vectors)), carries, np.array(names))
    head, held_out = fit_head(one_each, items, penalty=CHECKLIST_PENALTY, seed=seed, jobs=jobs)
    gold = carries[held_out.entries]
    right = float((gold & held_out.tagged).sum())
    return head, 2 * right / max(float(gold.sum() + held_out.tagged.sum()), 1.0)


def prepare(
    examples: Sequence[Example],
    encoder: Encoder,
    themes: Sequence[str],
    *,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> TrainingSet:
    """Read and encode examples into what the head learns from."""
    readings = []
    for number, example in enumerate(examples):
        readings.append(read(example.text).sentences)
        progress("reading", number + 1, len(examples))
    flat = [s for sentences in readings for s in sentences]
    vectors = np.empty((len(flat), encoder.width), dtype=np.float32)
    for begin in range(0, len(flat), _BLOCK):
        block = flat[begin : begin + _BLOCK]
        vectors[begin : begin + len(block)] = encoder([s.text for s in block])
        progress("encoding", begin + len(block), len(flat))
    features, carries, entry_of = [], [], []
    for number, (example, sentences, rows) in enumerate(zip(examples, readings, _rows(readings), strict=True)):
        if not sentences:
            continue
        features.append(sentence_features(sentences, vectors[rows], themes))
        carries.append([carried(sentence, example, themes) for sentence in sentences])
        entry_of += [number] * len(sentences)
    return TrainingSet(
        features=np.concatenate(features),
        carries=np.concatenate(carries).astype(bool),
        entry_of=np.array(entry_of),
        present=np.array([[theme in example.themes for theme in themes] for example in examples]),
        group=np.array([example.group for example in examples]),
    )


def _rows(readings: Sequence[Sequence[Sentence]]) -> Iterator[slice]:
    at = 0
    for sentences in readings:
        yield slice(at, at + len(sentences))
        at += len(sentences)


def carried(sentence: Sentence, example: Example, themes: Sequence[str]) -> list[bool]:
    """Which themes a sentence is evidence of; an entry without quotes speaks for each of its sentences."""
    return [
        theme in example.themes
        and (
            theme not in example.evidence
            or any(
                sentence.start < at + len(quote) and at < sentence.end
                for quote in example.evidence[theme]
                for at in _places(example.text, quote)
            )
        )
        for theme in themes
    ]


def _places(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)
