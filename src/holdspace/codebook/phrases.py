"""The kinds of text that content files hold, and what each must be: not empty, its slots filled, its pattern sound."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WrapValidator,
    model_validator,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Whatever a phrase leaves open: the words that a reply fills in. One that opens a sentence has a capital letter.
_SLOTS = frozenset({
    "clause", "quote", "line", "link", "other", "who", "gathered", "region", "emergency", "doctor", "staff",
    "Clause", "Quote", "Link", "Other",
})  # fmt: skip
# Of these a region's own values, the only ones that words about danger may leave open.
_OF_REGION = frozenset({"region", "emergency", "line", "doctor", "staff"})
_CLOSED = re.compile(
    r"(?:and )?(?:do|does|did|is|are|was|were|have|has|had|can|could|would|will|should|might)(?:n't|n’t)?\b"
)


class Content(BaseModel):
    """What every content file is read into: frozen, and nothing in it beyond what is named."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _slots(text: str) -> set[str]:
    slots = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    if unknown := slots - _SLOTS:
        raise ValueError(f"unknown slot {{{sorted(unknown)[0]}}}; there are: {', '.join(sorted(_SLOTS))}")
    return slots


def _holding(*wanted: str) -> Callable[[str], str]:
    """Make a check that a phrase holds these slots, in either case, and no others."""

    def check(text: str) -> str:
        if {slot.lower() for slot in _slots(text)} != set(wanted):
            held = " and ".join(f"{{{slot}}}" for slot in wanted) or "no slot"
            raise ValueError(f"this phrase must hold {held} and nothing else to fill in")
        return text

    return check


def _compilable(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as broken:
        raise ValueError(f"this is no regular expression: {broken}") from None
    return pattern


def _each_once(words: Sequence[str], check: Callable[[Sequence[str]], frozenset[str]]) -> frozenset[str]:
    found = check(words)
    if len(found) < len(words):
        doubled = next(word for word in sorted(found) if [other.strip() for other in words].count(word) > 1)
        raise ValueError(f"{doubled!r} stands twice")
    return found


Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]
# A closed list: rules ask only whether a word is one of it.
Words = Annotated[frozenset[Text], Field(min_length=1), WrapValidator(_each_once)]
Pattern = Annotated[Text, AfterValidator(_compilable)]
Patterns = Annotated[tuple[Pattern, ...], Field(min_length=1)]

# Phrases by what they leave open.
Whole = Annotated[tuple[Annotated[Text, AfterValidator(_holding())], ...], Field(min_length=1)]
OfClause = Annotated[tuple[Annotated[Text, AfterValidator(_holding("clause"))], ...], Field(min_length=1)]
OfQuote = Annotated[tuple[Annotated[Text, AfterValidator(_holding("quote"))], ...], Field(min_length=1)]
OfLine = Annotated[tuple[Annotated[Text, AfterValidator(_holding("line"))], ...], Field(min_length=1)]
OfLink = Annotated[tuple[Annotated[Text, AfterValidator(_holding("link"))], ...], Field(min_length=1)]
OfBoth = Annotated[tuple[Annotated[Text, AfterValidator(_holding("link", "other"))], ...], Field(min_length=1)]
Gathering = Annotated[tuple[Annotated[Text, AfterValidator(_holding("gathered"))], ...], Field(min_length=1)]


def _of_region(text: str) -> str:
    if unfilled := _slots(text) - _OF_REGION:
        raise ValueError(f"nothing fills {{{sorted(unfilled)[0]}}} in here; there are: {', '.join(sorted(_OF_REGION))}")
    return text


OfRegion = Annotated[Text, AfterValidator(_of_region)]
# Said to danger, and filled in for the region.
Phrases = Annotated[tuple[OfRegion, ...], Field(min_length=1)]


def _of_them(text: str) -> str:
    if not _slots(text) <= {"who"}:
        raise ValueError("this phrase may hold {who} and nothing else to fill in")
    return text


# Of somebody whom a note is about: named, or not.
OfThem = Annotated[tuple[Annotated[Text, AfterValidator(_of_them)], ...], Field(min_length=1)]


def _as_question(written: object) -> object:
    return {"ask": written} if isinstance(written, str) else written


class AnyQuestion(Content):
    """A question with what would make it moot."""

    ask: Annotated[Text, AfterValidator(_holding())]
    moot: tuple[Pattern, ...] = ()

    @model_validator(mode="after")
    def _asks_openly(self) -> Self:
        if self.ask.count("?") != 1 or not self.ask.endswith("?"):
            raise ValueError("a question asks one thing, and ends with its mark")
        if _CLOSED.match(self.ask.lower()) or " or " in self.ask:
            raise ValueError("a question is open: not yes or no, not one or the other")
        return self


# One open question. It is moot, and left out, where any of its patterns stands in the entry: it has been answered.
Question = Annotated[AnyQuestion, BeforeValidator(_as_question)]


class Facet(Content):
    """One way in which a theme, or an entry without one, may sound: what tells it, and what may be said to it.

    ``about`` says what a sentence tells that it is right for; a model hears it (``corpus/facets.jsonl``), and ``cues``
    in the sentence that is reflected, ``beside`` and ``unless`` (lower case, like all patterns of content) anywhere in
    the entry. ``quiet`` ends the reply there, without a question; ``good`` tells of what sustains,
    ``others`` of what somebody else goes through; ``theirs`` is their trouble, whose theme may be clear. ``least`` is
    how likely it has to be for its lines, where it is easily misheard.
    """

    id: Annotated[Text, StringConstraints(pattern=r"^[a-z][a-z_]+$")]
    about: Text
    cues: tuple[Pattern, ...] = ()
    beside: tuple[Pattern, ...] = ()
    unless: tuple[Pattern, ...] = ()
    reflections: Whole
    questions: tuple[Question, ...] = ()
    quiet: bool = False
    good: bool = False
    others: bool = False
    theirs: bool = False
    least: Annotated[float, Field(ge=0, le=1)] = 0.0
