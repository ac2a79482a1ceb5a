"""A fine-tuned sentence encoder from the corpus, in one seeded command (``make encoder``)."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from holdspace.classifier.finetune import Settings, export, fine_tune
from holdspace.corpus import digest
from holdspace.registry.store import library_versions
from holdspace.training.labelled import groups_to_meet
from holdspace.training.lessons import gather

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from holdspace.registry import Store
    from holdspace.training.heads import Phrasings
    from holdspace.types import Example

BASE = "sentence-transformers/all-MiniLM-L6-v2"


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
    met = groups_to_meet([example.group for example in examples]) + groups_to_meet([p.family or p.id for p in short])
    lessons = gather(examples, phrasings, frozenset(met), seed=settings.seed)
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
