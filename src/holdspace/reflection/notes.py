"""Reflects a note about somebody at work: they are spoken of, and "you" is the one who wrote it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from holdspace.language.paraphrase import Clause
from holdspace.reflection.choosing import bearing
from holdspace.reflection.deeper import present, said_of
from holdspace.reflection.persons import is_kin, tells_of_other
from holdspace.reflection.told import as_told, holds
from holdspace.reflection.voice import capital
from holdspace.types import Standing

if TYPE_CHECKING:
    from holdspace.codebook import Codebook
    from holdspace.reflection.choosing import Chosen
    from holdspace.reflection.voice import Voice
    from holdspace.types import Reading

# Before anybody else is: "She jumped when I came in" is not of the writer.
_WRITER = re.compile(r"^(?:(?!\b(?:he|she)\b).)*?\b(?:i|me|myself)\b")
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]?")
_FIRST_PERSON = re.compile(r"\b(?:i|me|my|we|us|our)\b")
_NAMED = re.compile(
    r"^(?P<name>[A-Z]\.|[A-Z][a-z]+)(?= (?:is|was|has|reports|reported|says|said|describes|feels|came)\b)"
)
_SAYS = re.compile(r"\S+ (?:reports|reported|says|said|describes|feels)\b")
_REPORTED = re.compile(r"\b(?:he|she|they) (?:reports|reported|describes|described|says|states|stated)\b")
# "They" may be anybody: management, the agency.
_PERSON = re.compile(r"\b(?:he|she|him|her|his|client|patient|pt)\b")
_PRONOUN = re.compile(r"^(?:she|he)\b", re.IGNORECASE)
# A note's line without its subject: "Reports poor sleep".
_VERB = re.compile(r"^[A-Z][a-z]+(?:s|ed)\b(?! (?:is|was|has)\b)")
# What a supervisor does in a session is not what they went through themself.
_SUPERVISES = re.compile(
    r"\b(?:i|we)(?:’ve|’ll|’d| have| will| would| also)? (?:asked|ask|said|told|suggest\w*|wonder\w*|discuss\w*|"
    r"review\w*|agreed?|listen\w*|fed|feed|shared?|gave|give|read|met|meet|not(?:e|ed)|offer\w*|explor\w*|talk\w*|reflect\w*|"
    r"encourag\w*|advis\w*|thank\w*|observed?|saw|see|sat|check\w*|look\w*|went|thought|spoke|spent|planned|set)\b"
)
_AS_A = re.compile(r"\bas an? (?:\w+ )?\w+", re.IGNORECASE)
# "That B. has stopped seeing why" goes on from a "finds" before it.
_THAT = re.compile(r"^That (?=[A-Z]\. |she |he )")
# "Asked what gives her most, she said ..."
_WHEN_ASKED = re.compile(r"^(?:(?:on being|when|being) )?asked\b[^,]*, (?=(?:s?he|they)\b)", re.IGNORECASE)
_BEGINS = re.compile(
    r"(?:gets|goes|comes|has|is|was|feels|looks|keeps|sleeps|wakes|cries|snaps|finds|wants|likes|loves|thinks|knows|"
    r"sits|eats|drinks|worries|can't|cannot|doesn't|didn't|isn't|wasn't|hasn't|does not|did not|is not|has not)\b(?!:)",
    re.IGNORECASE,
)
# "RN states she feels": what the one it is about says of themself is told of them at once.
_STATES = re.compile(r"^(?:states|stated|reports|reported|says|said|notes|noted)(?: that)? (?:she|he) ", re.IGNORECASE)
_SUBJECTS = {"her": "she", "him": "he", "them": "they"}
_ROOM = 28
# Within so many characters a note says whom it is about; "Dr. Lowell" at its end is somebody else.
_HEAD = 200


def is_about_another(reading: Reading, ranked: list[Chosen], book: Codebook) -> bool:
    """Return whether an entry tells of somebody else's state throughout: a note, marked as one or not."""
    heart, text = ranked[0], as_told(reading.text)
    if reading.third_person:
        if not _tells_of_somebody(reading, book):
            return False  # "Staff meeting re new targets."
        # What the one who writes says of themself, outside of quotation marks, is answered as their own.
        own = _WRITER.search(_QUOTED.sub("", as_told(heart.text))) and not _is_spoken(reading, heart)
        carried = heart.theme is not None and heart.sure
        return not (own and (carried or not _PERSON.search(text) or not _SUPERVISES.search(as_told(heart.text))))
    if _FIRST_PERSON.search(text):
        return False
    if _name(reading, book) and (_SAYS.match(text) or _REPORTED.search(text)):
        return True  # "J. is in her second year. She reports that ..."
    return heart.theme is not None and not heart.theme.told_of_others and heart.sentence.standing is Standing.ANOTHERS


