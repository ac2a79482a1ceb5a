"""Tables of entries, row by row: JSON Lines and CSV, in and out. A wrong table is refused with file and line."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

from holdspace.batch.rows import COLUMNS, NESTED, is_urgent
from holdspace.errors import TableError, is_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Format = Literal["jsonl", "csv"]
STANDARD = Path("-")
_NAME = re.compile(r"^\w[\w.-]{0,29}$")
_FORMATS: dict[str, Format] = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".csv": "csv"}
# Far above the longest entry: a field that is longer than one is skipped and named, and refuses no table.
_LONGEST_FIELD = 10_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a table: where it stands, its id and its text."""

    line: int
    id: str
    text: str


def format_of(path: Path, given: Format | None, *, other: Format = "jsonl") -> Format:
    """Return the format of a table: by the ending, else as given, else (standard input and output) ``other``.

    Raises
    ------
    TableError
        If the ending is of no known format.
    """
    found = _FORMATS.get(path.suffix.lower()) or given or (other if path == STANDARD else None)
    if found is None:
        raise TableError(f"{path}: unknown kind of table {path.suffix!r}. Use .jsonl or .csv, or give --format.")
    return found


def read_rows(path: Path, kind: Format, *, text: str, id_: str) -> Iterator[Row]:
    """Yield the rows of a table; ``text`` and ``id_`` name its columns.

    Raises
    ------
    TableError
        If the file can't be read, isn't UTF-8 text, lacks a column, or an id is missing or stands twice.
    """
    seen: set[str] = set()
    with _opened(path) as source:
        reader = _jsonl_rows if kind == "jsonl" else _csv_rows
        for line, fields in reader(source, path, (text, id_)):
            found = fields[id_]
            if not isinstance(found, str | int) or isinstance(found, bool) or found == "" or not is_text(str(found)):
                raise TableError(f"{path}, line {line}: the id in {id_!r} must be text or a whole number")
            if str(found) in seen:
                raise TableError(f"{path}, line {line}: an id stands twice; every row needs one of its own")
            seen.add(str(found))
            if not isinstance(fields[text], str | None):
                raise TableError(f"{path}, line {line}: {text!r} must be text")
            yield Row(line, str(found), fields[text] or "")


@contextmanager
def row_writer(path: Path, kind: Format) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Give a function that writes one tagged row; the file takes its name only when all is written.

    In a file, rows with crisis language stand first; a stream can't be sorted, and keeps the order of its source.

    Raises
    ------
    TableError
        If the file can't be written.
    """
    if path == STANDARD:
        yield _row_printer(sys.stdout, kind)
        sys.stdout.flush()
        return
    # Where a link leads, so that the link stays one.
    path = path.resolve()
    try:
        # Tagged rows quote entries: for nobody but their owner, unless the file was there before with other rights.
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        out, scratch = os.fdopen(handle, "w", encoding="utf-8", newline=""), Path(name)
    except OSError as refused:
        raise TableError(f"{path}: can't be written ({refused.strerror}). Choose another place with -o.") from refused
    try:
        # The others wait in a file without a name, which is gone whatever happens.
        with out, tempfile.TemporaryFile("w+", encoding="utf-8", newline="", dir=path.parent) as waiting:
            first, after = _row_printer(out, kind), _row_printer(waiting, kind, header=False)
            yield lambda row: (first if is_urgent(row) else after)(row)
            waiting.seek(0)
            shutil.copyfileobj(waiting, out)
        if path.exists():
            shutil.copymode(path, scratch)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if path == STANDARD:
        yield sys.stdin.buffer
        return
    try:
        source = path.open("rb")
    except FileNotFoundError as missing:
        raise TableError(f"{path}: there is no such file") from missing
    except OSError as refused:
        raise TableError(f"{path}: can't be read ({refused.strerror})") from refused
    with source:
        yield source


def _lines(source: IO[bytes], path: Path) -> Iterator[str]:
    for number, raw in enumerate(source, 1):
        if number == 1 and raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise TableError(f"{path}: this is UTF-16 text. Save it as UTF-8.")
        if b"\x00" in raw:
            raise TableError(f"{path}, line {number}: this is not a text table; it holds zero bytes")
        try:
            yield raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            # `from None`: a traceback would show the refused bytes, and with them what a person wrote.
            raise TableError(f"{path}, line {number}: this is not UTF-8 text. Save the table as UTF-8.") from None


def _jsonl_rows(source: IO[bytes], path: Path, columns: tuple[str, str]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(_lines(source, path), 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError):
            array = " One object a line is wanted, not one array of them." if line.lstrip().startswith("[") else ""
            raise TableError(f"{path}, line {number}: this is not a line of JSON.{array}") from None
        if not isinstance(fields, dict):
            raise TableError(f"{path}, line {number}: each line must be a JSON object with {_named(columns)}")
        _require(columns, fields, f"{path}, line {number}", shown=True)
        yield number, fields


def _csv_rows(source: IO[bytes], path: Path, columns: tuple[str, str]) -> Iterator[tuple[int, dict[str, Any]]]:
    csv.field_size_limit(_LONGEST_FIELD)
    lines = _lines(source, path)
    # Spreadsheets may open a table with their separator, or with nothing.
    before, first = next(
        ((n, line) for n, line in enumerate(lines) if line.strip() and not line.lower().startswith("sep=")), (0, "")
    )
    if "\r" in first.rstrip("\r\n"):
        raise TableError(f"{path}: its lines end as on old Macs. Save the table as CSV UTF-8.")
    # Where a decimal comma is usual, spreadsheets part columns by semicolons.
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.DictReader(chain([first], lines), strict=True, delimiter=delimiter)
    try:
        names = list(reader.fieldnames or ())
        if doubled := [column for column in columns if names.count(column) > 1]:
            raise TableError(f"{path}, line {before + 1}: the column {doubled[0]!r} stands twice")
        # A table without a header line has an entry where its names should be: that is never quoted.
        is_header = any(column in names for column in columns)
        _require(columns, dict.fromkeys(names), f"{path}, line {before + 1}", shown=is_header)
        for fields in reader:
            if not any(fields.values()):
                continue
            if None in fields or None in fields.values():
                line = before + reader.line_num
                raise TableError(f"{path}, line {line}: the row has not as many fields as the header")
            yield before + reader.line_num, fields
    except csv.Error as broken:
        raise TableError(f"{path}, line {before + reader.line_num}: this is no CSV row ({broken})") from None


def _require(columns: tuple[str, str], fields: dict[str, Any], where: str, *, shown: bool) -> None:
    for option, column in zip(("--text", "--id"), columns, strict=True):
        if column not in fields:
            names = [str(name) for name in fields]
            quoted = ", ".join(names[:12]) if shown and all(map(_NAME.match, names)) else ""
            there = quoted or (f"{len(names)} others (is this a header line?)" if names else "none")
            raise TableError(f"{where}: no column {column!r}. There are: {there}. Name it with {option}.")


def _named(columns: tuple[str, str]) -> str:
    return " and ".join(repr(column) for column in columns)


def _write_line(out: IO[str], row: dict[str, Any]) -> None:
    out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _row_printer(out: IO[str], kind: Format, *, header: bool = True) -> Callable[[dict[str, Any]], None]:
    if kind == "jsonl":
        return lambda row: _write_line(out, row)
    table = csv.DictWriter(out, COLUMNS)
    if header:
        table.writeheader()

    def write(row: dict[str, Any]) -> None:
        nested = {key: json.dumps(row[key], ensure_ascii=False) for key in NESTED}
        table.writerow(row | nested)

    return write
