"""Which word pieces an encoder keeps: a third of a small BERT's bytes are a table of them, most of them never met."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from holdspace.classifier.pieces import FIRST_WORD

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_UNUSED = "[unused"


def pieces_kept(tokenizer: Path, used: Collection[int], size: int) -> list[int]:
    """Return the numbers of the word pieces to keep, ascending.

    Kept are the special ones, those in ``used``, and then, up to ``size``, the others of the Latin alphabet in the
    vocabulary's order, which is by frequency in BERT. A word whose piece is dropped is read in shorter ones.

    Parameters
    ----------
    tokenizer : ``tokenizer.json`` of a WordPiece vocabulary
    used : numbers of pieces that must stay
    size : how many are kept, unless ``used`` alone holds more
    """
    words: dict[str, int] = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    kept = {*range(FIRST_WORD), *used}
    # Single characters first: out of them every word can be put together.
    for word, number in sorted(words.items(), key=lambda item: (len(item[0].removeprefix("##")) > 1, item[1])):
        if len(kept) >= size:
            break
        if word.isascii() and not word.startswith(_UNUSED):
            kept.add(number)
    return sorted(kept)


def keep_pieces(tokenizer: Path, kept: Collection[int]) -> None:
    """Rewrite ``tokenizer.json`` with the pieces ``kept`` alone, numbered anew in their order."""
    rules: dict[str, Any] = json.loads(tokenizer.read_text(encoding="utf-8"))
    number = {old: new for new, old in enumerate(sorted(kept))}
    words = rules["model"]["vocab"]
    rules["model"]["vocab"] = {word: number[old] for word, old in words.items() if old in number}
    tokenizer.write_text(json.dumps(rules, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
