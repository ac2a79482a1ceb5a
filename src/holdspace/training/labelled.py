"""Entries and short texts in the one shape that heads and encoder learn from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from holdspace.types import CrisisLevel

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping, Sequence

    from holdspace.corpus import Phrasing
    from holdspace.types import Example, Sentence

# Why a label that the words touch is not the helper's now, as the corpus marks it ("near" alone is another thing: a
# neighbour of the theme, not the theme of somebody else).
REASONS = ("other", "negated", "over", "imagined", "advised")
# One group in six stays unmet: on these the heads choose their thresholds and are judged.
_HELD_OUT = 6
# Sentences of a quiet entry around a line that is set into it, at most.
_BEFORE, _AFTER = 4, 2


@dataclass(frozen=True, slots=True)
class Phrasings:
    """Labelled texts beside the entries; ``lines`` are single sentences with themes.

    ``hearts`` are entries with the sentences that a listener would take up (``TAKEN_UP``).
    """

    checklist: Sequence[Phrasing]
    crisis: Sequence[Phrasing]
    facets: Sequence[Phrasing] = ()
    tones: Sequence[Phrasing] = ()
    hearts: Sequence[Phrasing] = ()
    lines: Sequence[Example] = ()

    @property
    def short(self) -> tuple[Sequence[Phrasing], ...]:
        """All that are no lines, in one order."""
        return self.checklist, self.crisis, self.facets, self.tones, self.hearts


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, the labels it carries, the quotes that carry them and its group, which is never split.

    ``near`` holds what it touches without carrying it: label, reason, quote. Where ``told`` is given, the sentences of
    the text that it stands in are the labelled ones, and the others nothing but their context.
    """

    text: str
    labels: tuple[str, ...]
    evidence: Mapping[str, tuple[str, ...]]
    group: str
    near: tuple[tuple[str, str, str], ...] = ()
    told: str = ""

    @classmethod
    def from_example(cls, example: Example) -> Self:
        """Take an entry's themes."""
        return cls(example.text, example.themes, example.evidence, example.group, example.near)

    @classmethod
    def from_phrasing(cls, phrasing: Phrasing) -> Self:
        """Take a short text's labels; each is a group of its own, but for those of one family."""
        return cls(phrasing.text, phrasing.labels, phrasing.evidence, phrasing.family or phrasing.id)

    @classmethod
    def in_its_place(cls, phrasing: Phrasing) -> Self:
        """Take a short text as it stands in its entry: read there, and labelled by itself."""
        evidence = dict.fromkeys(phrasing.labels, (phrasing.text,))
        group = phrasing.family or phrasing.id
        return cls(phrasing.around, phrasing.labels, evidence, group, told=phrasing.text)

    def within(self, quiet: Sequence[str], rng: random.Random) -> Self:
        """Set this text between sentences of a quiet entry, as what matters most often stands in real ones."""
        at = rng.randrange(len(quiet) + 1)
        before, after = quiet[max(0, at - _BEFORE) : at], quiet[at : at + _AFTER]
        evidence = {label: self.evidence.get(label, (self.text,)) for label in self.labels}
        return replace(self, text=" ".join((*before, self.text, *after)), evidence=evidence)


def is_calm(example: Example) -> bool:
    """Return whether an entry holds no crisis language, anybody's."""
    return example.crisis is CrisisLevel.NONE and not example.about_another


def groups_to_meet(groups: Sequence[str]) -> tuple[str, ...]:
    """Return the groups that the encoder may learn from: all but every sixth, in order of name."""
    groups = sorted(set(groups))
    return tuple(group for number, group in enumerate(groups) if number % _HELD_OUT != _HELD_OUT - 1)


def not_held(sentence: Sentence, labelled: Labelled, label: str = "") -> frozenset[str]:
    """Return why what a sentence touches (of ``label``, or at all) is not the helper's now: some of REASONS."""
    return frozenset(
        why
        for near, why, quote in labelled.near
        if why in REASONS and label in ("", near) and _overlaps(sentence, labelled.text, quote)
    )


def is_told(sentence: Sentence, labelled: Labelled) -> bool:
    """Return whether a sentence is one that the labels of its text speak of."""
    return not labelled.told or _overlaps(sentence, labelled.text, labelled.told)


def carried(sentence: Sentence, labelled: Labelled, labels: Sequence[str]) -> list[bool]:
    """Which labels a sentence is evidence of; a text without quotes speaks for each of its sentences."""
    return [
        label in labelled.labels
        and (
            label not in labelled.evidence
            or any(_overlaps(sentence, labelled.text, quote) for quote in labelled.evidence[label])
        )
        for label in labels
    ]


def _overlaps(sentence: Sentence, text: str, quote: str) -> bool:
    return any(sentence.start < at + len(quote) and at < sentence.end for at in _places(text, quote))


def _places(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)
