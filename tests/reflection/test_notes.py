"""A note about somebody at work: they are spoken of, and the writer of the note is the one who is asked."""

import re
from dataclasses import replace

import pytest
from readings import PRESENT, asked_of, lines_of, reading, says

from holdspace.reflection.conversation import Conversation
from holdspace.reflection.deeper import said_of
from holdspace.reflection.notes import spoken_of
from holdspace.reflection.reply import reply
from holdspace.types import Standing


def test_a_note_gives_the_clients_pain_back_as_the_clients(book):
    text = "Third meeting about the complaint. The daughter says she will have that on her for good. Letter is typed."
    note = reading(text, third_person=True, standing=Standing.ANOTHERS)
    note = replace(note, touched={note.sentences[1].start: "guilt"}, heard={note.sentences[1].start: {"heart": 0.9}})
    reflection, _ = reply(note, Conversation(), book)
    assert "The daughter says she will have that on her" in reflection.reflection
    assert says(reflection, said_of(book.theme("guilt"), ""))


def test_a_note_that_leaves_its_subject_out_is_given_back_with_it(book):
    cases = {
        "RN states she feels exhausted before the shift begins.": "The RN feels exhausted",
        "SW seen on Monday. Gets home and has nothing left for anyone.": "The SW gets home",
        "Worker seen. She'd wanted to go and has nothing left.": "She’d wanted to go",
    }
    for text, said in cases.items():
        last = text.split(". ")[-1]
        reflection, _ = reply(reading(text, ("exhaustion", PRESENT, last), third_person=True), Conversation(), book)
        assert said in reflection.reflection, text


def test_minutes_that_tell_of_nobody_are_answered_as_the_writers_own(book):
    text = "Staff meeting re new targets. It is all numbers, and the top floor gives nothing for it."
    reflection, _ = reply(reading(text, ("cynicism", PRESENT), third_person=True), Conversation(), book)
    assert says(reflection, lines_of(book.theme("cynicism")))
    assert reflection.question in asked_of(book.theme("cynicism"))


def test_a_helper_who_tells_of_their_own_work_is_not_spoken_of(book):
    text = "I was a travel nurse for years, eight posts. They drop you with a day's notice. I liked the coast best."
    reflection, _ = reply(reading(text, third_person=True), Conversation(), book)
    assert not says(reflection, [line.format(who="the nurse") for line in book.frames.noted])
    assert "nurse" not in reflection.question
    log = "Reflective log of a paramedic. I found the old lady hard as she was crying. She had tea."
    reflection, _ = reply(reading(log, third_person=True), Conversation(), book)
    assert "paramedic" not in reflection.question
    generic = "As a carer you end up in your own little world. Respite is rare."
    reflection, _ = reply(reading(generic, ("isolation", PRESENT, "world"), third_person=True), Conversation(), book)
    assert reflection.question in asked_of(book.theme("isolation"))


def test_the_writer_of_a_note_who_comes_into_somebodys_sentence_is_not_the_one_it_is_about(book):
    text = "Worker seen. She lies there with her jaw clamped and jumped when I came in with the tea."
    reflection, _ = reply(reading(text, ("hyperarousal", PRESENT), third_person=True), Conversation(), book)
    assert "The worker lies there" in reflection.reflection
    assert says(reflection, said_of(book.theme("hyperarousal"), ""))


def test_what_is_quoted_in_a_note_stays_a_quotation(book):
    text = 'Worker seen. "I read her the letter. I know it is not right. They know it as well."'
    note = reading(text, ("moral_distress", PRESENT, "not right"), third_person=True)
    reflection, _ = reply(note, Conversation(), book)
    assert "“I know it is not right.”" in reflection.reflection
    assert "You know" not in reflection.reflection


def test_he_is_not_taken_for_the_one_a_note_is_about_where_somebody_else_was_just_told_of(book):
    text = "Debrief with the teacher. The pupil shut himself in. He was beside himself with it."
    note = reading(text, third_person=True, standing=Standing.ANOTHERS)
    last = note.sentences[-1].start
    reflection, _ = reply(replace(note, heard={last: {"heart": 0.9}}), Conversation(), book)
    assert "He was beside himself" in reflection.reflection
    alone = "Debrief with the teacher. He was beside himself with it."
    note = reading(alone, third_person=True)
    reflection, _ = reply(replace(note, heard={note.sentences[-1].start: {"heart": 0.9}}), Conversation(), book)
    assert "The teacher was beside himself" in reflection.reflection


