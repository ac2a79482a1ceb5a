"""Answers what a person asks for in a turn, at whatever stage; what they tell besides is heard too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from holdspace.reflection.after_risk import answer_back, find_answer, keep_in_view, people_first, stay
from holdspace.reflection.conversation import Asked, Stage, Tone
from holdspace.reflection.deeper import link_of
from holdspace.reflection.itself import find_question, tell
from holdspace.reflection.next_steps import choose_steps
from holdspace.reflection.reply import reply, said_load
from holdspace.reflection.requests import find_request
from holdspace.reflection.voice import Voice
from holdspace.types import OfferedStep, Reflection

if TYPE_CHECKING:
    from holdspace.codebook import Codebook
    from holdspace.reflection.after_risk import Answer
    from holdspace.reflection.conversation import Conversation, Line
    from holdspace.reflection.itself import OfItself
    from holdspace.reflection.requests import Request
    from holdspace.types import Reading

# A summary that says everything is no summary.
_GATHERED = 4


@dataclass(frozen=True, slots=True)
class Offer:
    """Next steps with the words that lead to them and, when the themes tell, a thought on where the load comes from.

    Once own risk was told the lead begins with people and help, and no thought comes before them.
    """

    lead: str
    thought: str
    steps: tuple[OfferedStep, ...]


def answer(reading: Reading, conversation: Conversation, book: Codebook) -> tuple[Reflection, Conversation]:
    """Answer one turn: what is told is reflected, what is asked for is answered. Crisis language goes before both."""
    found, after = _respond(reading, conversation, book)
    return keep_in_view(found, reading.text, conversation, after, book)


def _respond(reading: Reading, conversation: Conversation, book: Codebook) -> tuple[Reflection, Conversation]:
    crisis = reading.crisis.is_told
    # A turn that is nothing but "yes", or "who reads this?", holds no crisis language of its own.
    asked, crisis_answer = find_question(reading, book), find_answer(reading, conversation, book)
    if asked is not None and not (crisis and asked.told):
        return _tell(asked, conversation, book)
    if crisis_answer is not None and not (crisis and crisis_answer.told):
        return _meet_answer(crisis_answer, conversation, book)
    request = find_request(reading, book)
    if crisis:
        # "Will you come?" under crisis language is met by what the crisis reply says of software.
        found = asked or request
        return reply(found.told or reading if found else reading, conversation, book)
    if (
        request is not None
        and request.asked in (Asked.YES, Asked.NOT_IT)
        and not (conversation.readings or request.told)
    ):
        # There is nothing yet to say yes or no to.
        invitation, conversation = conversation.say(book.frames.course.invitations)
        return Reflection(invitation, ""), conversation
    if request is not None:
        return _requested(request, conversation, book)
    return stay(reading, conversation, book) or reply(reading, conversation, book)


def _requested(request: Request, conversation: Conversation, book: Codebook) -> tuple[Reflection, Conversation]:
    """Answer what is asked for; what is told besides is heard too."""
    if request.asked is Asked.CLOSE and request.told is not None and not conversation.readings:
        # "Thanks for listening" under a first entry: it is still to be listened to.
        return reply(request.told, conversation, book)
    # What is turned down or let stand is what was said before this turn.
    before, conversation = _acknowledged(request.asked, conversation, book)
    heard = Reflection("", "")
    if request.told is not None:
        heard, conversation = reply(request.told, conversation, book)
        conversation = conversation.asked(request.asked)
    match request.asked:
        case Asked.STEPS:
            found, conversation = offer(conversation, book)
            lead = " ".join(filter(None, (found.lead, found.thought)))
            return replace(heard, question="", offer=lead, next_steps=found.steps), conversation
        case Asked.MAKE_OF_IT:
            after, conversation = make_of_it(conversation, book)
        case Asked.CLOSE:
            return close(conversation, book)
        case _:
            after = before if request.told is None else Reflection(before.reflection, heard.question)
            return replace(after, reflection=_beside(after.reflection, heard.reflection)), conversation
    return replace(after, reflection=_beside(heard.reflection, after.reflection)), conversation


def _tell(asked: OfItself, conversation: Conversation, book: Codebook) -> tuple[Reflection, Conversation]:
    """Say what Holdspace is, then listen to what is told besides."""
    said, conversation = tell(asked.about, conversation, book)
    return _then_listen(Reflection(said, ""), asked.told, conversation, book)


def _meet_answer(answered: Answer, conversation: Conversation, book: Codebook) -> tuple[Reflection, Conversation]:
    """Meet the answer to the crisis question, then listen to what is told besides."""
    said, conversation = answer_back(answered.kind, conversation, book)
    return _then_listen(said, answered.told, conversation, book)


def _then_listen(
    said: Reflection, told: Reading | None, conversation: Conversation, book: Codebook
) -> tuple[Reflection, Conversation]:
    if told is not None:
        heard, conversation = reply(told, conversation, book)
        question = "" if said.crisis else heard.question
        return replace(said, reflection=_beside(said.reflection, heard.reflection), question=question), conversation
    if said.crisis:
        still, conversation = conversation.say(book.crisis_replies.shared.still)
        return replace(said, reflection=still), conversation
    invitation, conversation = conversation.say(book.frames.course.invitations)
    return replace(said, question=invitation), conversation


def repair(conversation: Conversation, book: Codebook) -> tuple[Reflection, Conversation]:
    """Own a reflection that missed, take back its themes and ask again; after an offer, take back the steps instead."""
    found, after = _taken_back(conversation, book)
    return keep_in_view(found, "", conversation, after, book)


def _taken_back(conversation: Conversation, book: Codebook) -> tuple[Reflection, Conversation]:
    course = book.frames.course
    offered = conversation.stage is Stage.OFFERING
    voice = Voice(conversation.asked(Asked.NOT_IT), book)
    voice.add(voice.say(course.declined if offered else course.repair))
    question = _question(voice, course.declined_questions if offered else course.repair_questions)
    return Reflection(voice.text, question), voice.conversation if offered else voice.conversation.keeping(())


def offer(conversation: Conversation, book: Codebook) -> tuple[Offer, Conversation]:
    """Offer next steps for all that was said so far; each at most once a conversation."""
    course = book.frames.course
    weights = conversation.weights()
    steps = choose_steps(weights, book, declined=conversation.offered)
    # A yes to the offer is no answer to a question that was asked before it.
    conversation = replace(conversation.asked(Asked.STEPS), crisis_asked="")
    people, conversation = people_first("steps", conversation, book)
    if people and not steps:
        return Offer(people, "", ()), conversation
    if conversation.risk is not None:
        then, conversation = people_first("steps_then", conversation, book)
        return Offer(f"{people} {then}", "", steps), replace(conversation, offered=_offered(conversation, steps))
    voice = Voice(conversation, book)
    if not steps:
        return Offer(voice.say(course.no_steps), "", ()), voice.conversation
    lead = f"{people} {voice.say(course.offer)}".strip()
    load = weights.load(book)
    thought = voice.say(getattr(course, load)) if load and not said_load(conversation, book) else ""
    return Offer(lead, thought, steps), replace(voice.conversation, offered=_offered(conversation, steps))


def _offered(conversation: Conversation, steps: tuple[OfferedStep, ...]) -> frozenset[str]:
    return conversation.offered | {step.id for step in steps}


def make_of_it(conversation: Conversation, book: Codebook) -> tuple[Reflection, Conversation]:
    """Answer "what do you make of it?": the threads, where the load may come from, and whether that fits."""
    course = book.frames.course
    people, conversation = people_first("making", conversation.asked(Asked.MAKE_OF_IT), book)
    voice = Voice(conversation, book)
    voice.add(people)
    weights = conversation.weights()
    themes = [book.theme(theme) for theme in sorted(weights.by_theme, key=lambda t: -weights.by_theme[t])]
    weighing = [theme for theme in themes if theme.load != "resource"] or themes
    if not weighing:
        voice.add("" if people else voice.say(course.makes_little))
        return Reflection(voice.text, _question(voice, book.frames.course.further)), voice.conversation
    voice.add(voice.say(course.making))
    beside = [theme for theme in themes if theme not in weighing[:1]]
    if beside:
        slots = {"link": link_of(voice, weighing[0]), "other": link_of(voice, beside[0])}
        voice.add(_lowered(voice.say(course.making_two, **slots)), deep=True)
    else:
        voice.add(_lowered(voice.say(course.making_one, link=link_of(voice, weighing[0]))), deep=True)
    load = weights.load(book)
    if load and not said_load(conversation, book):
        voice.add(voice.say(getattr(course, load)), deep=True)
    return Reflection(voice.text, voice.say(course.fits)), voice.conversation


def listen(conversation: Conversation, book: Codebook) -> tuple[Reflection, Conversation]:
    """Answer "just listen": from here on no questions, and no offers until they are asked for."""
    found, after = _acknowledged(Asked.LISTEN, conversation, book)
    return keep_in_view(found, "", conversation, after, book)


def close(conversation: Conversation, book: Codebook) -> tuple[Reflection, Conversation]:
    """Gather what was said, in the person's words, and let them go."""
    course = book.frames.course
    people, conversation = people_first("closing", conversation.asked(Asked.CLOSE), book)
    voice = Voice(conversation, book)
    if conversation.risk is not None:
        voice.add(voice.say(course.closing_crisis))
    voice.add(people)
    lines = _lines(conversation)
    if lines:
        voice.add(voice.say(course.closings))
        if told := [f"that {line.words}" for line in lines if not line.quoted]:
            voice.add(voice.say(course.gathered, gathered=_series(told).removeprefix("that ")))
        for line in [line for line in lines if line.quoted][:2]:
            voice.add(voice.say(course.closing_quotes, quote=line.words))
        if conversation.tone is not Tone.BRIEF:
            _underneath(voice)
    # "It need not be finished today" is no word to part with here.
    farewell, conversation = people_first("farewells", voice.conversation, book)
    voice.conversation = conversation
    voice.add(farewell or voice.say(course.farewells))
    return Reflection(voice.text, ""), voice.conversation


