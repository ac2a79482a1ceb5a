"""Whether a text is a note about somebody at work, written by another: supervision, a review, a debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdspace.codebook.grammar import NoteTerms
    from holdspace.language.cues import Cue

_OWN = frozenset({"first", "first_possessive"})
_QUOTE = frozenset('"“”')
# Words within which a note says what it is.
_HEADING = 15
# Share of first-person words above which a text is the writer's own account: the one who writes a note says "I"
# here and there.
_OWN_ACCOUNT = 0.03
_HARDLY_OWN = 0.02
# Under "Supervisee: R." a supervisor may tell what they saw and said themself.
_UNDER_A_NAME = 0.15


def is_note(words: Sequence[str], cues: Sequence[Cue], terms: NoteTerms) -> bool:
    """Return whether a text speaks of a practitioner in the third person.

    It does when it says so at its head, or later on and more than once, and the writer hardly speaks of themself
    outside of quotations.
    """
    signs = [cue for cue in cues if cue.kind == "practitioner" and _is_sign(words, cue, terms)]
    if not signs:
        return False
    quoted = _quoted(words)
    own = sum(cue.kind in _OWN and not quoted[cue.start] for cue in cues)
    first = signs[0]
    if first.start == 0 and words[first.end - 1] in terms.headings and ":" in words[first.end : first.end + 1]:
        return own <= _UNDER_A_NAME * len(words)
    if first.start < _HEADING or first.mark == "^":
        return own <= _OWN_ACCOUNT * len(words)
    return len(signs) > 1 and own <= _HARDLY_OWN * len(words)


def _is_sign(words: Sequence[str], cue: Cue, terms: NoteTerms) -> bool:
    if cue.mark == "#":
        # "Its wellbeing week" heads no note.
        return cue.start < _HEADING and (cue.start == 0 or words[cue.start - 1] not in terms.possessive)
    if cue.end < len(words) and words[cue.end] in terms.reports:
        return True
    return cue.mark == "^" or cue.start == 0 or words[cue.start - 1] not in terms.determiners


def _quoted(words: Sequence[str]) -> list[bool]:
    """Which tokens stand in quotation marks."""
    inside = False
    quoted = []
    for word in words:
        inside ^= word in _QUOTE
        quoted.append(inside)
    return quoted
