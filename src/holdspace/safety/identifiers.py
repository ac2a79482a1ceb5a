"""Flags what could tell who somebody is. For a human to review: it finds much, and promises nothing."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from holdspace import codebook
from holdspace.types import Identifier

if TYPE_CHECKING:
    from collections.abc import Sequence


def find_identifiers(text: str) -> tuple[Identifier, ...]:
    """Return identifiers in the order of ``text``; where two overlap, the first rule of the content file wins."""
    found: list[Identifier] = []
    taken = bytearray(len(text))
    for kind, patterns in _rules():
        for pattern in patterns:
            for match in pattern.finditer(text):
                start, end = match.span()
                if not any(taken[start:end]):
                    taken[start:end] = b"\1" * (end - start)
                    found.append(Identifier(kind, start, end))
    return tuple(sorted(found, key=lambda identifier: identifier.start))


@cache
def _rules() -> Sequence[tuple[str, tuple[re.Pattern[str], ...]]]:
    return tuple(
        (rule.kind, tuple(re.compile(p, re.IGNORECASE if rule.ignore_case else 0) for p in rule.patterns))
        for rule in codebook.load().identifiers
    )
