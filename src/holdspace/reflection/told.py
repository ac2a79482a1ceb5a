"""Patterns of content (``content/``) looked for in what a person told."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from holdspace.language.paraphrase import spelt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdspace.codebook import Facet

# Of sentences by writers whom the encoder has not met, 80 in 100 with a theme are heard in a facet at this probability,
# and seven in ten of these aptly; of those that cues choose for, just over a half are apt (corpus/README.md, "Facets").
_LIKELY, _CUE = 0.35, 0.25


def as_told(text: str) -> str:
    """Return a text as patterns of content read it: lower case, the apostrophes that were left out put in, as ’."""
    return spelt(text).lower().replace("'", "’")


def holds(patterns: tuple[str, ...], text: str) -> bool:
    """Return whether any of these patterns of content stands in a text as :func:`as_told` gives it."""
    return bool(patterns) and _any(patterns).search(text) is not None


def words_of(patterns: tuple[str, ...], text: str) -> str:
    """Return the first words of a text, as :func:`as_told` gives it, that any of these patterns stands in, or none."""
    match = _any(patterns).search(text) if patterns else None
    return match[0] if match else ""


def sounding(
    facets: Iterable[Facet],
    sentence: str,
    text: str,
    heard: Mapping[str, float] | None = None,
    *,
    least: float = _LIKELY,
) -> Facet | None:
    """Return the facet that a sentence sounds in most, or None where none is likely enough.

    Parameters
    ----------
    facets : those that are asked for, in the order in which cues are tried
    sentence, text : the sentence and its entry as :func:`as_told` gives them
    heard : probabilities of facets by id, as a model hears them; without a model cues alone decide
    least : how likely it has to be
    """
    fitting = [facet for facet in facets if not (facet.unless and holds(facet.unless, text))]
    if heard is None:
        return next((facet for facet in fitting if _has_cues(facet, sentence, text)), None)
    likely = {
        facet: heard[facet.id] + _CUE * _has_cues(facet, sentence, text) for facet in fitting if facet.id in heard
    }
    best = max(likely, key=lambda facet: likely[facet], default=None)
    return best if best is not None and likely[best] >= least else None


def _has_cues(facet: Facet, sentence: str, text: str) -> bool:
    return holds(facet.cues, sentence) and (not facet.beside or holds(facet.beside, text))


@cache
def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
