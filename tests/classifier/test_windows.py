"""Windows: every sentence once, in order, none too long, and the one before as context."""

from hypothesis import given
from hypothesis import strategies as st

from holdspace.classifier.pieces import BEGIN, SEPARATOR
from holdspace.classifier.windows import LONGEST, windows

entries = st.lists(st.lists(st.integers(1000, 1100), max_size=200), max_size=12)


@given(entries)
def test_every_sentence_with_pieces_stands_in_one_window_in_order(sentences):
    found = [number for window in windows(sentences) for number, _, _ in window.sentences]
    assert found == [number for number, pieces in enumerate(sentences) if pieces]


@given(entries)
def test_a_window_is_marked_at_both_ends_and_never_too_long(sentences):
    for window in windows(sentences):
        assert len(window.pieces) <= LONGEST
        assert (window.pieces[0], window.pieces[-1]) == (BEGIN, SEPARATOR)


@given(entries)
def test_a_place_holds_the_pieces_of_its_sentence(sentences):
    for window in windows(sentences):
        for number, start, end in window.sentences:
            assert window.pieces[start:end] == sentences[number][: LONGEST - 2]


def test_a_new_window_opens_with_the_sentence_before_it():
    one, two, three = [1001] * 60, [1002] * 60, [1003] * 60
    first, second = windows([one, two, three])
    assert [number for number, _, _ in first.sentences] == [0, 1]
    assert second.pieces == [BEGIN, *two, *three, SEPARATOR]
    assert second.sentences == [(2, 61, 121)]


def test_an_entry_without_words_has_no_window():
    assert list(windows([[], []])) == []
