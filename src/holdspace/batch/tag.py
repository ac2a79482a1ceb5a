"""Tags a table: rows in, rows out, with a report; a row that can't be read is skipped and named."""

from __future__ import annotations

import os
import sys
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from holdspace.batch.rows import tagged_row
from holdspace.batch.tables import STANDARD, format_of, read_rows, row_writer
from holdspace.errors import EntryError, TableError
from holdspace.types import CrisisLevel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from holdspace.batch.tables import Format, Row
    from holdspace.types import Reading


@dataclass(slots=True)
class Report:
    """What happened to a table; no words of any entry."""

    tagged: int = 0
    not_english: int = 0
    crisis: int = 0
    about_another: int = 0
    with_identifiers: int = 0
    skipped: list[tuple[int, str]] = field(default_factory=list)

    def add(self, reading: Reading) -> None:
        """Count one reading."""
        self.tagged += 1
        self.not_english += not reading.english
        self.crisis += reading.crisis.level is not CrisisLevel.NONE
        self.about_another += reading.crisis.about_another
        self.with_identifiers += bool(reading.identifiers)


def _refuse_target(source: Path, target: Path) -> None:
    """Refuse, before anything is read, a target that could not be written or would take the place of its source."""
    if target.is_dir():
        raise TableError(f"{target}: this is a folder. Name a file with -o.")
    if target == STANDARD or not target.exists():
        return
    if not target.is_file():
        raise TableError(f"{target}: this is no plain file. Use -o - and let the shell send it there.")
    there = os.fstat(sys.stdin.fileno()) if source == STANDARD else source.stat() if source.exists() else None
    if there is not None and os.path.samestat(there, target.stat()):
        raise TableError(f"{target}: the tagged rows would take the place of the entries. Name another file with -o.")


def tag_table(
    source: Path,
    target: Path,
    *,
    read_many: Callable[[Iterable[str]], Iterator[Reading]],
    check: Callable[[str], str],
    text: str = "text",
    id_: str = "id",
    source_format: Format | None = None,
    target_format: Format | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """Tag every row of ``source`` into ``target``, streaming; either all of the target is written or none of it.

    Parameters
    ----------
    source, target : tables; ``-`` for standard input and output
    read_many : turns a stream of texts into a stream of readings, in order
    check : raises EntryError for a text that can't be read; its row is skipped
    text, id_ : names of the columns
    source_format, target_format : by the ending when not given
    progress : called with the number of rows tagged

    Raises
    ------
    TableError
        If the source is no table of entries, or the target can't be written or is the source.
    """
    kind = format_of(source, source_format)
    _refuse_target(source, target)
    report = Report()
    waiting: deque[Row] = deque()

    def texts() -> Iterator[str]:
        for row in read_rows(source, kind, text=text, id_=id_):
            try:
                readable = check(row.text)
            except EntryError as refused:
                report.skipped.append((row.line, str(refused)))
                continue
            waiting.append(row)
            yield readable

    with row_writer(target, format_of(target, target_format, other=kind)) as write:
        for reading in read_many(texts()):
            write(tagged_row(waiting.popleft().id, reading))
            report.add(reading)
            progress(report.tagged)
    return report
