"""The figures that a model card tells, from predictions made by hand."""

import numpy as np
import pytest

from holdspace import codebook
from holdspace.classifier.fit import OutOfFold
from holdspace.classifier.head import Head
from holdspace.training.figures import Fitted, counts, micro_f1_of, theme_figures
from holdspace.types import Example

BOOK = codebook.load()
N = len(BOOK.theme_ids)
GUILT = BOOK.theme_ids.index("guilt")


def fitted(gold, tagged):
    """Predictions of entries that carry guilt and are tagged with it, or not; no other theme is there."""
    of_guilt = np.zeros((2, len(gold), N), dtype=bool)
    of_guilt[0, :, GUILT], of_guilt[1, :, GUILT] = gold, tagged
    ones = np.ones(N, dtype=np.float32)
    head = Head(BOOK.theme_ids, np.zeros((1, N, 3), np.float32), np.zeros((1, N), np.float32), ones, ones, ones, ones)
    held_out = OutOfFold(np.arange(len(gold)), of_guilt[1].astype(np.float32), of_guilt[1])
    return Fitted(head, held_out, of_guilt[0])


def examples(registers):
    return [
        Example(str(n), "I failed him.", ("guilt",), {"guilt": ("I failed him.",)}, register=register)
        for n, register in enumerate(registers)
    ]


def test_micro_f1_counts_every_tag_alike():
    # two right, one too many, one passed over
    found = fitted([1, 1, 1, 0], [1, 1, 0, 1])
    assert micro_f1_of(found) == pytest.approx(2 / 3, abs=0.001)
    right, tagged = counts(found)
    assert (right.sum(), tagged.sum()) == (2, 6)


def test_a_register_is_told_of_when_it_has_enough_entries():
    gold, tagged = [1] * 20 + [0] * 10 + [1] * 5, [1] * 20 + [1] + [0] * 9 + [1] * 5
    registers = ["diary"] * 30 + ["note"] * 5
    found = theme_figures(examples(registers), fitted(gold, tagged), BOOK, seed=0, quote_failures=False)
    assert found["registers"] == {"diary": {"entries": 30, "micro_f1": 0.976, "quiet_tagged": 0.1}}


def test_words_of_entries_are_quoted_only_where_that_is_asked_for():
    of = examples(["diary"]), fitted([1], [0]), BOOK
    assert theme_figures(*of, seed=0, quote_failures=False)["failures"] == {}
    assert theme_figures(*of, seed=0, quote_failures=True)["failures"]["guilt"] == {"passed_over": "I failed him."}
