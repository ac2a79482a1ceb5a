"""One sentence with its cues: which clause each stands in and what it governs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdspace.language.clauses import Clauses
from holdspace.language.cues import Cue, outside, word_set
from holdspace.language.subjects import NOUNS, PERSONS, SAYING, VERBS, Ownership, persons, speakers
from holdspace.language.tense import Tense
from holdspace.types import Standing

if TYPE_CHECKING:
    from holdspace.language.cues import Stretch

_POSSESSIVES = frozenset({"first_possessive", "third_possessive"})
_FIRST = frozenset({"i", "me", "my", "myself", "we", "our", "us"})
_NOBODY = frozenset({"it", "second"})
_COMPOUNDED = word_set("guilt burnout fatigue anxiety shame exhaustion")
# "her own bitter guilt": words between a possessive and what it owns, at most.
_POSSESSIVE_REACH = 3
# "Exhausted, she sat down": a word this near the start of its clause may have its subject after it.
_AFTERTHOUGHT = 2
# Words between a denial and the word that it denies, at most: "I'm not at all sure that I was ever really angry".
_NEGATION_REACH = 9
# Words between "signs of", "got over" and what they speak of, at most.
_GOVERNS = 4
_NOT = frozenset({"not", "n't", "n’t", "nt"})
# What is denied of these is denied of what follows: "I don't think I'm burnt out".
_RAISERS = word_set("think believe say feel reckon suppose mean imagine claim call consider that as")
_INVERTED = word_set("did do have had has was am is were")
# "ain't got no guilt" denies once; "never without guilt" denies twice.
_SPLITS = word_set("and so then & or why whether")
_CONCORD = frozenset({"no", "none", "nothing", "neither", "nor"})
_CONDITIONS = word_set("if unless imagine suppose in before should were had what so")
_WISHES = frozenset({"wish", "wishing", "wished", "if only"})
_WISHED_AWAY = _NOT | {"less", "never", "stop"}
_WEAK_STILL = frozenset(
    {"now", "today", "tonight", "these days", "again", "always", "lately", "right now", "at the moment"}
)
# "Felt nothing", "couldn't feel": words that look back by themselves.
_PAST_ITSELF = word_set("felt could was were had did failed stood")
_POINTERS = word_set("it that this they which things all")
_OWNED_SIGNS = word_set("have has had got 've ’ve show shows showing notice recognise recognize tick")


class Scope:
    """Tells of each cue of a sentence what it governs.

    Parameters
    ----------
    line : Stretch
        The sentence.
    cues : list of Cue
        Its cues, in order.
    ownership : Ownership
        Who the helper is, as far as the text has told.
    answer : Cue, optional
        The denial with which the next sentence answers this one.
    """

    def __init__(self, line: Stretch, cues: list[Cue], ownership: Ownership, *, answer: Cue | None = None) -> None:
        self._line = line
        self._lower = line.lower
        self._cues = cues
        self._ownership = ownership
        self._answer = answer
        self.imagined = outside(cues, "imagined", "pseudo_imagined")
        denials = outside(cues, "negation", "pseudo_negation")
        # "I never want to be numb": the denial is part of the fear.
        self.negations = [cue for cue in denials if not any(fancy.covers(cue) for fancy in self.imagined)]
        self._modals = {cue.start for cue in self.imagined if cue.mark == "~>"}
        self.clauses = Clauses(line, cues, self._modals)
        self.subjects = self._heard(persons(line, cues, self.clauses.starts, ownership))
        self.people = [cue for cue in self.subjects if cue.kind in PERSONS]
        owners = [cue for cue in [*cues, *self.subjects] if cue.kind.endswith("possessive")]
        self._owners = sorted(owners, key=lambda cue: cue.start)

    def _heard(self, subjects: list[Cue]) -> list[Cue]:
        """Let "I" in somebody else's mouth be somebody else."""
        for begin, end, speaker in speakers(self._line, subjects):
            if not self._ownership.owns(speaker, self._line, subjects):
                subjects = [
                    Cue("other", c.start, c.end) if begin < c.start < end and c.kind.startswith("first") else c
                    for c in subjects
                ]
        return subjects

    def owns(self, cue: Cue) -> bool:
        """Whether this subject is the helper."""
        return self._ownership.owns(cue, self._line, self.subjects)

    def asks(self) -> bool:
        """Whether the sentence is a question."""
        return "?" in self._lower[max(self._line.start, self._line.end - 3) : self._line.end]

    def judge(self, word: Cue) -> tuple[Standing, Cue | None]:
        """Return the standing of one theme word and the cue that decided it: advice, whose, denial, fancy, time."""
        clause = self.clauses.start_of(word)
        subject = self._subject_of(word, clause)
        advice = self._advice(word, subject)
        if advice:
            return Standing.ADVISED, advice
        if subject and (not self.owns(subject) or (subject.kind == "second" and self.asks())):
            return Standing.ANOTHERS, subject
        wish = self._wish(word)
        denial = None if wish else self._denial(word)
        if denial:
            return Standing.NEGATED, denial
        fancy = self._fancy(word, clause, wish)
        if fancy:
            return Standing.IMAGINED, fancy
        past = self._past(word, clause)
        return (Standing.OVER, past) if past else (Standing.HELD, None)

    # Whose

    def _subject_of(self, word: Cue, clause: int) -> Cue | None:
        """The subject that a theme word has: in its own words, before it in its clause, or else near by."""
        if self._says_i(word):
            return None
        subjects = [cue for cue in self.subjects if not cue.kind.endswith("possessive")]
        before = [cue for cue in subjects if cue.end <= word.start]
        owners = [
            c
            for c in self._owners
            if self._possesses(c) and clause <= c.start and 0 <= word.start - c.end < _POSSESSIVE_REACH
        ]
        if owners and not any(cue.end >= owners[-1].end for cue in before):
            return owners[-1]
        within = [cue for cue in before if cue.start >= clause and not self._compounds(cue, word)]
        if within:
            return self._reported(within[-1])
        after = next((cue for cue in subjects if cue.start >= word.end), None)
        clause_end = self.clauses.end_of(word)
        if after and word.start - clause <= _AFTERTHOUGHT and (after.start < clause_end or not before):
            return after if after.start < max(clause_end, word.end + 2) else None
        return self._reported(before[-1]) if before else None

    def _says_i(self, word: Cue) -> bool:
        """Whether the word speaks of the writer itself ("my fault") or at once of its object ("haunts me")."""
        end = min(word.end + 1, self._line.end)
        said = any(self._lower[i] in _FIRST for i in range(word.start, end))
        return said and not any(c.kind == "other" and word.start <= c.start < end for c in self.people)

    def _possesses(self, cue: Cue) -> bool:
        """Whether "her" owns what follows: not in "working with her was a joy"."""
        if cue.kind not in _POSSESSIVES:
            return True
        after = self._lower[cue.end] if cue.end < self._line.end else ""
        return after.isalpha() and after not in VERBS

    def _compounds(self, cue: Cue, word: Cue) -> bool:
        """Whether a noun only says what kind: "mum guilt", "carer burnout"."""
        return cue.end == word.start and cue.kind in NOUNS and self._lower[word.start] in _COMPOUNDED

    def _reported(self, subject: Cue) -> Cue:
        """Whoever says "it is exhausting" is the one who is exhausted."""
        said = [i for i in range(self._line.start, subject.start) if self._lower[i] in SAYING]
        before = [cue for cue in self.people if said and cue.end <= said[-1] and cue.kind != "first_object"]
        if subject.kind != "it" or not before:
            return subject
        # The saying goes on past a comma where it is taken up again: "told me she's done, that it's pointless".
        between = self._between(said[-1], subject.start)
        taken_up = self._lower[subject.start - 1] == "that" or any(cue.kind == "third" for cue in between)
        begin = said[-1] + 1
        apart = self.clauses.parted(begin, subject.start) or self.clauses.joined(begin, subject.start)
        own = any(cue.kind.startswith("first") for cue in between)
        return subject if own or (apart and not taken_up) else before[-1]

    # Advice

    def _advice(self, word: Cue, subject: Cue | None) -> Cue | None:
        """The words that make of a theme a thing advised, taught or read about."""
        for cue in self._cues:
            if cue.kind != "advised" or cue.end > word.start:
                continue
            if any(cue.end <= c.start < word.start and self.owns(c) for c in self.people):
                continue
            if cue.mark == "~>":
                begin = subject.start if subject else self._line.start
                owned = any(self._lower[i] in _OWNED_SIGNS for i in range(begin, cue.start))
                if word.start - cue.end <= _GOVERNS and not owned:
                    return cue
            elif subject is None or subject.start >= cue.start or subject.kind in _NOBODY or not self.owns(subject):
                return cue
            elif self._between(cue.start, cue.end):
                # "She told him that it's normal to feel ashamed": the lesson has a subject of its own.
                return cue
        return None

    def _between(self, begin: int, end: int) -> list[Cue]:
        """Subjects that stand between."""
        return [c for c in self.subjects if begin <= c.start < end and c.kind != "first_object"]

    # Denial

    def _denial(self, word: Cue) -> Cue | None:
        """The words that deny a theme word, unless another denial cancels them."""
        if self._means_lack(word):
            return None
        if any(
            c.kind == "still" and c.mark == "~<" and c.start >= word.end and self.clauses.closed_by(c)
            for c in self._cues
        ):
            return None
        live = [cue for cue in self.negations if self._denies(cue, word)]
        if live:
            return None if any(self._cancels(outer, live[-1]) for outer in self.negations) else live[-1]
        after = [c for c in self.negations if c.mark == "~<" and word.end <= c.start and self.clauses.closed_by(c)]
        return next((c for c in after if not self.clauses.broken(word.end, c.start)), self._answer)

    def _means_lack(self, word: Cue) -> bool:
        """Whether a theme's word names what is missing: "no purpose" and "the point of it has gone" are the theme."""
        inside = [c.kind for c in self._cues if word.start <= c.start and c.end <= word.end]
        named = any(c.kind == "pseudo_negation" and (c.start, c.end) == (word.start, word.end) for c in self._cues)
        return named and "negation" not in inside

    def _denies(self, cue: Cue, word: Cue) -> bool:
        """Whether a denial reaches a word: no new clause, no "and", no new subject but after "don't think"."""
        if cue.end > word.start or cue.mark == "~<" or word.start - cue.end >= _NEGATION_REACH:
            return False
        itself = self._lower[word.start] in _CONCORD
        if self.clauses.broken(cue.end, word.start) or self.clauses.joined(cue.end, word.start + itself):
            return False
        if self.clauses.parted(cue.end, word.start) and not self._listed(cue, word):
            return False
        new = self._between(cue.end + 1, word.start)
        raised = self._lower[cue.end] in _RAISERS
        return not new or (len(new) == 1 and (raised or self._lower[new[0].start - 1] in _INVERTED))

    def _listed(self, cue: Cue, word: Cue) -> bool:
        """Whether a word is one of a denied list: "not tired, bitter or numb"."""
        near = {self._lower[i] for i in (word.start - 1, word.end) if i < self._line.end}
        return bool(near & {"or", "nor"}) and not self._between(cue.end, word.start)

    def _cancels(self, outer: Cue, inner: Cue) -> bool:
        """Whether two denials make none: "there isn't a day that I don't feel guilty"."""
        if outer.end > inner.start or outer.mark == "~<" or self.clauses.parted(outer.end, inner.start):
            return False
        between = {self._lower[i] for i in range(outer.end, inner.start)}
        if between & _SPLITS or self._lower[inner.start] in _CONCORD:
            return False
        new = self._between(outer.end, inner.start)
        # "No I'm not" says no twice.
        reply = self._lower[outer.start] == "no" and new and new[0].start == outer.end
        if reply or self.clauses.broken(outer.end, inner.start):
            return False
        return bool(new) or not between or not self._alike(outer, inner)

    def _alike(self, one: Cue, other: Cue) -> bool:
        first, second = self._lower[one.start], self._lower[other.start]
        return first == second or (first in _NOT and second in _NOT)

    # Fancy

    def _wish(self, word: Cue) -> Cue | None:
        """A wish before a word in its clause: "I wish I felt proud", "if only"."""
        wishes = [c for c in self.imagined if c.end <= word.start and " ".join(self._lower[c.start : c.end]) in _WISHES]
        return next((c for c in reversed(wishes) if not self.clauses.parted(c.end, word.start)), None)

    def _fancy(self, word: Cue, clause: int, wish: Cue | None) -> Cue | None:
        """The words by which a theme word is only feared, supposed or wished for."""
        if wish:
            # What is wished for is not so; what is wished away is.
            away = any(self._lower[i] in _WISHED_AWAY for i in range(wish.end, word.start))
            return None if away or self.clauses.tense(wish.end, word.start) is Tense.NOW else wish
        begin = clause
        if clause - 1 in self.clauses.marks and not any(clause <= c.start < word.start for c in self.subjects):
            begin = max((start for start in self.clauses.starts if start < clause), default=clause)
        if self.clauses.tense(begin, word.start) is Tense.THOUGHT:
            modal = max(i for i in self._modals if i < word.start)
            return Cue("imagined", modal, modal + 1)
        return next((cue for cue in self.imagined if cue.start not in self._modals and self._supposes(cue, word)), None)

    def _supposes(self, cue: Cue, word: Cue) -> bool:
        """Whether a word stands in what is supposed ("if I ever go numb") or feared, not in what follows from it."""
        if cue.end > word.start or self.clauses.broken(cue.end, word.start) or self.clauses.joined(cue.end, word.start):
            return False
        if self.clauses.parted(cue.end, word.start) or len(self._between(cue.end, word.start)) > 1:
            return False
        return self._lower[cue.start] in _CONDITIONS or self.clauses.tense(cue.end + 1, word.start) is not Tense.NOW

    # Time

    def _past(self, word: Cue, clause: int) -> Cue | None:
        """The words that say of a theme word that it is over, unless the past still weighs."""
        over = [c for c in self._cues if c.kind == "over" and not (word.start <= c.start and c.end <= word.end)]
        over += self._years()
        if not over or self._means_lack(word) or self._weighs(word, clause):
            return None
        return next((cue for cue in over if self._is_over(cue, word, clause)), None)

    def _years(self) -> list[Cue]:
        """Years that name a time ("in 2009")."""
        return [
            Cue("over", i - 1, i + 1)
            for i in range(self._line.start + 1, self._line.end)
            if len(self._lower[i]) == 4 and self._lower[i].isdigit() and self._lower[i - 1] == "in"
        ]

    def _is_over(self, cue: Cue, word: Cue, clause: int) -> bool:
        """Whether a cue says so of this word: by its place, or, where it names a time, by the verb's tense."""
        if any(c.kind == "negation" and 0 <= cue.start - c.end < 2 for c in self._cues):
            return False
        if cue.mark == "~<":
            if cue.start < word.end or self._lower[cue.start - 1] in _POINTERS:
                return cue.start >= word.end
            apart = self.clauses.parted(word.end, cue.start) or self.clauses.joined(word.end, cue.start)
            return not apart and not any(c.end in (cue.start, cue.start + 1) for c in self.people)
        if cue.mark == "~>":
            apart = self.clauses.broken(cue.end, word.start) or self.clauses.parted(cue.end, word.start)
            return cue.end <= word.start <= cue.end + _GOVERNS and not apart
        itself = any(self._lower[i] in _PAST_ITSELF for i in range(word.start, word.end))
        return itself or self.clauses.tense(clause, word.start) is Tense.THEN

    def _weighs(self, word: Cue, clause: int) -> bool:
        """Whether "still" and its like stand by the word, or for the whole sentence."""
        end = self.clauses.end_of(word)
        return any(
            cue.kind == "still"
            and (clause <= cue.start < end or " ".join(self._lower[cue.start : cue.end]) not in _WEAK_STILL)
            for cue in self._cues
        )
