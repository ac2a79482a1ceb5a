"""The kinds of text that content files hold, and what each must be: not empty, its slots filled, its pattern sound."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, WrapValidator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Whatever a phrase leaves open: the words that a reply fills in. One that opens a sentence has a capital letter.
_SLOTS = frozenset({
    "clause", "quote", "link", "other", "side", "across", "deepen", "feeling", "gathered", "region", "emergency",
    "line", "doctor", "staff",
    "Clause", "Link", "Other",
})  # fmt: skip


class Content(BaseModel):
    """What every content file is read into: frozen, and nothing in it beyond what is named."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _slots(text: str) -> set[str]:
    slots = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    if unknown := slots - _SLOTS:
        raise ValueError(f"unknown slot {{{sorted(unknown)[0]}}}; there are: {', '.join(sorted(_SLOTS))}")
    return slots


def _with_known_slots(text: str) -> str:
    _slots(text)
    return text


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
Phrases = Annotated[tuple[Annotated[Text, AfterValidator(_with_known_slots)], ...], Field(min_length=1)]

# Phrases by what they leave open.
Whole = Annotated[tuple[Annotated[Text, AfterValidator(_holding())], ...], Field(min_length=1)]
OfClause = Annotated[tuple[Annotated[Text, AfterValidator(_holding("clause"))], ...], Field(min_length=1)]
OfQuote = Annotated[tuple[Annotated[Text, AfterValidator(_holding("quote"))], ...], Field(min_length=1)]
OfLink = Annotated[tuple[Annotated[Text, AfterValidator(_holding("link"))], ...], Field(min_length=1)]
OfOther = Annotated[tuple[Annotated[Text, AfterValidator(_holding("other"))], ...], Field(min_length=1)]
OfBoth = Annotated[tuple[Annotated[Text, AfterValidator(_holding("link", "other"))], ...], Field(min_length=1)]
OfClauses = Annotated[tuple[Annotated[Text, AfterValidator(_holding("clause", "other"))], ...], Field(min_length=1)]
OfSides = Annotated[tuple[Annotated[Text, AfterValidator(_holding("side", "across"))], ...], Field(min_length=1)]
OfFeeling = Annotated[tuple[Annotated[Text, AfterValidator(_holding("feeling"))], ...], Field(min_length=1)]
Gathering = Annotated[tuple[Annotated[Text, AfterValidator(_holding("gathered"))], ...], Field(min_length=1)]
Deepened = Annotated[tuple[Annotated[Text, AfterValidator(_holding("clause", "deepen"))], ...], Field(min_length=1)]
DeepenedQuote = Annotated[tuple[Annotated[Text, AfterValidator(_holding("quote", "deepen"))], ...], Field(min_length=1)]
QuoteOf = Annotated[tuple[Annotated[Text, AfterValidator(_holding("quote", "link"))], ...], Field(min_length=1)]
