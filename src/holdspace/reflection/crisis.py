"""What is said first when an entry holds crisis language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdspace.types import Crisis, CrisisLevel, CrisisReply

if TYPE_CHECKING:
    from holdspace.codebook import Codebook
    from holdspace.reflection.conversation import Conversation


def crisis_reply(crisis: Crisis, conversation: Conversation, book: Codebook) -> tuple[CrisisReply | None, Conversation]:
    """Return the reply that goes before everything else, or None when there is no crisis language."""
    if crisis.level is CrisisLevel.NONE and not crisis.about_another:
        return None, conversation
    kind = "about_another" if crisis.level is CrisisLevel.NONE else crisis.level.value
    wording = getattr(book.crisis_replies.reply, kind)
    shared = book.crisis_replies.shared
    region = book.region(conversation.region)
    parts = []
    for options in (
        wording.opening,
        shared.emergency,
        shared.trusted,
        wording.ask,
        shared.limits,
        shared.help,
    ):
        phrase, conversation = conversation.say(options)
        parts.append(phrase.format(region=region.name, emergency=region.emergency))
    lines = tuple(
        f"{line.name}: {line.contact} ({line.hours}; {line.who})"
        for line in sorted(region.line, key=lambda line: not line.always)
    )
    return CrisisReply("\n\n".join(parts), lines), conversation
