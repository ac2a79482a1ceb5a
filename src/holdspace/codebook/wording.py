"""What the files of wording must hold: frames of a reflection, the course of a conversation, requests, the page."""

from __future__ import annotations

from typing import Literal

from holdspace.codebook.phrases import (
    Content,
    Facet,
    Gathering,
    OfBoth,
    OfClause,
    OfLine,
    OfLink,
    OfQuote,
    OfRegion,
    OfThem,
    Pattern,
    Patterns,
    Phrases,
    Question,
    Text,
    Whole,
)


class Course(Content):
    """What is said along a conversation besides reflections: repair, listening, a thought on the load, closing."""

    repair: Whole
    repair_questions: Whole
    affirmed: Whole
    listening: Whole
    asking_again: Whole
    invitations: Whole
    making: Whole
    making_one: OfLink
    making_two: OfBoth
    makes_little: Whole
    further: Whole
    conditions: Whole
    exposure: Whole
    both: Whole
    fits: Whole
    offer: Whole
    declined: Whole
    declined_questions: Whole
    no_steps: Whole
    closings: Whole
    gathered: Gathering
    closing_quotes: OfQuote
    closing_links: OfLink
    closing_pairs: OfBoth
    closing_crisis: Whole
    farewells: Whole


class Led(Content):
    """Words that are given back as the person's own view (``cues`` tell them), and how they are led."""

    cues: Patterns
    says: OfClause


class Aside(Content):
    """What is said to words that tell of no feeling carried now: of one that is over, denied, supposed, another's."""

    reflections: Whole
    questions: tuple[Question, ...]


class Asides(Content):
    """By the standing of the words that are reflected."""

    over: Aside
    negated: Aside
    imagined: Aside
    anothers: Aside


class Frames(Content):
    """``reflections.toml``: sentence frames; ``{clause}`` takes the person's own words turned to "you"."""

    felt: OfClause
    asked_oneself: OfClause
    likened: OfQuote
    thought: OfQuote
    verdicts: Patterns
    never_turned: Patterns
    in_passing: Patterns
    already_held: Patterns
    telling: Patterns
    of_oneself: Patterns
    striking: Patterns
    both: Whole
    both_questions: Whole
    unsure: Whole
    open: Whole
    unsaid: Whole
    asides: Asides
    unsure_leads: OfLine
    errands: Patterns
    plain: Whole
    open_questions: tuple[Question, ...]
    settled: Patterns
    enough: Whole
    warm_heavy: Whole
    warm_good: Whole
    warm_plain: Whole
    returns: OfLink
    joins: OfBoth
    stood: OfLink
    crossed: OfLink
    asked_of_others: Patterns
    asked: Whole
    asked_beside: Whole
    noted: OfThem
    noted_well: OfThem
    goes_well: Patterns
    good_day: Patterns
    noted_questions: OfThem
    not_english: OfRegion
    led: tuple[Led, ...]
    strands: tuple[Facet, ...]
    course: Course

    @property
    def held_back(self) -> tuple[str, ...]:
        """Patterns of what the writer says of themself and is not given back."""
        return (*self.verdicts, *self.never_turned)


class TonesFile(Content):
    """``tones.toml``: what may be guessed in a sentence of no theme and no strand; what is too grave for gladness."""

    grave: Patterns
    tone: tuple[Facet, ...]


class RequestRule(Content):
    """One thing that a person may ask for: patterns for a turn that is only that, and for a first or last sentence."""

    kind: Literal["not_it", "yes", "listen", "ask_again", "make_of_it", "steps", "close"]
    whole: tuple[Pattern, ...] = ()
    edge: tuple[Pattern, ...] = ()


class RequestsFile(Content):
    """``requests.toml``."""

    request: tuple[RequestRule, ...]


class AboutItself(Content):
    """One thing that a person may ask about Holdspace itself: how it is put, and what is answered."""

    kind: Text
    asks: Patterns
    says: Whole


class AboutItselfFile(Content):
    """``about_itself.toml``."""

    lead: Pattern
    beside: Patterns
    after_risk: Phrases
    question: tuple[AboutItself, ...]


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
    tone_label: Text
    tone_plain: Text
    tone_warm: Text
    tone_brief: Text
    listen_label: Text
    listen_note: Text
    close_button: Text
    repair_button: Text
    clear_button: Text
    cleared: Text
    broken: OfRegion
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
