"""Finds cues: the phrases of ``content/language.toml`` and the words that name a theme, each where it counts.

A phrase matches anywhere, unless a mark in it says more: ``^`` before it wants it to open a sentence ("^ try to"
advises, "I try to" does not), ``#`` lets it only head a note ("# supervision"), ``~`` holds the place of what it speaks
of ("~ has gone" looks back to its subject, "got over ~" forward to its object).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.matcher import PhraseMatcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

_OPENS, _HEADS, _PLACE = "^", "#", "~"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens ``start`` to ``end`` of a text; ``typed`` and ``lower`` hold the words of the whole text.

    Rules look at words over and over: asked of spaCy each time, that would be most of a reading.
    """

    typed: list[str]
    lower: list[str]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens ``start`` to ``end`` of a text, and what kind of cue they are; ``mark`` is that of its phrase."""

    kind: str
    start: int
    end: int
    mark: str = ""

    def covers(self, other: Cue) -> bool:
        """Whether ``other`` lies within this cue and is shorter."""
        return self.start <= other.start and other.end <= self.end and self.end - self.start > other.end - other.start

    def overlaps(self, other: Cue) -> bool:
        """Whether the two share a word."""
        return self.start < other.end and other.start < self.end


class CueMatcher:
    """Finds all cues of a tokenised text at once.

    Parameters
    ----------
    phrases : mapping of str to phrases
        Kinds of cue and their phrases.
    nlp : Language
        The pipeline whose tokenizer normalises both the phrases and the text.
    """

    def __init__(self, phrases: Mapping[str, Sequence[str]], nlp: Language) -> None:
        self._matcher = PhraseMatcher(nlp.vocab, attr="NORM")
        self._keys: dict[int, tuple[str, str]] = {}
        for kind, mark, group in _grouped(phrases):
            key = f"{mark} {kind}"
            self._matcher.add(key, [nlp.make_doc(phrase) for phrase in group])
            self._keys[nlp.vocab.strings[key]] = (kind, mark)

    def __call__(self, doc: Doc, opening: Sequence[bool]) -> Iterable[Cue]:
        """Yield the cues of ``doc``; ``opening`` says of each token whether it opens a sentence."""
        for key, start, end in self._matcher(doc):
            kind, mark = self._keys[key]
            if mark != _OPENS or opening[start]:
                yield Cue(kind, start, end, mark)


def outside(cues: Sequence[Cue], kind: str, mask: str) -> list[Cue]:
    """Cues of ``kind`` that no cue of ``mask`` overlaps, unless they are longer: "not" in "not only" denies nothing."""
    masks = [cue for cue in cues if cue.kind == mask]
    return [cue for cue in cues if cue.kind == kind and not any(m.overlaps(cue) and not cue.covers(m) for m in masks)]


def _grouped(phrases: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, str, list[str]]]:
    """Kinds with their phrases, parted by mark: "^" opens, "#" heads, "~<" looks back, "~>" looks forward."""
    for kind, texts in phrases.items():
        by_mark: dict[str, list[str]] = defaultdict(list)
        for text in texts:
            if text.startswith((_OPENS, _HEADS)):
                by_mark[text[0]].append(text[1:].strip())
            elif text.startswith(_PLACE):
                by_mark["~<"].append(text.removeprefix(_PLACE).strip())
            elif text.endswith(_PLACE):
                by_mark["~>"].append(text.removesuffix(_PLACE).strip())
            else:
                by_mark[""].append(text)
        for mark, group in by_mark.items():
            yield kind, mark, group
