"""What a run found, and on what it was found."""

from __future__ import annotations

import os
import platform
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from holdspace.registry.store import library_versions

if TYPE_CHECKING:
    from benchmarks.accuracy import Accuracy
    from benchmarks.growth import Growth
    from benchmarks.speed import Throughput, Wait


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
        machine = {
            "system": platform.platform(terse=True),
            "cores": os.cpu_count(),
            "python": platform.python_version(),
        }
        libraries = library_versions(("numpy", "scikit-learn", "onnxruntime", "spacy"))
        return {"machine": machine, "libraries": libraries} | plain


def _rounded(found: Any) -> Any:
    if isinstance(found, float):
        return round(found, 4)
    if isinstance(found, dict):
        return {key: _rounded(inner) for key, inner in found.items()}
    return [_rounded(inner) for inner in found] if isinstance(found, list | tuple) else found
