"""A conversation: its stages, what a person may ask for, what comes back later, and how it ends."""

import pytest
from readings import sentences_of

from holdspace.reflection.conversation import Asked, Conversation, Stage, Tone
from holdspace.reflection.course import answer, close, make_of_it, repair
from holdspace.reflection.requests import find_request
from holdspace.types import Certainty, Crisis, CrisisLevel, Evidence, Reading, ThemeScore

GUILT = "I snapped at my daughter, and I feel guilty about it."
TIRED = "I am so tired that sleep does nothing."
SEEN = "I keep seeing his face."
GOOD = "She held my hand and I was glad of it."
SOUP = "I swapped my shift with Dan so that I can go to the dentist."


def told(text, *themes, certainty=Certainty.PRESENT, crisis=None):
    """A reading whose first sentence is evidence of every theme given."""
    sentences = sentences_of(text, own=True)
    first = sentences[0]
    return Reading(
        text=text,
        model="test",
        sentences=sentences,
        themes=tuple(ThemeScore(theme, 0.9, certainty) for theme in themes),
        evidence=tuple(Evidence(theme, first.start, first.end, first.text) for theme in themes),
        crisis=crisis or Crisis(),
    )


def converse(book, *turns, conversation=None):
    """Answer turns, given as readings or as words that carry no theme; return the replies and the conversation."""
    conversation, replies = conversation or Conversation(seed=3, region="GB"), []
    for turn in turns:
        reading = turn if isinstance(turn, Reading) else told(turn)
        found, conversation = answer(reading, conversation, book)
        replies.append(found)
    return replies, conversation


def said(found):
    return f"{found.reflection} {found.question} {found.offer}"


REQUESTS = [
    ("just listen", Asked.LISTEN, False),
    ("Please just listen.", Asked.LISTEN, False),
    ("I just need to vent. The rota came out and I am on nights.", Asked.LISTEN, True),
    ("The rota came out and I am on nights. I don't want any advice.", Asked.LISTEN, True),
    ("You can ask me again", Asked.ASK_AGAIN, False),
    ("what do you make of it?", Asked.MAKE_OF_IT, False),
    ("I am so tired. What do you make of it?", Asked.MAKE_OF_IT, True),
    ("is this burnout?", Asked.MAKE_OF_IT, False),
    ("What could I do?", Asked.STEPS, False),
    ("I am so tired of all this. What could I do about it?", Asked.STEPS, True),
    ("any ideas?", Asked.STEPS, False),
    ("No", Asked.NOT_IT, False),
    ("No, that's not it.", Asked.NOT_IT, False),
    ("no thats not it", Asked.NOT_IT, False),
    ("No, that's not it, it is more that I am angry with them.", Asked.NOT_IT, True),
    ("You got that wrong. I was angry.", Asked.NOT_IT, True),
    ("Yes, exactly.", Asked.YES, False),
    ("that's right", Asked.YES, False),
    ("thanks, that's all", Asked.CLOSE, False),
    ("Good night", Asked.CLOSE, False),
    ("I rang her back. That's all for now, thank you.", Asked.CLOSE, True),
    # told, not asked
    ("He had gone before we came. What could I do?", None, None),
    ("No one came to help us.", None, None),
    ("Nobody listens, they just listen to the managers.", None, None),
    ("He said thanks and went. I cried.", None, None),
    ("Is there a form for it?", None, None),
]


@pytest.mark.parametrize(("text", "asked", "tells"), REQUESTS, ids=[case[0] for case in REQUESTS])
def test_what_a_person_asks_for_is_told_from_what_they_tell(book, text, asked, tells):
    found = find_request(told(text), book)
    assert (found.asked if found else None) == asked
    assert found is None or (found.told is not None) == tells


def test_the_words_that_ask_are_not_reflected(book):
    (found,), _ = converse(book, told("No, that's not it, it is more that I am angry with them."))
    assert "that’s not it" not in found.reflection
    assert "you are angry with them" in found.reflection.replace("You", "you")


STAGES = [
    ((), Stage.OPENING),
    ((SOUP,), Stage.LISTENING),
    ((SOUP, GUILT), Stage.EXPLORING),
    ((SOUP, "no, that's not it"), Stage.REPAIR),
    ((SOUP, "no, that's not it", GUILT), Stage.LISTENING),
    ((SOUP, "what could I do?"), Stage.OFFERING),
    ((SOUP, "what could I do?", GUILT), Stage.EXPLORING),
    ((SOUP, "what do you make of it?"), Stage.EXPLORING),
    ((SOUP, "just listen", GUILT, TIRED), Stage.LISTENING),
    ((SOUP, "thanks, that's all"), Stage.CLOSING),
    ((SOUP, "thanks, that's all", GUILT), Stage.LISTENING),
]


