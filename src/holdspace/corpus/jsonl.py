"""Labelled data as JSON Lines: read line by line, and refused with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from holdspace.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

_Row = TypeVar("_Row", bound=BaseModel)


def lines_of(path: Path) -> Iterator[tuple[str, str]]:
    """Yield where each line with something in it stands, and the line.

    Raises
    ------
    CorpusError
        If the file is missing or isn't UTF-8.
    """
    try:
        # Not `splitlines`: JSON may hold the other line separators of Unicode as they are.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError as missing:
        raise CorpusError(f"{path}: there is no such file") from missing
    except (OSError, UnicodeDecodeError) as broken:
        raise CorpusError(f"{path}: can't be read as UTF-8 text") from broken
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield f"{path}, line {number}", line


def parsed(schema: type[_Row], line: str, where: str) -> _Row:
    """Return a line as a row of the schema.

    Raises
    ------
    CorpusError
        If it is not one; the message names the field, and none of its words.
    """
    try:
        return schema.model_validate_json(line)
    except ValidationError as refused:
        first = refused.errors(include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise CorpusError(f"{where}: {field + ': ' if field else ''}{first['msg']}") from None


def check_evidence(evidence: Mapping[str, Sequence[str]], labels: Collection[str], text: str, where: str) -> None:
    """Refuse quotes of a label that the text does not carry, or that do not stand in it.

    Raises
    ------
    CorpusError
        If so; the message names the label, and no word of the text.
    """
    for label, quotes in evidence.items():
        if label not in labels:
            raise CorpusError(f"{where}: evidence of {label!r}, which is not among its labels")
        if not all(quote in text for quote in quotes):
            raise CorpusError(f"{where}: a quote of {label!r} does not stand in the text, letter by letter")
