"""Shows how widely the corpus is written: its words and its place in vector space, beside strangers' posts.

  python -m benchmarks.spread strangers.jsonl              figures, and docs/spread.svg
  python -m benchmarks.spread strangers.jsonl --sample 500 a quick look

Strangers' posts are JSON Lines with a "text" each. Only figures and points are kept of them, no words.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.__main__ import CORPUS
from holdspace import codebook
from holdspace.assistant import Assistant
from holdspace.corpus import read_examples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_WORD = re.compile(r"[a-z']+")
_SIDE, _EDGE = 640, 40
_OURS, _THEIRS, _INK = "#2f6f6a", "#b3541e", "#22302f"
_SEED = 0


@dataclass(frozen=True, slots=True)
class Spread:
    """How near strangers' posts lie to the corpus, measured against how near its own entries lie to it.

    ``words_known`` and ``kinds_known`` are the shares of the strangers' running words and of their distinct words that
    stand in the corpus; ``nearest`` the median cosine of a stranger's post to the nearest entry, ``nearest_own`` of an
    entry to the nearest of another group; ``beyond`` the share of strangers' posts that lie farther off than all but a
    twentieth of the entries do.
    """

    entries: int
    strangers: int
    words_known: float
    kinds_known: float
    nearest: float
    nearest_own: float
    beyond: float


def measure(
    groups: Sequence[str],
    strangers: Sequence[str],
    ours: NDArray[np.float32],
    theirs: NDArray[np.float32],
    vocabulary: frozenset[str],
) -> Spread:
    """Measure ``strangers`` against a sample of the corpus; vectors are unit rows, one a text."""
    running = [word for text in strangers for word in words(text)]
    group = np.array(groups)
    own = ours @ ours.T
    own[group[:, None] == group[None, :]] = -1.0
    nearest_own, nearest = own.max(axis=1), (theirs @ ours.T).max(axis=1)
    return Spread(
        entries=len(ours),
        strangers=len(strangers),
        words_known=round(float(np.mean([word in vocabulary for word in running])), 3),
        kinds_known=round(len(set(running) & vocabulary) / len(set(running)), 3),
        nearest=round(float(np.median(nearest)), 3),
        nearest_own=round(float(np.median(nearest_own)), 3),
        beyond=round(float((nearest < np.quantile(nearest_own, 0.05)).mean()), 3),
    )


def words(text: str) -> list[str]:
    """Return the lower-case words of a text."""
    return _WORD.findall(text.lower().replace("’", "'"))


def plot(ours: NDArray[np.float32], theirs: NDArray[np.float32]) -> str:
    """Return an SVG of both on their first two principal components: corpus as dots, strangers as rings."""
    together = np.vstack([ours, theirs])
    centred = together - together.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    flat = centred @ axes[:2].T
    low, high = flat.min(axis=0), flat.max(axis=0)
    places = _EDGE + (flat - low) / (high - low) * (_SIDE - 2 * _EDGE)
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="{_OURS}" opacity=".35"/>' for x, y in places[: len(ours)]]
    rings = [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="none" stroke="{_THEIRS}" stroke-width="1.5"/>'
        for x, y in places[len(ours) :]
    ]
    told = f"{len(ours):,} entries of the corpus (dots) and {len(theirs):,} strangers’ posts (rings)"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIDE} {_SIDE}" width="{_SIDE}" height="{_SIDE}" '
            f'role="img" font-family="system-ui, sans-serif" font-size="13" fill="{_INK}">',
            f"<title>{told}</title>",
            f'<rect width="{_SIDE}" height="{_SIDE}" fill="#fff"/>',
            *dots,
            *rings,
            f'<text x="{_EDGE}" y="22" font-weight="600">{told}, on two principal components</text>',
            "</svg>\n",
        ]
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the figures as JSON, write the plot."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.spread", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("strangers", type=Path, help='posts by strangers, JSON Lines with a "text" each')
    parser.add_argument("--sample", type=int, default=2_000, help="entries of the corpus to place (default: 2,000)")
    parser.add_argument("--plot", type=Path, default=Path("docs/spread.svg"), help="where the plot goes")
    given = parser.parse_args(arguments)
    examples = read_examples([CORPUS], codebook.load().theme_ids)
    vocabulary = frozenset(word for example in examples for word in words(example.text))
    sample = random.Random(_SEED).sample(examples, min(given.sample, len(examples)))
    strangers = [json.loads(line)["text"] for line in given.strangers.read_text(encoding="utf-8").splitlines()]
    assistant = Assistant.load()
    ours = assistant.entry_vectors([example.text for example in sample])
    theirs = assistant.entry_vectors(strangers)
    found = measure([example.group for example in sample], strangers, ours, theirs, vocabulary)
    print(json.dumps(asdict(found), indent=1))
    given.plot.write_text(plot(ours, theirs), encoding="utf-8")


if __name__ == "__main__":
    main()
