"""Starts one measurement as a process of its own, so that what one imports neither speeds up nor burdens another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[1]
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")


def probe(name: str, *arguments: str, one_thread: bool = False) -> dict[str, float | None]:
    """Run ``benchmarks.probes`` and return its figures; ``one_thread`` holds numpy and spaCy to one."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.probes", name, *arguments],
        cwd=_ROOT,
        env=os.environ | (_ONE_THREAD if one_thread else {}),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures: dict[str, float | None] = json.loads(done.stdout.splitlines()[-1])
    return figures
