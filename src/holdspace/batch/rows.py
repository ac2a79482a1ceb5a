"""A reading as a row, and as what ``holdspace reflect --json`` prints: the contracts that others build on."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from holdspace.types import CrisisLevel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdspace.types import Crisis, Evidence, Reading, Reflection

COLUMNS = ("id", "english", "themes", "scores", "evidence", "set_aside", "checklist", "crisis", "identifiers", "model")
# CSV has no nesting: these columns hold JSON there.
NESTED = frozenset(COLUMNS) - {"id", "english", "model"}


def tagged_row(entry_id: str, reading: Reading) -> dict[str, Any]:
    """Return the tagged row of one entry; ``themes`` highest score first, every theme in ``scores``.

    A row that is not ``english`` was not read for themes.
    """
    return {
        "id": entry_id,
        "english": reading.english,
        "themes": [found.theme for found in reading.themes],
        "scores": {theme: round(score, 3) for theme, score in reading.scores.items()},
        "evidence": _evidence(reading.evidence),
        "set_aside": [asdict(aside) for aside in reading.set_aside],
        "checklist": [asdict(match) for match in reading.checklist],
        "crisis": _crisis(reading.crisis),
        "identifiers": [asdict(identifier) for identifier in reading.identifiers],
        "model": reading.model,
    }


def is_urgent(row: dict[str, Any]) -> bool:
    """Return whether somebody should read a tagged row first: it holds crisis language, anybody's."""
    return bool(row["crisis"]["level"] != CrisisLevel.NONE or row["crisis"]["about_another"])


def reflection_row(reading: Reading, reflection: Reflection) -> dict[str, Any]:
    """Return one reply as plain data; crisis wording and helplines stand under ``crisis``."""
    crisis = _crisis(reading.crisis)
    if reflection.crisis is not None:
        crisis |= {"reply": reflection.crisis.text, "help": list(reflection.crisis.help)}
    return {
        "english": reading.english,
        "reflection": reflection.reflection,
        "question": reflection.question,
        "themes": [found.theme for found in reading.themes],
        "evidence": _evidence(reading.evidence_shown),
        "checklist": [asdict(match) for match in reading.checklist],
        "crisis": crisis,
        "offer": reflection.offer,
        "next_steps": [asdict(step) for step in reflection.next_steps],
    }


def _evidence(evidence: Sequence[Evidence]) -> list[dict[str, Any]]:
    return [{"theme": e.theme, "start": e.start, "end": e.end, "text": e.text} for e in evidence]


def _crisis(crisis: Crisis) -> dict[str, Any]:
    return {
        "level": crisis.level.value,
        "about_another": crisis.about_another,
        "start": crisis.start,
        "end": crisis.end,
    }