def _acknowledged(asked: Asked, conversation: Conversation, book: Codebook) -> tuple[Reflection, Conversation]:
    """What is said to a request before anything else."""
    if asked is Asked.NOT_IT:
        return _taken_back(conversation, book)
    course = book.frames.course
    if asked is Asked.YES and conversation.readings:
        last = len(conversation.readings) - 1
        left = {
            theme.theme
            for theme in conversation.readings[last].themes
            if (last, theme.theme) not in conversation.rejected
        }
        conversation = conversation.keeping(left)
    voice = Voice(conversation.asked(asked), book)
    pool = {Asked.YES: course.affirmed, Asked.LISTEN: course.listening, Asked.ASK_AGAIN: course.asking_again}.get(asked)
    if pool is None:
        return Reflection("", ""), voice.conversation
    voice.add(voice.say(pool))
    quiet = voice.conversation.quiet
    question = voice.say(course.invitations if quiet else book.frames.course.further)
    return Reflection(voice.text, question), voice.conversation


def _question(voice: Voice, pool: tuple[str, ...]) -> str:
    """A question, or for whoever only wants to be heard an invitation."""
    return voice.say(voice.book.frames.course.invitations if voice.conversation.quiet else pool)


def _lines(conversation: Conversation) -> list[Line]:
    """What was given back and not crossed out: each theme once, then what carried none, in the order of telling."""
    kept = [line for line in conversation.lines if (line.number, line.theme or "") not in conversation.rejected]
    first = {line.theme: line for line in reversed(kept) if line.theme}
    chosen = [line for line in kept if line.theme and first[line.theme] is line]
    chosen += [line for line in kept if line.theme is None]
    unique = list({line.words: line for line in chosen[:_GATHERED]}.values())
    return sorted(unique, key=kept.index)


def _underneath(voice: Voice) -> None:
    weights, book = voice.conversation.weights().by_theme, voice.book
    sure = [book.theme(theme) for theme, weight in weights.items() if weight == 1]
    weighing = [theme for theme in sure if theme.load != "resource"]
    good = [theme for theme in sure if theme.load == "resource"]
    course = book.frames.course
    if weighing and good:
        slots = {"link": link_of(voice, good[0]), "other": link_of(voice, weighing[0])}
        voice.add(voice.say(course.closing_pairs, **slots), deep=True)
    elif sure:
        voice.add(voice.say(course.closing_links, link=link_of(voice, sure[0])), deep=True)


def _series(told: list[str]) -> str:
    return told[0] if len(told) == 1 else f"{'; '.join(told[:-1])}; and {told[-1]}"


def _lowered(text: str) -> str:
    """A sentence after a colon."""
    return text[:1].lower() + text[1:] if not text.startswith("I ") else text


def _beside(one: str, other: str) -> str:
    return f"{one} {other}".strip()