def _is_spoken(reading: Reading, chosen: Chosen) -> bool:
    """Whether a sentence stands within a longer quotation."""
    before = reading.text[: chosen.sentence.start]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def reflect_note(voice: Voice, reading: Reading, ranked: list[Chosen]) -> str:
    """Add what a note tells of the one it is about, and return a question to the one who wrote it."""
    frames, book = voice.book.frames, voice.book
    who = spoken_of(reading, book)
    told: list[Chosen] = []
    whole: set[str] = set()
    room = _ROOM
    is_tagged = ranked[0].theme is not None and ranked[0].sure
    for chosen in [chosen for chosen in ranked if chosen.apt][:3] or ranked[:3]:
        sentence = chosen.text
        if told and (not chosen.sure or chosen.text in whole):
            continue  # two sentences of one run-on have the whole of it as their text
        whole.add(chosen.text)
        if chosen.theme is None and (told or is_tagged or voice.manner(chosen) == "bare"):
            continue  # "Supervision 3 of 6", "Nothing outstanding": of nobody
        if _is_spoken(reading, chosen):
            # "I" is whoever is quoted.
            if chosen.theme is None:
                continue
            voice.quote(chosen)
            break
        sentence = _with_its_subject(voice, sentence, who)
        turned = voice.turned(sentence, bearing(chosen))
        if turned is None and sentence.startswith("My "):
            # The parser takes "my supervisee" for a name.
            sentence = f"The {sentence.removeprefix('My ')}"
            turned = voice.turned(sentence, bearing(chosen))
        if isinstance(turned, Clause) and len(turned.text.split()) <= room:
            told.append(replace(chosen, text=sentence))
            room -= len(turned.text.split())
        if len(told) > 1:
            break
    for number, chosen in enumerate(sorted(told, key=lambda chosen: chosen.sentence.start)):
        sentence = chosen.text
        pronoun = _PRONOUN.match(sentence)
        # "She'd wanted" stays: "the SW'd" is nobody's way of writing.
        named = number == 0 and pronoun and who not in _SUBJECTS and sentence[pronoun.end() :].startswith(" ")
        # "Pupil B barricaded himself. He was hysterical": he is not the one whom the note is about.
        named = named and not tells_of_other(reading.text[: chosen.sentence.start], book)
        text = _PRONOUN.sub(capital(_own(who)), sentence) if named else sentence
        voice.give_back(replace(chosen, text=text), led=False)
    voice.gather()
    _add_line(voice, reading, told, who)
    # "Hoping for E.?"
    return voice.say(frames.noted_questions, who=who.rstrip("."))


def _add_line(voice: Voice, reading: Reading, told: list[Chosen], who: str) -> None:
    """Add how it sounds: the theme of the one it is about, else the client's, else its tone, else that it was heard."""
    frames, themes = voice.book.frames, present(reading, voice.book)
    if themes:
        pool = said_of(themes[0], who) if who in _SUBJECTS else themes[0].of_them
        voice.add(voice.say(pool, who=who), deep=True)
        return
    theirs = told[0].theirs if told else None
    if theirs is not None:
        voice.beneath(voice.say(said_of(theirs, "")))
        return
    tone = told[0].facet if told and told[0].theme is None and told[0].apt else None
    # A note may go well as a whole, and what is told of it be somebody's trouble.
    troubled = tone is not None and tone.theirs and not holds(frames.goes_well, as_told(told[0].text))
    good = holds(frames.goes_well, as_told(reading.text)) and not troubled
    fits = tone is not None and tone.others and not (good and tone.theirs)
    if tone is not None and fits and voice.conversation.fresh(tone.reflections):
        voice.beneath(voice.say(tone.reflections))
        return
    voice.add(voice.say(frames.noted_well if good else frames.noted, who=who))


