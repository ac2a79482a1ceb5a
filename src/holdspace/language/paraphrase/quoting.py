"""Cuts a quotation: the words as they stand, no more of them than needed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from holdspace.language.paraphrase.tidy import without_edges

if TYPE_CHECKING:
    from collections.abc import Sequence

# Below this a sentence is quoted whole; above it, the stretch between two marks that holds the wanted words.
_WHOLE = 12
_STRETCH = re.compile(
    r"(?<=[,;:–—…])\s+|\s+(?=-\s)|\s+(?=(?:and|but|because|cos|cuz)\s(?:then |so |now )?"
    r"(?:i|we|he|she|they|it|my|the|there|nobody|no)\b)",
    re.IGNORECASE,
)


# Words by which a clause tells how it is for somebody.
FELT = re.compile(
    r"\b(feel|felt|can't|couldn't|keep|kept|hate|love|cry|cried|crying|scared|afraid|angry|never|nobody|nothing|miss|"
    r"tired|sick|wish|hope|alone|still|lost|grateful|glad|proud|relieved|sad|worried)\b"
)


def shorten(sentence: str, most: int = 18, *, bearing: Sequence[str] = ()) -> str:
    """Return ``sentence`` fit to be quoted: one line, without openers, cut at a word with an ellipsis when long.

    Where it is long and ``bearing`` words stand in it, the stretch that holds them is quoted.

    >>> shorten("so anyway I went in, I sat down, and there was his chair, empty", 6, bearing=["chair"])
    'there was his chair, empty'
    """
    # A quotation mark inside would close the one that is put around it.
    line = re.sub(r"[\"“”*_]", "", re.sub(r"\s+", " ", sentence)).strip(" '‘-–—")
    if len(line.split()) > _WHOLE:
        line = _around(line, bearing, most)
    words = without_edges(line).split(" ")
    kept = " ".join(words[:most]).rstrip(",;:–—- ")
    return kept + " …" if len(words) > most else kept


def _around(line: str, bearing: Sequence[str], most: int) -> str:
    """The stretch that holds a wanted word, with as many of those after and before it as there is room for."""
    stretches = _STRETCH.split(line)
    at = next(
        (n for n, s in enumerate(stretches) if any(re.search(rf"\b{re.escape(w)}\b", s.lower()) for w in bearing)), None
    )
    if at is None and len(line.split()) > most:
        # What is cut off would be the end, and people put the weight there.
        at = next((n for n, s in enumerate(stretches) if FELT.search(s.lower()) and len(s.split()) > 2), None)
    if at is None:
        return line
    begin, end = at, at + 1
    while end < len(stretches) and len(" ".join(stretches[begin : end + 1]).split()) <= most:
        end += 1
    while begin and len(" ".join(stretches[begin - 1 : end]).split()) <= most:
        begin -= 1
    return " ".join(stretches[begin:end])
