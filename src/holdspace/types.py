"""The nouns that every room of Holdspace shares: frozen, small, without behaviour of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Standing(StrEnum):
    """How what a sentence tells stands to the helper, now.

    Only ``HELD`` carries a theme; the others name why it does not. The set follows the
    contextual properties of ConText (Harkema et al. 2009, doi:10.1016/j.jbi.2009.05.002)
    and the table "When a theme is present" of the codebook.
    """

    HELD = "held"
    NEGATED = "negated"
    IMAGINED = "imagined"
    OVER = "over"
    ADVISED = "advised"
    ANOTHERS = "anothers"


class Certainty(StrEnum):
    """Whether a theme is likely enough to be named (two in three), or is held out to be put right."""

    PRESENT = "present"
    UNSURE = "unsure"


class CrisisLevel(StrEnum):
    """The strongest crisis language that the helper uses of themself (codebook, "Crisis language")."""

    NONE = "none"
    PASSIVE = "passive"
    ACTIVE = "active"
    HARM_TO_OTHERS = "harm_to_others"


# What the crisis head tells apart: levels of the helper's own, and somebody else's.
CRISIS_LABELS = ("passive", "active", "harm_to_others", "about_another")
# What a listener would surely take up of an entry, and what they might as well.
TAKEN_UP = ("heart", "apt")


@dataclass(frozen=True, slots=True)
class NamedTheme:
    """A theme whose words stand in a sentence, how they stand, and the words that decided it."""

    theme: str
    standing: Standing
    cue: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the entry that is judged on its own.

    ``start`` and ``end`` count Unicode code points of the entry as given. ``cue`` quotes the words
    that decided ``standing``; it is empty when nothing but the writer's own voice did.
    ``spoken`` holds the themes whose words stand here; ``items`` the checklist items whose words stand here, owned;
    ``cues`` the kinds of cue.
    """

    text: str
    start: int
    end: int
    standing: Standing = Standing.HELD
    cue: str = ""
    spoken: tuple[NamedTheme, ...] = ()
    items: frozenset[str] = frozenset()
    cues: frozenset[str] = frozenset()

    @property
    def named(self) -> frozenset[str]:
        """Themes whose words stand here and are held."""
        return frozenset(named.theme for named in self.spoken if named.standing is Standing.HELD)

    @property
    def denied(self) -> frozenset[str]:
        """Themes whose words stand here and are not held; a word that stands twice and is held once is held."""
        return frozenset(named.theme for named in self.spoken) - self.named


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of the entry that carry a theme; ``text`` is ``entry[start:end]``, ``strength`` how plainly they do."""

    theme: str
    start: int
    end: int
    text: str
    strength: float = 0.0


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """A theme that is present: its calibrated probability and how clear it is."""

    theme: str
    score: float
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class SetAside:
    """A theme that the words touch and that is not tagged, with the reason and the words that gave it."""

    theme: str
    standing: Standing
    cue: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ChecklistMatch:
    """An item of the symptom checklist that the entry's words touch."""

    item: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Crisis:
    """Crisis language found in an entry; ``start`` and ``end`` are None when there is none.

    ``touched`` holds the starts of all sentences with words of risk, anybody's: a reply gives none of them back.
    """

    level: CrisisLevel = CrisisLevel.NONE
    about_another: bool = False
    start: int | None = None
    end: int | None = None
    touched: frozenset[int] = frozenset()

    @property
    def is_own(self) -> bool:
        """Whether the helper speaks so of themself."""
        return self.level is not CrisisLevel.NONE

    @property
    def is_told(self) -> bool:
        """Whether there is any crisis language, of whomever."""
        return self.is_own or self.about_another


@dataclass(frozen=True, slots=True)
class Identifier:
    """Words that could tell who somebody is, left in a note that should be anonymous."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What Holdspace found in one entry.

    ``themes`` are ordered by score, highest first; ``scores`` holds a calibrated probability for every
    theme; ``heard`` holds, by a sentence's start, the facets and tones in which it may sound, and whether a listener
    would take it up (``TAKEN_UP``), with probabilities; ``touched`` the theme that it touches most, whoever carries it,
    if it surely touches one. ``english`` is False when the text is not English enough to
    read: then nothing is tagged.
    """

    text: str
    model: str
    english: bool = True
    sentences: tuple[Sentence, ...] = ()
    themes: tuple[ThemeScore, ...] = ()
    scores: dict[str, float] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    checklist: tuple[ChecklistMatch, ...] = ()
    heard: dict[int, dict[str, float]] = field(default_factory=dict)
    touched: dict[int, str] = field(default_factory=dict)
    crisis: Crisis = Crisis()
    identifiers: tuple[Identifier, ...] = ()
    third_person: bool = False

    @property
    def evidence_shown(self) -> tuple[Evidence, ...]:
        """Evidence that may be given back to a person: words of risk are not."""
        return tuple(found for found in self.evidence if found.start not in self.crisis.touched)

    @property
    def set_aside_shown(self) -> tuple[SetAside, ...]:
        """What was set aside and may be given back to a person, by the same rule."""
        return tuple(aside for aside in self.set_aside if aside.start not in self.crisis.touched)


@dataclass(frozen=True, slots=True)
class OfferedStep:
    """A next step with the reason it is offered to this person."""

    id: str
    text: str
    why: str
    effort: str
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class CrisisReply:
    """What is said before anything else when an entry holds crisis language."""

    text: str
    help: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reflection:
    """A reply: crisis language met first, then the reflection, then one open question.

    ``offer`` leads to the next steps, or says that there are none; both are empty until asked for.
    """

    reflection: str
    question: str
    crisis: CrisisReply | None = None
    next_steps: tuple[OfferedStep, ...] = ()
    offer: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled entry of the corpus.

    ``evidence`` maps a theme to quoted spans. ``near`` lists quotes that touch a theme which is absent,
    as ``(theme, reason, quote)``. ``group`` is an author or a family of variants: never split over
    training and test data.
    """

    id: str
    text: str
    themes: tuple[str, ...]
    evidence: dict[str, tuple[str, ...]] = field(default_factory=dict)
    near: tuple[tuple[str, str, str], ...] = ()
    crisis: CrisisLevel = CrisisLevel.NONE
    about_another: bool = False
    source: str = ""
    group: str = ""
    register: str = ""
    family: str = ""
