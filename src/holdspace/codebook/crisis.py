"""What ``crisis.toml`` and ``crisis_rules.toml`` must hold: the words said to danger, and the rules that hear it."""

from __future__ import annotations

from holdspace.codebook.phrases import Content, Pattern, Patterns, Phrases, Text, Whole
from holdspace.types import CrisisLevel


class CrisisWording(Content):
    """What is said first to one kind of crisis language."""

    opening: Phrases
    ask: Phrases


class PassiveWording(CrisisWording):
    """What is said to a wish not to live; and ``unmeant_heard`` where any of ``unmeant`` says no more is meant."""

    unmeant: Patterns
    unmeant_heard: Phrases


class AnotherWording(CrisisWording):
    """What is said to somebody else's danger: help gets to them, the duty is shared, and someone is there for you.

    ``eased`` takes the place of all that where any of ``reached`` tells that help is there, and none of ``unreached``
    that it is not.
    """

    emergency: Phrases
    trusted: Phrases
    help: Phrases
    reached: Patterns
    unreached: Patterns
    eased: Phrases
    died: Patterns
    at_risk: Patterns
    mourned: Phrases
    mourned_help: Phrases


class SharedCrisisWording(Content):
    """What every crisis reply says: the limits of software, people, help, and the way on."""

    limits: Phrases
    trusted: Phrases
    beside: Phrases
    help: Phrases
    lists: Phrases
    emergency: Phrases
    bridge: Whole
    still: Whole
    bridge_another: Whole
    rest: Whole


class CrisisKinds(Content):
    """What is said first, by the level of the helper's own crisis language, or to somebody else's."""

    passive: PassiveWording
    active: CrisisWording
    harm_to_others: CrisisWording
    about_another: AnotherWording


class CrisisAnswers(Content):
    """What is said to a yes or a no after the crisis question."""

    yes: Phrases
    unsure: Phrases
    no: Phrases


class AfterRisk(CrisisAnswers):
    """What is said once own risk was told: to the answer, along with other replies, before steps and at the end."""

    taken_back: Phrases
    word: Phrases
    reached: Phrases
    again: Whole
    steps: Phrases
    steps_then: Phrases
    making: Phrases
    closing: Phrases
    farewells: Phrases


class AfterAnother(CrisisAnswers):
    """What is said once another's risk was told: to the answer, before steps and at the end."""

    steps: Phrases
    closing: Phrases


class AfterKinds(Content):
    """What is said after risk was told, by whose it was and toward whom."""

    own: AfterRisk
    harm_to_others: AfterRisk
    about_another: AfterAnother


class CrisisReplies(Content):
    """All wording of the crisis reply and of what follows it."""

    reply: CrisisKinds
    shared: SharedCrisisWording
    after: AfterKinds


class CrisisRule(Content):
    """Patterns of crisis language (regular expressions on lower-case text) and what clears them.

    A match is cleared by any of ``unless`` in its sentence, by a word of ``denied`` that touches it, by a subject of
    ``theirs`` before it, and by ``ago`` where nothing says that it is so anew. A rule that ``yields`` raises no alarm
    where the trained head is all but sure that there is nothing.
    """

    name: Text
    level: CrisisLevel
    patterns: Patterns
    unless: tuple[Pattern, ...] = ()
    denied: tuple[Pattern, ...] = ()
    theirs: tuple[Pattern, ...] = ()
    ago: tuple[Pattern, ...] = ()
    yields: bool = False


class CrisisAnswerRules(Content):
    """Patterns of a short answer to the crisis question, each for a whole sentence; ``reached`` may stand anywhere.

    ``persists`` and ``taken_back`` count without the question, as long as the risk is fresh.
    """

    yes: Patterns
    unsure: Patterns
    no: Patterns
    persists: Patterns
    taken_back: Patterns
    beside: Patterns
    reached: Patterns


class CrisisRules(Content):
    """Rules of crisis language: of the helper's own and of others', what clears them, and answers to a question."""

    rule: tuple[CrisisRule, ...]
    idioms: Patterns
    longing: Patterns
    undenied: Patterns
    turned: Patterns
    anew: Patterns
    opening: Patterns
    noted: Patterns
    i_said: Patterns
    denials: Patterns
    topics: Patterns
    past: Patterns
    over: Patterns
    again: Patterns
    lately: Patterns
    another: Patterns
    unsaid: Patterns
    answers: CrisisAnswerRules
