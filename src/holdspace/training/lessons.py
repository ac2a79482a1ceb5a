"""What the encoder learns from the corpus: entries, phrasings, and lines set into quiet entries."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

from holdspace import codebook
from holdspace.classifier.lesson import Lesson
from holdspace.language.reader import read
from holdspace.training.labelled import REASONS, Labelled, carried, is_calm, not_held
from holdspace.types import CRISIS_LABELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from holdspace.training.labelled import Phrasings
    from holdspace.types import Example, Sentence


def gather(examples: Sequence[Example], phrasings: Phrasings, met: frozenset[str], *, seed: int = 0) -> list[Lesson]:
    """Return the texts of the groups in ``met`` as lessons.

    The labels are themes, then checklist items, then crisis labels; then, for the encoder's learning alone, the
    standings by which a theme that is touched is absent. An entry tells nothing of the checklist; that it is quiet
    about crisis is known where it says so. A line is learned by itself and set into a quiet entry.
    """
    book = codebook.load()
    themes, items = book.theme_ids, tuple(item.id for item in book.checklist)
    labels = (*themes, *items, *CRISIS_LABELS)
    taught = (*labels, *REASONS)
    of_items, of_crisis = np.isin(taught, items), np.isin(taught, CRISIS_LABELS)
    of_themes = ~(of_items | of_crisis)
    quiet: list[tuple[str, ...]] = []
    lessons: list[Lesson] = []

    def add(labelled: Labelled, known: NDArray[np.bool_]) -> tuple[str, ...]:
        found = read(labelled.text).sentences
        sentences = tuple(sentence.text for sentence in found)
        if found and labelled.group in met:
            carries = np.array([_taught(sentence, labelled, labels) for sentence in found])
            lessons.append(Lesson(sentences, carries, np.tile(known, (len(found), 1))))
        return sentences

    for example in examples:
        calm = is_calm(example)
        sentences = add(Labelled.from_example(example), of_themes | of_crisis if calm else of_themes)
        if sentences and calm and not example.themes and example.group in met:
            quiet.append(sentences)
    for phrasing in phrasings.checklist:
        add(Labelled.from_phrasing(phrasing), of_items)
    rng = random.Random(seed)
    lines = [(Labelled.from_phrasing(phrasing), of_crisis) for phrasing in phrasings.crisis]
    lines += [(Labelled.from_example(example), of_themes) for example in phrasings.lines]
    for line, known in lines:
        add(line, known)
        if quiet:
            add(line.within(rng.choice(quiet), rng), known)
    return lessons


def _taught(sentence: Sentence, labelled: Labelled, labels: Sequence[str]) -> list[bool]:
    """What one sentence teaches: labels that it carries, and standings of what it touches and does not carry."""
    absent = not_held(sentence, labelled)
    return [*carried(sentence, labelled, labels), *(why in absent for why in REASONS)]
