"""The words of a tokenised text as plain strings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


_TEXT, _WORDS = "holdspace_text", "holdspace_words"


def keep_typed(doc: Doc, text: str) -> None:
    """Let ``text``, of the same length, be what was typed where ``doc`` was made of other marks."""
    doc.user_data[_TEXT] = text


def typed_text(doc: Doc) -> str:
    """Return the text of ``doc``, which spaCy would put together anew from its tokens each time."""
    if _TEXT not in doc.user_data:
        doc.user_data[_TEXT] = doc.text
    text: str = doc.user_data[_TEXT]
    return text


def typed_words(doc: Doc) -> list[str]:
    """Return the tokens of ``doc`` as they were typed, taken from spaCy once a document; not to be changed."""
    if _WORDS not in doc.user_data:
        doc.user_data[_WORDS] = [token.text for token in doc]
    words: list[str] = doc.user_data[_WORDS]
    return words
