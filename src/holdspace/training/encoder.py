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

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from holdspace.registry import Store
    from holdspace.types import Example

# One group in five stays unmet: on these the heads choose their thresholds and are judged.
_HELD_OUT = 5
BASE = "sentence-transformers/all-MiniLM-L6-v2"


def groups_to_meet(examples: Sequence[Example]) -> tuple[str, ...]:
    """Return the groups that the encoder may learn from: all but every fifth, in order of name."""
    groups = sorted({example.group for example in examples})
    return tuple(group for number, group in enumerate(groups) if number % _HELD_OUT != _HELD_OUT - 1)


def train_encoder(
    examples: Sequence[Example],
    base: Path,
    store: Store,
    version: str,
    *,
    settings: Settings | None = None,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Path:
    """Fine-tune ``base`` on the sentences of four groups in five, export it into ``store`` and return its folder.

    Parameters
    ----------
    examples : labelled entries
    base : folder of the pretrained model, in transformers' layout
    store : where the encoder is written
    version : its name
    settings : how to fine-tune
    progress : called with a stage's name, what is done and what there is
    """
    settings = settings or Settings()
    themes = codebook.load().theme_ids
    met = groups_to_meet(examples)
    learned = [example for example in examples if example.group in set(met)]
    sentences, carries = [], []
    for example in learned:
        for sentence in read(example.text).sentences:
            sentences.append(sentence.text)
            carries.append(carried(sentence, example, themes))
    model = fine_tune(base, sentences, np.array(carries, dtype=bool), settings, progress)
    with tempfile.TemporaryDirectory() as scratch:
        export(model, base, Path(scratch))
        return store.save_encoder(
            version,
            Path(scratch),
            ("model.onnx", "tokenizer.json"),
            base=BASE,
            licence="Apache-2.0",
            seed=settings.seed,
            corpus_sha256=digest(examples),
            met_groups=met if settings.passes else (),
            settings=asdict(settings),
            libraries=library_versions(("torch", "transformers", "onnx", "onnxruntime")),
        )
