"""What a run found, and on what it was found."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from benchmarks.accuracy import Accuracy
from benchmarks.growth import Growth
from benchmarks.speed import Throughput, Wait
from holdspace.errors import HoldspaceError
from holdspace.registry.store import library_versions

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Report:
    """Every figure of one run; what was not asked for is empty."""

    model: str
    accuracy: tuple[Accuracy, ...] = ()
    speed: tuple[Throughput, ...] = ()
    page: tuple[Wait, ...] = ()
    growth: tuple[Growth, ...] = ()
    skipped: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return plain data, rounded to four places, with the machine and the libraries."""
        plain: dict[str, Any] = _rounded(asdict(self))
        return _taken_on() | plain

    @classmethod
    def read(cls, path: Path, model: str) -> Report:
        """Return a report that was written before, to be completed.

        Raises
        ------
        HoldspaceError
            If it is none, or of another model, machine or library: such figures do not stand side by side.
        """
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            taken_on = {key: found.pop(key) for key in _taken_on()}
            earlier = TypeAdapter(cls).validate_python(found)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
            raise HoldspaceError(f"{path} is no report of the benchmark that can be read") from wrong
        if (earlier.model, taken_on) != (model, _taken_on()):
            raise HoldspaceError(f"{path} was measured with another model, machine or library. Measure all parts anew.")
        return earlier

    def completed(self, earlier: Report) -> Report:
        """Return this report with the parts of an ``earlier`` one that were not measured again."""
        return replace(
            self, **{part.name: getattr(self, part.name) or getattr(earlier, part.name) for part in fields(self)}
        )


def _taken_on() -> dict[str, dict[str, Any]]:
    machine = {"system": platform.platform(terse=True), "cores": os.cpu_count(), "python": platform.python_version()}
    return {"machine": machine, "libraries": library_versions(("numpy", "scikit-learn", "onnxruntime", "spacy"))}


def _rounded(found: Any) -> Any:
    if isinstance(found, float):
        return round(found, 4)
    if isinstance(found, dict):
        return {key: _rounded(inner) for key, inner in found.items()}
    return [_rounded(inner) for inner in found] if isinstance(found, list | tuple) else found