# A note, and how it calls the one it is about.
SPOKEN_OF = [
    ("My supervisee says that she feels guilty about the visit.", "your supervisee", "Your supervisee says"),
    ("SW feels guilty about the visit.", "the SW", "The SW feels"),
    ("J. is with the refuge team. She feels guilty about the visit.", "J.", "J. feels"),
    ("Reports feeling guilty about the visit. She was off on Monday.", "her", "She reports feeling"),
    ("Felt guilty about the visit. She was off on Monday.", "her", "She felt guilty"),
    ("Supervisee: R. Client feels guilty about the visit.", "your supervisee", "Your client feels"),
]


@pytest.mark.parametrize(("text", "who", "said"), SPOKEN_OF, ids=[case[1] for case in SPOKEN_OF])
def test_in_a_note_about_somebody_the_practitioner_is_spoken_of_by_name_or_role(book, text, who, said):
    note = reading(text, ("guilt", PRESENT, "guilty"), third_person=True)
    assert spoken_of(note, book) == who
    reflection, _ = reply(note, Conversation(), book)
    assert said in reflection.reflection
    assert not re.search(r"\byou (?:feel|seem|are)\b", reflection.reflection)
    assert not says(reflection, lines_of(book.theme("guilt")))


def test_what_the_writer_of_a_note_says_of_themself_is_answered_as_their_own(book):
    text = "First placement is nearly done. There is one lesson that keeps coming back to me."
    reflection, _ = reply(reading(text, ("intrusive_thoughts", PRESENT), third_person=True), Conversation(), book)
    assert "coming back to you" in reflection.reflection
    assert reflection.question in asked_of(book.theme("intrusive_thoughts"))


def test_the_heading_of_a_note_and_what_it_denies_stand_for_nothing_that_was_felt(book):
    text = "Supervision 3 of 6. Denies nightmares. Reports tired w/ no rest from it days on end & since."
    note = reading(text, ("exhaustion", PRESENT, "Reports tired"), third_person=True)
    reflection, _ = reply(note, Conversation(), book)
    assert "upervision 3 of 6" not in reflection.reflection
    assert "nightmares" not in reflection.reflection


def test_a_note_that_opens_with_a_pronoun_is_about_nobody_of_that_name(assistant):
    _, said, _ = assistant.turn("She says she lies awake. She describes dread before each shift.", Conversation())
    assert not re.search(r"\b(?:as if|that|for|to|of) She\b", f"{said.reflection} {said.question}")


def test_in_a_note_a_relative_is_never_put_in_the_practitioners_place(book, assistant):
    text = "Father feels he has no say in the ruling. RN feels she handled the talk badly and doubts she is up to it."
    reflection = assistant.reflect(assistant.read(text))
    assert "father feels she" not in reflection.reflection.lower()


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (
            "Adoption social worker, monthly. Foster carer reports sleeping badly and being on edge all day, jumps "
            "when the front door goes. Life story book ordered.",
            "The foster carer reports sleeping badly",
        ),
        (
            "Nurse, Bern, yearly. Asked what gives her most in the work, she said it's old Mrs Gerber's face at the "
            "window, that warms her for the entire tour. Holiday plan handed in.",
            "The nurse said it’s old Mrs Gerber’s face at the window",
        ),
    ],
)
def test_in_a_note_each_says_what_they_said(assistant, note, said):
    assert said in assistant.reflect(assistant.read(note)).reflection


def test_a_run_on_of_a_note_is_given_back_once(assistant):
    note = (
        "Individual sup, trauma counsellor. She knows the theory, teaches it. She said it slowly: that she's been "
        "looking at all men with children at the mall to see what they're doing with their hands, her own brother "
        "too, that she thinks the worst of people and that she's mostly been proved right."
    )
    assert assistant.reflect(assistant.read(note)).reflection.lower().count("said it slowly") < 2
