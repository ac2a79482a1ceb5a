"""Measures what Holdspace promises, as ratios taken in one run, and prints one table.

    python -m benchmarks [--labelled FILE]... [--json FILE]

Every measurement is a process of its own, so that what one imports does not speed up or burden another.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

PROBES = Path(__file__).parent / "probes.py"
RUNS = 5


def probe(name: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, PROBES, name], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def in_turn(one: str, other: str, key: str) -> tuple[float, float, float]:
    """Medians of two probes run in turn, and the median of their ratios pair by pair."""
    pairs = [(probe(one)[key], probe(other)[key]) for _ in range(RUNS)]
    return (
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(a / b for a, b in pairs),
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--labelled", type=Path, action="append", default=[], help="labelled data to measure on")
    arguments.add_argument("--json", type=Path, help="write the figures here as well")
    given = arguments.parse_args()
    figures: dict[str, object] = {}

    ours, spacy, ratio = in_turn("cold_holdspace", "cold_spacy", "seconds")
    print(
        f"cold start and one entry    {ours:6.2f} s    en_core_web_sm import and load {spacy:6.2f} s    x {ratio:.2f}"
    )
    figures["cold"] = {"holdspace_s": ours, "spacy_s": spacy, "ratio": ratio}

    ours, spacy, ratio = in_turn("warm_holdspace", "warm_spacy", "milliseconds")
    print(
        f"warm reading of 150 words   {ours:6.1f} ms   en_core_web_sm whole           {spacy:6.1f} ms   x {ratio:.2f}"
    )
    figures["warm"] = {"holdspace_ms": ours, "spacy_ms": spacy, "ratio": ratio}

    found = probe("reply_holdspace")
    print(f"reply to 300 words          {found['p95']:6.1f} ms   (95th percentile, one thread)")
    figures["reply_p95_ms"] = found["p95"]

    found = probe("memory_holdspace")
    print(f"peak memory, reading        {found['megabytes']:6.0f} MB")
    figures["peak_memory_mb"] = found["megabytes"]

    for path in given.labelled:
        done = subprocess.run(
            [sys.executable, "-m", "holdspace.cli", "evaluate", str(path), "--json"],
            capture_output=True,
            text=True,
            check=True,
        )
        accuracy = json.loads(done.stdout)
        low, high = accuracy["interval"]
        print(f"{path.name}: macro-F1 {accuracy['macro_f1']:.3f} ({low:.3f} to {high:.3f})")
        figures[f"accuracy_{path.stem}"] = accuracy
    if given.json:
        given.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
