"""Asked what it is, who reads and whom it would call, it says so plainly, at any point of a conversation."""

import re

import pytest
from readings import sentences_of

from holdspace.reflection.conversation import Conversation
from holdspace.reflection.course import answer
from holdspace.reflection.itself import find_question
from holdspace.types import Crisis, CrisisLevel, Reading


def told(text, crisis=None):
    sentences = sentences_of(text, own=True)
    return Reading(text, "test", sentences=sentences, crisis=crisis or Crisis())


ASKED = [
    # what it is
    ("Are you a person?", "what"),
    ("are you a doctor or a machine", "what"),
    ("Please tell, are you a doctor or a machine only?", "what"),
    ("so youre just a program then. nobody there", "what"),
    ("Am I talking to a real person?", "what"),
    ("is there anyone there", "what"),
    ("who are you", "what"),
    ("are you ChatGPT?", "what"),
    # who reads
    ("is anyone reading these?", "reads"),
    ("is anyone reading these? like my employer?", "reads"),
    ("Who sees this?", "reads"),
    ("can my manager read this", "reads"),
    ("Are you a person or a program? I'd like to know who is reading this.", "reads"),
    ("is this confidential?", "reads"),
    # whom it would call
    ("Will you call someone?", "calls"),
    ("do you send the police", "calls"),
    ("what happens if i say more. do you send the police", "calls"),
    ("will you come?", "calls"),
    ("Are you going to report me?", "calls"),
    # a secret
    ("can you keep a secret?", "secret"),
    ("you wont tell my mentor will you", "secret"),
    ("Please don't tell anyone.", "secret"),
    # what is kept
    ("will you remember this?", "keeps"),
    ("Will you remember?", "keeps"),
    ("seriously can you delete it", "keeps"),
    ("Is this being recorded?", "keeps"),
    # whether it feels
    ("do you even care?", "feels"),
    # told, not asked of it
    ("Will you call me back, she said, and I never did.", None),
    ("She asked me if I was a doctor or a machine.", None),
    ("Nobody is there at night.", None),
    ("He is just a machine on the ward, a program in scrubs.", None),
    ("I can't keep a secret.", None),
    ("I asked him to delete the photograph.", None),
    ("Do you know the feeling when a shift will not end?", None),
    ("My manager reads everything I write.", None),
    ("I told him I would call someone.", None),
    ("What do you make of it?", None),
]


@pytest.mark.parametrize(("text", "kind"), ASKED, ids=[text for text, _ in ASKED])
def test_a_question_about_itself_is_told_from_what_a_person_tells(book, text, kind):
    found = find_question(told(text), book)
    assert (found.about.kind if found else None) == kind
    if found is not None:
        assert found.told is None


@pytest.mark.parametrize("text", [text for text, kind in ASKED if kind])
def test_it_says_that_it_is_software_in_two_or_three_sentences(book, text):
    for seed in range(3):
        found, conversation = answer(told(text), Conversation(seed=seed, region="GB"), book)
        assert re.search(r"\b(?:software|program)\b", found.reflection)
        assert len(re.findall(r"[.?!](?:\s|$)", found.reflection)) <= 3
        assert text.rstrip("?.") not in found.reflection
        assert conversation.readings == ()


def test_once_own_risk_was_told_it_points_to_people(book):
    risk = told("I want to die.", Crisis(CrisisLevel.ACTIVE, False, 0, 14))
    for seed in range(4):
        _, conversation = answer(risk, Conversation(seed=seed, region="GB"), book)
        found, _ = answer(told("Will you call someone?"), conversation, book)
        assert re.search(r"\b(?:software|program)\b", found.reflection)
        assert "someone you trust" in found.reflection
        assert "116 123" in found.reflection
        assert len(re.findall(r"[.?!](?:\s|$)", found.reflection)) <= 3


def test_what_is_told_besides_is_heard(book):
    found, conversation = answer(told("Are you a person? I swapped my shift with Dan."), Conversation(), book)
    assert re.search(r"\b(?:software|program)\b", found.reflection)
    assert "shift with Dan" in found.reflection
    assert len(conversation.readings) == 1


def test_it_answers_differently_each_time(book):
    conversation, said = Conversation(), []
    for _ in range(3):
        found, conversation = answer(told("who sees this?"), conversation, book)
        said.append(found.reflection)
    assert len(set(said)) == 3


def test_a_question_to_it_beside_risk_is_not_given_back(book):
    risk = Crisis(CrisisLevel.ACTIVE, False, 0, 30)
    found, _ = answer(told("I want to finish my life soon. Will you come?", risk), Conversation(), book)
    assert "come" not in found.reflection
    assert found.crisis is not None


def test_every_answer_says_what_it_is_and_there_are_several(book):
    for question in book.about_itself.question:
        assert len(question.says) >= 2
        for phrase in question.says:
            assert re.search(r"\b(?:software|program)\b", phrase)
            assert len(re.findall(r"[.?!](?:\s|$)", phrase)) <= 2
