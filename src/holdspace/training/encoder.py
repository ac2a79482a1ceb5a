"""A fine-tuned sentence encoder from the corpus, in one seeded command (``make encoder``)."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from holdspace import codebook
from holdspace.classifier.finetune import Settings, export, fine_tune
from holdspace.corpus import digest
from holdspace.language.reader import read
from holdspace.registry.store import library_versions
from holdspace.training.heads import carried
from holdspace.types import CRISIS_LABELS, CrisisLevel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from holdspace.registry import Store
    from holdspace.training.heads import Phrasings
    from holdspace.types import Example

# One group in five stays unmet: on these the heads choose their thresholds and are judged.
_HELD_OUT = 5
BASE = "sentence-transformers/all-MiniLM-L6-v2"


def groups_to_meet(groups: Sequence[str]) -> tuple[str, ...]:
    """Return the groups that the encoder may learn from: all but every fifth, in order of name."""
    groups = sorted(set(groups))
    return tuple(group for number, group in enumerate(groups) if number % _HELD_OUT != _HELD_OUT - 1)


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

    It learns themes, checklist items and crisis language from four groups in five; the fifth stays unmet.

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
    model = fine_tune(base, *lessons, settings=settings, progress=progress)
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


def gather(
    examples: Sequence[Example], phrasings: Phrasings, met: frozenset[str]
) -> tuple[list[str], NDArray[np.bool_], NDArray[np.bool_]]:
    """Return sentences, the labels they carry and which of the labels are known of each.

    The columns are themes, then checklist items, then crisis labels. A corpus sentence tells nothing of the
    checklist; that it is quiet about crisis is known where its entry is.
    """
    book = codebook.load()
    themes, items = book.theme_ids, [item.id for item in book.checklist]
    labels = [*themes, *items, *CRISIS_LABELS]
    texts: list[str] = []
    carries: list[NDArray[np.bool_]] = []
    known: list[NDArray[np.bool_]] = []

    def add(text: str, found: NDArray[np.bool_], of: slice) -> None:
        texts.append(text)
        carries.append(found)
        known.append(np.array([of.start <= k < of.stop for k in range(len(labels))]))

    of_themes, of_items = slice(0, len(themes)), slice(len(themes), len(themes) + len(items))
    of_crisis = slice(of_items.stop, len(labels))
    for example in examples:
        if example.group in met:
            for sentence in read(example.text).sentences:
                found = np.zeros(len(labels), dtype=bool)
                found[of_themes] = carried(sentence, example, themes)
                add(sentence.text, found, of_themes)
                if example.crisis is CrisisLevel.NONE and not example.about_another:
                    known[-1][of_crisis] = True
    for rows, of in ((phrasings.checklist, of_items), (phrasings.crisis, of_crisis)):
        for phrasing in rows:
            if phrasing.id in met:
                add(phrasing.text, np.isin(labels, phrasing.labels), of)
    return texts, np.array(carries), np.array(known)
