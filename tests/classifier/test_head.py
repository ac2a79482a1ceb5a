"""What a head makes of sentences: the labels that are likely in each."""

import numpy as np

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
