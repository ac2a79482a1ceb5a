"""The reply: faithful, tentative, without advice, crisis language first."""

import random
import re

import pytest

from holdspace.reflection.conversation import Conversation
from holdspace.reflection.course import offer, repair
from holdspace.reflection.reply import reply
from holdspace.types import (
    Certainty,
    Crisis,
    CrisisLevel,
    Evidence,
    Reading,
    Sentence,
    Standing,
    ThemeScore,
)

TEXT = "I was so tired on Friday. I snapped at my daughter, and I feel guilty about it."


def reading(text=TEXT, *themes, crisis=None, third_person=False, standing=Standing.HELD):
    """A reading whose every sentence is evidence of every theme given, as (id, certainty)."""
    spans = [(m.start(), m.end()) for m in re.finditer(r"\S[^.?!]*[.?!]?", text)]
    sentences = tuple(Sentence(text[a:b], a, b, standing, cues=frozenset({"own"})) for a, b in spans)
    return Reading(
        text=text,
        model="test",
        sentences=sentences,
        themes=tuple(ThemeScore(theme, 0.9, certainty) for theme, certainty in themes),
        evidence=tuple(Evidence(theme, s.start, s.end, s.text) for theme, _ in themes for s in sentences[-1:]),
        crisis=crisis or Crisis(),
        third_person=third_person,
    )


PRESENT, UNSURE = Certainty.PRESENT, Certainty.UNSURE


def test_a_clear_theme_is_reflected_in_the_persons_words_with_one_open_question(book):
    reflection, _ = reply(reading(TEXT, ("guilt", PRESENT)), Conversation(), book)
    assert "you snapped at your daughter, and you feel guilty about it" in reflection.reflection.lower()
    meant = (*book.theme("guilt").reflections, *book.theme("guilt").deepens)
    assert any(phrase in reflection.reflection for phrase in meant)
    assert reflection.question in book.theme("guilt").questions
    assert reflection.crisis is None
    assert reflection.next_steps == ()


def test_an_unsure_theme_is_asked_about_and_not_asserted(book):
    reflection, _ = reply(reading(TEXT, ("guilt", UNSURE)), Conversation(), book)
    assert reflection.question in book.theme("guilt").asks
    assert not any(phrase in reflection.reflection for phrase in book.theme("guilt").reflections)


def test_what_sustains_stands_beside_what_weighs(book):
    reflection, _ = reply(reading(TEXT, ("compassion_satisfaction", PRESENT), ("guilt", PRESENT)), Conversation(), book)
    assert any(link in reflection.reflection for link in book.theme("guilt").links)
    assert any(link in reflection.reflection for link in book.theme("compassion_satisfaction").links)
    assert reflection.question in book.theme("guilt").questions


def test_a_good_day_is_met_without_fishing_for_pain(book):
    text = "I held her hand and it was the best hour of my year."
    reflection, _ = reply(reading(text, ("compassion_satisfaction", PRESENT)), Conversation(), book)
    assert reflection.question in book.theme("compassion_satisfaction").questions


HARSH = ["I am a terrible therapist.", "I'm a useless nurse and I let everyone down.", "thats on me, i left her there"]


@pytest.mark.parametrize("text", HARSH)
def test_what_a_person_says_against_themself_is_quoted_and_never_asserted(book, text):
    reflection, _ = reply(reading(text, ("guilt", PRESENT)), Conversation(), book)
    assert "“" in reflection.reflection
    assert not re.search(r"you('re|’re| are) a (terrible|useless)", reflection.reflection.lower())


def test_a_practical_question_is_heard_as_a_question(book):
    text = "Does anyone know if the post in Leeds closes on Friday?"
    asked = Reading(text, "test", sentences=(Sentence(text, 0, len(text), cues=frozenset({"question"})),))
    reflection, _ = reply(asked, Conversation(), book)
    assert "“Does anyone know" in reflection.reflection
    assert reflection.question in book.frames.asked_questions


def test_nothing_found_still_gives_the_content_back(book):
    reflection, _ = reply(reading("I swapped my shift with Dan so that I can go to the dentist."), Conversation(), book)
    assert "dentist" in reflection.reflection
    assert reflection.question in book.frames.nothing_found_questions


def test_in_a_note_about_somebody_the_practitioner_is_spoken_of_not_to(book):
    note = reading("Supervisee says that she feels guilty about the visit.", ("guilt", PRESENT), third_person=True)
    reflection, _ = reply(note, Conversation(), book)
    assert "you feel" not in reflection.reflection
    assert "she feels guilty" in reflection.reflection


@pytest.mark.parametrize(
    ("crisis", "kind"),
    [
        (Crisis(CrisisLevel.PASSIVE, False, 0, 25), "passive"),
        (Crisis(CrisisLevel.ACTIVE, False, 0, 25), "active"),
        (Crisis(CrisisLevel.HARM_TO_OTHERS, False, 0, 25), "harm_to_others"),
        (Crisis(CrisisLevel.NONE, True, 0, 25), "about_another"),
    ],
)
def test_crisis_language_is_met_first_with_help_for_the_region(book, crisis, kind):
    reflection, _ = reply(reading(TEXT, ("guilt", PRESENT), crisis=crisis), Conversation(region="GB"), book)
    said = reflection.crisis.text
    assert any(said.startswith(opening) for opening in getattr(book.crisis_replies.reply, kind).opening)
    assert "999" in said
    assert any("116 123" in line for line in reflection.crisis.help)
    assert "United Kingdom" in said
    # The reflection still comes, and no second question blurs the one about safety.
    assert "guilty" in reflection.reflection
    assert reflection.question == ""


