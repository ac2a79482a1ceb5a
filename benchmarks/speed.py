"""Words a second against spaCy on the same texts, in rounds, and how long a person waits."""

from __future__ import annotations

import json
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.material import say
from benchmarks.processes import probe

if TYPE_CHECKING:
    from collections.abc import Sequence

ONE, TWO = "Holdspace whole, one worker", "Holdspace whole, two workers"
SM, TOKENIZER = "en_core_web_sm whole", "bare spaCy tokenizer"
_RUNS = 5


@dataclass(frozen=True, slots=True)
class Throughput:
    """Words a second of one reader; ``against_one`` and ``against_sm`` are medians of ratios within a round."""

    reader: str
    words_per_second: float
    slowest: float
    fastest: float
    against_one: float
    against_sm: float
    megabytes: float | None


@dataclass(frozen=True, slots=True)
class Wait:
    """How long somebody waits, beside what spaCy takes for the same; ``ratio`` is the median of ratios in turn."""

    what: str
    unit: str
    holdspace: float
    spacy: float | None = None
    ratio: float | None = None


def throughput(texts: Sequence[str], *, rounds: int = _RUNS) -> list[Throughput]:
    """Read ``texts`` with every reader in turn, ``rounds`` times, each in a process of its own on one thread."""
    found: dict[str, list[dict[str, float | None]]] = {name: [] for name in (ONE, TWO, SM, TOKENIZER)}
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "texts.json"
        path.write_text(json.dumps(list(texts)), encoding="utf-8")
        calls: dict[str, tuple[object, ...]] = {
            ONE: ("read", path, len(texts), 1, "once"),
            TWO: ("read", path, len(texts), 2, "once"),
            SM: ("sm", path),
            TOKENIZER: ("tokenizer", path),
        }
        for number in range(rounds):
            say(f"speed: round {number + 1} of {rounds}")
            for name, call in calls.items():
                found[name].append(probe(*map(str, call), one_thread=True))
    rates = {name: [_number(figures["words_per_second"]) for figures in runs] for name, runs in found.items()}
    return [
        Throughput(
            reader=name,
            words_per_second=statistics.median(rates[name]),
            slowest=min(rates[name]),
            fastest=max(rates[name]),
            against_one=_ratio(rates[name], rates[ONE]),
            against_sm=_ratio(rates[name], rates[SM]),
            megabytes=max(
                (peak for f in runs if (peak := f.get("worker_megabytes") or f["megabytes"])),
                default=None,
            ),
        )
        for name, runs in found.items()
    ]


def waits(*, runs: int = _RUNS) -> list[Wait]:
    """Measure what a person at the page waits for, in turn with spaCy."""
    say("speed: what a person waits for")
    reply = probe("reply_holdspace", one_thread=True)
    return [
        _in_turn("cold start and one entry; spaCy: import and load", "s", "cold", "seconds", runs),
        _in_turn("warm reading of 150 words; spaCy: whole", "ms", "warm", "milliseconds", runs),
        Wait("reply to 300 words, 95th percentile, one thread", "ms", _number(reply["p95"])),
    ]


def _in_turn(what: str, unit: str, name: str, key: str, runs: int) -> Wait:
    pairs = [(_number(probe(f"{name}_holdspace")[key]), _number(probe(f"{name}_spacy")[key])) for _ in range(runs)]
    ours, theirs = zip(*pairs, strict=True)
    return Wait(what, unit, statistics.median(ours), statistics.median(theirs), _ratio(ours, theirs))


def _ratio(one: Sequence[float], other: Sequence[float]) -> float:
    return statistics.median(a / b for a, b in zip(one, other, strict=True))


def _number(figure: float | None) -> float:
    if figure is None:
        raise RuntimeError("a probe left out a figure")
    return figure
