"""What to know about labelled data before training on it: balance, phrases that recur, near-duplicates."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from holdspace.types import Example

_WORD = re.compile(r"[a-z0-9']+")
# A run of this many words that stands in this many entries is a stock phrase, or a template's skeleton.
_RUN, _STANDS_IN = 6, 8
# Cosine of two entries' mean sentence vectors from which a human would call them variants of one text.
_NEAR = 0.97


@dataclass(frozen=True, slots=True)
class Audit:
    """Figures of a corpus; shares are of entries."""

    entries: int
    without_theme: float
    about_others: float
    present: dict[str, int]
    near: dict[str, int]
    groups: int
    words: int
    vocabulary: int
    stock_phrases: float
    near_duplicates: tuple[tuple[str, str], ...]


def audit(examples: Sequence[Example], themes: Sequence[str], vectors: NDArray[np.float32] | None = None) -> Audit:
    """Measure a corpus.

    Parameters
    ----------
    examples : labelled entries
    themes : theme ids
    vectors : array of shape (n_examples, width), optional
        Unit vectors of whole entries; without them near-duplicates are not looked for.
    """
    tokens = [_WORD.findall(e.text.lower().replace("’", "'")) for e in examples]
    return Audit(
        entries=len(examples),
        without_theme=_share([not e.themes for e in examples]),
        about_others=_share([any(w == "other" for _, w, _ in e.near) or e.about_another for e in examples]),
        present={t: sum(t in e.themes for e in examples) for t in themes},
        near={t: sum(any(t == near for near, _, _ in e.near) for e in examples) for t in themes},
        groups=len({e.group for e in examples}),
        words=sum(map(len, tokens)),
        vocabulary=len({word for words in tokens for word in words}),
        stock_phrases=_stock_share(examples, tokens),
        near_duplicates=() if vectors is None else _near_duplicates(examples, vectors),
    )


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0


def _stock_share(examples: Sequence[Example], tokens: Sequence[list[str]]) -> float:
    where: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, words in enumerate(tokens):
        for k in range(len(words) - _RUN + 1):
            where[tuple(words[k : k + _RUN])].add(number)
    stock = {number for numbers in where.values() if len(numbers) >= _STANDS_IN for number in numbers}
    return len(stock) / len(examples) if examples else 0.0


def _near_duplicates(examples: Sequence[Example], vectors: NDArray[np.float32]) -> tuple[tuple[str, str], ...]:
    """Pairs that are alike and not declared variants of one family."""
    pairs = []
    for begin in range(0, len(vectors), 512):
        likeness = vectors[begin : begin + 512] @ vectors.T
        for row, column in zip(*np.nonzero(likeness >= _NEAR), strict=True):
            one, other = examples[begin + row], examples[column]
            same_family = one.family and (one.group, one.family) == (other.group, other.family)
            if begin + row < column and not same_family:
                pairs.append((one.id, other.id))
    return tuple(pairs)