@pytest.mark.parametrize(("turns", "stage"), STAGES)
def test_a_conversation_stands_where_its_turns_have_brought_it(book, turns, stage):
    _, conversation = converse(book, *turns)
    assert conversation.stage is stage


def test_a_turn_that_only_asks_is_no_entry(book):
    _, conversation = converse(book, told(GUILT, "guilt"), "just listen", "what could I do?", "yes")
    assert len(conversation.readings) == 1


def test_whoever_only_wants_to_be_heard_is_asked_nothing_and_offered_nothing(book):
    replies, _ = converse(
        book, "just listen", told(GUILT, "guilt"), told(TIRED, "exhaustion"), SOUP, told(SEEN, "intrusive_thoughts")
    )
    for found in replies:
        assert "?" not in said(found)
        assert found.next_steps == ()
    assert {found.question for found in replies} <= set(book.frames.course.invitations)
    course = book.frames.course
    assert not any(thought in said(found) for found in replies for thought in (*course.conditions, *course.both))


def test_whoever_only_wants_to_be_heard_can_still_ask(book):
    replies, conversation = converse(book, "just listen", told(TIRED, "exhaustion"), "what could I do?")
    assert replies[-1].next_steps
    assert conversation.quiet


def test_an_unsure_theme_is_not_asked_about_when_only_listening(book):
    replies, _ = converse(book, "just listen", told(GUILT, "guilt", certainty=Certainty.UNSURE))
    assert "?" not in said(replies[-1])


def test_a_typed_no_owns_it_and_takes_back_the_themes_of_the_last_entry(book):
    replies, conversation = converse(book, told(GUILT, "guilt"), "No, that's not it.")
    assert any(replies[-1].reflection.startswith(owned) for owned in book.frames.course.repair)
    assert conversation.weights().by_theme == {}
    assert conversation.crossed_out() == {"guilt"}


def test_a_no_that_goes_on_is_owned_and_heard(book):
    text = "No, that's not it. I am angry with them."
    replies, conversation = converse(book, told(GUILT, "guilt"), text)
    assert any(replies[-1].reflection.startswith(owned) for owned in book.frames.course.repair)
    assert "you are angry with them" in replies[-1].reflection.lower()
    assert conversation.weights().by_theme == {}


def test_a_yes_lets_the_themes_stand(book):
    _, conversation = converse(book, told(GUILT, "guilt", certainty=Certainty.UNSURE), "Yes, that's it.")
    assert conversation.accepted == {(0, "guilt")}
    assert conversation.weights().by_theme == {"guilt": 1.0}


def test_after_an_offer_a_no_takes_back_the_steps_and_not_the_themes(book):
    replies, conversation = converse(book, told(TIRED, "exhaustion"), "What could I do?", "no, not really")
    offered = {step.id for step in replies[1].next_steps}
    assert any(replies[-1].reflection.startswith(owned) for owned in book.frames.course.declined)
    assert conversation.weights().by_theme == {"exhaustion": 1.0}
    (again,), _ = converse(book, "What else could I try?", conversation=conversation)
    assert not offered & {step.id for step in again.next_steps}


def test_a_theme_that_comes_back_is_linked_to_what_was_said_before(book):
    for seed in range(8):
        start = Conversation(seed=seed)
        replies, _ = converse(
            book, told(GUILT, "guilt"), told("I blame him and I feel guilty.", "guilt"), conversation=start
        )
        pool = [phrase.split("{")[0] for phrase in book.frames.returns if not phrase.startswith("{")]
        links = book.theme("guilt").links
        assert any(link in replies[1].reflection.lower() for link in links) or any(
            p in replies[1].reflection for p in pool
        )


def test_a_second_theme_is_linked_to_the_first_over_turns(book):
    replies, _ = converse(book, told(GUILT, "guilt"), told(TIRED, "exhaustion"))
    assert any(link in replies[1].reflection.lower() for link in book.theme("guilt").links)
    assert any(link in replies[1].reflection.lower() for link in book.theme("exhaustion").links)


def test_where_the_load_may_come_from_is_said_once_and_as_a_thought(book):
    replies, _ = converse(
        book,
        told(TIRED, "exhaustion"),
        told("They have no idea and I feel a fraud.", "inefficacy"),
        told(TIRED, "cynicism"),
        "What do you make of it?",
    )
    course = book.frames.course
    loads = (*course.conditions, *course.exposure, *course.both)
    counts = [sum(thought in found.reflection for thought in loads) for found in replies]
    assert sum(counts) == 1
    assert counts[0] == 0
    thinking = next(found for found, count in zip(replies, counts, strict=True) if count)
    assert thinking.question in course.fits


