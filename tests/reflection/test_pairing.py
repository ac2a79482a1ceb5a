"""Which sentences of an entry are given back together."""

from __future__ import annotations

import pytest

from holdspace.reflection.conversation import Conversation


@pytest.fixture
def answered(assistant):
    """What is given back of an entry."""
    return lambda text: assistant.reflect(assistant.read(text), conversation=Conversation(seed=3)).reflection


def test_two_sentences_that_both_carry_the_entry_are_given_back_though_both_are_long(answered):
    reply = answered(
        "I'm a student nurse so I said nothing. They were rough with her and I just stood and watched. I feel sick "
        "with myself."
    )
    assert "They were rough with her and you just stood and watched, and you feel sick with yourself." in reply


def test_a_clear_sentence_that_points_is_given_back_sooner_than_a_light_one(answered):
    reply = answered(
        "ER reg clerk. Had a guy today call me a useless cow over a wristband. That's people. They're all like it once "
        "they want something, I don't trust one of them."
    )
    assert "you don’t trust one of them" in reply
    assert "ER reg clerk" not in reply


def test_nobody_who_is_not_named_goes_beside_what_is_given_back(answered):
    reply = answered(
        "It was eleven patients. I love that ward. I was so full of warmth for all of them that I walked home. "
        "My sister said how sad, working on Christmas Day. She feels guilty that they'd all gone to "
        "hers and I hadn't."
    )
    assert "love that ward" in reply
    assert "She" not in reply


def test_the_tone_of_words_that_are_not_given_back_is_not_spoken_of(answered):
    reply = answered(
        "((hugs)) What you wrote about feeling trapped there with no way out sounded like my sister before she left "
        "her facility. Hope it works out."
    )
    assert "isn't yours" not in reply


def test_whoever_is_called_by_their_work_has_an_article(answered):
    reply = answered("Line manager 1:1, my own notes. She thought I might feel incompetent; I don't, I feel up to it.")
    assert "The manager thought you might feel incompetent" in reply


def test_an_errand_does_not_stand_in_for_what_is_not_given_back(answered):
    reply = answered("Tues, after clinic. It was Paul's turn. I'm always the mug. Ordered gloves, M and L.")
    assert "gloves" not in reply


def test_where_nothing_is_given_back_no_scene_is_pictured(answered, book):
    reply = answered("You should be proud of yourself, what you do really matters. Send the form by recorded delivery.")
    assert not any(line in reply for line in book.frames.plain)
