"""Whether a theme word is only feared, supposed or wished for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdspace.language.cues import Cue
from holdspace.language.tense import Tense

if TYPE_CHECKING:
    from holdspace.language.scope import Scope


def wished_by(word: Cue, scope: Scope) -> Cue | None:
    """Return a wish before a word in its clause: "I wish I felt proud", "if only"."""
    said = scope.grammar.fancy.wishes
    wishes = [c for c in scope.imagined if c.end <= word.start and " ".join(scope.lower[c.start : c.end]) in said]
    return next((c for c in reversed(wishes) if not scope.clauses.parted(c.end, word.start)), None)


def imagined_by(word: Cue, scope: Scope, clause: int, wish: Cue | None) -> Cue | None:
    """Return the words by which a theme word is only feared, supposed or wished for."""
    if wish:
        # What is wished for is not so; what is wished away is.
        ways = scope.grammar.denial.nots | scope.grammar.fancy.wished_away
        away = any(scope.lower[i] in ways for i in range(wish.end, word.start))
        return None if away or scope.clauses.tense(wish.end, word.start) is Tense.NOW else wish
    begin = clause
    if clause - 1 in scope.clauses.marks and not any(clause <= c.start < word.start for c in scope.subjects):
        begin = max((start for start in scope.clauses.starts if start < clause), default=clause)
    if scope.clauses.tense(begin, word.start) is Tense.THOUGHT:
        modal = max(i for i in scope.modals if i < word.start)
        return Cue("imagined", modal, modal + 1)
    fancies = (cue for cue in scope.imagined if cue.start not in scope.modals)
    return next((cue for cue in fancies if _supposes(cue, word, scope)), None)


def _supposes(cue: Cue, word: Cue, scope: Scope) -> bool:
    """Whether a word stands in what is supposed ("if I ever go numb") or feared, not in what follows from it."""
    clauses = scope.clauses
    if cue.end > word.start or clauses.broken(cue.end, word.start) or clauses.joined(cue.end, word.start):
        return False
    if clauses.parted(cue.end, word.start) or len(scope.between(cue.end, word.start)) > 1:
        return False
    supposed = scope.lower[cue.start] in scope.grammar.fancy.conditions
    # "I worry that I don't care": the verb may be within the words that name the theme.
    subject = scope.lower[cue.end - 1] not in ("i", "that")
    return supposed or clauses.tense(cue.end + subject, word.end) is not Tense.NOW
