"""Single sentences and short texts with labels of their own: checklist items, crisis language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from holdspace.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Phrasing(BaseModel):
    """A short text and the labels it carries of the helper; ``near`` names one that it touches and does not carry.

    ``evidence`` quotes what carries a label, where that is not the whole of the text. ``family`` is shared by lines
    that differ in one small thing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    text: str
    labels: tuple[str, ...]
    near: str = ""
    evidence: dict[str, tuple[str, ...]] = {}
    family: str = ""


def read_phrasings(path: Path, labels: Sequence[str]) -> tuple[Phrasing, ...]:
    """Read phrasings from a JSON Lines file.

    Raises
    ------
    CorpusError
        If the file is missing, or a line is malformed, names an unknown label, quotes what the text doesn't hold, or
        repeats an id.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").rstrip("\n").split("\n")
    except FileNotFoundError:
        raise CorpusError(f"{path}: there is no such file; training needs it beside the entries") from None
    except (OSError, UnicodeDecodeError) as refused:
        raise CorpusError(f"{path}: can't be read as UTF-8 text") from refused
    found: list[Phrasing] = []
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            phrasing = Phrasing.model_validate_json(line)
        except ValidationError as refused:
            first = refused.errors(include_input=False)[0]
            field = ".".join(str(part) for part in first["loc"])
            raise CorpusError(f"{path}, line {number}: {field + ': ' if field else ''}{first['msg']}") from None
        if phrasing.id in seen:
            raise CorpusError(f"{path}, line {number}: the id {phrasing.id!r} stands twice")
        seen.add(phrasing.id)
        for label in (*phrasing.labels, *phrasing.evidence):
            if label not in labels:
                raise CorpusError(f"{path}, line {number}: unknown label {label!r}")
        if not all(quote in phrasing.text for quotes in phrasing.evidence.values() for quote in quotes):
            raise CorpusError(f"{path}, line {number}: a quote does not stand in the text, letter by letter")
        found.append(phrasing)
    return tuple(found)
