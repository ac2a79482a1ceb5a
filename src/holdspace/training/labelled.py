"""Entries and short texts in the one shape that heads and encoder learn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdspace.corpus import Phrasing
    from holdspace.types import Example, Sentence


# One group in six stays unmet: on these the heads choose their thresholds and are judged.
_HELD_OUT = 6


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, the labels it carries, the quotes that carry them and its group, which is never split."""

    text: str
    labels: tuple[str, ...]
    evidence: Mapping[str, tuple[str, ...]]
    group: str

    @classmethod
    def from_example(cls, example: Example) -> Self:
        """Take an entry's themes."""
        return cls(example.text, example.themes, example.evidence, example.group)

    @classmethod
    def from_phrasing(cls, phrasing: Phrasing) -> Self:
        """Take a short text's labels; each is a group of its own."""
        return cls(phrasing.text, phrasing.labels, phrasing.evidence, phrasing.id)


def groups_to_meet(groups: Sequence[str]) -> tuple[str, ...]:
    """Return the groups that the encoder may learn from: all but every sixth, in order of name."""
    groups = sorted(set(groups))
    return tuple(group for number, group in enumerate(groups) if number % _HELD_OUT != _HELD_OUT - 1)


def carried(sentence: Sentence, labelled: Labelled, labels: Sequence[str]) -> list[bool]:
    """Which labels a sentence is evidence of; a text without quotes speaks for each of its sentences."""
    return [
        label in labelled.labels
        and (
            label not in labelled.evidence
            or any(
                sentence.start < at + len(quote) and at < sentence.end
                for quote in labelled.evidence[label]
                for at in _places(labelled.text, quote)
            )
        )
        for label in labels
    ]


def _places(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)
