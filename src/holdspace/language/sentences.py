"""Sentence bounds for prose as people type it: line breaks, missing capitals, run-ons of a hundred words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_END = re.compile(r"^[.!?…]+$")
_CLOSERS = frozenset("\"'”’)]*_~") | {"''", "``"}
# A long run-on is cut where a new clause is likeliest to begin; the encoder reads 64 word pieces at most.
_LONG = 40
_JOINTS = frozenset(
    [
        "and",
        "but",
        "so",
        "because",
        "then",
        "also",
        "plus",
        "cos",
        "cuz",
        "although",
        "though",
        "which",
        "when",
        "while",
        "anyway",
        "like",
        "yeah",
        "i",
    ]
)


def mark_sentences(doc: Doc) -> Doc:
    """Set ``is_sent_start`` on every token of ``doc`` and return it.

    A sentence ends after closing punctuation, at a line break, and within a run-on of more than forty words at the
    joint nearest its middle.
    """
    starts = [False] * len(doc)
    pending = True
    for token in doc:
        if token.is_space:
            pending = pending or "\n" in token.text or "\r" in token.text
            continue
        if pending and not _closes(token, doc) and not _END.match(token.text):
            starts[token.i] = True
            pending = False
        pending = pending or _ends(token, doc)
    starts[0:1] = [True] * len(doc[:1])
    cuts = [cut for begin, end in _runs(starts) for cut in _cuts(doc, begin, end)]
    for cut in cuts:
        starts[cut] = True
    # All at once: set one by one, each would look over the whole document.
    marks = np.where(starts, 1, -1).astype(np.int64).astype(np.uint64)
    return doc.from_array(["SENT_START"], marks.reshape(-1, 1)) if len(doc) else doc  # type: ignore[arg-type]


def _ends(token: Token, doc: Doc) -> bool:
    if not _END.match(token.text):
        return False
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    # "Wait... no" in the same breath goes on; "Wait... No" does not.
    return not (token.text in {"...", "…", ".."} and following is not None and following.text[:1].islower())


def _closes(token: Token, doc: Doc) -> bool:
    """Whether a quote or bracket belongs to the sentence before it: it touches that sentence's end."""
    return token.i > 0 and token.text in _CLOSERS and not doc[token.i - 1].whitespace_


def _runs(starts: list[bool]) -> list[tuple[int, int]]:
    begins = [i for i, start in enumerate(starts) if start]
    return list(zip(begins, [*begins[1:], len(starts)][: len(begins)], strict=True))


def _cuts(doc: Doc, begin: int, end: int) -> list[int]:
    """Token indices at which a run-on is cut, by halves, until each part is short enough."""
    if end - begin <= _LONG:
        return []
    middle = (begin + end) // 2
    joints = [i for i in range(begin + 8, end - 8) if doc[i].lower_ in _JOINTS and doc[i - 1].lower_ not in _JOINTS]
    marks = [i + 1 for i in range(begin + 8, end - 8) if doc[i].text in {",", ";", "-", "–", "—", ":"}]
    candidates = joints or marks
    cut = min(candidates, key=lambda i: abs(i - middle)) if candidates else middle
    return [*_cuts(doc, begin, cut), cut, *_cuts(doc, cut, end)]
