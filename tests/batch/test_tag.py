"""Tagging a table: the same readings as the page's, in order, for any number of workers."""

import csv
import json
import os

import pytest

from holdspace.assistant import check_entry
from holdspace.batch.rows import COLUMNS
from holdspace.batch.tag import tag_table
from holdspace.errors import TableError

NOTES = [
    ("n1", "Three deaths this week. I keep seeing his face at night, I can't stop thinking about him."),
    ("n2", "Ordered gloves. The printer is mended."),
    ("n3", "SW says that her client feels guilty about the removal. Mail: jo@example.org"),
    ("n4", "Je suis épuisée et je me sens coupable de rentrer chez moi."),
    ("n5", "I don't want to wake up tomorrow. I mean it."),
]


@pytest.fixture
def notes(tmp_path):
    path = tmp_path / "notes.jsonl"
    path.write_text("".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in NOTES), encoding="utf-8")
    return path


def tag(assistant, source, target, *, workers=1, **options):
    return tag_table(
        source,
        target,
        read_many=lambda texts: assistant.read_many(texts, workers=workers),
        check=check_entry,
        **options,
    )


def read(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_tagged_row_keeps_the_contract(assistant, notes, tmp_path):
    report = tag(assistant, notes, tmp_path / "out.jsonl")
    found = read(tmp_path / "out.jsonl")
    # The one with crisis language comes first.
    assert [row["id"] for row in found] == [NOTES[4][0], *(i for i, _ in NOTES[:4])]
    found.append(found.pop(0))
    for row, (_, text) in zip(found, NOTES, strict=True):
        assert tuple(row) == COLUMNS
        assert len(row["scores"]) == 12
        assert all(0 <= score <= 1 for score in row["scores"].values())
        assert [row["scores"][t] for t in row["themes"]] == sorted(
            (row["scores"][t] for t in row["themes"]), reverse=True
        )
        for evidence in row["evidence"]:
            assert text[evidence["start"] : evidence["end"]] == evidence["text"]
            assert evidence["theme"] in row["themes"]
        assert set(row["crisis"]) == {"level", "about_another", "start", "end"}
        assert row["model"] == assistant.version
    assert "intrusive_thoughts" in found[0]["themes"]
    assert found[1]["themes"] == found[3]["themes"] == []
    assert found[2]["identifiers"][0]["kind"] == "EMAIL"
    assert found[4]["crisis"]["level"] == "passive"
    assert (report.tagged, report.not_english, report.crisis) == (5, 1, 1)


def test_rows_that_tell_of_danger_stand_first_whoever_is_in_it(assistant, tmp_path):
    source = tmp_path / "x.jsonl"
    told = ("Ordered gloves. Mail: jo@example.org", "My client told me that he wants to die.", "I want to die.")
    source.write_text("".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(told)))
    report = tag(assistant, source, tmp_path / "out.jsonl")
    assert [row["id"] for row in read(tmp_path / "out.jsonl")] == ["1", "2", "0"]
    assert (report.crisis, report.about_another, report.with_identifiers) == (1, 1, 1)


def test_the_output_is_the_same_for_any_number_of_workers(assistant, notes, tmp_path):
    tag(assistant, notes, tmp_path / "one.jsonl")
    tag(assistant, notes, tmp_path / "two.jsonl", workers=2)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_csv_holds_the_same_with_json_in_the_nested_columns(assistant, notes, tmp_path):
    tag(assistant, notes, tmp_path / "out.jsonl")
    tag(assistant, notes, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    for row, expected in zip(rows, read(tmp_path / "out.jsonl"), strict=True):
        assert {
            key: row[key] if key in ("id", "english", "model") else json.loads(row[key]) for key in COLUMNS
        } == expected | {"english": str(expected["english"])}


def test_rows_without_words_are_skipped_and_named_by_line(assistant, tmp_path):
    source = tmp_path / "x.csv"
    source.write_text('id,text\na,I am fine.\nb,\nc,   \nd,😀\ne,"' + "word " * 30_000 + '"\n', encoding="utf-8")
    report = tag(assistant, source, tmp_path / "out.jsonl")
    assert [line for line, _ in report.skipped] == [3, 4, 5, 6]
    assert "characters" in report.skipped[-1][1]
    assert [row["id"] for row in read(tmp_path / "out.jsonl")] == ["a"]


def test_the_entries_are_never_overwritten_by_their_tags(assistant, notes, tmp_path):
    before = notes.read_bytes()
    for target in (notes, tmp_path):
        with pytest.raises(TableError, match="with -o"):
            tag(assistant, notes, target)
    assert notes.read_bytes() == before


def test_what_is_no_plain_file_is_not_replaced(assistant, notes, tmp_path):
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    with pytest.raises(TableError, match="no plain file"):
        tag(assistant, notes, pipe)


def test_a_table_that_goes_wrong_half_way_leaves_no_output(assistant, tmp_path):
    source = tmp_path / "x.jsonl"
    source.write_text('{"id": "a", "text": "I am fine."}\n{"id": "a", "text": "Again."}\n')
    with pytest.raises(TableError, match="an id stands twice"):
        tag(assistant, source, tmp_path / "out.jsonl")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.jsonl"]
