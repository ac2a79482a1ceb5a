"""Single sentences and short texts with labels of their own: checklist items, crisis language, facets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from holdspace.corpus.jsonl import check_evidence, lines_of, parsed
from holdspace.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Phrasing(BaseModel):
    """A short text and the labels it carries of the helper; ``near`` names one that it touches and does not carry.

    ``evidence`` quotes what carries a label, where that is not the whole of the text. ``family`` is shared by lines
    that differ in one small thing; ``theme`` is the one whose facets are asked for, empty where there is none.
    ``around`` is what stands around the text in its entry, with the text in it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    text: str
    labels: tuple[str, ...]
    near: str = ""
    evidence: dict[str, tuple[str, ...]] = {}
    family: str = ""
    theme: str = ""
    around: str = ""


def read_phrasings(path: Path, labels: Sequence[str]) -> tuple[Phrasing, ...]:
    """Read phrasings from a JSON Lines file.

    Raises
    ------
    CorpusError
        If the file is missing, or a line is malformed, names an unknown label, quotes what the text doesn't hold, or
        repeats an id.
    """
    if not path.exists():
        raise CorpusError(f"{path}: there is no such file; training needs it beside the entries")
    found: list[Phrasing] = []
    seen: set[str] = set()
    for where, line in lines_of(path):
        phrasing = parsed(Phrasing, line, where)
        if phrasing.id in seen:
            raise CorpusError(f"{where}: the id {phrasing.id!r} stands twice")
        seen.add(phrasing.id)
        for label in (*phrasing.labels, *phrasing.evidence, *filter(None, [phrasing.near])):
            if label not in labels:
                raise CorpusError(f"{where}: unknown label {label!r}")
        if phrasing.around and phrasing.text not in phrasing.around:
            raise CorpusError(f"{where}: what stands around the text does not hold it")
        check_evidence(phrasing.evidence, phrasing.labels, phrasing.text, where)
        found.append(phrasing)
    return tuple(found)
