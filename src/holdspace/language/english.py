"""Whether a text is English: its commonest words decide, measured against those of its neighbours."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# spaCy ships the commonest words of each; these cover the languages a reader of English is likeliest to write in.
_OTHERS = (
    "af", "ca", "cs", "da", "de", "es", "fi", "fr", "ga", "hr", "hu", "id", "it", "lt", "nb", "nl", "pl", "pt", "ro",
    "sk", "sl", "sv", "tl", "tr", "vi",
)  # fmt: skip
# Below this share of common English words a longer text is not English prose: a name list, code, romanised Hindi.
_LEAST_SHARE = 0.08
_LONG = 20
# In fewer words than this only a clear majority speaks for another language.
_SHORT = 5


def is_english(text: str, words: Sequence[str]) -> bool:
    """Return whether a text with these lower-case words is English; one without letters is not refused for it."""
    letters = [character for character in text if character.isalpha()]
    if sum(letter.isascii() for letter in letters) < len(letters) / 2:
        return False
    if len(words) < 2:
        return True
    english = _share(words, "en")
    if len(words) < _SHORT:
        return english > 0 or all(_share(words, code) <= 0.5 for code in _OTHERS)
    if len(words) >= _LONG and english < _LEAST_SHARE:
        return False
    if english >= 0.35:
        return True
    # A word that English has too ("die", "no", "me") speaks for no other language.
    return all(_share(words, code) <= max(english, 0.15) for code in _OTHERS)


def _share(words: Sequence[str], code: str) -> float:
    common = _common(code)
    return sum(word in common for word in words) / len(words)


@cache
def _common(code: str) -> frozenset[str]:
    words = frozenset(import_module(f"spacy.lang.{code}.stop_words").STOP_WORDS)
    return words if code == "en" else words - _common("en")
