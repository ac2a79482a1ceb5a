"""Whose a theme word is: the subject that it has in its own words, in its clause, or near by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdspace.language.subjects import NOUNS

if TYPE_CHECKING:
    from holdspace.language.cues import Cue
    from holdspace.language.scope import Scope

_POSSESSIVES = frozenset({"first_possessive", "third_possessive"})
# "her own bitter guilt": words between a possessive and what it owns, at most.
_POSSESSIVE_REACH = 3
# "Exhausted, she sat down": a word this near the start of its clause may have its subject after it.
_AFTERTHOUGHT = 2


def subject_of(word: Cue, scope: Scope, clause: int) -> Cue | None:
    """Return the subject that a theme word has: in its own words, before it in its clause, or else near by."""
    if _says_i(word, scope):
        return None
    subjects = [cue for cue in scope.subjects if not cue.kind.endswith("possessive")]
    before = [cue for cue in subjects if cue.end <= word.start]
    owners = [
        c
        for c in scope.owners
        if _possesses(c, scope) and clause <= c.start and 0 <= word.start - c.end < _POSSESSIVE_REACH
    ]
    if owners and not any(cue.end >= owners[-1].end for cue in before):
        return owners[-1]
    within = [cue for cue in before if cue.start >= clause and not _compounds(cue, word, scope)]
    if within:
        return _reported(within[-1], scope)
    after = next((cue for cue in subjects if cue.start >= word.end), None)
    clause_end = scope.clauses.end_of(word)
    if after and word.start - clause <= _AFTERTHOUGHT and (after.start < clause_end or not before):
        return after if after.start < max(clause_end, word.end + 2) else None
    return _reported(before[-1], scope) if before else None


def _says_i(word: Cue, scope: Scope) -> bool:
    """Whether the word speaks of the writer itself ("my fault") or at once of its object ("haunts me")."""
    end = min(word.end + 1, scope.line.end)
    first = scope.grammar.whose.first
    said = any(scope.lower[i] in first for i in range(word.start, end))
    return said and not any(c.kind == "other" and word.start <= c.start < end for c in scope.people)


def _possesses(cue: Cue, scope: Scope) -> bool:
    """Whether "her" owns what follows: not in "working with her was a joy"."""
    if cue.kind not in _POSSESSIVES:
        return True
    after = scope.lower[cue.end] if cue.end < scope.line.end else ""
    return after.isalpha() and after not in scope.grammar.subjects.verbs


def _compounds(cue: Cue, word: Cue, scope: Scope) -> bool:
    """Whether a noun only says what kind: "mum guilt", "carer burnout"."""
    return cue.end == word.start and cue.kind in NOUNS and scope.lower[word.start] in scope.grammar.whose.compounded


def _reported(subject: Cue, scope: Scope) -> Cue:
    """Whoever says "it is exhausting" is the one who is exhausted."""
    saying = scope.grammar.subjects.saying
    said = [i for i in range(scope.line.start, subject.start) if scope.lower[i] in saying]
    before = [cue for cue in scope.people if said and cue.end <= said[-1] and cue.kind != "first_object"]
    if subject.kind != "it" or not before:
        return subject
    # The saying goes on past a comma where it is taken up again: "told me she's done, that it's pointless".
    between = scope.between(said[-1], subject.start)
    taken_up = scope.lower[subject.start - 1] == "that" or any(cue.kind == "third" for cue in between)
    begin = said[-1] + 1
    apart = scope.clauses.parted(begin, subject.start) or scope.clauses.joined(begin, subject.start)
    own = any(cue.kind.startswith("first") for cue in between)
    return subject if own or (apart and not taken_up) else before[-1]
