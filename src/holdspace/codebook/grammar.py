"""What ``content/grammar.toml`` must hold: closed word lists, a table for each file of ``language`` that asks them."""

from __future__ import annotations

from holdspace.codebook.phrases import Content, Words


class SentenceTerms(Content):
    """Where a run-on may be cut."""

    joints: Words


class NoteTerms(Content):
    """What tells a note about somebody from a writer's own account."""

    determiners: Words
    possessive: Words
    headings: Words
    reports: Words


class ClauseTerms(Content):
    """What joins clauses."""

    joins: Words


class TenseTerms(Content):
    """Verbs by what they say of when, and what stands around them."""

    now: Words
    then: Words
    bare: Words
    short_is: Words
    before_short_is: Words
    had_or_would: Words
    participles: Words
    before_then: Words
    perfect: Words
    pronouns: Words


class SubjectTerms(Content):
    """What makes a noun, a name or a pronoun a subject, a speaker or an owner."""

    saying: Words
    reporting: Words
    telling: Words
    verbs: Words
    objects: Words
    causes: Words
    me: Words
    you: Words
    told: Words
    before_objects: Words
    topic_verbs: Words
    owning: Words
    after_is: Words
    impersonal: Words
    men: Words
    women: Words
    he: Words
    she: Words
    no_names: Words


class WhoseTerms(Content):
    """What gives a theme's word to the writer, or to nobody."""

    first: Words
    compounded: Words


class AdviceTerms(Content):
    """What keeps a lesson from being one."""

    owned_signs: Words


class DenialTerms(Content):
    """How far a denial reaches, and what cancels it."""

    nots: Words
    outright: Words
    raisers: Words
    inverted: Words
    splits: Words
    concord: Words
    alternatives: Words
    asking: Words
    raising: Words
    relieving: Words
    answering: Words


class FancyTerms(Content):
    """What is supposed, wished for or wished away."""

    conditions: Words
    wishes: Words
    wished_away: Words


class PastTerms(Content):
    """What looks back, and what keeps the past alive."""

    weak_still: Words
    past_itself: Words
    pointers: Words


class Grammar(Content):
    """``grammar.toml``."""

    sentences: SentenceTerms
    notes: NoteTerms
    clauses: ClauseTerms
    tense: TenseTerms
    subjects: SubjectTerms
    whose: WhoseTerms
    advice: AdviceTerms
    denial: DenialTerms
    fancy: FancyTerms
    past: PastTerms
