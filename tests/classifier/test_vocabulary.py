"""Which word pieces an encoder keeps, and what it makes of words whose piece is gone."""

import json
import shutil

import pytest

from holdspace.classifier.pieces import WordPieces
from holdspace.classifier.vocabulary import keep_pieces, pieces_kept
from holdspace.registry import shipped

SPECIAL = range(104)


@pytest.fixture(scope="module")
def full():
    return shipped().load().encoder_folder / "tokenizer.json"


@pytest.fixture
def copy(full, tmp_path):
    return shutil.copy(full, tmp_path / "tokenizer.json")


def words_of(tokenizer):
    return json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]


def test_special_pieces_and_those_in_use_are_kept_whatever_the_size(full):
    used = set(list(words_of(full).values())[-50:])
    kept = pieces_kept(full, used, 10)
    assert {*SPECIAL, *used} == set(kept)


def test_the_rest_is_filled_up_with_the_commonest_latin_pieces(full):
    kept = pieces_kept(full, [], 2000)
    named = {number: word for word, number in words_of(full).items()}
    assert len(kept) == 2000
    assert all(named[number].isascii() for number in kept if number not in SPECIAL)
    assert words_of(full)["the"] in kept


def test_special_pieces_keep_their_numbers(copy):
    before = words_of(copy)
    keep_pieces(copy, pieces_kept(copy, [], 2000))
    assert all(words_of(copy)[word] == number for word, number in before.items() if number in SPECIAL)


def test_a_word_whose_piece_is_gone_is_read_in_shorter_ones(copy):
    whole = WordPieces(copy)(["overwhelmed"])[0]
    keep_pieces(copy, pieces_kept(copy, [], 2000))
    shorter = WordPieces(copy)(["overwhelmed"])[0]
    assert len(shorter) > len(whole)
    assert words_of(copy)["[UNK]"] not in shorter


def test_every_piece_in_use_is_numbered_anew_without_gaps(copy):
    kept = pieces_kept(copy, [], 2000)
    keep_pieces(copy, kept)
    assert sorted(words_of(copy).values()) == list(range(2000))
