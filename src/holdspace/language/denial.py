"""Whether a theme word is denied, and by what; two denials may make none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdspace.language.cues import outside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdspace.codebook.grammar import DenialTerms
    from holdspace.language.cues import Cue, Stretch
    from holdspace.language.scope import Scope

# Words between a denial and the word that it denies, at most: "I'm not at all sure that I was ever really angry".
_NEGATION_REACH = 9


def denied_by(word: Cue, scope: Scope) -> Cue | None:
    """Return the words that deny a theme word, unless another denial cancels them."""
    if scope.means_lack(word):
        return None
    if any(
        c.kind == "still" and c.mark == "~<" and c.start >= word.end and scope.clauses.closed_by(c) for c in scope.cues
    ):
        return None
    live = [cue for cue in scope.negations if _denies(cue, word, scope)]
    if live:
        # "I can't take a break without guilt": whatever "can't take" is elsewhere, here it turns "without" round.
        outers = scope.denials if scope.lower[live[-1].start] == "without" else scope.negations
        return None if any(_cancels(outer, live[-1], scope) for outer in outers) else live[-1]
    after = [c for c in scope.negations if c.mark == "~<" and word.end <= c.start and scope.clauses.closed_by(c)]
    return next((c for c in after if not scope.clauses.broken(word.end, c.start)), scope.answer)


def answer_to(line: Stretch, following: Stretch | None, cues: Sequence[Cue], terms: DenialTerms) -> Cue | None:
    """Return the denial by which the next sentence answers this one.

    A question is answered by any denial that opens the next sentence ("Do I feel guilty? Not at all."), what somebody
    asked, said or expected by one that says nothing else ("Friends ask if I've gone numb. I haven't."). Relief that
    doesn't come is no denial of a state ("They said it gets easier. It doesn't.").
    """
    if following is None:
        return None
    denials = outside(cues, "negation", "pseudo_negation")
    if "?" in line.lower[max(line.start, line.end - 3) : line.end]:
        asked = line.lower[line.start] not in terms.asking
        return next((cue for cue in denials if asked and cue.start == following.start), None)
    said = set(line.lower[line.start : line.end])
    raised = said & terms.raising and not said & terms.relieving
    return next((cue for cue in denials if raised and _says_only_no(following, cue, terms)), None)


def _says_only_no(line: Stretch, denial: Cue, terms: DenialTerms) -> bool:
    """Whether a sentence opens with a denial and what may stand around one: "Well, I'm not.", "Not a bit of it."."""
    for i in range(line.start, line.end):
        word = line.lower[i]
        if i >= denial.end and not word[0].isalnum():
            return True
        if not (denial.start <= i < denial.end or word == "," or word in terms.answering):
            return False
    return True


def _denies(cue: Cue, word: Cue, scope: Scope) -> bool:
    """Whether a denial reaches a word: no new clause, no "and", no new subject but after "don't think"."""
    if cue.end > word.start or cue.mark == "~<" or word.start - cue.end >= _NEGATION_REACH:
        return False
    terms = scope.grammar.denial
    itself = scope.lower[word.start] in terms.concord
    if scope.clauses.broken(cue.end, word.start) or scope.clauses.joined(cue.end, word.start + itself):
        return False
    if scope.clauses.parted(cue.end, word.start) and not _listed(cue, word, scope):
        return False
    new = scope.between(cue.end + 1, word.start)
    raised = scope.lower[cue.end] in terms.raisers
    return not new or (len(new) == 1 and (raised or scope.lower[new[0].start - 1] in terms.inverted))


def _listed(cue: Cue, word: Cue, scope: Scope) -> bool:
    """Whether a word is one of a denied list: "not tired, bitter or numb"."""
    near = {scope.lower[i] for i in (word.start - 1, word.end) if i < scope.line.end}
    return bool(near & scope.grammar.denial.alternatives) and not scope.between(cue.end, word.start)


def _cancels(outer: Cue, inner: Cue, scope: Scope) -> bool:
    """Whether two denials make none: "there isn't a day that I don't feel guilty"."""
    if outer.end > inner.start or outer.mark == "~<" or scope.clauses.parted(outer.end, inner.start):
        return False
    terms = scope.grammar.denial
    between = {scope.lower[i] for i in range(outer.end, inner.start)}
    if between & terms.splits or scope.lower[inner.start] in terms.concord:
        return False
    new = scope.between(outer.end, inner.start)
    # "No I'm not" says no twice.
    reply = scope.lower[outer.start] == "no" and new and new[0].start == outer.end
    if reply or scope.clauses.broken(outer.end, inner.start):
        return False
    return bool(new) or not between or not _alike(scope.lower[outer.start], scope.lower[inner.start], terms)


def _alike(one: str, other: str, terms: DenialTerms) -> bool:
    return one == other or (one in terms.nots and other in terms.nots)
