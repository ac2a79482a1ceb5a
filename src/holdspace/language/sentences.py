"""Sentence bounds for prose as people type it: line breaks, missing capitals, run-ons of a hundred words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from holdspace.language.words import typed_text, typed_words

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Doc

    from holdspace.codebook.grammar import SentenceTerms

_ENDING = ".!?…"
_END = re.compile(rf"^[{_ENDING}]+$")
_CLOSERS = frozenset("\"'”’)]*_~") | {"''", "``"}
# Lines that are broken by their width have so many characters at least, and two of them at least are about as wide as
# the widest: a margin is no chance. Other lines people end themselves.
_NARROWEST, _MARGIN = 50, 15
# A long run-on is cut where a new clause is likeliest to begin; a window should hold more than one sentence.
_LONG = 40


def mark_sentences(doc: Doc, terms: SentenceTerms) -> Doc:
    """Set ``is_sent_start`` on every token of ``doc`` and return it.

    A sentence ends after closing punctuation, at a line break that is no mere wrapping, and within a run-on of more
    than forty words at the joint nearest its middle.
    """
    words = typed_words(doc)
    starts = [False] * len(words)
    pending = True
    margin = _margin(typed_text(doc))
    line_start = 0
    for at, word in enumerate(words):
        if word.isspace():
            if "\n" in word or "\r" in word:
                pending = pending or not _wraps(word, doc[at].idx - line_start, words[at + 1 : at + 2], margin)
                line_start = doc[at].idx + len(word)
            continue
        ends = word[0] in _ENDING and _END.match(word) is not None
        if pending and not ends and not _closes(at, word, doc):
            starts[at] = True
            pending = False
        pending = pending or (ends and not _goes_on(word, words[at + 1 : at + 2]))
    starts[0:1] = [True] * len(words[:1])
    lower = [word.lower() for word in words]
    cuts = [cut for begin, end in _runs(starts) for cut in _cuts(lower, begin, end, terms.joints)]
    for cut in cuts:
        starts[cut] = True
    # All at once: set one by one, each would look over the whole document.
    marks = np.where(starts, 1, -1).astype(np.int64).astype(np.uint64)
    return doc.from_array(["SENT_START"], marks.reshape(-1, 1)) if words else doc  # type: ignore[arg-type]


def _margin(text: str) -> int:
    """How many characters wide a text was wrapped; 0 where it was not."""
    widths = [len(line.rstrip()) for line in text.splitlines()]
    widest = max(widths, default=0)
    wrapped = widest >= _NARROWEST and sum(width > widest - _MARGIN for width in widths) > 1
    return widest if wrapped else 0


def _wraps(line_break: str, length: int, following: list[str], margin: int) -> bool:
    """Whether a line was broken by its width: the word that goes on, in lower case, would not have stood within it."""
    if not margin or line_break.strip(" \t") not in {"\n", "\r\n"} or not following:
        return False
    return following[0][:1].islower() and length + 1 + len(following[0]) > margin


def _goes_on(word: str, following: list[str]) -> bool:
    """Whether the same breath goes on: "Wait... no", but not "Wait... No"."""
    return word in {"...", "…", ".."} and bool(following) and following[0][:1].islower()


def _closes(at: int, word: str, doc: Doc) -> bool:
    """Whether a quote or bracket belongs to the sentence before it: it touches that sentence's end."""
    return at > 0 and word in _CLOSERS and not doc[at - 1].whitespace_


def _runs(starts: list[bool]) -> list[tuple[int, int]]:
    begins = [i for i, start in enumerate(starts) if start]
    return list(zip(begins, [*begins[1:], len(starts)][: len(begins)], strict=True))


def _cuts(lower: list[str], begin: int, end: int, joining: Collection[str]) -> list[int]:
    """Token indices at which a run-on is cut, by halves, until each part is short enough."""
    if end - begin <= _LONG:
        return []
    middle = (begin + end) // 2
    joints = [i for i in range(begin + 8, end - 8) if lower[i] in joining and lower[i - 1] not in joining]
    marks = [i + 1 for i in range(begin + 8, end - 8) if lower[i] in {",", ";", "-", "–", "—", ":"}]
    candidates = joints or marks
    cut = min(candidates, key=lambda i: abs(i - middle)) if candidates else middle
    return [*_cuts(lower, begin, cut, joining), cut, *_cuts(lower, cut, end, joining)]
