"""The door of this room: a text in, its sentences with their standings out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from holdspace.language.english import is_english
from holdspace.language.pipeline import reading_pipeline
from holdspace.language.turns import Turns
from holdspace.language.words import keep_typed, typed_words

if TYPE_CHECKING:
    from holdspace.types import Sentence


# What some keyboards give for an apostrophe, and the space that web pages put in; each as long as what it becomes.
_AS_TYPED_BY_MOST = str.maketrans({"´": "’", "`": "’", "ʼ": "’", "ʹ": "’", "\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True, slots=True)
class ReadText:
    """Sentences of one text, whether it is English, and whether it speaks of a practitioner in the third person.

    A text in another language has its sentences too: one line of English in it may be the one that matters most.
    """

    english: bool
    third_person: bool
    sentences: tuple[Sentence, ...]


def read(text: str) -> ReadText:
    """Read one text: tokens, sentences, whose state each tells and how it stands.

    Sentence offsets count Unicode code points of ``text``.
    """
    with _turns().read(text) as nlp:
        doc = nlp.make_doc(text.translate(_AS_TYPED_BY_MOST))
        keep_typed(doc, text)
        doc = nlp(doc)
        if not is_english(text, [word.lower() for word in typed_words(doc) if word.isalpha()]):
            return ReadText(english=False, third_person=False, sentences=doc._.holdspace_standings)
        return ReadText(english=True, third_person=doc._.holdspace_third_person, sentences=doc._.holdspace_standings)


def forget() -> None:
    """Keep no word of what was read."""
    _turns().forget()


@cache
def _turns() -> Turns:
    return Turns(reading_pipeline())
