"""Examples → a candidate model and its figures. No torch: the encoder stays as it is (see ``make encoder``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from holdspace import codebook
from holdspace.classifier.encoder import Encoder
from holdspace.classifier.evaluation import calibration_error, evaluate
from holdspace.classifier.features import sentence_features, silenced, width
from holdspace.classifier.fit import OutOfFold, TrainingSet, fit_head
from holdspace.corpus import digest
from holdspace.errors import CorpusError
from holdspace.language.reader import read
from holdspace.registry import Store
from holdspace.types import CRISIS_LABELS, CrisisLevel

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
# A strong penalty: out of fold on the corpus 1.0 does better by .015 macro-F1, but all of that is by one family of
# writers, and what a head learns of their ways it will not meet again elsewhere.
PENALTY = 0.3
PHRASING_PENALTY = 10.0


@dataclass(frozen=True, slots=True)
class Phrasings:
    """Short labelled texts beside the entries."""

    checklist: Sequence[Phrasing]
    crisis: Sequence[Phrasing]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trained model that is not yet saved."""

    themes: Head
    checklist: Head
    crisis: Head
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
            crisis=self.crisis,
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
    phrasings: Phrasings,
    seed: int = 0,
    jobs: int = 2,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Candidate:
    """Train a head on labelled examples and measure it on groups it has not met.

    Parameters
    ----------
    examples : labelled entries; at least five groups
    encoder_folder : the folder of an encoder
    phrasings : short texts for the checklist and for crisis language, near misses included
    seed : seed of folds and bootstrap
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
    # An entry with a theme may well touch the checklist, unlabelled; one without tells what must not match.
    without_theme = quiet_part(training, np.array([not e.themes for e in examples]))
    without_crisis = quiet_part(
        training, np.array([e.crisis is CrisisLevel.NONE and not e.about_another for e in examples])
    )
    checklist, matched, items_gold = train_phrasings(
        phrasings.checklist, without_theme, items, encoder, met=met, seed=seed, jobs=jobs
    )
    crisis, alarms, crisis_gold = train_phrasings(
        phrasings.crisis, without_crisis, CRISIS_LABELS, encoder, met=met, seed=seed, jobs=jobs
    )
    metrics = {
        "held_out": evaluate(gold, held_out.tagged, themes, core, seed=seed).as_dict(),
        "calibration_error": {theme: round(float(e), 3) for theme, e in zip(themes, errors, strict=True)},
        "checklist_micro_f1": round(_micro_f1(items_gold, matched.tagged), 3),
        "crisis_micro_f1": round(_micro_f1(crisis_gold, alarms.tagged), 3),
    }
    return Candidate(
        themes=head,
        checklist=checklist,
        crisis=crisis,
        metrics=metrics,
        settings={"penalty": PENALTY, "phrasing_penalty": PHRASING_PENALTY, "features": width(encoder.width, themes)},
        corpus_sha256=digest(examples, phrasings.checklist, phrasings.crisis),
        corpus_entries=len(examples),
        seed=seed,
        encoder=encoder_folder,
    )


def train_phrasings(
    phrasings: Sequence[Phrasing],
    background: TrainingSet,
    labels: Sequence[str],
    encoder: Encoder,
    *,
    met: frozenset[str],
    seed: int,
    jobs: int,
) -> tuple[Head, OutOfFold, NDArray[np.bool_]]:
    """Fit a head on short labelled texts; return it with its predictions out of fold and their labels.

    Entries of ``background`` stand in as what the labels must not match: a threshold that is right for single
    sentences would raise too many alarms over whole entries.
    """
    n = len(phrasings)
    carries = np.zeros((n + len(background.features), len(labels)), dtype=bool)
    for row, phrasing in enumerate(phrasings):
        carries[row, [labels.index(label) for label in phrasing.labels]] = True
    present = np.zeros((n + len(background.present), len(labels)), dtype=bool)
    present[:n] = carries[:n]
    together = TrainingSet(
        features=np.vstack([encoder([p.text for p in phrasings]), background.features[:, : encoder.width]]),
        carries=carries,
        entry_of=np.concatenate([np.arange(n), n + background.entry_of]),
        present=present,
        group=np.concatenate([[p.id for p in phrasings], background.group]),
    )
    head, held_out = fit_head(together, labels, met_by_encoder=met, penalty=PHRASING_PENALTY, seed=seed, jobs=jobs)
    return head, held_out, present[held_out.entries]


def quiet_part(training: TrainingSet, entries: NDArray[np.bool_]) -> TrainingSet:
    """Return the part of a training set with the ``entries`` marked, shape ``(n_entries,)``."""
    rows = entries[training.entry_of]
    renumbered = np.cumsum(entries) - 1
    return TrainingSet(
        features=training.features[rows],
        carries=training.carries[rows],
        entry_of=renumbered[training.entry_of[rows]],
        present=training.present[entries],
        group=training.group[entries],
    )


def _micro_f1(gold: NDArray[np.bool_], tagged: NDArray[np.bool_]) -> float:
    return float(2 * (gold & tagged).sum() / max(int(gold.sum() + tagged.sum()), 1))


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
    if not flat:
        raise CorpusError("there is no English sentence in the labelled data")
    spared = codebook.load().told_of_others
    features, carries, entry_of, silent = [], [], [], []
    for number, (example, sentences, rows) in enumerate(zip(examples, readings, _rows(readings), strict=True)):
        if not sentences:
            continue
        features.append(sentence_features(sentences, vectors[rows], themes))
        carries.append([carried(sentence, example, themes) for sentence in sentences])
        silent.append(silenced(sentences, themes, spared))
        entry_of += [number] * len(sentences)
    return TrainingSet(
        features=np.concatenate(features),
        carries=np.concatenate(carries).astype(bool),
        entry_of=np.array(entry_of),
        present=np.array([[theme in example.themes for theme in themes] for example in examples]),
        group=np.array([example.group for example in examples]),
        silenced=np.concatenate(silent),
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
