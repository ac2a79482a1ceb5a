"""A sentence as clauses: where each begins, and what stands between two words of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdspace.language.tense import Tense, tense_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from holdspace.codebook.grammar import Grammar
    from holdspace.language.cues import Cue, Stretch

_MARKS = frozenset({",", ";", ":", "(", ")", "–", "—", "-", "...", "…"})


class Clauses:
    """The clauses of one sentence.

    Parameters
    ----------
    line : Stretch
        The sentence.
    cues : sequence of Cue
        Its cues, of which "but", "because" and the like part clauses.
    modals : collection of int
        Where a word only thinks of something ("would", "might").
    grammar : Grammar
        The closed word lists of ``content/grammar.toml``.
    """

    def __init__(self, line: Stretch, cues: Sequence[Cue], modals: Collection[int], grammar: Grammar) -> None:
        self._line = line
        self._modals = modals
        self._joins = grammar.clauses.joins
        self._tenses = grammar.tense
        self.marks = [i for i in range(line.start, line.end) if line.lower[i] in _MARKS]
        self._breaks = [cue.start for cue in cues if cue.kind == "break"]
        self.starts = sorted({line.start, *self._breaks, *(mark + 1 for mark in self.marks)})

    def start_of(self, word: Cue) -> int:
        """Where the clause of a word begins."""
        return max(start for start in self.starts if start <= word.start)

    def end_of(self, word: Cue) -> int:
        """Where the clause of a word ends."""
        return min((start for start in self.starts if start > word.start), default=self._line.end)

    def parted(self, begin: int, end: int) -> bool:
        """Whether a comma and the like stands between."""
        return any(begin <= mark < end for mark in self.marks)

    def broken(self, begin: int, end: int) -> bool:
        """Whether "but", "because" and the like stand between."""
        return any(begin <= i < end for i in self._breaks)

    def joined(self, begin: int, end: int) -> bool:
        """Whether an "and" between opens something new; right before the word it only adds ("not sad and tired")."""
        return any(self._line.lower[i] in self._joins for i in range(begin, end - 1))

    def closed_by(self, cue: Cue) -> bool:
        """Whether a clause ends with a cue, as in "I shouldn't feel guilty but I do"."""
        return cue.end >= self._line.end or not self._line.lower[cue.end].isalpha()

    def tense(self, begin: int, end: int) -> Tense:
        """Tense of the words from ``begin`` to ``end``."""
        return tense_of(self._line.lower, begin, end, self._modals, self._tenses)
