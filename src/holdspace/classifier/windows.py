"""An entry's sentences packed into windows that the encoder reads whole, so that each is read in its context.

A sentence's vector is the mean over its own word pieces after attention has looked at the whole window ("late
chunking", Günther et al. 2024, arXiv:2409.04701): "she said so too" knows who she is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdspace.classifier.pieces import BEGIN, SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Word pieces a window, its two marks included. Longer ones cost more a word.
LONGEST = 128


@dataclass(frozen=True, slots=True)
class Window:
    """Word pieces with their marks, and where in them sentences stand: ``(number, start, end)`` each."""

    pieces: list[int]
    sentences: list[tuple[int, int, int]]


def windows(sentences: Sequence[Sequence[int]]) -> Iterator[Window]:
    """Pack the word pieces of one entry's sentences, in order, into windows.

    A window after the first opens with the sentence before it, as context, where there is room. A sentence without
    pieces stands in no window; one too long for a window is cut.
    """
    room = LONGEST - 2
    window = Window([BEGIN], [])
    before: list[int] = []
    for number, pieces in enumerate(sentences):
        if not pieces:
            continue
        own = list(pieces[:room])
        if len(window.pieces) + len(own) >= LONGEST and window.sentences:
            window.pieces.append(SEPARATOR)
            yield window
            window = Window([BEGIN, *(before if len(before) + len(own) <= room else ())], [])
        start = len(window.pieces)
        window.pieces.extend(own)
        window.sentences.append((number, start, start + len(own)))
        before = own
    if window.sentences:
        window.pieces.append(SEPARATOR)
        yield window
