"""Whether what a theme word names is over, or past and still weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdspace.language.cues import Cue
from holdspace.language.tense import Tense

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdspace.codebook.grammar import PastTerms
    from holdspace.language.cues import Stretch
    from holdspace.language.scope import Scope

# Words between "got over" and what it speaks of, at most.
_GOVERNS = 4
# Words between "it" and "has passed", at most: "it has since passed".
_SINCE = 2
# Words among which "it" stands at the opening of a sentence: "And then it passed".
_OPENING = 3


def ended_by(word: Cue, scope: Scope, clause: int) -> Cue | None:
    """Return the words that say of a theme word that it is over, unless the past still weighs."""
    over = [c for c in scope.cues if c.kind == "over" and not (word.start <= c.start and c.end <= word.end)]
    over += _years(scope)
    if not (over or scope.closing) or scope.means_lack(word) or _weighs(word, scope, clause):
        return None
    within = next((cue for cue in over if _is_over(cue, word, scope, clause)), None)
    if within is None and scope.clauses.tense(clause, word.start) is Tense.THEN:
        return scope.closing
    return within


def closed_by(following: Stretch | None, cues: Sequence[Cue], terms: PastTerms) -> Cue | None:
    """Return the words with which the next sentence closes what this one tells: "It has passed", "Then that stopped".

    ``cues`` are those of the next sentence. One that also says that it weighs still closes nothing.
    """
    if following is None:
        return None
    lower = following.lower
    still = [" ".join(lower[cue.start : cue.end]) for cue in cues if cue.kind == "still"]
    if any(words not in terms.weak_still for words in still):
        return None
    opening = range(following.start, min(following.start + _OPENING, following.end))
    pointer = next((i for i in opening if lower[i] in terms.pointers), None)
    if pointer is None:
        return None
    return next(
        (
            cue
            for cue in cues
            if cue.kind == "over"
            and cue.mark == "~<"
            and 0 < cue.start - pointer <= 1 + _SINCE
            and not any(other.kind == "negation" and pointer < other.start < cue.start for other in cues)
        ),
        None,
    )


def _years(scope: Scope) -> list[Cue]:
    """Years that name a time ("in 2009")."""
    lower = scope.lower
    return [
        Cue("over", i - 1, i + 1)
        for i in range(scope.line.start + 1, scope.line.end)
        if len(lower[i]) == 4 and lower[i].isdigit() and lower[i - 1] == "in"
    ]


def _is_over(cue: Cue, word: Cue, scope: Scope, clause: int) -> bool:
    """Whether a cue says so of this word: by its place, or, where it names a time, by the verb's tense."""
    terms = scope.grammar.past
    if any(c.kind == "negation" and 0 <= cue.start - c.end < 2 for c in scope.cues):
        return False
    if cue.mark == "~<":
        if cue.start < word.end or scope.lower[cue.start - 1] in terms.pointers:
            return cue.start >= word.end
        apart = scope.clauses.parted(word.end, cue.start) or scope.clauses.joined(word.end, cue.start)
        return not apart and not any(c.end in (cue.start, cue.start + 1) for c in scope.people)
    if cue.mark == "~>":
        apart = scope.clauses.broken(cue.end, word.start) or scope.clauses.parted(cue.end, word.start)
        return cue.end <= word.start <= cue.end + _GOVERNS and not apart
    itself = any(scope.lower[i] in terms.past_itself for i in range(word.start, word.end))
    return itself or scope.clauses.tense(clause, word.start) is Tense.THEN


def _weighs(word: Cue, scope: Scope, clause: int) -> bool:
    """Whether "still" and its like stand by the word, or for the whole sentence."""
    weak = scope.grammar.past.weak_still
    end = scope.clauses.end_of(word)
    return any(
        cue.kind == "still" and (clause <= cue.start < end or " ".join(scope.lower[cue.start : cue.end]) not in weak)
        for cue in scope.cues
    )
