"""Reads and checks ``content/``: themes, checklist, next steps, wording, rules. The one place that knows its files.

A file that is malformed is refused with its name and line, before anything is said to anyone.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from holdspace.errors import ContentError
from holdspace.types import CrisisLevel, Standing

CONTENT = Path(__file__).parent / "content"

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]
Load = Literal["conditions", "exposure", "both", "resource"]
Effort = Literal["minutes", "today", "this week", "with others"]


class _Content(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Theme(_Content):
    """One theme: its definition, the words that name it, and how a reply speaks of it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
    order: int
    name: Text
    core: bool = False
    load: Load
    definition: Text
    not_this: Texts
    words: Texts
    reflections: Texts
    links: Texts
    asks: Texts
    questions: Texts


class ChecklistItem(_Content):
    """One item of the symptom checklist; ``words`` are plain ways in which people put it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+-\d\d$")]
    category: Text
    text: Text
    words: Texts


class _Checklist(_Content):
    item: tuple[ChecklistItem, ...]


class Family(_Content):
    """A family of next steps."""

    id: Text
    name: Text


class NextStep(_Content):
    """One small thing that a person might try, with whom it fits and why."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+-\d\d$")]
    family: Text
    text: Text
    why: Text
    fits: Texts
    load: Literal["conditions", "exposure", "both"]
    effort: Effort
    kind: Literal["personal", "systemic"]
    source: Text


class _NextSteps(_Content):
    family: tuple[Family, ...]
    step: tuple[NextStep, ...]

    @model_validator(mode="after")
    def _families_exist(self) -> Self:
        known = {family.id for family in self.family}
        for step in self.step:
            if step.family not in known:
                raise ValueError(f"step {step.id}: unknown family {step.family!r}")
        return self


class Line(_Content):
    """One helpline."""

    name: Text
    contact: Text
    kind: Literal["phone", "text", "web"]
    hours: Text
    always: bool
    who: Text
    source: Text
    verified: dt.date


class Region(_Content):
    """The helplines of one region, and its emergency number."""

    code: Text
    name: Text
    emergency: Text
    line: Annotated[tuple[Line, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_a_line_that_never_closes(self) -> Self:
        if not any(line.always for line in self.line):
            raise ValueError(f"region {self.code}: no line that is open at any hour")
        return self


class _Helplines(_Content):
    region: tuple[Region, ...]


class CrisisWording(_Content):
    """What is said first to one kind of crisis language."""

    opening: Texts
    ask: Texts


class SharedCrisisWording(_Content):
    """What every crisis reply says: the limits of software, people, help, and the way on."""

    limits: Texts
    trusted: Texts
    help: Texts
    emergency: Texts
    bridge: Texts


class CrisisReplies(_Content):
    """All wording of the crisis reply, by level, with ``about_another`` for somebody else's crisis."""

    reply: dict[Literal["passive", "active", "harm_to_others", "about_another"], CrisisWording]
    shared: SharedCrisisWording


class CrisisRule(_Content):
    """Patterns of crisis language (regular expressions on lower-case text) and what must not stand beside them."""

    level: CrisisLevel
    patterns: Texts
    unless: tuple[Text, ...] = ()


class CrisisRules(_Content):
    """Rules of crisis language: of the helper's own, of topics, and idioms that mean no harm."""

    rule: tuple[CrisisRule, ...]
    idioms: Texts
    denials: Texts
    another: Texts


class IdentifierRule(_Content):
    """A kind of identifier and the regular expressions that find it."""

    kind: Text
    patterns: Texts
    ignore_case: bool = False


class _Identifiers(_Content):
    rule: tuple[IdentifierRule, ...]


class LanguageRules(_Content):
    """Cues of whose state a clause tells and how it stands; each list is matched on normalised tokens."""

    first_person: Texts
    first_possessive: Texts
    first_person_object_cues: Texts
    third_person: Texts
    third_possessive: Texts
    practitioners: Texts
    others: Texts
    predicates: Texts
    generic: Texts
    second_person: Texts
    clause_breaks: Texts
    negation: Texts
    pseudo_negation: Texts
    imagined: Texts
    pseudo_imagined: Texts
    over: Texts
    still: Texts
    advised: Texts


class Frames(_Content):
    """Sentence frames of the reflection; ``{clause}`` takes the person's own words turned to "you"."""

    simple: Texts
    quoted: Texts
    third_person: Texts
    two_sides: Texts
    pairs: Texts
    nothing_found: Texts
    nothing_found_questions: Texts
    not_english: Text
    repair: Texts
    repair_questions: Texts
    thanks_for_more: Texts
    conditions: Texts
    exposure: Texts
    both: Texts
    offer: Texts
    no_steps: Texts


class Page(_Content):
    """All wording of the page."""

    strings: dict[str, Text]


class Codebook(_Content):
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
    frames: Frames
    page: dict[str, str]

    @property
    def theme_ids(self) -> tuple[str, ...]:
        """Ids of the themes in the codebook's order."""
        return tuple(theme.id for theme in self.themes)

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
        """Return the helplines of a region, or the international ones where it is not listed."""
        by_code = {region.code: region for region in self.regions}
        return by_code.get(code.upper(), by_code["INT"])


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
    known = {theme.id for theme in themes}
    steps_file = folder / "next_steps.toml"
    steps = _read(steps_file, _NextSteps)
    for number, step in enumerate(steps.step):
        for theme_id in step.fits:
            if theme_id not in known:
                line = _line_of(steps_file.read_text(encoding="utf-8"), ("step", number, "fits"))
                raise ContentError(f"{steps_file}, line {line}: unknown theme {theme_id!r}")
    helplines = _read(folder / "helplines.toml", _Helplines)
    if not any(region.code == "INT" for region in helplines.region):
        raise ContentError(f"{folder / 'helplines.toml'}: no region with the code INT")
    checklist = _read(folder / "checklist.toml", _Checklist).item
    for path, ids in (
        (steps_file, [step.id for step in steps.step]),
        (folder / "checklist.toml", [item.id for item in checklist]),
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
        identifiers=_read(folder / "identifiers.toml", _Identifiers).rule,
        language=_read(folder / "language.toml", LanguageRules),
        frames=_read(folder / "reflections.toml", Frames),
        page=_read(folder / "page.toml", Page).strings,
    )


_Schema = TypeVar("_Schema", bound=_Content)


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


def standing_reason(standing: Standing, codebook: Codebook) -> str:
    """Return the page's wording for why a theme was not tagged."""
    return codebook.page[f"set_aside_{standing.value}"]
