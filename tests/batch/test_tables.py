"""Tables row by row, and every way in which one may be wrong."""

import codecs
import stat
import traceback
from pathlib import Path

import pytest

from holdspace.batch.tables import format_of, read_rows, row_writer
from holdspace.errors import TableError

SECRET = "I cried in the sluice"


def rows(path, kind=None, text="text", id_="id"):
    return [(row.line, row.id, row.text) for row in read_rows(path, format_of(path, kind), text=text, id_=id_)]


def test_json_lines_are_read_with_blank_lines_passed_over(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": 1, "text": "one", "other": [1]}\n\n{"id": "b", "text": "zwei 😀"}\n', encoding="utf-8")
    assert rows(path) == [(1, "1", "one"), (3, "b", "zwei 😀")]


def test_csv_is_read_with_quotes_and_line_breaks_in_a_field(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text('id,note\na,"one, ""two""\nthree"\nb,four\n', encoding="utf-8")
    assert rows(path, text="note") == [(3, "a", 'one, "two"\nthree'), (4, "b", "four")]


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(codecs.BOM_UTF8 + b"id,text\na,one\n")
    assert rows(path) == [(2, "a", "one")]


AS_SPREADSHEETS_SAVE = [
    b"sep=;\nid;text\na;one\n",
    b"\nid,text\na,one\n",
    b"id,text,,\na,one,,\n,,,\n",
    b"id,text\r\na,one\r\n,\r\n",
]


@pytest.mark.parametrize("raw", AS_SPREADSHEETS_SAVE)
def test_a_table_is_read_as_spreadsheets_save_it(tmp_path, raw):
    path = tmp_path / "x.csv"
    path.write_bytes(raw)
    assert [found[1:] for found in rows(path)] == [("a", "one")]


WRONG = [
    ("x.csv", b"id,text,text\na,one,I cried in the sluice\n", "line 1: the column 'text' stands twice"),
    ("x.csv", b"id,text\ra,I cried in the sluice\rb,two\r", "its lines end as on old Macs"),
    ("x.csv", b"17,Margaret,suicidal\n", "no column 'text'. There are: 3 others (is this a header line?)."),
    ("x.jsonl", b'[{"id": "a", "text": "I cried in the sluice"},\n', "One object a line is wanted, not one array"),
    ("x.jsonl", b'{"id": "a"}\n', "line 1: no column 'text'. There are: id. Name it with --text."),
    ("x.jsonl", b'{"text": "I cried in the sluice"}\n', "line 1: no column 'id'. There are: text. Name it with --id."),
    ("x.jsonl", b'{"id": "a", "text": 5}\n', "line 1: 'text' must be text"),
    ("x.jsonl", b'{"id": null, "text": "I cried in the sluice"}\n', "line 1: the id in 'id' must be text"),
    ("x.jsonl", b'{"id": "a", "text": "I cried in the sluice"\n', "line 1: this is not a line of JSON"),
    ("x.jsonl", b'["I cried in the sluice"]\n', "line 1: each line must be a JSON object"),
    (
        "x.jsonl",
        b'{"id": "a", "text": "x"}\n{"id": "a", "text": "I cried in the sluice"}\n',
        "line 2: an id stands twice",
    ),
    ("x.jsonl", b'{"id": "a", "text": "I cried in the sluice \xff"}\n', "line 1: this is not UTF-8 text"),
    ("x.jsonl", b"\x00\x01\x02", "zero bytes"),
    ("x.jsonl", '{"id": "a"}'.encode("utf-16"), "this is UTF-16 text. Save it as UTF-8."),
    ("x.csv", b"id,note\na,I cried in the sluice\n", "line 1: no column 'text'. There are: id, note."),
    ("x.csv", b"id,text\na,I cried in the sluice,more\n", "line 2: the row has not as many fields as the header"),
    ("x.csv", b"id,text\na\n", "line 2: the row has not as many fields as the header"),
    ("x.csv", b"", "no column 'text'. There are: none."),
    ("x.csv", b'id,text\na,"I cried in the sluice', "unexpected end of data"),
]


@pytest.mark.parametrize(("name", "raw", "message"), WRONG, ids=[f"{name} {message}" for name, _, message in WRONG])
def test_a_wrong_table_is_refused_with_file_and_line_and_without_its_text(tmp_path, name, raw, message):
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(TableError) as refused:
        rows(path)
    assert message in str(refused.value)
    assert name in str(refused.value)
    assert SECRET not in "".join(traceback.format_exception(refused.value))


def test_an_ending_tells_the_format_before_what_is_given():
    assert format_of(Path("notes.csv"), "jsonl") == "csv"
    assert format_of(Path("notes.txt"), "csv") == "csv"
    assert format_of(Path("-"), "csv", other="jsonl") == "csv"
    assert format_of(Path("-"), None, other="csv") == "csv"


def test_a_link_stays_a_link_and_its_file_is_written(tmp_path):
    vault = tmp_path / "vault.jsonl"
    vault.touch()
    link = tmp_path / "out.jsonl"
    link.symlink_to(vault)
    with row_writer(link, "jsonl"):
        pass
    assert link.is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "vault.jsonl"]


def test_an_unknown_ending_asks_for_the_format():
    with pytest.raises(TableError, match=r"unknown kind of table '\.xlsx'\. Use \.jsonl or \.csv"):
        format_of(Path("notes.xlsx"), None)


def test_a_file_takes_its_name_only_when_all_is_written(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("before")
    with pytest.raises(RuntimeError), row_writer(path, "jsonl") as write:
        write({"id": "a", "crisis": {"level": "none", "about_another": False}})
        raise RuntimeError
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(("before", "after"), [(None, 0o600), (0o640, 0o640)])
def test_tagged_rows_are_their_owners_alone_unless_the_file_had_other_rights(tmp_path, before, after):
    path = tmp_path / "out.jsonl"
    if before is not None:
        path.touch()
        path.chmod(before)
    with row_writer(path, "jsonl"):
        pass
    assert stat.S_IMODE(path.stat().st_mode) == after


def test_an_unwritable_place_is_refused_before_anything_is_read(tmp_path):
    with (
        pytest.raises(TableError, match=r"can't be written .* Choose another place with -o"),
        row_writer(tmp_path / "none" / "out.jsonl", "jsonl"),
    ):
        pass
