"""Slips of the finger: what people's typing does to words, for the encoder to learn to read past."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

_WORD = re.compile(r"[^\W\d_]{3,}(?:['’][^\W\d_]+)?")
_APOSTROPHES = re.compile("['’]")


def mistype(text: str, share: float, rng: random.Random) -> str:
    """Return ``text`` with about ``share`` of its words of three letters and more mistyped."""
    return _WORD.sub(lambda found: _slip(found[0], rng) if rng.random() < share else found[0], text)


def _slip(word: str, rng: random.Random) -> str:
    """One slip: a lost apostrophe, or two letters swapped, one dropped or one doubled; the first one stays."""
    if _APOSTROPHES.search(word):
        return _APOSTROPHES.sub("", word)
    at = rng.randrange(1, len(word) - 1)
    changed = rng.choice((word[at + 1] + word[at], word[at + 1], word[at] * 2 + word[at + 1]))
    return word[:at] + changed + word[at + 2 :]
