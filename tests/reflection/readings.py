"""Readings made by hand, and what a reply says of them: what the tests of this folder share."""

import re

from holdspace.types import Certainty, Crisis, Evidence, Reading, Sentence, Standing, ThemeScore

TEXT = "I was so tired on Friday. I snapped at my daughter, and I feel guilty about it."
PRESENT, UNSURE = Certainty.PRESENT, Certainty.UNSURE
_OWN = re.compile(r"\b(?:i|my|me|im|we)\b", re.IGNORECASE)


def sentences_of(text, *, own=None, standing=Standing.HELD):
    """Cut a text into sentences; each is the writer's ``own``, or, unsaid, those that say "I"."""
    found = []
    for words in re.finditer(r"\S[^.?!]*[.?!]*", text):
        is_own = bool(_OWN.search(words.group())) if own is None else own
        cues = frozenset([*(["own"] if is_own else []), *(["question"] if words.group().endswith("?") else [])])
        found.append(Sentence(words.group(), *words.span(), standing, cues=cues))
    return tuple(found)


def reading(text=TEXT, *themes, crisis=None, third_person=False, standing=Standing.HELD):
    """A reading whose last sentence is evidence of every theme given, as (id, certainty) or (id, certainty, where)."""
    sentences = sentences_of(text, standing=standing)
    evidence = []
    for theme, _, *where in themes:
        sentence = next((s for s in sentences if where and where[0] in s.text), sentences[-1])
        evidence.append(Evidence(theme, sentence.start, sentence.end, sentence.text, 0.8))
    return Reading(
        text=text,
        model="test",
        sentences=sentences,
        themes=tuple(ThemeScore(theme, 0.9, certainty) for theme, certainty, *_ in themes),
        evidence=tuple(evidence),
        crisis=crisis or Crisis(),
        third_person=third_person,
    )


def says(reflection, lines):
    """Whether any of these lines stands in a reflection, by itself or joined to the person's words."""
    return any(line.lower() in reflection.reflection.lower() for line in lines)


def lines_of(theme):
    """All that may be said beneath the words of a theme."""
    return [*theme.reflections, *(line for facet in theme.facets for line in facet.reflections)]


def asked_of(theme):
    """All that may be asked of a theme."""
    return [q.ask for q in (*theme.questions, *(q for facet in theme.facets for q in facet.questions))]
