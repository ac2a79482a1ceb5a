"""Once risk was told: its question is answered, it stays in view, people come before steps, and nothing echoes it."""

import re
from dataclasses import replace

import pytest
from readings import sentences_of

from holdspace.reflection.conversation import Conversation
from holdspace.reflection.course import answer, close, listen, make_of_it, offer, repair
from holdspace.types import Certainty, Crisis, CrisisLevel, Evidence, Reading, ThemeScore

RISK = "I want to die. The rota came out and I am on nights."
ANOTHERS = "My client said that he wants to die. I rang his mother and wrote it up."
SOUP = "I made soup for my neighbour and we ate it in the garden."
SEEDS = range(6)


def told(text, *themes, level=CrisisLevel.NONE, about_another=False, touched=()):
    """A reading whose last sentence is evidence of the themes; risk, where there is any, stands in the first."""
    sentences = sentences_of(text, own=True)
    risky = level is not CrisisLevel.NONE or about_another
    starts = frozenset(sentences[number].start for number in (*touched, *([0] if risky else [])))
    first, last = sentences[0], sentences[-1]
    return Reading(
        text=text,
        model="test",
        sentences=sentences,
        themes=tuple(ThemeScore(theme, 0.9, Certainty.PRESENT) for theme in themes),
        evidence=tuple(Evidence(theme, last.start, last.end, last.text) for theme in themes),
        crisis=Crisis(level, about_another, first.start, first.end, starts) if risky else Crisis(touched=starts),
    )


def after(book, level=CrisisLevel.ACTIVE, *, seed=0, region="GB"):
    """A conversation in which own risk was just met."""
    return answer(told(RISK, level=level), Conversation(seed=seed, region=region), book)[1]


def turn(book, text, conversation):
    return answer(text if isinstance(text, Reading) else told(text), conversation, book)


def start(phrase):
    return phrase.split("{")[0]


def says(pool, text):
    return any(start(phrase) in text for phrase in pool)


# ---------------------------------------------------------------- what is said first


@pytest.mark.parametrize(
    ("text", "is_heard"),
    [
        ("Some nights I hope I just don't wake up. I wouldn't do anything.", True),
        ("I think about not being here. I’m not going to act on it.", True),
        ("I think about not being here, and I would do it if I could.", False),
        ("Some nights I hope I just don't wake up. I wouldn't tell anybody.", False),
    ],
)
def test_that_nothing_is_meant_to_follow_is_heard_and_the_question_is_asked_all_the_same(book, text, is_heard):
    first = answer(told(text, level=CrisisLevel.PASSIVE), Conversation(region="GB"), book)[0].crisis.text
    passive = book.crisis_replies.reply.passive
    assert says(passive.unmeant_heard, first) is is_heard
    assert says(passive.ask, first)
    assert "999" in first


def test_of_a_wish_to_die_that_is_meant_no_comfort_is_taken(book):
    text = "I want to die tonight. I wouldn't do anything else with my life."
    first = answer(told(text, level=CrisisLevel.ACTIVE), Conversation(region="GB"), book)[0].crisis.text
    assert not says(book.crisis_replies.reply.passive.unmeant_heard, first)


# ---------------------------------------------------------------- the answer to the question

YES = ["Yes.", "yes", "yes 😭", "yeah, tonight", "I think so", "probably", "I'm not safe", "not safe", "Yes. I do."]
UNSURE = ["I don't know.", "idk", "maybe", "not sure", "sometimes"]
NO = [
    "No.",
    "no)",
    "Not really.",
    "nope",
    "I'm safe",
    "I´m safe",
    "No, that's not it.",
    "I have no plan and no intent.",
]
TAKEN_BACK = [
    "I didn't mean that.",
    "sorry forget i said that. bad night. im fine",
    "nvm",
    "I take it back",
    "I didn't mean that. Strike it out, I was being theatrical.",
    "Never mind, I was joking.",
]


@pytest.mark.parametrize("text", YES + UNSURE)
def test_a_yes_brings_the_lines_once_more_in_a_shorter_form(book, text):
    for seed in SEEDS:
        before = after(book, seed=seed)
        found, conversation = turn(book, text, before)
        pools = book.crisis_replies.after.own
        assert says(pools.unsure if text in UNSURE else pools.yes, found.crisis.text)
        assert "999" in found.crisis.text
        assert "trust" in found.crisis.text
        assert re.search(r"software|program", found.crisis.text)
        assert "116 123" in found.crisis.help[0]
        assert len(found.crisis.text) < 700
        assert found.question == ""
        assert conversation.readings == before.readings


