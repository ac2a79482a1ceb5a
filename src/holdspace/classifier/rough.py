"""Texts made rougher, with the same labels: what the encoder has to learn to read past."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from holdspace.classifier.lesson import Lesson

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]{3,}(?:['’][^\W\d_]+)?")
_APOSTROPHES = re.compile("['’]")


def roughened(lessons: Sequence[Lesson], slips: float, neighbours: float, rng: random.Random) -> list[Lesson]:
    """Return the lessons with a share of their words mistyped (``slips``), and a share with a neighbour.

    A neighbour is a sentence of a text that carries nothing; it stands before or after and teaches nothing.
    """
    quiet = [sentence for lesson in lessons if not lesson.carries.any() for sentence in lesson.sentences]
    found = []
    for lesson in lessons:
        slipped = tuple(mistype(sentence, slips, rng) for sentence in lesson.sentences)
        carries, known = lesson.carries, lesson.known
        if quiet and rng.random() < neighbours:
            neighbour, at = rng.choice(quiet), rng.choice((0, len(slipped)))
            slipped = (*slipped[:at], neighbour, *slipped[at:])
            carries, known = (np.insert(rows, at, False, axis=0) for rows in (carries, known))
        found.append(Lesson(slipped, carries, known))
    return found


def mistype(text: str, share: float, rng: random.Random) -> str:
    """Return ``text`` with about ``share`` of its words of three letters and more mistyped."""
    return _WORD.sub(lambda found: _slip(found[0], rng) if rng.random() < share else found[0], text)


def _slip(word: str, rng: random.Random) -> str:
    """One slip: a lost apostrophe, or two letters swapped, one dropped or one doubled; the first one stays."""
    if _APOSTROPHES.search(word):
        return _APOSTROPHES.sub("", word)
    at = rng.randrange(1, len(word) - 1)
    changed = rng.choice((word[at + 1] + word[at], word[at + 1], word[at] * 2 + word[at + 1]))
    return word[:at] + changed + word[at + 2 :]
