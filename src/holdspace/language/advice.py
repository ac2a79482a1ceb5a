"""Whether a theme word is advised, taught or read about, and not lived."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holdspace.language.cues import Cue
    from holdspace.language.scope import Scope

_NOBODY = frozenset({"it", "second"})
# Words between "signs of" and what it speaks of, at most.
_GOVERNS = 4


def advised_by(word: Cue, scope: Scope, subject: Cue | None) -> Cue | None:
    """Return the words that make of a theme a thing advised, taught or read about."""
    for cue in scope.cues:
        if cue.kind != "advised" or cue.end > word.start:
            continue
        if any(cue.end <= c.start < word.start and scope.owns(c) for c in scope.people):
            continue
        if cue.mark == "~>":
            begin = subject.start if subject else scope.line.start
            signs = scope.grammar.advice.owned_signs
            # "I have all the signs of burnout" is one's own; "we had training on burnout" is not.
            of_signs = scope.lower[cue.start].startswith(("sign", "symptom"))
            owned = of_signs and any(scope.lower[i] in signs for i in range(begin, cue.start))
            if word.start - cue.end <= _GOVERNS and not owned:
                return cue
        elif subject is None or subject.start >= cue.start or subject.kind in _NOBODY or not scope.owns(subject):
            return cue
        elif scope.between(cue.start, cue.end):
            # "She told him that it's normal to feel ashamed": the lesson has a subject of its own.
            return cue
    return None
