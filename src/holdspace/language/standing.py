"""Whose state a sentence tells, and whether it is denied, imagined, over or advised.

Lexical cues with scopes, after ConText (Harkema et al. 2009, doi:10.1016/j.jbi.2009.05.002), extended by what
helpers' prose needs: denials that cancel each other, the one who feels as object ("it leaves me numb"), the past that
still weighs, and notes in which a practitioner is spoken of in the third person. The cues are data
(``content/language.toml``), the grammar of their scopes is ``scope`` and a file for each question that is asked of a
word in it; this file reads a text with both.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from holdspace.language.advice import advised_by
from holdspace.language.cues import CueMatcher, Stretch
from holdspace.language.denial import answer_to, denied_by
from holdspace.language.fancy import imagined_by, wished_by
from holdspace.language.notes import is_note
from holdspace.language.past import closed_by, ended_by
from holdspace.language.scope import Scope
from holdspace.language.subjects import Ownership
from holdspace.language.tense import Tense
from holdspace.language.whose import subject_of
from holdspace.language.words import typed_text, typed_words
from holdspace.types import NamedTheme, Sentence, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc, Span

    from holdspace.codebook import Codebook
    from holdspace.codebook.grammar import Grammar
    from holdspace.language.cues import Cue

_THEME, _ITEM = "theme:", "item:"


class StandingRules:
    """Reads standings off a tokenised, sentence-split document.

    Parameters
    ----------
    cues : dict of str to phrases
        Kinds of cue and their phrases.
    named : dict of str to phrases
        Words that name a theme or a checklist item, by ``theme:`` or ``item:`` and its id.
    grammar : Grammar
        The closed word lists by which scopes are drawn.
    nlp : Language
        The pipeline whose tokenizer normalises both the phrases and the text.
    """

    def __init__(
        self, cues: dict[str, Sequence[str]], named: dict[str, Sequence[str]], grammar: Grammar, nlp: Language
    ) -> None:
        self._cues = CueMatcher(cues | named, nlp)
        self._grammar = grammar

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
        named: dict[str, Sequence[str]] = {f"{_THEME}{theme.id}": _joined(theme.words) for theme in book.themes}
        named |= {f"{_ITEM}{item.id}": _joined(item.words) for item in book.checklist}
        return cls(cues, named, book.grammar, nlp)

    def __call__(self, doc: Doc) -> tuple[bool, tuple[Sentence, ...]]:
        """Return whether ``doc`` speaks of a practitioner in the third person, and its sentences with standings."""
        typed = typed_words(doc)
        lower = [word.lower() for word in typed]
        text = typed_text(doc)
        spans = [span for span in doc.sents if not text[span.start_char : span.end_char].isspace()]
        lines = [Stretch(typed, lower, span.start, span.end) for span in spans]
        line_of = [0] * len(typed)
        opening = [False] * len(typed)
        for number, line in enumerate(lines):
            line_of[line.start : line.end] = [number] * (line.end - line.start)
            opening[next((i for i in range(line.start, line.end) if lower[i][0].isalnum()), line.start)] = True
        cues = sorted(self._cues(doc, opening), key=lambda cue: (cue.start, -cue.end))
        by_line: dict[int, list[Cue]] = defaultdict(list)
        for cue in cues:
            by_line[line_of[cue.start]].append(cue)
        grammar = self._grammar
        third_person = is_note(lower, cues, grammar.notes)
        ownership = Ownership(grammar.subjects, third_person=third_person)
        sentences: list[Sentence] = []
        for number, (span, line) in enumerate(zip(spans, lines, strict=True)):
            following = lines[number + 1] if number + 1 < len(lines) else None
            answer = answer_to(line, following, by_line[number + 1], grammar.denial)
            closing = closed_by(following, by_line[number + 1], grammar.past)
            scope = Scope(line, by_line[number], ownership, grammar, answer=answer, closing=closing)
            sentences.append(_sentence(span, by_line[number], scope, third_person=third_person))
            ownership.leave(line, scope.subjects)
        return third_person, tuple(sentences)


def _joined(words: Sequence[str]) -> Sequence[str]:
    """Words that name a theme, those of two also as they are joined: "burnt out", "burnt-out"."""
    return [*words, *("-".join(parts) for word in words if len(parts := word.split()) == 2 and word.isascii())]


def _sentence(span: Span, cues: Sequence[Cue], scope: Scope, *, third_person: bool) -> Sentence:
    spoken = tuple(_judged(span, cues, scope, _THEME))
    standing, cue = _whole(span, cues, scope, spoken)
    text = typed_text(span.doc)[span.start_char : span.end_char]
    start = span.start_char + len(text) - len(text.lstrip())
    return Sentence(
        text=text.strip(),
        start=start,
        end=start + len(text.strip()),
        standing=standing,
        cue=cue,
        spoken=spoken,
        items=frozenset(n.theme for n in _judged(span, cues, scope, _ITEM) if n.standing is Standing.HELD),
        cues=frozenset(_flags({cue.kind for cue in cues}, scope, third_person=third_person)),
    )


def _judged(span: Span, cues: Sequence[Cue], scope: Scope, prefix: str) -> Iterable[NamedTheme]:
    """What is named here of a kind, with the standing of each and the words that decided it."""
    for word in cues:
        if word.kind.startswith(prefix):
            standing, cue = _judge(word, scope)
            yield NamedTheme(word.kind.removeprefix(prefix), standing, _words(span, cue) if cue else "")


def _judge(word: Cue, scope: Scope) -> tuple[Standing, Cue | None]:
    """Return the standing of one theme word and the cue that decided it: advice, whose, denial, fancy, time."""
    clause = scope.clauses.start_of(word)
    subject = subject_of(word, scope, clause)
    advice = advised_by(word, scope, subject)
    if advice:
        return Standing.ADVISED, advice
    if subject and (not scope.owns(subject) or (subject.kind == "second" and scope.asks())):
        return Standing.ANOTHERS, subject
    wish = wished_by(word, scope)
    denial = None if wish else denied_by(word, scope)
    if denial:
        return Standing.NEGATED, denial
    fancy = imagined_by(word, scope, clause, wish)
    if fancy:
        return Standing.IMAGINED, fancy
    past = ended_by(word, scope, clause)
    return (Standing.OVER, past) if past else (Standing.HELD, None)


def _flags(kinds: set[str], scope: Scope, *, third_person: bool) -> Iterable[str]:
    yield from kinds & {"second", "generic", "over", "still", "advised", "first_object"}
    if scope.negations:
        yield "negation"
    if scope.imagined:
        yield "imagined"
    for owner in {scope.owns(cue) for cue in scope.people if cue.kind != "generic"}:
        yield "own" if owner else "anothers"
    if scope.asks():
        yield "question"
    if third_person:
        yield "third_person"


def _whole(span: Span, cues: Sequence[Cue], scope: Scope, spoken: Sequence[NamedTheme]) -> tuple[Standing, str]:
    """Standing of the sentence as a whole: held as soon as any of it is."""
    if spoken:
        first = next((named for named in spoken if named.standing is Standing.HELD), spoken[0])
        return first.standing, first.cue
    if told := scope.told_of():
        return Standing.ANOTHERS, _words(span, told)
    if any(scope.owns(cue) for cue in scope.people) or any(cue.kind == "first_possessive" for cue in cues):
        return _own(span, cues, scope)
    advice = next((cue for cue in cues if cue.kind == "advised"), None)
    if advice:
        return Standing.ADVISED, _words(span, advice)
    if scope.people:
        return Standing.ANOTHERS, _words(span, scope.people[0])
    return Standing.HELD, ""


def _own(span: Span, cues: Sequence[Cue], scope: Scope) -> tuple[Standing, str]:
    """Standing of what is told of the helper without a theme's word: denied, imagined, over or held."""
    if scope.answer:
        return Standing.NEGATED, _words(span, scope.answer)
    if outright := scope.denied_outright():
        return Standing.NEGATED, _words(span, outright)
    if scope.imagined and scope.imagined[0].start <= span.start + 1:
        return Standing.IMAGINED, _words(span, scope.imagined[0])
    over = [cue for cue in cues if cue.kind == "over"] or list(filter(None, [scope.closing]))
    if over and not any(cue.kind == "still" for cue in cues):
        tenses = {scope.clauses.tense(begin, end) for begin, end in pairwise([*scope.clauses.starts, span.end])}
        if Tense.THEN in tenses and Tense.NOW not in tenses:
            return Standing.OVER, _words(span, over[0])
    return Standing.HELD, ""


def _words(span: Span, cue: Cue) -> str:
    return span.doc[cue.start : cue.end].text