def test_the_words_of_the_crisis_are_not_given_back_as_a_reflection(book):
    text = "I want to die. The rota came out and I am on nights."
    reflection, _ = reply(reading(text, crisis=Crisis(CrisisLevel.ACTIVE, False, 0, 14)), Conversation(), book)
    assert "to die" not in reflection.reflection
    assert "nights" in reflection.reflection


def test_no_phrase_comes_twice_in_a_conversation(book):
    conversation, said = Conversation(seed=4), []
    for _ in range(3):
        reflection, conversation = reply(reading(TEXT, ("guilt", PRESENT)), conversation, book)
        said.append(reflection.question)
    assert len(set(said)) == 3


def test_the_same_seed_says_the_same(book):
    one, two = (reply(reading(TEXT, ("guilt", PRESENT)), Conversation(seed=9), book)[0] for _ in range(2))
    assert one == two


def test_a_rejected_reflection_is_owned_and_its_themes_are_taken_back(book):
    _, conversation = reply(reading(TEXT, ("guilt", PRESENT)), Conversation(), book)
    reflection, conversation = repair(conversation, book)
    assert reflection.reflection in book.frames.course.repair
    assert reflection.question in book.frames.course.repair_questions
    assert conversation.weights().by_theme == {}
    # What is told anew counts anew, and is asked about before it is asserted again.
    again, conversation = reply(reading(TEXT, ("guilt", PRESENT)), conversation, book)
    assert any(link in again.question for link in book.theme("guilt").links)
    assert not any(phrase in again.reflection for phrase in book.theme("guilt").reflections)
    assert set(conversation.weights().by_theme) == {"guilt"}


def test_steps_are_few_of_different_families_and_never_offered_twice(book):
    _, conversation = reply(reading(TEXT, ("exhaustion", PRESENT)), Conversation(), book)
    first, conversation = offer(conversation, book)
    second, conversation = offer(conversation, book)
    for found in (first, second):
        assert 2 <= len(found.steps) <= 3
        assert len({step.id.split("-")[0] for step in found.steps}) == len(found.steps)
    assert not {step.id for step in first.steps} & {step.id for step in second.steps}


def test_where_conditions_weigh_one_step_is_systemic(book):
    for theme in book.themes:
        if theme.load in ("conditions", "both"):
            _, conversation = reply(reading(TEXT, (theme.id, PRESENT)), Conversation(), book)
            found, _ = offer(conversation, book)
            assert any(step.kind == "systemic" for step in found.steps), theme.id


def test_without_themes_nothing_is_suggested(book):
    _, conversation = reply(reading("I had soup."), Conversation(), book)
    found, _ = offer(conversation, book)
    assert found.steps == ()
    assert found.lead in book.frames.course.no_steps


def test_the_thought_about_load_follows_the_themes(book):
    for themes, frames in (
        (("exhaustion",), book.frames.course.conditions),
        (("intrusive_thoughts",), book.frames.course.exposure),
        (("exhaustion", "intrusive_thoughts"), book.frames.course.both),
        (("compassion_satisfaction",), ("",)),
    ):
        _, conversation = reply(reading(TEXT, *((theme, PRESENT) for theme in themes)), Conversation(), book)
        found, _ = offer(conversation, book)
        assert found.thought in frames


# Advice before asking, silver linings, judgement, diagnosis, numbers for feelings, broken grammar.
NEVER = re.compile(
    r"\byou (should|must|need to|ought)\b|at least|look on the bright|silver lining|everything happens|stay positive|"
    r"\bI understand exactly|I know how you feel|\byou have (PTSD|depression|burnout)\b|diagnos|\d+ ?%|\bwell done\b|"
    r"\bproud of you\b|(?<!of )\byou (am|was|is|has)\b|\bme feel\b|!|\{|\}",
    re.IGNORECASE,
)


def test_no_reply_over_the_whole_bank_breaks_the_rules(book):
    rng = random.Random(0)
    for seed in range(1500):
        themes = [(t, rng.choice([PRESENT, UNSURE])) for t in rng.sample(book.theme_ids, rng.randint(0, 3))]
        crisis = rng.choice([None, Crisis(rng.choice(list(CrisisLevel)), rng.random() < 0.5, 0, 25)])
        conversation = Conversation(seed=seed, region=rng.choice(["GB", "US", "INT"]))
        found, conversation = reply(reading(TEXT, *themes, crisis=crisis), conversation, book)
        steps, _ = offer(conversation, book)
        said = f"{found.reflection} {found.question} {steps.lead} {steps.thought}"
        assert not NEVER.search(said), said
        assert found.reflection
