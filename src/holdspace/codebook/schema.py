"""What every file under ``content/`` must hold: a misspelt key, a missing text, a broken pattern is refused."""

from __future__ import annotations

import datetime as dt
import re
from string import Formatter
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from holdspace.types import CrisisLevel

# Whatever a phrase leaves open: the words that a reply fills in.
_SLOTS = frozenset({"clause", "quote", "link", "other", "region", "emergency"})


def _with_known_slots(text: str) -> str:
    slots = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    if unknown := slots - _SLOTS:
        raise ValueError(f"unknown slot {{{sorted(unknown)[0]}}}; there are: {', '.join(sorted(_SLOTS))}")
    return text


def _compilable(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as broken:
        raise ValueError(f"this is no regular expression: {broken}") from None
    return pattern


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]
Phrases = Annotated[tuple[Annotated[Text, AfterValidator(_with_known_slots)], ...], Field(min_length=1)]
Pattern = Annotated[Text, AfterValidator(_compilable)]
Patterns = Annotated[tuple[Pattern, ...], Field(min_length=1)]
Load = Literal["conditions", "exposure", "both", "resource"]
Effort = Literal["minutes", "today", "this week", "with others"]


class Content(BaseModel):
    """What every content file is read into: frozen, and nothing in it beyond what is named."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Theme(Content):
    """One theme: its definition, the words that name it, and how a reply speaks of it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
    order: int
    name: Text
    core: bool = False
    told_of_others: bool = False
    load: Load
    definition: Text
    not_this: Texts
    words: Texts
    reflections: Texts
    links: Texts
    asks: Texts
    questions: Texts


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
    """One helpline."""

    name: Text
    contact: Text
    kind: Literal["phone", "text", "web"]
    hours: Text
    always: bool
    who: Text
    source: Text
    verified: dt.date


class Region(Content):
    """The helplines of one region, and its emergency number."""

    code: Text
    name: Text
    emergency: Text
    also: tuple[Text, ...] = ()
    line: Annotated[tuple[Line, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _has_a_line_that_never_closes(self) -> Self:
        if not any(line.always for line in self.line):
            raise ValueError(f"region {self.code}: no line that is open at any hour")
        return self


class HelplinesFile(Content):
    """``helplines.toml``."""

    region: tuple[Region, ...]


class CrisisWording(Content):
    """What is said first to one kind of crisis language."""

    opening: Texts
    ask: Texts


class SharedCrisisWording(Content):
    """What every crisis reply says: the limits of software, people, help, and the way on."""

    limits: Phrases
    trusted: Phrases
    help: Phrases
    emergency: Phrases
    bridge: Phrases


class CrisisKinds(Content):
    """What is said first, by the level of the helper's own crisis language, or to somebody else's."""

    passive: CrisisWording
    active: CrisisWording
    harm_to_others: CrisisWording
    about_another: CrisisWording


class CrisisReplies(Content):
    """All wording of the crisis reply."""

    reply: CrisisKinds
    shared: SharedCrisisWording


class CrisisRule(Content):
    """Patterns of crisis language (regular expressions on lower-case text) and what must not stand beside them."""

    level: CrisisLevel
    patterns: Patterns
    unless: tuple[Pattern, ...] = ()


class CrisisRules(Content):
    """Rules of crisis language: of the helper's own, of topics, and idioms that mean no harm."""

    rule: tuple[CrisisRule, ...]
    idioms: Patterns
    denials: Patterns
    another: Patterns


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


class Frames(Content):
    """Sentence frames of the reflection; ``{clause}`` takes the person's own words turned to "you"."""

    simple: Phrases
    quote_when: Phrases
    quoted: Phrases
    third_person: Phrases
    two_sides: Phrases
    pairs: Phrases
    nothing_found_questions: Phrases
    asked: Phrases
    asked_questions: Phrases
    not_english: Text
    repair: Phrases
    repair_questions: Phrases
    conditions: Phrases
    exposure: Phrases
    both: Phrases
    offer: Phrases
    no_steps: Phrases


class Page(Content):
    """All wording of the page; a string that is missing or misspelt is refused."""

    title: Text
    lead: Text
    privacy: Text
    not_this: Text
    entry_label: Text
    entry_placeholder: Text
    region_label: Text
    send: Text
    again_label: Text
    next_steps_button: Text
    repair_button: Text
    clear_button: Text
    cleared: Text
    conversation_label: Text
    you: Text
    rests_on: Text
    rests_on_note: Text
    unsure_mark: Text
    themes_label: Text
    set_aside_title: Text
    checklist_title: Text
    checklist_note: Text
    steps_why: Text
    steps_source: Text
    steps_personal: Text
    steps_systemic: Text
    crisis_title: Text
    set_aside_negated: Text
    set_aside_imagined: Text
    set_aside_over: Text
    set_aside_advised: Text
    set_aside_anothers: Text


class PageFile(Content):
    """``page.toml``."""

    strings: Page