def test_no_thought_about_the_load_where_somebody_is_in_danger(book):
    danger = Crisis(CrisisLevel.PASSIVE, False, 0, 10)
    replies, _ = converse(
        book,
        told("I want to be gone. I am tired.", crisis=danger),
        told(TIRED, "exhaustion"),
        told(GUILT, "inefficacy"),
    )
    course = book.frames.course
    assert not any(thought in said(found) for found in replies for thought in (*course.conditions, *course.both))


def test_what_do_you_make_of_it_names_the_threads_and_asks_whether_they_fit(book):
    _, conversation = converse(book, told(GUILT, "guilt"), told(TIRED, "exhaustion"))
    found, _ = make_of_it(conversation, book)
    assert any(link in found.reflection for link in book.theme("guilt").links)
    assert found.question in book.frames.course.fits


def test_with_too_little_to_go_on_nothing_is_made_of_it(book):
    replies, _ = converse(book, SOUP, "What do you make of it?")
    assert any(phrase in replies[-1].reflection for phrase in book.frames.course.makes_little)


def test_a_closing_gathers_the_persons_own_words_and_asks_nothing(book):
    replies, _ = converse(
        book,
        told(GUILT, "guilt"),
        told(SEEN, "intrusive_thoughts"),
        told(GOOD, "compassion_satisfaction"),
        "Thanks, that's all.",
    )
    summary = replies[-1]
    assert "you snapped at your daughter, and you feel guilty about it" in summary.reflection
    assert "you keep seeing his face" in summary.reflection
    assert "she held your hand" in summary.reflection
    assert "?" not in said(summary)
    assert any(summary.reflection.endswith(farewell) for farewell in book.frames.course.farewells)


def test_a_closing_leaves_out_what_was_crossed_out(book):
    replies, _ = converse(
        book, told(GUILT, "guilt"), "no, that's not it", told(SEEN, "intrusive_thoughts"), "good night"
    )
    assert "guilty" not in replies[-1].reflection
    assert "you keep seeing his face" in replies[-1].reflection


def test_a_closing_with_nothing_said_lets_go_kindly(book):
    found, _ = close(Conversation(), book)
    assert found.reflection in book.frames.course.farewells


def test_thanks_under_a_first_entry_does_not_end_it(book):
    (found,), conversation = converse(book, told(f"{GUILT} Thanks for listening.", "guilt"))
    assert conversation.stage is Stage.LISTENING
    assert found.question


def test_crisis_language_goes_before_any_request(book):
    danger = Crisis(CrisisLevel.ACTIVE, False, 0, 14)
    for text in (
        "I want to die. Thanks, that's all.",
        "I want to die. Just listen.",
        "I want to die. What could I do?",
    ):
        replies, conversation = converse(book, told(TIRED, "exhaustion"), told(text, crisis=danger))
        assert replies[-1].crisis is not None
        assert replies[-1].next_steps == ()
        assert conversation.risk is not None


def test_after_a_crisis_the_closing_points_back_to_help(book):
    danger = Crisis(CrisisLevel.ACTIVE, False, 0, 14)
    replies, _ = converse(
        book, told("I want to die. The rota came out and I am on nights.", crisis=danger), "good night"
    )
    assert any(phrase in replies[-1].reflection for phrase in book.frames.course.closing_crisis)
    assert "to die" not in replies[-1].reflection


def test_no_phrase_of_the_bank_comes_twice_over_eight_turns(book):
    themes = ["guilt", "guilt", "exhaustion", "guilt", "cynicism", "guilt", "exhaustion", "intrusive_thoughts"]
    for tone in Tone:
        for seed in range(4):
            turns = [told(f"I did thing {number} and I felt it all day.", theme) for number, theme in enumerate(themes)]
            _, conversation = converse(book, *turns, conversation=Conversation(seed=seed, tone=tone))
            assert len(set(conversation.said)) == len(conversation.said), (tone, seed)


def test_brief_is_shorter_than_plain_and_plain_than_warm(book):
    length = dict.fromkeys(Tone, 0)
    for tone in Tone:
        for seed in range(20):
            start = Conversation(seed=seed, tone=tone)
            replies, _ = converse(
                book,
                told(f"{GUILT} {TIRED}", "guilt", "exhaustion"),
                told(SEEN, "intrusive_thoughts"),
                conversation=start,
            )
            length[tone] += sum(len(found.reflection.split()) for found in replies)
    assert length[Tone.BRIEF] < 0.85 * length[Tone.PLAIN]
    assert length[Tone.PLAIN] < length[Tone.WARM]


def test_a_conversation_is_never_changed_only_followed(book):
    first = Conversation(seed=1)
    converse(book, told(GUILT, "guilt"), "no, that's not it", "just listen", conversation=first)
    assert first == Conversation(seed=1)


def test_repair_without_an_entry_is_no_crash(book):
    found, conversation = repair(Conversation(), book)
    assert found.question
    assert conversation.rejected == frozenset()
