"""Patterns of content (``content/``) looked for in what a person told."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from holdspace.language.paraphrase import spelt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdspace.codebook import Facet


def as_told(text: str) -> str:
    """Return a text as patterns of content read it: lower case, the apostrophes that were left out put in, as ’."""
    return spelt(text).lower().replace("'", "’")


def holds(patterns: tuple[str, ...], text: str) -> bool:
    """Return whether any of these patterns of content stands in a text as :func:`as_told` gives it."""
    return _any(patterns).search(text) is not None


def words_of(patterns: tuple[str, ...], text: str) -> str:
    """Return the first words of a text, as :func:`as_told` gives it, that any of these patterns stands in, or none."""
    match = _any(patterns).search(text)
    return match[0] if match else ""


def sounding(facets: Iterable[Facet], sentence: str, text: str) -> Facet | None:
    """Return the first of these facets that a sentence sounds in; it and its entry as :func:`as_told` gives them."""
    for facet in facets:
        if (
            holds(facet.cues, sentence)
            and (not facet.beside or holds(facet.beside, text))
            and not (facet.unless and holds(facet.unless, text))
        ):
            return facet
    return None


@cache
def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
