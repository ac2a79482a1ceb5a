"""Labelled data in and out, and every way in which it may be wrong."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdspace.corpus import digest, read_examples, write_examples
from holdspace.errors import CorpusError
from holdspace.types import CrisisLevel, Example

THEMES = ("guilt", "exhaustion")
GOOD = {"id": "a", "text": "I feel guilty.", "themes": ["guilt"], "evidence": {"guilt": ["I feel guilty."]}}


def write(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


words = st.text(min_size=1, max_size=40).filter(str.strip)


@given(
    st.lists(
        st.builds(
            Example,
            id=words,
            text=words,
            themes=st.sampled_from([(), ("guilt",), ("guilt", "exhaustion")]),
            evidence=st.just({}),
            crisis=st.sampled_from(CrisisLevel),
            about_another=st.booleans(),
            source=words,
            group=words,
            register=words,
            family=words,
        ),
        min_size=1,
        max_size=4,
        unique_by=lambda example: example.id,
    )
)
def test_a_round_trip_loses_nothing(tmp_path_factory, examples):
    path = tmp_path_factory.mktemp("round") / "trip.jsonl"
    write_examples(path, examples)
    assert read_examples([path], THEMES) == tuple(examples)


def test_a_folder_is_read_file_by_file(tmp_path):
    write(tmp_path / "one.jsonl", GOOD)
    write(tmp_path / "two.jsonl", GOOD | {"id": "b"})
    (tmp_path / "notes.txt").write_text("not data")
    assert [example.id for example in read_examples([tmp_path], THEMES)] == ["a", "b"]


def test_an_entry_without_a_group_is_a_group_of_its_own(tmp_path):
    (example,) = read_examples([write(tmp_path / "x.jsonl", GOOD)], THEMES)
    assert example.group == "a"


WRONG = [
    (GOOD | {"themes": ["guillt"], "evidence": {}}, """line 1: unknown theme 'guillt'. Did you mean 'guilt'?"""),
    (GOOD | {"themes": ["joy"], "evidence": {}}, "line 1: unknown theme 'joy'. The themes are: guilt, exhaustion."),
    (GOOD | {"evidence": {"guilt": ["I felt guilty."]}}, "line 1: a quote of 'guilt' does not stand in the text"),
    (
        GOOD | {"evidence": {"exhaustion": ["I feel"]}},
        "line 1: evidence of 'exhaustion', which is not among its labels",
    ),
    (GOOD | {"evidence": {"guilt": []}}, "line 1: evidence.guilt:"),
    (GOOD | {"near": [{"theme": "guilt", "why": "oher", "quote": "I"}]}, "line 1: near.0.why:"),
    (
        GOOD | {"near": [{"theme": "guilt", "why": "other", "quote": "nowhere"}]},
        "line 1: a quote near 'guilt' does not stand in the text",
    ),
    ({"id": "a", "text": "x"}, "line 1: themes: Field required"),
    (GOOD | {"text": ""}, "line 1: text:"),
    (GOOD | {"themes": "guilt"}, "line 1: themes:"),
]


@pytest.mark.parametrize(("row", "message"), WRONG, ids=[message for _, message in WRONG])
def test_a_wrong_line_is_refused_with_file_and_line(tmp_path, row, message):
    path = write(tmp_path / "wrong.jsonl", row)
    with pytest.raises(CorpusError) as refused:
        read_examples([path], THEMES)
    assert message in str(refused.value)
    assert "wrong.jsonl" in str(refused.value)
    assert "I feel guilty" not in str(refused.value)


def test_a_doubled_id_names_both_places(tmp_path):
    path = write(tmp_path / "twice.jsonl", GOOD, GOOD)
    with pytest.raises(CorpusError, match=r"line 2: the id 'a' stands at .*line 1 already"):
        read_examples([path], THEMES)


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00\x01", b"\x80abc"])
def test_bytes_that_are_no_text_are_refused(tmp_path, raw):
    path = tmp_path / "x.jsonl"
    path.write_bytes(raw)
    with pytest.raises(CorpusError, match="UTF-8"):
        read_examples([path], THEMES)


def test_a_missing_or_empty_file_is_refused(tmp_path):
    with pytest.raises(CorpusError, match="no such file"):
        read_examples([tmp_path / "none.jsonl"], THEMES)
    with pytest.raises(CorpusError, match="no labelled entry"):
        read_examples([write(tmp_path / "empty.jsonl")], THEMES)


def test_the_digest_does_not_hang_on_order_but_on_every_label():
    one, two = Example("a", "x", ("guilt",)), Example("b", "y", ())
    assert digest([one, two]) == digest([two, one])
    assert digest([one, two]) != digest([Example("a", "x", ()), two])
