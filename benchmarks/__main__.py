"""Measures what Holdspace promises beside what else there is, in one run, and prints one table.

accuracy  macro-F1 on writers that neither encoder nor heads have met, against peers that learned from the same
          entries; with intervals, and how far Holdspace is ahead of each, entry by entry
speed     words a second against spaCy on the same texts, in rounds, one thread each; what a person waits for
growth    seconds and peak memory from 1,000 to 100,000 entries

  python -m benchmarks                                   everything (two hours and more on two quiet cores)
  python -m benchmarks --only accuracy --labelled my.jsonl
  python -m benchmarks --sample 800 --entries 1000       a quick look; its figures mean little
  python -m benchmarks --only speed --keep docs/benchmark.json --json docs/benchmark.json
                                                         one part anew, the others as they were
  make bench ARGS="--only speed --json /tmp/a.json --plot /tmp/a.svg"

Close other programs before speed and growth: ratios are taken in turn, but memory and time are the machine's.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.accuracy import measure
from benchmarks.growth import ENTRIES, growth
from benchmarks.material import gather, say, shuffled_texts
from benchmarks.peers.textcat import TextCat
from benchmarks.peers.vectors import FrozenVectors, SentenceVectors, ZeroShot
from benchmarks.peers.words import Keywords, TfIdf
from benchmarks.plot import plot
from benchmarks.report import Report
from benchmarks.speed import throughput, waits
from benchmarks.table import table
from holdspace import codebook
from holdspace.corpus import read_examples
from holdspace.errors import HoldspaceError
from holdspace.registry import shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.accuracy import Accuracy
    from benchmarks.peers import Peer

CORPUS = Path(__file__).parents[1] / "corpus" / "themes"
PARTS = ("accuracy", "speed", "growth")
# Texts that every reader reads in a round.
_TEXTS = 2_000
_NO_BASE = (
    "frozen MiniLM: the shipped encoder is fine-tuned, and no frozen one was given. Export it where torch is: "
    "holdspace train-encoder corpus/themes --base all-MiniLM-L6-v2 --passes 0 --models FOLDER --version frozen; "
    "then --base FOLDER/frozen"
)


def main(arguments: Sequence[str] | None = None) -> None:
    given = _parser().parse_args(arguments)
    try:
        # First, so that nothing is measured in vain.
        earlier = Report.read(given.keep, shipped().verify("current").version) if given.keep else None
        report = run(given)
    except HoldspaceError as refused:
        raise SystemExit(f"{refused}") from None
    report = report.completed(earlier) if earlier else report
    print(table(report))
    if given.json:
        given.json.write_text(json.dumps(report.as_dict(), indent=2) + "\n", encoding="utf-8")
    if given.plot:
        given.plot.write_text(plot(report), encoding="utf-8")


def run(given: argparse.Namespace) -> Report:
    """Measure the parts that were asked for."""
    parts = [given.only] if given.only else PARTS
    texts = shuffled_texts(CORPUS)
    skipped: list[str] = []
    # Speed and growth first: the machine is cool and nothing of ours is in memory yet.
    speed = throughput(texts[: min(_TEXTS, given.sample or _TEXTS)], rounds=given.rounds) if "speed" in parts else []
    page = waits(runs=given.rounds) if "speed" in parts else []
    grown = growth(texts, most=given.entries) if "growth" in parts else []
    accuracy = _accuracy(given, skipped) if "accuracy" in parts else []
    model = shipped().verify("current").version
    return Report(model, tuple(accuracy), tuple(speed), tuple(page), tuple(grown), tuple(skipped))


def _accuracy(given: argparse.Namespace, skipped: list[str]) -> list[Accuracy]:
    encoder = shipped().load().encoder_folder
    met = shipped().encoder_manifest(encoder).met_groups
    material = gather(CORPUS, met, sample=given.sample)
    labelled = {path.stem: read_examples([path], codebook.load().theme_ids) for path in given.labelled}
    peers: list[Peer] = [TfIdf(), TextCat()]
    base = given.base or (None if met else encoder)
    say(f"accuracy: sentence vectors of {(base or encoder).name}")
    every = [*material.examples, *(row for rows in labelled.values() for row in rows)]
    known = SentenceVectors.of([example.text for example in every], base or encoder)
    if base:
        peers.append(FrozenVectors(known))
    else:
        skipped.append(_NO_BASE)
    peers += [Keywords(), ZeroShot(known)]
    return measure(material, labelled, peers, encoder)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--only", choices=PARTS, help="measure one part alone")
    add("--labelled", type=Path, action="append", default=[], metavar="FILE", help="judge on this as well; repeatable")
    add("--base", type=Path, metavar="FOLDER", help="a frozen MiniLM as Holdspace exports it, for the peers on vectors")
    add("--sample", type=int, metavar="N", help="learn from and judge on about N entries, for a quick look")
    add("--rounds", type=int, default=5, metavar="N", help="rounds of speed; medians are taken over them (5)")
    add("--entries", type=int, default=ENTRIES[-1], metavar="N", help="let growth stop here (100,000)")
    add(
        "--keep",
        type=Path,
        metavar="FILE",
        help="keep what an earlier report of this model has and is not measured now",
    )
    add("--json", type=Path, metavar="FILE", help="write every figure here as well")
    add("--plot", type=Path, metavar="FILE", help="draw the figures here, as SVG")
    return parser


if __name__ == "__main__":
    main()
