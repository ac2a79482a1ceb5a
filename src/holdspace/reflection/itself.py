"""What a person asks about Holdspace itself: whether a person answers, who reads along, whom it would call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdspace.reflection.after_risk import point_to_people
from holdspace.reflection.requests import asks, stripped

if TYPE_CHECKING:
    from holdspace.codebook import Codebook
    from holdspace.codebook.wording import AboutItself
    from holdspace.reflection.conversation import Conversation
    from holdspace.types import Reading


@dataclass(frozen=True, slots=True)
class OfItself:
    """A question about Holdspace itself; ``told`` is the reading without it, or None when nothing else is in it."""

    about: AboutItself
    told: Reading | None


def find_question(reading: Reading, book: Codebook) -> OfItself | None:
    """Return what a person asks about Holdspace itself, or None when they don't."""
    lead, beside = book.about_itself.lead, book.about_itself.beside
    every = {about.kind: tuple(f"{lead}(?:{ask})" for ask in about.asks) for about in book.about_itself.question}
    for about in book.about_itself.question:
        if asks(reading, every[about.kind]):
            return OfItself(about, stripped(reading, (*(ask for found in every.values() for ask in found), *beside)))
    return None


def tell(about: AboutItself, conversation: Conversation, book: Codebook) -> tuple[str, Conversation]:
    """Say plainly what Holdspace is and does; once own risk was told, who can do what it can't."""
    said, conversation = conversation.say(about.says)
    people, conversation = point_to_people(conversation, book)
    return f"{said} {people}".strip(), conversation
