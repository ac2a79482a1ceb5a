"""How time and memory grow with the number of entries."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.material import say
from benchmarks.processes import probe

if TYPE_CHECKING:
    from collections.abc import Sequence

ENTRIES = (1_000, 10_000, 100_000)
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Growth:
    """One size: seconds from the first import to the last reading, and the most memory that any worker held."""

    entries: int
    words: int
    seconds: float
    words_per_second: float
    worker_megabytes: float | None
    parent_megabytes: float | None


def growth(texts: Sequence[str], *, most: int = ENTRIES[-1], workers: int = WORKERS) -> list[Growth]:
    """Read 1,000, then 10,000, then ``most`` entries: ``texts`` over and over, changed a little each time."""
    found = []
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "texts.json"
        path.write_text(json.dumps(list(texts)), encoding="utf-8")
        for entries in [*(size for size in ENTRIES if size < most), most]:
            say(f"growth: {entries:,} entries")
            figures = probe("read", str(path), str(entries), str(workers), "copies", one_thread=True)
            found.append(
                Growth(
                    entries=entries,
                    words=int(figures["words"] or 0),
                    seconds=figures["seconds"] or 0.0,
                    words_per_second=figures["words_per_second"] or 0.0,
                    worker_megabytes=figures["worker_megabytes"] if workers > 1 else figures["megabytes"],
                    parent_megabytes=figures["megabytes"],
                )
            )
    return found
