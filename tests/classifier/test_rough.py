"""Slips of the finger, as the encoder learns to read past them."""

import random

import pytest

from holdspace.classifier.slips import mistype

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