@pytest.mark.parametrize("text", NO + TAKEN_BACK)
def test_a_no_is_taken_at_its_word_and_the_door_stays_open(book, text):
    for seed in SEEDS:
        found, _ = turn(book, text, after(book, seed=seed))
        pools = book.crisis_replies.after.own
        assert found.crisis is None
        assert says(pools.taken_back if text in TAKEN_BACK else pools.no, found.reflection)
        assert "116 123" in found.reflection
        assert "hank you" in found.reflection
        assert "?" not in found.reflection
        assert found.question in book.frames.course.invitations


@pytest.mark.parametrize(
    "text",
    [
        "still want to. more, if anything",
        "I still do.",
        "I do still",
        "It's worse now.",
        "it's getting worse",
        "it hasn't gone away",
        "the thoughts haven't stopped",
        "they keep coming back",
        "honestly, it came back",
        "still there",
        "I'm still thinking about it",
        "I'm still not safe.",
    ],
)
def test_that_it_is_there_as_before_is_a_yes_though_something_else_was_said_between(book, text):
    _, conversation = turn(book, SOUP, after(book))
    found, _ = turn(book, text, replace(conversation, crisis_asked=""))
    assert says(book.crisis_replies.after.own.yes, found.crisis.text)


@pytest.mark.parametrize(
    "text",
    [
        "I still want to leave the ward.",
        "It's worse now on Fridays.",
        "still thinking about soup",
        "I'm still thinking about it being Friday",
        "my sister came back",
        "the rota keeps coming back",
        "the biscuits are still there",
    ],
)
def test_that_something_else_is_there_as_before_is_no_yes(book, text):
    _, conversation = turn(book, SOUP, after(book))
    assert turn(book, text, replace(conversation, crisis_asked=""))[0].crisis is None


@pytest.mark.parametrize("text", ["No, it's stronger now.", "No. It's still there.", "it hasnt gone away"])
def test_a_no_to_it_being_better_is_a_yes(book, text):
    found, _ = turn(book, text, after(book))
    assert says(book.crisis_replies.after.own.yes, found.crisis.text)


def test_own_danger_that_persists_is_not_answered_as_somebody_elses(book):
    found, _ = turn(book, "I still want to.", replace(after(book), crisis_asked="about_another"))
    assert says(book.crisis_replies.after.own.yes, found.crisis.text)


def test_what_stands_beside_the_answer_is_heard(book):
    found, _ = turn(book, "No. I rang my sister and we had soup.", after(book))
    assert says(book.crisis_replies.after.own.no, found.reflection)
    assert "soup" in found.reflection


def test_risk_told_beside_a_no_is_met_as_risk(book):
    reading = told("I can't go on living. No.", level=CrisisLevel.PASSIVE)
    found, _ = turn(book, replace(reading, text="No. I can't go on living."), after(book))
    assert any(found.crisis.text.startswith(opening) for opening in book.crisis_replies.reply.passive.opening)


def test_a_turn_that_only_answers_is_no_crisis_whatever_the_head_hears(book):
    found, _ = turn(book, told("No.", level=CrisisLevel.ACTIVE), after(book))
    assert found.crisis is None


def test_a_short_answer_later_belongs_to_what_was_asked_last(book):
    conversation = after(book)
    for text in (SOUP, "I mended the fence with my son in the rain.", "I fed the neighbour's hens."):
        _, conversation = turn(book, text, conversation)
    found, _ = turn(book, "Yes.", conversation)
    assert found.crisis is None


def test_without_risk_a_no_still_owns_a_reflection_that_missed(book):
    _, conversation = turn(book, told(SOUP, "guilt"), Conversation())
    found, _ = turn(book, "No.", conversation)
    assert any(found.reflection.startswith(owned) for owned in book.frames.course.repair)


@pytest.mark.parametrize(("text", "kind"), [("Yes.", "yes"), ("I don't know", "unsure"), ("No.", "no")])
def test_the_question_about_another_is_answered_about_them(book, text, kind):
    _, conversation = turn(book, told(ANOTHERS, about_another=True), Conversation(region="GB"))
    found, _ = turn(book, text, conversation)
    pool = getattr(book.crisis_replies.after.about_another, kind)
    assert says(pool, found.crisis.text if found.crisis else found.reflection)
    assert (found.crisis is None) == (kind == "no")


def test_after_an_urge_to_harm_the_words_are_of_distance(book):
    found, _ = turn(book, "yes", after(book, CrisisLevel.HARM_TO_OTHERS))
    assert says(book.crisis_replies.after.harm_to_others.yes, found.crisis.text)


