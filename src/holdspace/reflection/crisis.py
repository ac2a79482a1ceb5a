"""What is said first when an entry holds crisis language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdspace.reflection.told import as_told, holds
from holdspace.types import CrisisLevel, CrisisReply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdspace.codebook import Codebook, Region
    from holdspace.reflection.conversation import Conversation
    from holdspace.types import Reading


def crisis_reply(
    reading: Reading, conversation: Conversation, book: Codebook
) -> tuple[CrisisReply | None, Conversation]:
    """Return the reply that goes before everything else, or None when there is no crisis language."""
    crisis = reading.crisis
    if not crisis.is_told:
        return None, conversation
    region = book.region(conversation.region)
    parts = []
    *before, help_ = _of_own(reading, conversation, book) if crisis.is_own else _of_another(reading, book)
    for options in (*before, leads_to_help(help_, region, book)):
        phrase, conversation = conversation.say(options)
        parts.append(region.fill(phrase))
    reply = CrisisReply("\n\n".join(parts), help_lines(region, (*conversation.readings, reading)))
    # Of somebody who has died nothing is asked.
    return reply, conversation if not crisis.is_own and mourned(reading, book) else conversation.met(crisis)


def _of_own(reading: Reading, conversation: Conversation, book: Codebook) -> tuple[tuple[str, ...], ...]:
    crisis, shared = reading.crisis, book.crisis_replies.shared
    wording = getattr(book.crisis_replies.reply, crisis.level.value)
    # Whoever writes is spoken to first; what the other may need comes beside it, once where they were told of before.
    told_before = any(reading.crisis.about_another for reading in conversation.readings)
    another = crisis.about_another or (told_before and conversation.fresh(shared.beside) == shared.beside)
    beside = (shared.beside,) if another else ()
    passive = book.crisis_replies.reply.passive
    unmeant = crisis.level is CrisisLevel.PASSIVE and holds(passive.unmeant, as_told(reading.text))
    heard = (passive.unmeant_heard,) if unmeant else ()
    # Asked at once, and plainly: all that comes after is there whatever the answer is.
    return (wording.opening, *heard, wording.ask, shared.emergency, shared.trusted, *beside, shared.limits, shared.help)


def _of_another(reading: Reading, book: Codebook) -> tuple[tuple[str, ...], ...]:
    wording, shared, text = book.crisis_replies.reply.about_another, book.crisis_replies.shared, as_told(reading.text)
    if mourned(reading, book):
        return (wording.mourned, wording.mourned_help)
    if holds(wording.reached, text) and not holds(wording.unreached, text):
        return (wording.eased, wording.ask, shared.limits, wording.help)
    return (wording.opening, wording.ask, wording.emergency, wording.trusted, shared.limits, wording.help)


def mourned(reading: Reading, book: Codebook) -> bool:
    """Return whether the one whose suicide is told of has died, and nobody is told of who may be in danger."""
    wording, text = book.crisis_replies.reply.about_another, as_told(reading.text)
    return holds(wording.died, text) and not holds(wording.at_risk, text)


def leads_to_help(options: tuple[str, ...], region: Region, book: Codebook) -> tuple[str, ...]:
    """Return ``options``, or what leads to lists of helplines where a region has no line of its own."""
    return book.crisis_replies.shared.lists if region.only_lists else options


def help_lines(region: Region, told: Sequence[Reading] = ()) -> tuple[str, ...]:
    """Return the helplines of a region as lines to read, those first that are open at any hour.

    A profession's own line is named where what was ``told`` is of that work: whoever is in danger needs few numbers.
    """
    words = as_told(" ".join(reading.text for reading in told))
    return tuple(
        f"{line.name}: {line.contact} ({line.hours}; {line.who})"
        for line in region.lines
        if not line.profession or holds(line.profession, words)
    )
