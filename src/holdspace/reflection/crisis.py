"""What is said first when an entry holds crisis language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdspace.types import Crisis, CrisisLevel, CrisisReply

if TYPE_CHECKING:
    from holdspace.codebook import Codebook, Region
    from holdspace.reflection.conversation import Conversation


def crisis_reply(crisis: Crisis, conversation: Conversation, book: Codebook) -> tuple[CrisisReply | None, Conversation]:
    """Return the reply that goes before everything else, or None when there is no crisis language."""
    own = crisis.level is not CrisisLevel.NONE
    if not own and not crisis.about_another:
        return None, conversation
    wording = getattr(book.crisis_replies.reply, crisis.level.value if own else "about_another")
    shared, region = book.crisis_replies.shared, book.region(conversation.region)
    # Whoever writes is spoken to first; what the other may need comes beside it, once where they were told of before.
    told_before = any(reading.crisis.about_another for reading in conversation.readings)
    another = crisis.about_another or (told_before and conversation.fresh(shared.beside) == shared.beside)
    beside = (shared.beside,) if own and another else ()
    parts = []
    for options in (
        wording.opening,
        shared.emergency,
        shared.trusted,
        *beside,
        wording.ask,
        shared.limits,
        shared.help,
    ):
        phrase, conversation = conversation.say(options)
        parts.append(region.fill(phrase))
    return CrisisReply("\n\n".join(parts), help_lines(region)), conversation.met(crisis)


def help_lines(region: Region) -> tuple[str, ...]:
    """Return the helplines of a region as lines to read, those first that are open at any hour."""
    return tuple(f"{line.name}: {line.contact} ({line.hours}; {line.who})" for line in region.lines)