def test_every_question_to_risk_can_be_answered_and_a_yes_means_danger(book):
    wording, later = book.crisis_replies.reply, book.crisis_replies.after
    kinds = (wording.passive, wording.active, wording.harm_to_others, wording.about_another)
    asks = [ask for kind in kinds for ask in kind.ask]
    for ask in (*asks, *later.own.again, *later.harm_to_others.again):
        assert not re.match(r"(?:how|what|where|who|why)\b", ask.lower()), ask
        assert not re.search(r"\b(?:safe|fine|all right)\b", ask.lower()), ask
        assert ask.count("?") == 1
    shared = book.crisis_replies.shared
    for phrase in (*shared.trusted, *shared.beside, *shared.limits, *shared.emergency):
        assert "?" not in phrase, phrase


# ---------------------------------------------------------------- it stays in view


def test_the_next_replies_carry_a_word_of_safety_and_then_it_recedes(book):
    turns = [SOUP, "I mended the fence with my son.", "I fed the neighbour's hens.", "I swept the yard before lunch."]
    for seed in SEEDS:
        conversation, words = after(book, seed=seed), []
        for text in turns:
            found, conversation = turn(book, text, conversation)
            words.append(says(book.crisis_replies.after.own.word, found.reflection))
        assert words == [True, True, True, False]


def test_a_question_that_was_passed_over_is_asked_once_more_and_its_answer_is_heard(book):
    found, conversation = turn(book, SOUP, after(book))
    assert found.question in book.crisis_replies.after.own.again
    yes, _ = turn(book, "Yes.", conversation)
    assert yes.crisis is not None
    found, _ = turn(book, "I mended the fence with my son.", conversation)
    assert found.question not in book.crisis_replies.after.own.again


def test_whoever_only_wants_to_be_heard_is_not_asked_again(book):
    found, _ = turn(book, SOUP, after(book).listening_only(True))
    assert "?" not in found.question
    assert says(book.crisis_replies.after.own.word, found.reflection)


def test_somebody_who_knows_by_now_is_spoken_of(book):
    for text in ("i texted my sister just now. shes driving over", "I rang the line. I'm at my neighbour's now."):
        found, _ = turn(book, text, after(book))
        assert says(book.crisis_replies.after.own.reached, found.reflection)
        assert found.question not in book.crisis_replies.after.own.again


def test_buttons_carry_the_word_too(book):
    for move in (repair, listen):
        found, _ = move(after(book), book)
        assert says(book.crisis_replies.after.own.word, found.reflection)


@pytest.mark.parametrize("later", [0, 5])
def test_people_come_before_steps_however_late(book, later):
    _, conversation = turn(book, told("I am so tired that sleep does nothing.", "exhaustion"), after(book))
    for number in range(later):
        _, conversation = turn(book, f"I mended fence number {number} with my son.", conversation)
    found, _ = turn(book, "What could I do?", conversation)
    assert any(found.offer.startswith(start(phrase)) for phrase in book.crisis_replies.after.own.steps)
    assert "116 123" in found.offer
    assert "your GP" in found.offer
    assert found.next_steps


def test_with_no_theme_people_are_the_whole_answer(book):
    found, _ = offer(after(book), book)
    assert any(found.lead.startswith(start(phrase)) for phrase in book.crisis_replies.after.own.steps)
    assert found.steps == ()
    assert not any(phrase in found.lead for phrase in book.frames.course.no_steps)


def test_what_is_made_of_it_and_the_closing_speak_of_it_first(book):
    _, conversation = turn(book, told("I am so tired that sleep does nothing.", "exhaustion"), after(book))
    made, _ = make_of_it(conversation, book)
    assert any(made.reflection.startswith(start(phrase)) for phrase in book.crisis_replies.after.own.making)
    closed, _ = close(conversation, book)
    assert closed.reflection.startswith(book.frames.course.closing_crisis)
    assert "116 123" in closed.reflection
    assert any(closed.reflection.endswith(farewell) for farewell in book.crisis_replies.after.own.farewells)


def test_nothing_of_this_is_said_where_no_own_risk_was_told(book):
    _, conversation = turn(book, told(ANOTHERS, about_another=True), Conversation(region="GB"))
    for text in (SOUP, "What could I do?", "Thanks, that's all."):
        found, conversation = turn(book, text, conversation)
        assert "116 123" not in f"{found.reflection}{found.offer}"


# ---------------------------------------------------------------- it is never echoed


