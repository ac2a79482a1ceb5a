"""One sentence with its cues: its clauses, who stands in it, what denies and what only imagines.

What a rule asks of a theme word beside it stands in a file of its own: ``whose``, ``advice``, ``denial``, ``fancy``,
``past``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdspace.language.clauses import Clauses
from holdspace.language.cues import Cue, outside
from holdspace.language.subjects import PERSONS, Ownership, is_plural, persons, reports, speakers

if TYPE_CHECKING:
    from holdspace.codebook.grammar import Grammar
    from holdspace.language.cues import Stretch

# So near after a denial stands what it denies outright.
_NEXT = 2


class Scope:
    """Holds a sentence and its cues for the rules that judge its words.

    Parameters
    ----------
    line : Stretch
        The sentence.
    cues : list of Cue
        Its cues, in order.
    ownership : Ownership
        Who the helper is, as far as the text has told.
    grammar : Grammar
        The closed word lists of ``content/grammar.toml``.
    answer : Cue, optional
        The denial with which the next sentence answers this one.
    closing : Cue, optional
        The words with which the next sentence says that what this one tells is over.
    """

    def __init__(
        self,
        line: Stretch,
        cues: list[Cue],
        ownership: Ownership,
        grammar: Grammar,
        *,
        answer: Cue | None = None,
        closing: Cue | None = None,
    ) -> None:
        self.line = line
        self.lower = line.lower
        self.cues = cues
        self.grammar = grammar
        self.answer = answer
        self.closing = closing
        self._ownership = ownership
        self.imagined = outside(cues, "imagined", "pseudo_imagined")
        self.denials = [cue for cue in cues if cue.kind == "negation"]
        denials = outside(cues, "negation", "pseudo_negation")
        # "I never want to be numb": the denial is part of the fear.
        self.negations = [cue for cue in denials if not any(fancy.covers(cue) for fancy in self.imagined)]
        self.modals = {cue.start for cue in self.imagined if cue.mark == "~>"}
        self.clauses = Clauses(line, cues, self.modals, grammar)
        self.subjects = self._heard(persons(line, cues, self.clauses.starts, ownership))
        self.people = [cue for cue in self.subjects if cue.kind in PERSONS]
        owners = [cue for cue in [*cues, *self.subjects] if cue.kind.endswith("possessive")]
        self.owners = sorted(owners, key=lambda cue: cue.start)

    def _heard(self, subjects: list[Cue]) -> list[Cue]:
        """Let "I" in somebody else's mouth be somebody else."""
        for begin, end, speaker in speakers(self.line, subjects, self.grammar.subjects):
            if not self._ownership.owns(speaker, self.line, subjects):
                subjects = [
                    Cue("other", c.start, c.end) if begin < c.start < end and c.kind.startswith("first") else c
                    for c in subjects
                ]
        return subjects

    def owns(self, cue: Cue) -> bool:
        """Whether this subject is the helper."""
        return self._ownership.owns(cue, self.line, self.subjects)

    def told_of(self) -> Cue | None:
        """Return the one of whom a note's practitioner only tells here: "Worker says the client can't sleep"."""
        own = [cue for cue in self.people if self.owns(cue)]
        after = [cue for cue in self.people if own and cue.start > own[-1].start]
        if any(cue.kind.startswith("first") for cue in own) or not all(self._reports(cue) for cue in own):
            return None
        # What is told of many ("the families are liars") is how the teller sees them.
        return next((c for c in after if c.kind != "generic" and not is_plural(self.line, c)), None)

    def denied_outright(self) -> Cue | None:
        """Return the denial of a feeling that no theme's words name: "I don't blame her", "not angry"."""
        denied = self.grammar.denial.outright
        return next((c for c in self.negations if not denied.isdisjoint(self.lower[c.end : c.end + _NEXT])), None)

    def _reports(self, cue: Cue) -> bool:
        return reports(cue, self.line, self.grammar.subjects)

    def asks(self) -> bool:
        """Whether the sentence is a question."""
        return "?" in self.lower[max(self.line.start, self.line.end - 3) : self.line.end]

    def between(self, begin: int, end: int) -> list[Cue]:
        """Subjects that stand between."""
        return [c for c in self.subjects if begin <= c.start < end and c.kind != "first_object"]

    def means_lack(self, word: Cue) -> bool:
        """Whether a theme's word names what is missing: "no purpose" and "the point of it has gone" are the theme."""
        inside = [c.kind for c in self.cues if word.start <= c.start and c.end <= word.end]
        named = any(c.kind == "pseudo_negation" and (c.start, c.end) == (word.start, word.end) for c in self.cues)
        return named and "negation" not in inside
