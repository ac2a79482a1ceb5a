"""The spaCy pipeline that every reading runs through, and its two components.

No parser: sentence bounds, cues and their scopes need tokens only, which keeps a reading an order of magnitude
cheaper than ``en_core_web_sm``. Both components work in any pipeline that stays in its process::

    nlp.add_pipe("holdspace_sentences")
    nlp.add_pipe("holdspace_standing")     # doc._.holdspace_standings, a Sentence for each sentence
"""

from __future__ import annotations

from functools import cache
from typing import Any

import spacy
from spacy.attrs import ORTH  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc

from holdspace import codebook
from holdspace.language.sentences import mark_sentences
from holdspace.language.standing import StandingRules

# `force` only lets the module be imported twice; the names are Holdspace's own.
Doc.set_extension("holdspace_standings", default=(), force=True)
Doc.set_extension("holdspace_third_person", default=False, force=True)


class Sentences:
    """Pipeline component that sets sentence bounds fit for messy prose."""

    def __init__(self) -> None:
        self._terms = codebook.load().grammar.sentences

    def __call__(self, doc: Doc) -> Doc:
        return mark_sentences(doc, self._terms)


class StandingComponent:
    """Pipeline component that decides whose state each sentence tells, and how it stands."""

    def __init__(self, nlp: Language) -> None:
        book = codebook.load()
        self.rules = StandingRules.from_codebook(book, nlp)

    def __call__(self, doc: Doc) -> Doc:
        doc._.holdspace_third_person, doc._.holdspace_standings = self.rules(doc)
        return doc


@Language.factory("holdspace_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> Sentences:  # noqa: ARG001 - spaCy's signature
    """Make the component that splits a text into sentences."""
    return Sentences()


@Language.factory(
    "holdspace_standing",
    requires=["token.is_sent_start"],
    assigns=["doc._.holdspace_standings", "doc._.holdspace_third_person"],
)
def make_standing(nlp: Language, name: str) -> StandingComponent:  # noqa: ARG001 - spaCy's signature
    """Make the component that reads whose state each sentence tells."""
    return StandingComponent(nlp)


def _split_shouted(nlp: Language) -> None:
    """Split "DON'T" as "don't": spaCy knows its exceptions in lower case and with one capital."""
    tokenizer: Any = nlp.tokenizer
    for typed, parts in list(tokenizer.rules.items()):
        shouted = typed.upper()
        if shouted not in tokenizer.rules and ("'" in typed or "’" in typed):
            tokenizer.add_special_case(shouted, [part | {ORTH: part[ORTH].upper()} for part in parts])


@cache
def reading_pipeline() -> Language:
    """Return the pipeline of every reading: tokens, sentences, standing. Loaded once a process."""
    nlp = spacy.blank("en")
    nlp.max_length = 2_000_000
    _split_shouted(nlp)
    nlp.add_pipe("holdspace_sentences")
    nlp.add_pipe("holdspace_standing")
    return nlp
