"""Ways in which people put the checklist's items: what the checklist head learns from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from holdspace.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Phrasing(BaseModel):
    """One sentence and the checklist items it says of the helper; ``near`` names the item that it only touches."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    text: str
    items: tuple[str, ...]
    near: str = ""


def read_phrasings(path: Path, items: Sequence[str]) -> tuple[Phrasing, ...]:
    """Read phrasings from a JSON Lines file.

    Raises
    ------
    CorpusError
        If the file is missing or a line is malformed or names an unknown item.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError) as missing:
        raise CorpusError(f"{path}: can't be read as UTF-8 text") from missing
    found = []
    for number, line in enumerate(lines, 1):
        try:
            phrasing = Phrasing.model_validate_json(line)
        except ValidationError as refused:
            raise CorpusError(f"{path}, line {number}: {refused.errors(include_input=False)[0]['msg']}") from None
        for item in phrasing.items:
            if item not in items:
                raise CorpusError(f"{path}, line {number}: unknown checklist item {item!r}")
        found.append(phrasing)
    return tuple(found)
