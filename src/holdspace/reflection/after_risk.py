"""What follows once risk was told: the answer to its question, a brief word while it is fresh, people before steps."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from holdspace.reflection.crisis import help_lines, leads_to_help
from holdspace.reflection.requests import as_asked, opens, stripped
from holdspace.types import CrisisLevel, CrisisReply, Reflection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdspace.codebook import AfterRisk, Codebook
    from holdspace.codebook.crisis import CrisisAnswerRules
    from holdspace.reflection.conversation import Conversation
    from holdspace.types import Reading

# So many replies after risk was told carry a word of it; a closing or an offer speaks of it however late.
_FRESH = 3
# Words of a turn that may be an answer and nothing more, at most.
_FEW = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """A short answer to the crisis question, or a word on what was told before it.

    ``told`` is the reading without it, or None when nothing else is in it.
    """

    kind: str
    told: Reading | None


def find_answer(reading: Reading, conversation: Conversation, book: Codebook) -> Answer | None:
    """Return how a turn answers the crisis question, or says that danger persists or is taken back; else None."""
    rules, risk = book.crisis_rules.answers, conversation.risk
    fresh = risk is not None and risk.spoken < _FRESH
    kinds = ["persists", "taken_back"] if fresh else []
    kinds += ["unsure", "yes", "no"] if conversation.crisis_asked else []
    words = (*rules.persists, *rules.taken_back, *rules.unsure, *rules.no, *rules.yes, *rules.beside)
    for kind in kinds:
        if opens(reading, getattr(rules, kind)):
            return Answer(_weightier(kind, stripped(reading, getattr(rules, kind)), rules), stripped(reading, words))
    return None


def _weightier(kind: str, rest: Reading | None, rules: CrisisAnswerRules) -> str:
    """What comes after a no weighs more: "No. I already took them.", "No, it's stronger now."."""
    if rest is None or kind not in ("no", "taken_back"):
        return kind
    return next((more for more in ("persists", "yes") if opens(rest, getattr(rules, more))), kind)


def stay(reading: Reading, conversation: Conversation, book: Codebook) -> tuple[Reflection, Conversation] | None:
    """Return a word that echoes nothing, where a few words after the crisis question answer it in no known way.

    "It's here, in my bag" may be the answer, and must not be given back as talk.
    """
    if not conversation.crisis_asked or len(reading.text.split()) > _FEW or reading.themes:
        return None
    phrase, conversation = conversation.say(book.crisis_replies.shared.still)
    return Reflection(phrase, ""), conversation


def answer_back(kind: str, conversation: Conversation, book: Codebook) -> tuple[Reflection, Conversation]:
    """Meet a yes with the lines once more, shorter and steadier; take a no, or words taken back, as they are meant."""
    after = book.crisis_replies.after
    of_another = conversation.crisis_asked == "about_another" and kind not in ("persists", "taken_back")
    pools = after.about_another if of_another else _of_risk(conversation, book)
    region = book.region(conversation.region)
    phrase, conversation = _speak(pools.yes if kind == "persists" else getattr(pools, kind), conversation, book)
    conversation = replace(conversation, crisis_asked="")
    calmer = kind in ("no", "taken_back")
    if of_another and calmer:
        conversation = replace(conversation, anothers_danger=False)
    if conversation.risk is not None:
        # Whoever is taken at their word hears of it once more, and no oftener.
        conversation = replace(conversation, risk=replace(conversation.risk, spoken=_FRESH - 1 if calmer else 0))
    if calmer:
        return Reflection(phrase, ""), conversation
    lead, conversation = conversation.say(leads_to_help(book.crisis_replies.shared.help, region, book))
    help_ = help_lines(region, conversation.readings)
    return Reflection("", "", CrisisReply(f"{phrase}\n\n{region.fill(lead)}", help_)), conversation


def people_first(name: str, conversation: Conversation, book: Codebook) -> tuple[str, Conversation]:
    """Return what comes before steps, a closing or what is made of it (``name``); nothing where no risk was told."""
    if conversation.risk is not None:
        pool = getattr(_of_risk(conversation, book), name)
    elif conversation.anothers_danger:
        pool = getattr(book.crisis_replies.after.about_another, name, ())
    else:
        pool = ()
    return _speak(pool, replace(conversation, crisis_asked=""), book) if pool else ("", conversation)


def point_to_people(conversation: Conversation, book: Codebook) -> tuple[str, Conversation]:
    """Return what an answer about Holdspace itself ends with once risk was told, else nothing."""
    if conversation.risk is None:
        return "", conversation
    return _speak(book.about_itself.after_risk, conversation, book)


def keep_in_view(
    found: Reflection, text: str, before: Conversation, conversation: Conversation, book: Codebook
) -> tuple[Reflection, Conversation]:
    """Give a reply the brief word of safety while risk is fresh, unless it has spoken of it already.

    A crisis question that was passed over is asked once more, in place of an ordinary one.
    """
    risk = conversation.risk
    if found.crisis is not None:
        return found, conversation
    if risk is None or before.risk is None or before.risk.spoken >= _FRESH:
        return found, replace(conversation, crisis_asked="")
    if risk.spoken != before.risk.spoken:
        return found, conversation
    pools = _of_risk(conversation, book)
    reached = any(re.search(pattern, as_asked(text)) for pattern in book.crisis_rules.answers.reached)
    word, conversation = _speak(pools.reached if reached else pools.word, conversation, book)
    found = replace(found, reflection=f"{found.reflection} {word}".strip())
    if risk.spoken or reached or conversation.quiet:
        return found, replace(conversation, crisis_asked="")
    question, conversation = conversation.say(pools.again)
    return replace(found, question=question), replace(conversation, crisis_asked=risk.level.value)


def _of_risk(conversation: Conversation, book: Codebook) -> AfterRisk:
    after, risk = book.crisis_replies.after, conversation.risk
    toward_others = risk is not None and risk.level is CrisisLevel.HARM_TO_OTHERS
    return after.harm_to_others if toward_others else after.own


def _speak(pool: Sequence[str], conversation: Conversation, book: Codebook) -> tuple[str, Conversation]:
    """Say a phrase about risk, filled in for the region, and count it."""
    phrase, conversation = conversation.say(pool)
    if conversation.risk is not None:
        conversation = replace(conversation, risk=replace(conversation.risk, spoken=conversation.risk.spoken + 1))
    return book.region(conversation.region).fill(phrase), conversation