@pytest.mark.parametrize("about_another", [True, False])
def test_no_line_of_risk_is_the_rest_not_a_neighbouring_one_either(book, about_another):
    level = CrisisLevel.NONE if about_another else CrisisLevel.ACTIVE
    text = "I want to die. I have the day picked. The rota came out and I am on nights."
    reading = told(text, level=level, about_another=about_another, touched=[1])
    found, conversation = turn(book, reading, Conversation())
    assert "picked" not in found.reflection
    assert "die" not in found.reflection
    assert not any("picked" in line.words for line in conversation.lines)


def test_where_nothing_else_is_left_it_stays_with_them(book):
    reading = told("I want to die. I have the day picked.", level=CrisisLevel.ACTIVE, touched=[1])
    found, _ = turn(book, reading, Conversation())
    assert found.reflection in book.crisis_replies.shared.still


def test_later_lines_of_risk_are_not_echoed_either(book):
    found, _ = turn(book, told("I go to the river. I had soup with my son.", touched=[0]), after(book))
    assert "river" not in found.reflection
    assert "soup" in found.reflection


# ---------------------------------------------------------------- own and another's together


def test_the_helper_is_spoken_to_first_and_then_the_other_is_reached(book):
    reading = told(RISK, level=CrisisLevel.ACTIVE, about_another=True)
    for seed in SEEDS:
        found, _ = turn(book, reading, Conversation(seed=seed, region="GB"))
        text = found.crisis.text
        assert any(text.startswith(opening) for opening in book.crisis_replies.reply.active.opening)
        assert says(book.crisis_replies.shared.beside, text)
        assert "safeguarding" in text
        assert "supervisor" in text


# ---------------------------------------------------------------- by region


@pytest.mark.parametrize("level", [level for level in CrisisLevel if level is not CrisisLevel.NONE])
def test_the_professional_is_named_as_the_region_names_them(book, level):
    for region in book.regions:
        found, _ = turn(book, told(RISK, level=level), Conversation(region=region.code))
        assert region.doctor in found.crisis.text
        assert region.staff in found.crisis.text
        if region.code in ("US", "INT", "IN", "PH", "KE"):
            assert not re.search(r"\bGP\b|occupational health", found.crisis.text)


def test_no_bridge_speaks_of_the_readers_own_safety(book):
    assert not any("safe" in bridge for bridge in book.crisis_replies.shared.bridge)


# ---------------------------------------------------------------- what is never said

NEVER = re.compile(
    r"\byou (?:should|must|ought|have to|need to|had better)\b|\b(?:promise|swear|contract|surely|selfish|at least)\b|"
    r"\bi(?:'m| am) (?:a )?(?:human|person|doctor)\b|\bi(?:'ll| can| will) (?:call|come|tell|stay)\b|"
    r"\byou (?:don't|are not|aren't|wouldn't) [^.?!]*\?|, (?:are|do|would) you\?"
)


def test_no_phrase_orders_bargains_judges_or_passes_for_a_person(book):
    def phrases(node):
        if isinstance(node, str):
            return [node]
        return [text for part in (node.values() if isinstance(node, dict) else node) for text in phrases(part)]

    about = [text for question in book.about_itself.question for text in question.says]
    for phrase in (*phrases(book.crisis_replies.model_dump()), *about, *book.about_itself.after_risk):
        assert not NEVER.search(phrase.lower()), phrase
        assert "!" not in phrase


def test_somebody_told_of_before_is_reached_once(book):
    _, conversation = turn(book, told(ANOTHERS, about_another=True), Conversation(region="GB"))
    counts = []
    for _ in range(2):
        found, conversation = turn(book, told(RISK, level=CrisisLevel.PASSIVE), conversation)
        counts.append(says(book.crisis_replies.shared.beside, found.crisis.text))
    assert counts == [True, False]


def test_whoever_takes_it_back_hears_of_it_once_more_and_no_oftener(book):
    _, conversation = turn(book, "I didn't mean that.", after(book))
    words = []
    for text in (SOUP, "I mended the fence with my son."):
        found, conversation = turn(book, text, conversation)
        assert found.question not in book.crisis_replies.after.own.again
        words.append(says(book.crisis_replies.after.own.word, found.reflection))
    assert words == [True, False]


# ---------------------------------------------------------------- what is no plain answer

MEANS_IT = ["I am going to", "I'm going to do it", "I would do it tonight", "I will", "no. I already took them"]


@pytest.mark.parametrize("text", MEANS_IT)
def test_a_yes_in_other_words_is_never_taken_for_a_no(book, text):
    found, _ = turn(book, text, after(book))
    assert found.crisis is not None
    assert says(book.crisis_replies.after.own.yes, found.crisis.text)


