"""Sentence vectors: unit length, read in their entry's context, the same on every run."""

import numpy as np
import pytest

from holdspace.classifier.encoder import Encoder
from holdspace.registry import shipped


@pytest.fixture(scope="module")
def encoder():
    return Encoder(shipped().load().encoder_folder)


def test_every_sentence_has_a_unit_vector(encoder):
    vectors = encoder(["I keep seeing his face.", "ok", "😀"])
    assert vectors.shape == (3, encoder.width)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_like_sentences_lie_nearer_than_unlike_ones(encoder):
    one, like, unlike = (
        encoder([text])[0] for text in ("I am exhausted.", "I'm so worn out.", "The printer is out of toner.")
    )
    assert one @ like > one @ unlike + 0.2


def test_a_sentence_is_read_in_the_context_of_its_entry(encoder):
    hers = encoder(["My client came at nine.", "So tired of all this."])[1]
    mine = encoder(["I came home at nine.", "So tired of all this."])[1]
    assert hers @ mine < 0.999


def test_a_vector_does_not_hang_on_what_was_encoded_before(encoder):
    entry = [f"Shift {n} was {'long ' * (n % 9)}and I went home." for n in range(30)]
    first = encoder(entry)
    encoder(["Something else altogether."])
    np.testing.assert_array_equal(first, encoder(entry))


def test_a_sentence_without_a_word_has_a_vector_of_zeros(encoder):
    assert not encoder(["", "fine"])[0].any()


def test_typographic_signs_are_read_as_the_plain_ones(encoder):
    typed = encoder(['I can\'t stop... she said "no" - twice.'])
    printed = encoder(["I can’t stop… she said “no” – twice."])
    np.testing.assert_array_equal(typed, printed)


def test_nothing_to_encode_is_no_error(encoder):
    assert encoder([]).shape == (0, encoder.width)
