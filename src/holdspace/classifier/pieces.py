"""A BERT's word pieces: how sentences are split into them, and the numbers of those that mark a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# The marks of BERT's English vocabulary. All below the first word stand for no word, and keep their numbers.
BEGIN, SEPARATOR, MASK = 101, 102, 103
FIRST_WORD = 104
# Phones and word processors write these where a keyboard writes the plain signs. To the pieces they are other words,
# and with them "can't" would be another thing to have learned.
_PLAIN_SIGNS = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "…": "...", "–": "-", "—": "-"}
)


class WordPieces:
    """Splits sentences into the encoder's word pieces, without marks; typographic signs count as the plain ones."""

    def __init__(self, file: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(file))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()

    def __call__(self, sentences: Sequence[str]) -> list[list[int]]:
        """Return the word pieces of each sentence."""
        found = self._tokenizer.encode_batch_fast(
            [s.translate(_PLAIN_SIGNS) for s in sentences], add_special_tokens=False
        )
        return [encoding.ids for encoding in found]