def test_what_tells_of_risk_takes_nothing_back(book):
    found, _ = turn(book, told("forget it, I'm going to do it.", level=CrisisLevel.ACTIVE), after(book))
    assert found.crisis is not None
    assert not says(book.crisis_replies.after.own.taken_back, found.crisis.text)


@pytest.mark.parametrize("text", ["It's here, in my bag", "they're in the kitchen"])
def test_a_few_words_after_the_question_are_not_given_back_as_talk(book, text):
    found, _ = turn(book, text, after(book))
    assert "bag" not in found.reflection
    assert "kitchen" not in found.reflection
    assert says(book.crisis_replies.shared.still, found.reflection)


def test_own_risk_taken_back_after_somebody_elses_was_told(book):
    _, conversation = turn(book, told(ANOTHERS, about_another=True), after(book))
    found, _ = turn(book, "I didn't mean it.", conversation)
    assert says(book.crisis_replies.after.own.taken_back, found.reflection)


def test_of_somebody_who_died_by_suicide_nothing_is_asked(book):
    found, conversation = turn(
        book,
        told("A colleague died by suicide last year. Today was the day.", about_another=True),
        Conversation(region="GB"),
    )
    assert says(book.crisis_replies.reply.about_another.mourned, found.crisis.text)
    assert "999" not in found.crisis.text
    assert "?" not in found.crisis.text
    assert not conversation.crisis_asked


def test_somebody_elses_danger_comes_before_steps_and_at_the_end(book):
    wording = book.crisis_replies.after.about_another
    _, conversation = turn(book, told(ANOTHERS, "exhaustion", about_another=True), Conversation(region="GB"))
    offered, _ = offer(conversation, book)
    assert says(wording.steps, offered.lead)
    assert "999" in offered.lead or "who can act" in offered.lead
    assert offered.steps
    assert says(wording.closing, close(conversation, book)[0].reflection)


def test_somebody_elses_danger_that_is_over_is_not_spoken_of_again(book):
    wording = book.crisis_replies.after.about_another
    _, conversation = turn(book, told(ANOTHERS, "exhaustion", about_another=True), Conversation(region="GB"))
    _, conversation = turn(book, "No.", conversation)
    assert not says(wording.steps, offer(conversation, book)[0].lead)
    assert not says(wording.closing, close(conversation, book)[0].reflection)


def test_a_yes_to_an_offer_is_no_answer_to_the_question_before(book):
    _, conversation = turn(book, told(ANOTHERS, about_another=True), Conversation(region="GB"))
    assert not offer(conversation, book)[1].crisis_asked


# ---------------------------------------------------------------- with the real reading


def met(assistant):
    """A conversation in which own risk was met, and its question answered by no."""
    _, _, so_far = assistant.turn("I want to die. The rota came out and I am on nights.", Conversation(region="GB"))
    _, _, so_far = assistant.turn("No.", so_far)
    return so_far


def test_words_of_risk_behind_a_no_are_not_given_back(assistant):
    _, _, so_far = assistant.turn("I want to die. The rota came out and I am on nights.", Conversation(region="GB"))
    _, said, _ = assistant.turn("No, I keep thinking of the bridge.", so_far)
    assert "bridge" not in said.reflection


def test_words_of_risk_behind_a_request_are_not_given_back(assistant):
    _, said, _ = assistant.turn("I just need to vent: I'm exhausted and I want to die.", Conversation())
    assert said.crisis is not None
    assert "want to die" not in said.reflection


@pytest.mark.parametrize("text", ["I keep waking up at three.", "The river was high.", "On the edge of my seat."])
def test_no_answer_is_empty_once_risk_was_told(assistant, text):
    so_far = met(assistant)
    for _ in range(3):
        _, said, so_far = assistant.turn(text, so_far)
        assert said.reflection or said.question or said.crisis


def test_the_question_that_is_waited_for_is_the_one_that_was_asked(assistant, book):
    _, _, so_far = assistant.turn("I want to die. The rota came out and I am on nights.", Conversation(region="GB"))
    _, said, so_far = assistant.turn("You got that wrong. I was angry about the rota.", so_far)
    assert bool(so_far.crisis_asked) is (said.question in book.crisis_replies.after.own.again)


@pytest.mark.parametrize("text", ["Are you a real person? Suicidal", "Are you a real person? Suicidal."])
def test_one_word_of_risk_beside_a_question_is_met(assistant, text):
    _, said, _ = assistant.turn(text, Conversation(region="GB"))
    assert said.crisis is not None
