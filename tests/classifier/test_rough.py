"""Rougher texts with the same labels, as the encoder learns to read past their roughness."""

import random

import numpy as np
import pytest

from holdspace.classifier.lesson import Lesson
from holdspace.classifier.rough import mistype, roughened

TEXT = "I can't stop thinking about what she said to me before the ward round, and I won't sleep."


@pytest.mark.parametrize("share", [0.2, 1.0])
def test_words_change_and_nothing_else_does(share):
    slipped = mistype(TEXT, share, random.Random(1))
    assert slipped != TEXT
    assert len(slipped.split()) == len(TEXT.split())
    assert [word[0] for word in slipped.split()] == [word[0] for word in TEXT.split()]


def test_about_the_share_asked_for_is_mistyped():
    words = ["morning"] * 2_000
    slipped = mistype(" ".join(words), 0.1, random.Random(1)).split()
    assert 150 < sum(word != "morning" for word in slipped) < 250


def test_no_slips_leave_the_text_alone_and_a_seed_repeats_them():
    assert mistype(TEXT, 0.0, random.Random(1)) == TEXT
    assert mistype(TEXT, 0.5, random.Random(3)) == mistype(TEXT, 0.5, random.Random(3))


def test_a_neighbour_stands_before_or_after_and_teaches_nothing():
    told = Lesson(("It came back last night.", "Then tea."), np.array([[True], [False]]), np.ones((2, 1), dtype=bool))
    quiet = Lesson(("The rota is out.",), np.zeros((1, 1), dtype=bool), np.ones((1, 1), dtype=bool))
    places = set()
    for seed in range(20):
        rough, _ = roughened([told, quiet], 0.0, 1.0, random.Random(seed))
        places.add(rough.sentences.index(quiet.sentences[0]))
        taught = dict(zip(rough.sentences, zip(rough.carries[:, 0], rough.known[:, 0], strict=True), strict=True))
        assert taught == {
            "It came back last night.": (True, True),
            "Then tea.": (False, True),
            "The rota is out.": (False, False),
        }
    assert places == {0, 2}


def test_without_roughness_the_lessons_are_as_they_were():
    told = Lesson(("It came back last night.",), np.ones((1, 1), dtype=bool), np.ones((1, 1), dtype=bool))
    (same,) = roughened([told], 0.0, 0.0, random.Random(0))
    assert same.sentences == told.sentences
    assert np.array_equal(same.carries, told.carries)
