"""Whose state a sentence tells, and whether it is denied, imagined, over or advised.

Lexical cues with scopes, after ConText (Harkema et al. 2009, doi:10.1016/j.jbi.2009.05.002), extended by what
helpers' prose needs: pseudo-negations ("I can't stop feeling guilty" denies nothing), the one who feels as object
("it leaves me numb"), the past that still weighs, and notes in which a practitioner is spoken of in the third person.
The cues are data (``content/language.toml``); this file holds only the grammar of their scopes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.matcher import PhraseMatcher

from holdspace.types import NamedTheme, Sentence, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc, Span

    from holdspace.codebook import Codebook

# Words between a denial and the word that it denies, at most: "I'm not at all sure that I was ever really angry".
_NEGATION_REACH = 7
_CLAUSE_MARKS = frozenset({",", ";", ":", "(", ")", "–", "—", "-", "...", "…"})
_THEME, _ITEM = "theme:", "item:"
_SUBJECTS = frozenset({"first", "first_object", "practitioner", "third", "other", "generic"})
_POSSESSIVES = frozenset({"first_possessive", "third_possessive"})
# "her own bitter guilt": words between a possessive and what it owns, at most.
_POSSESSIVE_REACH = 3
# "The wee girl in bed four": a noun this near the start of its clause is its subject.
_CLAUSE_HEAD = 3
# Share of first-person words above which a text is the writer's own account, whoever else it names.
_OWN_ACCOUNT = 0.02


@dataclass(frozen=True, slots=True)
class _Cue:
    kind: str
    start: int
    end: int


class StandingRules:
    """Reads standings off a tokenised, sentence-split document.

    Parameters
    ----------
    cues : dict of str to phrases
        Kinds of cue and their phrases.
    named : dict of str to phrases
        Words that name a theme or a checklist item, by ``theme:`` or ``item:`` and its id.
    nlp : Language
        The pipeline whose tokenizer normalises both the phrases and the text.
    """

    def __init__(self, cues: dict[str, Sequence[str]], named: dict[str, Sequence[str]], nlp: Language) -> None:
        self._matcher = PhraseMatcher(nlp.vocab, attr="NORM")
        for kind, phrases in (cues | named).items():
            self._matcher.add(kind, [nlp.make_doc(phrase) for phrase in phrases])

    @classmethod
    def from_codebook(cls, book: Codebook, nlp: Language) -> StandingRules:
        """Build the rules from ``content/``."""
        rules = book.language
        cues: dict[str, Sequence[str]] = {
            "first": rules.first_person,
            "first_object": rules.first_person_object_cues,
            "first_possessive": rules.first_possessive,
            "third": rules.third_person,
            "third_possessive": rules.third_possessive,
            "practitioner": rules.practitioners,
            "other": rules.others,
            "predicate": rules.predicates,
            "generic": rules.generic,
            "second": rules.second_person,
            "break": rules.clause_breaks,
            "negation": rules.negation,
            "pseudo_negation": rules.pseudo_negation,
            "imagined": rules.imagined,
            "pseudo_imagined": rules.pseudo_imagined,
            "over": rules.over,
            "still": rules.still,
            "advised": rules.advised,
        }
        named: dict[str, Sequence[str]] = {f"{_THEME}{theme.id}": theme.words for theme in book.themes}
        named |= {f"{_ITEM}{item.id}": item.words for item in book.checklist}
        return cls(cues, named, nlp)

    def __call__(self, doc: Doc) -> tuple[bool, tuple[Sentence, ...]]:
        """Return whether ``doc`` speaks of a practitioner in the third person, and its sentences with standings."""
        by_sentence: dict[int, list[_Cue]] = defaultdict(list)
        sentence_of = [0] * len(doc)
        spans = [span for span in doc.sents if span.text.strip()]
        for number, span in enumerate(spans):
            for token in span:
                sentence_of[token.i] = number
        strings = doc.vocab.strings
        counts: dict[str, int] = defaultdict(int)
        for key, start, end in self._matcher(doc):
            cue = _Cue(strings[key], start, end)
            by_sentence[sentence_of[start]].append(cue)
            counts[cue.kind] += 1
        third_person = counts["practitioner"] > 0 and counts["first"] <= _OWN_ACCOUNT * len(doc)
        antecedent = "practitioner"
        sentences = []
        for number, span in enumerate(spans):
            cues = sorted(by_sentence[number], key=lambda cue: (cue.start, -cue.end))
            scope = _Scope(span, cues, third_person=third_person, antecedent=antecedent)
            antecedent = scope.antecedent
            sentences.append(scope.sentence())
        return third_person, tuple(sentences)


class _Scope:
    """One sentence with its cues: which clause each stands in and what it governs."""

    def __init__(self, span: Span, cues: list[_Cue], *, third_person: bool, antecedent: str) -> None:
        self.span = span
        self.third_person = third_person
        self.kinds = {cue.kind for cue in cues}
        self.negations = _outside(cues, "negation", "pseudo_negation")
        self.imagined = _outside(cues, "imagined", "pseudo_imagined")
        self.cues = cues
        self.clause_starts = sorted(
            {span.start}
            | {token.i + 1 for token in span if token.text in _CLAUSE_MARKS}
            | {cue.start for cue in cues if cue.kind == "break"}
        )
        self.subjects = self._subjects()
        self.antecedent = antecedent
        nouns = [cue.kind for cue in self.subjects if cue.kind in ("practitioner", "other")]
        self.before = antecedent
        if nouns:
            self.antecedent = nouns[-1]

    def sentence(self) -> Sentence:
        spoken = self._judged(_THEME)
        standing, cue = self._whole(spoken)
        text = self.span.text
        lead = len(text) - len(text.lstrip())
        start = self.span.start_char + lead
        return Sentence(
            text=text.strip(),
            start=start,
            end=start + len(text.strip()),
            standing=standing,
            cue=cue,
            spoken=spoken,
            items=frozenset(item.theme for item in self._judged(_ITEM) if item.standing is Standing.HELD),
            cues=frozenset(self._flags()),
        )

    def _judged(self, prefix: str) -> tuple[NamedTheme, ...]:
        """What is named here of a kind, with the standing of each and the words that decided it."""
        return tuple(
            NamedTheme(cue.kind.removeprefix(prefix), *self._standing(cue))
            for cue in self.cues
            if cue.kind.startswith(prefix)
        )

    def _flags(self) -> Iterable[str]:
        yield from self.kinds & {"second", "generic", "over", "still", "advised", "first_object"}
        if self.negations:
            yield "negation"
        if self.imagined:
            yield "imagined"
        owners = {self._owner(cue) for cue in self.subjects if cue.kind != "generic"}
        yield from {"own" if owner else "anothers" for owner in owners}
        if self.span.text.rstrip().endswith("?"):
            yield "question"
        if self.third_person:
            yield "third_person"

    def _whole(self, spoken: tuple[NamedTheme, ...]) -> tuple[Standing, str]:
        """Standing of the sentence as a whole: held as soon as any of it is."""
        if spoken:
            first = next((named for named in spoken if named.standing is Standing.HELD), spoken[0])
            return first.standing, first.cue
        if any(self._owner(cue) for cue in self.subjects) or "first_possessive" in self.kinds:
            return self._own()
        if "advised" in self.kinds:
            return Standing.ADVISED, self._words(self._first("advised"))
        if self.subjects:
            return Standing.ANOTHERS, self._words(self.subjects[0])
        return Standing.HELD, ""

    def _own(self) -> tuple[Standing, str]:
        """Standing of what is told of the helper without a theme's word: imagined, over or held."""
        if self.imagined and self.imagined[0].start <= self.span.start + 1:
            return Standing.IMAGINED, self._words(self.imagined[0])
        return self._over_or_held()

    def _over_or_held(self, word: _Cue | None = None) -> tuple[Standing, str]:
        """Over when a cue says so outside of the word itself ("used to love" tells of now), else held."""
        over = [c for c in self.cues if c.kind == "over" and not (word and word.start <= c.start and c.end <= word.end)]
        if over and "still" not in self.kinds:
            return Standing.OVER, self._words(over[0])
        return Standing.HELD, ""

    def _standing(self, word: _Cue) -> tuple[Standing, str]:
        """Standing of one theme word: nearest subject, then denial, fancy, time, advice."""
        clause_start = max(start for start in self.clause_starts if start <= word.start)
        subject = self._subject_of(word, clause_start)
        if subject is not None and not self._owner(subject):
            return Standing.ANOTHERS, self._words(subject)
        advice = [cue for cue in self.cues if cue.kind == "advised" and cue.start < word.start]
        if advice and subject is None:
            return Standing.ADVISED, self._words(advice[0])
        for cue in self.negations:
            if clause_start <= cue.start < word.start and word.start - cue.end < _NEGATION_REACH:
                return Standing.NEGATED, self._words(cue)
        for cue in self.imagined:
            if cue.end <= word.start and self._same_breath(cue, word):
                return Standing.IMAGINED, self._words(cue)
        return self._over_or_held(word)

    def _same_breath(self, cue: _Cue, word: _Cue) -> bool:
        """Whether no "but" and the like stands between a cue and a word."""
        return not any(other.kind == "break" and cue.end <= other.start < word.start for other in self.cues)

    def _subject_of(self, word: _Cue, clause_start: int) -> _Cue | None:
        """Nearest subject to the left in the clause, else to its right there, else in the rest of the sentence."""
        owners = [c for c in self.cues if c.kind in _POSSESSIVES and 0 <= word.start - c.end < _POSSESSIVE_REACH]
        nouns = [c for c in self.subjects if c.kind == "other" and 0 <= word.start - c.end < _POSSESSIVE_REACH]
        if owners and not nouns:
            return owners[-1]
        before = [cue for cue in self.subjects if cue.end <= word.start]
        within = [cue for cue in before if cue.start >= clause_start]
        after = [cue for cue in self.subjects if cue.start >= word.end]
        clause_end = min((start for start in self.clause_starts if start > word.start), default=self.span.end)
        beside = [cue for cue in after if cue.start < clause_end]
        return next(iter([*within[-1:], *beside[:1], *before[-1:], *after[:1]]), None)

    def _subjects(self) -> list[_Cue]:
        found = [cue for cue in self.cues if cue.kind in _SUBJECTS]
        if not self.third_person:
            # In a first-person account the nurse on the other shift is one more colleague.
            found = [_Cue("other", c.start, c.end) if c.kind == "practitioner" else c for c in found]
        # Where two kinds claim a word, the longer phrase names the person ("member of staff", "student nurse").
        found = [c for c in found if not any(_swallows(other, c) for other in found)]
        return [cue for cue in found if cue.kind not in ("other", "generic") or self._heads_a_clause(cue)]

    def _heads_a_clause(self, noun: _Cue) -> bool:
        """Whether a noun is a subject, not the object of what somebody did to it."""
        begin = max(start for start in self.clause_starts if start <= noun.start)
        if noun.start - begin < _CLAUSE_HEAD:
            return not any(cue.kind in _SUBJECTS and begin <= cue.start < noun.start for cue in self.cues)
        return any(cue.kind == "predicate" and cue.start == noun.end for cue in self.cues)

    def _owner(self, cue: _Cue) -> bool:
        """Whether this subject is the helper."""
        if cue.kind == "third":
            earlier = [c.kind for c in self.subjects if c.kind in ("practitioner", "other") and c.end <= cue.start]
            return self.third_person and (earlier[-1] if earlier else self.before) == "practitioner"
        if cue.kind.startswith("first"):
            return True
        return self.third_person and cue.kind == "practitioner"

    def _first(self, kind: str) -> _Cue:
        return next(cue for cue in self.cues if cue.kind == kind)

    def _words(self, cue: _Cue) -> str:
        doc = self.span.doc
        return doc[cue.start : cue.end].text


def _swallows(longer: _Cue, shorter: _Cue) -> bool:
    return (
        longer.start <= shorter.start
        and shorter.end <= longer.end
        and longer.end - longer.start > shorter.end - shorter.start
    )


def _outside(cues: list[_Cue], kind: str, mask: str) -> list[_Cue]:
    """Cues of ``kind`` that no cue of ``mask`` overlaps: "not" inside "not sure whether" denies nothing."""
    masks = [cue for cue in cues if cue.kind == mask]
    return [cue for cue in cues if cue.kind == kind and not any(m.start < cue.end and cue.start < m.end for m in masks)]
