"""What a person asks for in a turn ("just listen", "what could I do?"), found by cues that are data."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from holdspace.reflection.conversation import Asked
from holdspace.signs import PLAIN_SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdspace.codebook import Codebook
    from holdspace.types import Reading

# A stop, a bracket, an emoji: what stands around the words of a turn that asks.
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
# A request that goes on in the same sentence: "No, that's not it, it is more that ...".
_GOES_ON = r"\s*(?:[,;:–—.…]|\s-)\s*(?=\w)"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for; ``told`` is the reading without the words that ask, or None when nothing else is in it."""

    asked: Asked
    told: Reading | None


def find_request(reading: Reading, book: Codebook) -> Request | None:
    """Return what the person asks for, or None when they only tell."""
    if whole := _whole(reading.text, book):
        return Request(whole, None)
    for rule in book.requests:
        told = stripped(reading, rule.edge)
        if told is reading:
            continue
        # "That's all. Good night.": what is left only asks as well.
        rest = " ".join(sentence.text for sentence in told.sentences) if told else ""
        return Request(Asked(rule.kind), None if not rest or _whole(rest, book) else told)
    return None


def asks(reading: Reading, patterns: Sequence[str]) -> bool:
    """Return whether a turn, its first or last sentence, or the opening of its first matches."""
    return _matches(reading.text, patterns) or next(_asking(reading, patterns), reading) is not reading


def opens(reading: Reading, patterns: Sequence[str]) -> bool:
    """Return whether a turn, its first sentence, or the opening of that matches."""
    first = replace(reading, sentences=reading.sentences[:1])
    return asks(first, patterns)


def stripped(reading: Reading, patterns: Sequence[str]) -> Reading | None:
    """Return the reading without what matches at its edges: itself when nothing does, None when nothing is left."""
    if _matches(reading.text, patterns):
        return None
    told: Reading | None = reading
    while told is not None and (more := next(_asking(told, patterns), told)) is not told:
        told = more  # "I don't need advice. I just need to say it."
    return told


def as_asked(text: str) -> str:
    """Return a text in lower case with plain apostrophes and single spaces, without the marks around it."""
    return _AROUND.sub("", re.sub(r"\s+", " ", _plain(text)))


def _plain(text: str) -> str:
    return text.lower().translate(PLAIN_SIGNS)


def _whole(text: str, book: Codebook) -> Asked | None:
    """What a turn asks for when it does nothing else."""
    return next((Asked(rule.kind) for rule in book.requests if _matches(text, (*rule.whole, *rule.edge))), None)


def _matches(text: str, patterns: Sequence[str]) -> bool:
    asked = as_asked(text)
    return any(re.fullmatch(pattern, asked) for pattern in patterns)


def _asking(reading: Reading, patterns: Sequence[str]) -> Iterator[Reading | None]:
    """The reading without its first or last sentence, or without the opening of its first, where that asks."""
    if not reading.sentences:
        return
    first, last = reading.sentences[0], reading.sentences[-1]
    for pattern in patterns:
        for sentence in (first, last):
            if re.fullmatch(pattern, as_asked(sentence.text)):
                yield _without(reading, sentence.start)
        if opening := re.match(f"(?:{pattern}){_GOES_ON}", _plain(first.text)):
            yield _from(reading, first.start, opening.end())


def _without(reading: Reading, start: int) -> Reading | None:
    """The reading without the sentence that starts there; None when nothing of weight is left, risk least of all."""
    sentences = tuple(sentence for sentence in reading.sentences if sentence.start != start)
    if not any(len(sentence.text.split()) > 1 or sentence.start in reading.crisis.touched for sentence in sentences):
        return None
    evidence = tuple(found for found in reading.evidence if found.start != start)
    return replace(reading, sentences=sentences, evidence=evidence)


def _from(reading: Reading, start: int, skip: int) -> Reading:
    """The reading with the first words of a sentence left out; one that told of risk still does."""
    crisis = reading.crisis
    if start in crisis.touched:
        told = start + skip if crisis.start == start else crisis.start
        crisis = replace(crisis, start=told, touched=crisis.touched - {start} | {start + skip})
    return replace(
        reading,
        crisis=crisis,
        sentences=tuple(
            replace(s, text=s.text[skip:], start=start + skip) if s.start == start else s for s in reading.sentences
        ),
        evidence=tuple(
            replace(e, text=e.text[skip:], start=start + skip) if e.start == start else e for e in reading.evidence
        ),
    )
