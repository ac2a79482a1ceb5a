"""A fine-tuned sentence encoder from the corpus, in one seeded command (``make encoder``)."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from holdspace import codebook
from holdspace.classifier.finetune import Lesson, Settings, export, fine_tune
from holdspace.corpus import digest
from holdspace.language.reader import read
from holdspace.registry.store import library_versions
from holdspace.training.labelled import Labelled, carried, groups_to_meet
from holdspace.types import CRISIS_LABELS, CrisisLevel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from holdspace.registry import Store
    from holdspace.training.heads import Phrasings
    from holdspace.types import Example

BASE = "sentence-transformers/all-MiniLM-L6-v2"
# Why a theme that the words touch is not the helper's now, as the corpus marks it. To tell these apart is what the
# encoder finds hardest: it learns them as labels of their own, which no head reads afterwards.
_STANDINGS = ("other", "negated", "over", "imagined", "advised")


def train_encoder(
    examples: Sequence[Example],
    phrasings: Phrasings,
    base: Path,
    store: Store,
    version: str,
    *,
    settings: Settings | None = None,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Path:
    """Fine-tune ``base``, export it into ``store`` and return its folder.

    It learns themes, checklist items and crisis language from five groups in six; the sixth stays unmet.

    Parameters
    ----------
    examples : labelled entries
    phrasings : short texts for the checklist and for crisis language
    base : folder of the pretrained model, in transformers' layout
    store : where the encoder is written
    version : its name
    settings : how to fine-tune
    progress : called with a stage's name, what is done and what there is
    """
    settings = settings or Settings()
    short = [*phrasings.checklist, *phrasings.crisis]
    met = groups_to_meet([example.group for example in examples]) + groups_to_meet([p.id for p in short])
    lessons = gather(examples, phrasings, frozenset(met))
    model = fine_tune(base, lessons, settings=settings, progress=progress)
    with tempfile.TemporaryDirectory() as scratch:
        export(model, base, Path(scratch))
        return store.save_encoder(
            version,
            Path(scratch),
            ("model.onnx", "tokenizer.json"),
            base=BASE,
            licence="Apache-2.0",
            seed=settings.seed,
            corpus_sha256=digest(examples, phrasings.checklist, phrasings.crisis),
            met_groups=met if settings.passes else (),
            settings=asdict(settings),
            libraries=library_versions(("torch", "transformers", "onnx", "onnxruntime")),
        )


def gather(examples: Sequence[Example], phrasings: Phrasings, met: frozenset[str]) -> list[Lesson]:
    """Return the texts of the groups in ``met`` as lessons.

    The labels are themes, then checklist items, then crisis labels; then, to learn from alone, the themes that the
    words touch whoever carries them, and the standings by which one that is touched is absent. An entry tells nothing
    of the checklist; that it is quiet about crisis is known where it says so.
    """
    book = codebook.load()
    themes, items = book.theme_ids, tuple(item.id for item in book.checklist)
    touched = tuple(f"touched:{theme}" for theme in themes)
    labels = (*themes, *items, *CRISIS_LABELS, *touched, *_STANDINGS)
    told = frozenset((*themes, *touched, *_STANDINGS))
    lessons: list[Lesson] = []

    def add(labelled: Labelled, known: frozenset[str]) -> None:
        sentences = read(labelled.text).sentences
        if sentences and labelled.group in met:
            carries = np.array([carried(sentence, labelled, labels) for sentence in sentences])
            lessons.append(
                Lesson(
                    tuple(sentence.text for sentence in sentences),
                    carries,
                    np.tile(np.isin(labels, sorted(known)), (len(sentences), 1)),
                )
            )

    for example in examples:
        quiet = example.crisis is CrisisLevel.NONE and not example.about_another
        add(_with_standings(example), told | (frozenset(CRISIS_LABELS) if quiet else frozenset()))
    for phrasing in phrasings.checklist:
        add(Labelled.from_phrasing(phrasing), frozenset(items))
    for phrasing in phrasings.crisis:
        add(Labelled.from_phrasing(phrasing), frozenset(CRISIS_LABELS))
    return lessons


def _with_standings(example: Example) -> Labelled:
    """An entry's themes, the themes that it touches, and the standings of those that are absent."""
    quotes = {theme: list(quoted) for theme, quoted in example.evidence.items()}
    for theme, quoted in example.evidence.items():
        quotes.setdefault(f"touched:{theme}", []).extend(quoted)
    for theme, why, quote in example.near:
        if why in _STANDINGS:
            quotes.setdefault(f"touched:{theme}", []).append(quote)
            quotes.setdefault(why, []).append(quote)
    labels = (*example.themes, *(label for label in quotes if label not in example.themes))
    return Labelled(example.text, labels, {label: tuple(quoted) for label, quoted in quotes.items()}, example.group)
