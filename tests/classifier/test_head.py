"""What a head makes of sentences: the labels that are likely in each."""

import numpy as np
import pytest

from holdspace.classifier.head import Head


def test_labels_that_are_likely_enough_are_told_the_likeliest_first():
    ones = np.ones(3, dtype=np.float32)
    # Three labels, each with the logit that one feature gives.
    head = Head(
        ("a", "b", "c"), np.eye(3, dtype=np.float32)[None], np.zeros((1, 3), np.float32), ones, 0 * ones, ones, ones
    )
    features = np.array([[0.0, 2.0, -1.0], [-5.0, -5.0, -5.0]], dtype=np.float32)
    first, second = head.likely(features, 0.4)
    assert list(first) == ["b", "a"]
    assert first["a"] == 0.5
    assert second == {}
    assert head.likely(features[:0], 0.4) == []


def test_what_is_touched_is_told_apart_from_what_is_carried():
    ones = np.ones(2, dtype=np.float32)
    coef = np.array([[[-9.0], [-9.0]], [[3.0], [-3.0]], [[-9.0], [-9.0]]], dtype=np.float32)
    head = Head(("a", "b"), coef, np.zeros((3, 2), np.float32), ones, 0 * ones, ones, ones)
    touched = head.touched(np.ones((1, 1), np.float32))
    assert touched == pytest.approx(np.array([[0.9526, 0.0474]]), abs=1e-4)
    # One factor knows nothing of it.
    single = Head(("a", "b"), coef[:1], np.zeros((1, 2), np.float32), ones, 0 * ones, ones, ones)
    assert single.touched(np.ones((1, 1), np.float32)).max() < 0.01
