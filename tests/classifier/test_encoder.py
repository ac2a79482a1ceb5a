"""Sentence vectors: unit length, the same for any company, no network."""

import numpy as np
import pytest

from holdspace.classifier.encoder import Encoder
from holdspace.registry import shipped


@pytest.fixture(scope="module")
def encoder():
    return Encoder(shipped().load().encoder_folder)


def test_every_sentence_has_a_unit_vector(encoder):
    vectors = encoder(["I keep seeing his face.", "ok", "😀", ""])
    assert vectors.shape == (4, encoder.width)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_like_sentences_lie_nearer_than_unlike_ones(encoder):
    one, like, unlike = encoder(["I am exhausted.", "I'm so worn out.", "The printer is out of toner."])
    assert one @ like > one @ unlike + 0.2


def test_a_vector_does_not_hang_on_the_batch_that_it_came_in(encoder):
    sentences = [f"Shift {n} was {'long ' * (n % 9)}and I went home." for n in range(30)]
    together = encoder(sentences)
    alone = np.vstack([encoder([sentence]) for sentence in sentences])
    # int8 activations are scaled per batch: a hair's breadth, not a different reading.
    assert (together * alone).sum(axis=1).min() > 0.98


def test_nothing_to_encode_is_no_error(encoder):
    assert encoder([]).shape == (0, encoder.width)
