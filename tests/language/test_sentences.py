"""Sentence bounds in prose as people type it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdspace.language.reader import read

CASES = [
    # ordinary prose
    ("I left. She stayed.", ["I left.", "She stayed."]),
    ("Dr. Smith rang at 5.30 p.m. today.", ["Dr. Smith rang at 5.30 p.m. today."]),
    ('"Go home," she said. I went.', ['"Go home," she said.', "I went."]),
    # no capitals
    ("im done. so done. night all", ["im done.", "so done.", "night all"]),
    # ellipses: in one breath, and not
    ("I was fine... then not.", ["I was fine... then not."]),
    ("I was fine... Then not.", ["I was fine...", "Then not."]),
    # line breaks end a sentence
    ("Shift notes\nbed 4 fell\nI cried", ["Shift notes", "bed 4 fell", "I cried"]),
    # but not where a line was only broken by its width
    (
        "I went over it all with Sam afterwards and I don't feel\nguilty about it. She was kind and she said so more "
        "than\nonce. Home late",
        [
            "I went over it all with Sam afterwards and I don't feel\nguilty about it.",
            "She was kind and she said so more than\nonce.",
            "Home late",
        ],
    ),
    (
        "the handover took an hour and a half again this morning\nfelt nothing\nhome",
        ["the handover took an hour and a half again this morning", "felt nothing", "home"],
    ),
    # marks in a row
    ("What?! No!!! Yes", ["What?!", "No!!!", "Yes"]),
    # an emoticon does not end one
    ("ok :) going home", ["ok :) going home"]),
    # no space after the stop
    ("I left.then I cried", ["I left.then I cried"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_sentences_end_where_a_reader_would_end_them(text, expected):
    assert [sentence.text for sentence in read(text).sentences] == expected


def test_a_run_on_is_cut_at_joints_so_that_no_part_is_too_long_to_judge():
    run_on = " and then ".join(f"the patient in bed {n} rang the bell and i went and nobody came" for n in range(20))
    sentences = read(f"i was on nights {run_on}").sentences
    assert len(sentences) > 5
    assert max(len(sentence.text.split()) for sentence in sentences) <= 45
    assert all(sentence.text.split()[0] in {"i", "and", "then", "the", "rang"} for sentence in sentences)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=300))
def test_offsets_slice_back_to_the_sentence_whatever_the_text(text):
    for sentence in read(text).sentences:
        assert text[sentence.start : sentence.end] == sentence.text


@given(st.lists(st.sampled_from(["I left.", "ok", "why?", "…", "\n", "😀", "don't", "and then"]), max_size=60))
def test_no_word_is_lost_or_told_twice(parts):
    text = " ".join(["ok", *parts])
    told = "".join(sentence.text for sentence in read(text).sentences)
    assert "".join(told.split()) == "".join(text.split())
