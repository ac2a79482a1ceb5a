"""What every file under ``content/`` must hold: a misspelt key, a missing text, a broken pattern is refused."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from holdspace.codebook.phrases import (
    Content,
    Facet,
    OfThem,
    Pattern,
    Patterns,
    Question,
    Text,
    Texts,
    Whole,
)
from holdspace.codebook.wording import Page

Load = Literal["conditions", "exposure", "both", "resource"]
Effort = Literal["minutes", "today", "this week", "with others"]


class Theme(Content):
    """One theme: its definition, the words that name it, and how a reply speaks of it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
    order: int
    name: Text
    core: bool = False
    told_of_others: bool = False
    over_identifies: bool = False
    load: Load
    definition: Text
    not_this: Texts
    words: Texts
    links: Whole
    reflections: Whole
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    of_them: OfThem
    facets: tuple[Facet, ...]


class ChecklistItem(Content):
    """One item of the symptom checklist; ``words`` are plain ways in which people put it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+-\d\d$")]
    category: Text
    text: Text
    words: Texts


class ChecklistFile(Content):
    """``checklist.toml``."""

    item: tuple[ChecklistItem, ...]


class Family(Content):
    """A family of next steps."""

    id: Text
    name: Text


class NextStep(Content):
    """One small thing that a person might try, with whom it fits and why."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+-\d\d$")]
    family: Text
    text: Text
    why: Text
    fits: Texts
    load: Literal["conditions", "exposure", "both"]
    effort: Effort
    kind: Literal["personal", "systemic"]
    stance: Literal["compassion"] | None = None
    source: Text


class NextStepsFile(Content):
    """``next_steps.toml``."""

    family: tuple[Family, ...]
    step: tuple[NextStep, ...]

    @model_validator(mode="after")
    def _families_exist(self) -> Self:
        known = {family.id for family in self.family}
        for step in self.step:
            if step.family not in known:
                raise ValueError(f"step {step.id}: unknown family {step.family!r}")
        return self


class Line(Content):
    """One helpline; one for a ``profession`` is for those whose words match any of its patterns."""

    name: Text
    contact: Text
    kind: Literal["phone", "text", "web"]
    hours: Text
    always: bool
    who: Text
    source: Text
    verified: dt.date
    profession: tuple[Pattern, ...] = ()


class Region(Content):
    """The helplines of one region, and its emergency number."""

    code: Text
    name: Text
    emergency: Text
    also: tuple[Text, ...] = ()
    doctor: Text = "a doctor"
    staff: Text = "whoever looks after staff where you work"
    line: Annotated[tuple[Line, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_a_line_for_everyone_that_never_closes(self) -> Self:
        if not any(line.always and not line.profession for line in self.line):
            raise ValueError(f"region {self.code}: no line for everyone that is open at any hour")
        return self

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines, those first that are open at any hour, for everyone before a profession's own."""
        return tuple(sorted(self.line, key=lambda line: (not line.always, bool(line.profession))))

    @property
    def only_lists(self) -> bool:
        """Whether what is known of the region is where to look for a line, and no line itself."""
        return all(line.kind == "web" for line in self.line)

    def fill(self, phrase: str) -> str:
        """Return a phrase with what it leaves open about the region."""
        return phrase.format(
            region=self.name,
            emergency=self.emergency,
            line=self.lines[0].contact,
            doctor=self.doctor,
            staff=self.staff,
        )


class HelplinesFile(Content):
    """``helplines.toml``."""

    region: tuple[Region, ...]


class IdentifierRule(Content):
    """A kind of identifier and the regular expressions that find it."""

    kind: Text
    patterns: Patterns
    ignore_case: bool = False


class IdentifiersFile(Content):
    """``identifiers.toml``."""

    rule: tuple[IdentifierRule, ...]


class LanguageRules(Content):
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


class PageFile(Content):
    """``page.toml``."""

    strings: Page
