"""Rates are what the formulas say they are."""

import numpy as np
import pytest

from holdspace.classifier.evaluation import calibration_error, evaluate

GOLD = np.array([[1, 0], [1, 1], [0, 1], [0, 0]], dtype=bool)


def test_perfect_tags_score_one():
    found = evaluate(GOLD, GOLD, ["a", "b"], ["a"])
    assert found.macro_f1 == found.core_f1 == 1
    assert found.interval == (pytest.approx(1, abs=0.5), 1)


def test_rates_are_counted_by_theme():
    tagged = np.array([[1, 0], [0, 0], [1, 1], [0, 0]], dtype=bool)
    found = evaluate(GOLD, tagged, ["a", "b"], ["a"])
    a, b = found.themes["a"], found.themes["b"]
    assert (a.precision, a.recall, a.f1) == (0.5, 0.5, 0.5)
    assert (b.precision, b.recall) == (1.0, 0.5)
    assert b.f1 == pytest.approx(2 / 3)
    assert found.macro_f1 == pytest.approx((0.5 + 2 / 3) / 2)
    assert (a.gold, a.tagged) == (2, 2)


def test_the_interval_is_seeded_and_holds_the_figure():
    rng = np.random.default_rng(0)
    gold = rng.random((200, 2)) < 0.3
    tagged = gold ^ (rng.random((200, 2)) < 0.1)
    one, two = (evaluate(gold, tagged, ["a", "b"], ["a"]) for _ in range(2))
    assert one == two
    assert one.interval[0] < one.macro_f1 < one.interval[1]


def test_a_theme_that_nobody_has_and_nobody_tags_counts_as_zero_not_as_a_crash():
    nothing = np.zeros((3, 1), dtype=bool)
    assert evaluate(nothing, nothing, ["a"], []).macro_f1 == 0


def test_calibration_error_is_the_gap_between_said_and_found():
    said = np.array([[0.9], [0.9], [0.1], [0.1]], dtype=np.float32)
    found = np.array([[True], [False], [False], [False]])
    assert calibration_error(said, found)[0] == pytest.approx(0.5 * 0.4 + 0.5 * 0.1)
