"""Holdspace itself: its tags out of fold on the corpus, and the shipped model's on any other text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from holdspace import codebook
from holdspace.assistant import Assistant
from holdspace.classifier.fit import fit_head
from holdspace.training.heads import PENALTY, THEMES_RECALL_WEIGHT, prepare
from holdspace.training.labelled import Labelled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from benchmarks.material import Material

NAME = "Holdspace"


def tags_out_of_fold(material: Material, encoder_folder: Path, *, jobs: int = 2) -> NDArray[np.bool_]:
    """Return tags of the judged entries by heads, calibration and cut-offs that have not met their groups.

    The heads learn from the entries alone, as the peers do, without the single lines that ``holdspace train`` adds; the
    shape is ``(n_judged, n_themes)``.
    """
    themes = codebook.load().theme_ids
    texts = [Labelled.from_example(example) for example in material.examples]
    training = prepare(texts, encoder_folder, themes, jobs=jobs)
    _, found = fit_head(
        training,
        themes,
        met_by_encoder=material.met,
        penalty=PENALTY,
        recall_weight=THEMES_RECALL_WEIGHT,
        jobs=jobs,
    )
    if not np.array_equal(found.entries, material.judged):
        raise RuntimeError("the heads were judged on other entries than the peers will be")
    return found.tagged


def tags(texts: Sequence[str]) -> NDArray[np.bool_]:
    """Return the shipped model's tags, shape ``(n_texts, n_themes)``."""
    readings = Assistant.load().read_many(texts)
    found = [{score.theme for score in reading.themes} for reading in readings]
    return np.array([[theme in present for theme in codebook.load().theme_ids] for present in found])
