"""Reads and checks ``content/``: themes, checklist, next steps, wording, rules. The one place that knows its files.

A file that is malformed is refused with its name and line, before anything is said to anyone.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from holdspace.codebook.crisis import AfterRisk, CrisisReplies, CrisisRules
from holdspace.codebook.grammar import Grammar
from holdspace.codebook.phrases import Content, Facet
from holdspace.codebook.schema import (
    ChecklistFile,
    ChecklistItem,
    Family,
    HelplinesFile,
    IdentifierRule,
    IdentifiersFile,
    LanguageRules,
    NextStep,
    NextStepsFile,
    PageFile,
    Region,
    Theme,
)
from holdspace.codebook.wording import AboutItselfFile, Frames, Page, RequestRule, RequestsFile, TonesFile
from holdspace.errors import ContentError
from holdspace.types import TAKEN_UP

__all__ = ["CONTENT", "AfterRisk", "Codebook", "Facet", "Frames", "NextStep", "Page", "Region", "Theme", "load"]

CONTENT = Path(__file__).parents[1] / "content"


class Codebook(Content):
    """Everything under ``content/``, checked: what the themes mean and every word that Holdspace says."""

    themes: tuple[Theme, ...]
    checklist: tuple[ChecklistItem, ...]
    families: tuple[Family, ...]
    steps: tuple[NextStep, ...]
    regions: tuple[Region, ...]
    crisis_replies: CrisisReplies
    crisis_rules: CrisisRules
    identifiers: tuple[IdentifierRule, ...]
    language: LanguageRules
    grammar: Grammar
    frames: Frames
    tones: tuple[Facet, ...]
    grave: tuple[str, ...]
    requests: tuple[RequestRule, ...]
    about_itself: AboutItselfFile
    page: Page

    @property
    def theme_ids(self) -> tuple[str, ...]:
        """Ids of the themes in the codebook's order."""
        return tuple(theme.id for theme in self.themes)

    @property
    def facet_ids(self) -> tuple[str, ...]:
        """Ids of all facets: those of each theme in the codebook's order, then the strands."""
        return tuple(
            facet.id for facets in (*(theme.facets for theme in self.themes), self.frames.strands) for facet in facets
        )

    @property
    def tone_ids(self) -> tuple[str, ...]:
        """Ids of the tones."""
        return tuple(tone.id for tone in self.tones)

    @property
    def heard(self) -> tuple[str, ...]:
        """Labels of all that a reply hears in a sentence: facets, tones, whether a listener would take it up."""
        return (*self.facet_ids, *self.tone_ids, *TAKEN_UP)

    @property
    def told_of_others(self) -> frozenset[str]:
        """Themes that are the writer's own where their words are said of others."""
        return frozenset(theme.id for theme in self.themes if theme.told_of_others)

    def theme(self, theme_id: str) -> Theme:
        """Return the theme with this id; a KeyError says that there is none."""
        for theme in self.themes:
            if theme.id == theme_id:
                return theme
        raise KeyError(theme_id)

    def item(self, item_id: str) -> ChecklistItem:
        """Return the checklist item with this id; a KeyError says that there is none."""
        for item in self.checklist:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def region(self, code: str) -> Region:
        """Return the helplines of a region by its code; a KeyError says that it is not listed."""
        for region in self.regions:
            if code.upper() in (region.code, *region.also):
                return region
        raise KeyError(code)


@cache
def load(folder: Path = CONTENT) -> Codebook:
    """Read and check every file of ``content/``.

    Raises
    ------
    ContentError
        If a file is missing or malformed, or names a theme that has no file; with file and line.
    """
    themes = tuple(
        sorted(
            (_read(path, Theme) for path in sorted((folder / "themes").glob("*.toml"))),
            key=lambda theme: theme.order,
        )
    )
    if not themes:
        raise ContentError(f"{folder / 'themes'}: there is no theme")
    known = {theme.id for theme in themes}
    steps_file = folder / "next_steps.toml"
    steps = _read(steps_file, NextStepsFile)
    for number, step in enumerate(steps.step):
        for theme_id in step.fits:
            if theme_id not in known:
                line = _line_of(steps_file.read_text(encoding="utf-8"), ("step", number, "fits"))
                raise ContentError(f"{steps_file}, line {line}: unknown theme {theme_id!r}")
    helplines = _read(folder / "helplines.toml", HelplinesFile)
    if not any(region.code == "INT" for region in helplines.region):
        raise ContentError(f"{folder / 'helplines.toml'}: no region with the code INT")
    checklist = _read(folder / "checklist.toml", ChecklistFile).item
    frames = _read(folder / "reflections.toml", Frames)
    tones = _read(folder / "tones.toml", TonesFile)
    for path, ids in (
        (folder / "themes", [theme.id for theme in themes]),
        (folder / "helplines.toml", [region.code for region in helplines.region]),
        (steps_file, [step.id for step in steps.step]),
        (folder / "checklist.toml", [item.id for item in checklist]),
        (
            folder,
            [facet.id for facets in (*(t.facets for t in themes), frames.strands, tones.tone) for facet in facets],
        ),
    ):
        if doubled := {name for name in ids if ids.count(name) > 1}:
            raise ContentError(f"{path}: id {sorted(doubled)[0]!r} stands twice")
    return Codebook(
        themes=themes,
        checklist=checklist,
        families=steps.family,
        steps=steps.step,
        regions=helplines.region,
        crisis_replies=_read(folder / "crisis.toml", CrisisReplies),
        crisis_rules=_read(folder / "crisis_rules.toml", CrisisRules),
        identifiers=_read(folder / "identifiers.toml", IdentifiersFile).rule,
        language=_read(folder / "language.toml", LanguageRules),
        grammar=_read(folder / "grammar.toml", Grammar),
        frames=frames,
        tones=tones.tone,
        grave=tones.grave,
        requests=_read(folder / "requests.toml", RequestsFile).request,
        about_itself=_read(folder / "about_itself.toml", AboutItselfFile),
        page=_read(folder / "page.toml", PageFile).strings,
    )


_Schema = TypeVar("_Schema", bound=Content)


def _read(path: Path, schema: type[_Schema]) -> _Schema:
    try:
        source = path.read_text(encoding="utf-8")
        return schema.model_validate(tomllib.loads(source))
    except FileNotFoundError as missing:
        raise ContentError(f"{path}: there is no such file") from missing
    except UnicodeDecodeError as broken:
        raise ContentError(f"{path}: this is not UTF-8 text") from broken
    except tomllib.TOMLDecodeError as broken:
        raise ContentError(f"{path}: {broken}") from broken
    except ValidationError as refused:
        first = refused.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "file"
        line = _line_of(source, first["loc"])
        raise ContentError(f"{path}, line {line}: {where}: {first['msg']}") from refused


def _line_of(source: str, loc: tuple[Any, ...]) -> int:
    """Line of the key that a pydantic location names; TOML parsers keep no positions."""
    lines = source.splitlines()
    at = 0
    for depth, part in enumerate(loc):
        if isinstance(part, int):
            header = re.compile(rf"^\s*\[\[.*\b{re.escape(str(loc[depth - 1]))}\]\]")
            found = [n for n, line in enumerate(lines) if n >= at and header.match(line)]
            at = found[part] if part < len(found) else at
        else:
            key = re.compile(rf"^\s*(\[+[\w.]*)?\b{re.escape(str(part))}\b")
            at = next((n for n in range(at, len(lines)) if key.match(lines[n])), at)
    return at + 1
