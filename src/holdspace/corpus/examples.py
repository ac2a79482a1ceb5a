"""Reads and writes labelled examples, refusing with file and line what would train a model wrongly."""

from __future__ import annotations

import difflib
import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from holdspace.corpus.jsonl import check_evidence, lines_of, parsed
from holdspace.errors import CorpusError
from holdspace.types import CrisisLevel, Example

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from holdspace.corpus.phrasings import Phrasing


Quote = Annotated[str, StringConstraints(min_length=1)]


class _Near(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    theme: str
    why: Literal["other", "negated", "over", "imagined", "advised", "near"]
    quote: Quote


class _Row(BaseModel):
    """One line of labelled data; fields beyond these are another tool's and are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    id: Annotated[str, StringConstraints(min_length=1)]
    text: Annotated[str, StringConstraints(min_length=1)]
    themes: tuple[str, ...]
    evidence: dict[str, Annotated[tuple[Quote, ...], Field(min_length=1)]] = {}
    near: tuple[_Near, ...] = ()
    crisis: CrisisLevel = CrisisLevel.NONE
    about_another: bool = False
    source: str = ""
    group: str = ""
    voice: str = Field("", alias="register")
    family: str = ""


def read_examples(paths: Iterable[Path], themes: Sequence[str]) -> tuple[Example, ...]:
    """Read labelled examples from JSON Lines files, or from every ``*.jsonl`` of a folder.

    Parameters
    ----------
    paths : paths of files or folders
    themes : ids that a label may use

    Raises
    ------
    CorpusError
        If a file is missing, isn't UTF-8, or a line is malformed, names an unknown theme or reason, quotes what the
        text doesn't hold, or repeats an id.
    """
    examples: list[Example] = []
    seen: dict[str, str] = {}
    for path in _files(paths):
        for where, line in lines_of(path):
            example = _example(line, where, themes)
            if example.id in seen:
                raise CorpusError(f"{where}: the id {example.id!r} stands at {seen[example.id]} already")
            seen[example.id] = where
            examples.append(example)
    if not examples:
        raise CorpusError(f"{', '.join(str(path) for path in paths)}: holds no labelled entry")
    return tuple(examples)


def write_examples(path: Path, examples: Iterable[Example]) -> None:
    """Write examples as JSON Lines, one a line, leaving out empty fields."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for example in examples:
            row = asdict(example)
            row["near"] = [{"theme": t, "why": w, "quote": q} for t, w, q in example.near]
            keep = {key: value for key, value in row.items() if value or key in ("themes", "evidence")}
            if keep.get("crisis") == CrisisLevel.NONE:
                del keep["crisis"]
            out.write(json.dumps(keep, ensure_ascii=False) + "\n")


def digest(examples: Iterable[Example], *phrasings: Iterable[Phrasing]) -> str:
    """Return a sha256 over all that a model learns from, whatever its order."""
    lines = sorted(json.dumps(asdict(example), ensure_ascii=False) for example in examples)
    lines += sorted(phrasing.model_dump_json() for rows in phrasings for phrasing in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _files(paths: Iterable[Path]) -> list[Path]:
    return [file for path in paths for file in (sorted(path.glob("*.jsonl")) if path.is_dir() else [path])]


def _example(line: str, where: str, themes: Sequence[str]) -> Example:
    row = parsed(_Row, line, where)
    for theme in (*row.themes, *row.evidence, *(near.theme for near in row.near)):
        if theme not in themes:
            close = difflib.get_close_matches(theme, themes, 1)
            hint = f" Did you mean {close[0]!r}?" if close else f" The themes are: {', '.join(themes)}."
            raise CorpusError(f"{where}: unknown theme {theme!r}.{hint}")
    check_evidence(row.evidence, row.themes, row.text, where)
    for near in row.near:
        if near.quote not in row.text:
            raise CorpusError(f"{where}: a quote near {near.theme!r} does not stand in the text, letter by letter")
    return Example(
        id=row.id,
        text=row.text,
        themes=row.themes,
        evidence=row.evidence,
        near=tuple((near.theme, near.why, near.quote) for near in row.near),
        crisis=row.crisis,
        about_another=row.about_another,
        source=row.source,
        # Without a group an entry is a group of its own: it can't leak into another fold.
        group=row.group or row.id,
        register=row.voice,
        family=row.family,
    )
