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
        If the file is missing or a line is malformed or names an unknown label.
    """
    try:
        lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    except FileNotFoundError:
        raise CorpusError(f"{path}: there is no such file; training needs it beside the entries") from None
    except (OSError, UnicodeDecodeError) as refused:
        raise CorpusError(f"{path}: can't be read as UTF-8 text") from refused
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            phrasing = Phrasing.model_validate_json(line)
        except ValidationError as refused:
            raise CorpusError(f"{path}, line {number}: {refused.errors(include_input=False)[0]['msg']}") from None
        for label in phrasing.labels:
            if label not in labels:
                raise CorpusError(f"{path}, line {number}: unknown label {label!r}")
        if not all(quote in phrasing.text for quotes in phrasing.evidence.values() for quote in quotes):
            raise CorpusError(f"{path}, line {number}: a quote does not stand in the text, letter by letter")
        found.append(phrasing)
    return tuple(found)