def _with_its_subject(voice: Voice, sentence: str, who: str) -> str:
    """A note's sentence with its subject: ``who`` it is about, where that was left out or stands as a mere noun."""
    practitioners = voice.book.language.practitioners
    sentence = _WHEN_ASKED.sub("", _THAT.sub("", sentence))
    verbs = tuple(cue.removeprefix("^ ") for cue in practitioners if cue.startswith("^"))
    begins = sentence.lower().startswith(verbs) and _VERB.match(sentence)
    if begins or _BEGINS.match(sentence) or _lacks_its_subject(voice, sentence):
        return f"{capital(_own(_SUBJECTS.get(who, who)))} {sentence[:1].lower()}{sentence[1:]}"
    if who not in _SUBJECTS and (noun := _practitioner(practitioners).match(sentence)) and not noun["whose"]:
        if " " in noun["noun"] and noun["noun"].lower() not in who.lower():
            return f"The {sentence[:1].lower()}{sentence[1:]}"  # a foster carer is not the social worker
        return f"{capital(_own(who))} {_STATES.sub('', sentence[noun.end() :].lstrip())}"
    # In a note "Mum" is the mother of whom it tells, and not the writer's.
    return f"The {sentence[:1].lower()}{sentence[1:]}" if is_kin(sentence) else sentence


def _lacks_its_subject(voice: Voice, sentence: str) -> bool:
    """Whether "you" would be put where the note leaves out who it is about: "Presented her caseload quickly"."""
    turned = voice.turned(sentence)
    return (
        isinstance(turned, Clause)
        and turned.manner == "own"
        and turned.text.startswith(("you ", "you’"))
        and not _FIRST_PERSON.search(as_told(sentence))
    )


def _own(who: str) -> str:
    """As the one who wrote the note would say it: it has still to be turned."""
    return f"my {who.removeprefix('your ')}" if who.startswith("your ") else who


def spoken_of(reading: Reading, book: Codebook) -> str:
    """Return how a note calls the one it is about: "your supervisee", "the worker", a name, else a pronoun."""
    if name := _name(reading, book):
        return name
    if found := _practitioner(book.language.practitioners).search(reading.text, 0, _HEAD):
        # "Staff member", "Youth worker", but "SW" and "CPN" as they are.
        noun = found["noun"].lower() if found["noun"][1:].islower() or found["noun"].istitle() else found["noun"]
        yours = (found["whose"] or "").lower() in ("my", "our") or noun.endswith("supervisee")
        return f"{'your' if yours else 'the'} {noun}"
    words = as_told(reading.text).split()
    counts = {"her": words.count("she"), "him": words.count("he"), "them": words.count("they")}
    return max(counts, key=lambda pronoun: counts[pronoun])


def _tells_of_somebody(reading: Reading, book: Codebook) -> bool:
    return bool(
        _name(reading, book)
        # "As a carer you end up in your own little world."
        or _practitioner(book.language.practitioners).search(_AS_A.sub("", reading.text[:_HEAD]))
        or _PERSON.search(as_told(reading.text))
    )


def _name(reading: Reading, book: Codebook) -> str:
    """The name that a note opens with, if it is one: not "She" or "Today", nor what somebody is."""
    found = _NAMED.match(reading.text)
    if (
        found is None
        or found["name"] in book.grammar.subjects.no_names
        or found["name"].lower() in book.language.others
    ):
        return ""
    return "" if _practitioner(book.language.practitioners).fullmatch(found["name"]) else found["name"]


@cache
def _practitioner(nouns: tuple[str, ...]) -> re.Pattern[str]:
    words = sorted({noun.removeprefix("the ").removeprefix("this ") for noun in nouns if noun[0].isalpha()}, key=len)
    listed = "|".join(map(re.escape, reversed(words)))
    # "Tutor's record" is by the tutor.
    return re.compile(rf"\b(?:(?P<whose>my|our|the|this|a) )?(?P<noun>{listed})\b(?!['’]s\b)", re.IGNORECASE)
