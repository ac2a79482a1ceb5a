"""The reply: faithful, tentative, without advice, crisis language first."""

import re
from dataclasses import replace

import pytest
from readings import PRESENT, TEXT, UNSURE, asked_of, lines_of, reading, says

from holdspace.reflection.conversation import Conversation
from holdspace.reflection.course import offer, repair
from holdspace.reflection.deeper import said_of
from holdspace.reflection.persons import object_in
from holdspace.reflection.reply import reply
from holdspace.reflection.told import as_told
from holdspace.types import Crisis, CrisisLevel, NamedTheme, Standing


def test_a_clear_theme_is_reflected_in_the_persons_words_with_one_open_question(book):
    reflection, _ = reply(reading(TEXT, ("guilt", PRESENT)), Conversation(), book)
    assert "you snapped at your daughter, and you feel guilty about it" in reflection.reflection.lower()
    assert says(reflection, lines_of(book.theme("guilt")))
    assert reflection.question in asked_of(book.theme("guilt"))
    assert reflection.crisis is None
    assert reflection.next_steps == ()


def test_an_unsure_theme_is_held_out_to_be_put_right(book):
    reflection, _ = reply(reading(TEXT, ("guilt", UNSURE)), Conversation(), book)
    assert says(reflection, book.frames.unsure)
    plainly, _ = reply(reading("We had the handover, and I thought of her.", ("guilt", UNSURE)), Conversation(), book)
    assert any(lead.split("{")[0] in plainly.reflection for lead in book.frames.unsure_leads)


def test_what_sustains_is_not_read_into_an_entry_that_the_reading_is_not_sure_of(book):
    text = "I bit his head off over a teaspoon."
    reflection, _ = reply(reading(text, ("compassion_satisfaction", UNSURE)), Conversation(), book)
    assert not says(reflection, lines_of(book.theme("compassion_satisfaction")))


def test_what_sustains_stands_beside_what_weighs(book):
    text = "I love these kids and today I nearly cried. But I come home with nothing left for my own."
    themes = (("compassion_satisfaction", PRESENT, "love"), ("exhaustion", PRESENT))
    reflection, _ = reply(reading(text, *themes), Conversation(), book)
    assert reflection.reflection.startswith(
        "You love these kids and today you nearly cried. But you come home with nothing left for your own."
    )
    assert says(reflection, book.frames.both)
    assert reflection.question in book.frames.both_questions


def test_a_good_day_is_met_without_fishing_for_pain(book):
    text = "I held her hand and it was the best hour of my year."
    reflection, _ = reply(reading(text, ("compassion_satisfaction", PRESENT)), Conversation(), book)
    assert reflection.question in asked_of(book.theme("compassion_satisfaction"))


def test_on_a_good_day_nothing_else_that_sounds_is_taken_for_trouble(book):
    told = "He walked to the window while I stood there looking nervous."
    troubled, _ = reply(reading(told), Conversation(), book)
    good, _ = reply(reading(f"Good shift today. {told}"), Conversation(), book)
    bad = [line for strand in book.frames.strands if not strand.good for line in strand.reflections]
    assert any(line.lower() in troubled.reflection.lower() for line in bad)
    assert not any(line.lower() in good.reflection.lower() for line in bad)
    # A greeting, or a day whose good news is none, silences nothing.
    for opening in ("Good morning all.", "Great news, another round of cuts."):
        heard, _ = reply(reading(f"{opening} {told}"), Conversation(), book)
        assert any(line.lower() in heard.reflection.lower() for line in bad)


PLAIN = [
    ("Normal day at the clinic. Six dentals, a couple of vaccines, cat with an abscess.", True),
    ("Nothing much to report. Two assessments, printer jammed again.", True),
    ("Nothing really matters any more.", False),
    ("Normal shift, lost a patient.", False),
]


@pytest.mark.parametrize(("text", "plain"), PLAIN, ids=[case[0][:30] for case in PLAIN])
def test_a_day_like_others_is_left_as_one_and_no_other_is(book, text, plain):
    uneventful = next(s.reflections for s in book.frames.strands if any("simply went by" in r for r in s.reflections))
    reflection, _ = reply(reading(text), Conversation(), book)
    assert says(reflection, uneventful) is plain
    if plain:
        assert reflection.question == ""


THEIRS = [
    ("My student keeps saying she's useless and will never be a nurse.", "inefficacy", "she’s useless"),
    ("He told me he's got nothing left in the tank by dinner.", "exhaustion", "nothing left in the tank"),
    ("Mrs Oduya says the children have stopped ringing her.", "isolation", "stopped ringing"),
]


@pytest.mark.parametrize(("text", "theme", "words"), THEIRS, ids=[case[1] for case in THEIRS])
def test_what_somebody_else_goes_through_is_met_as_theirs_by_its_theme(book, text, theme, words):
    trouble = next(tone for tone in book.tones if tone.theirs)
    entry = replace(reading(text, standing=Standing.ANOTHERS), heard={0: {trouble.id: 0.9}}, touched={0: theme})
    reflection, _ = reply(entry, Conversation(), book)
    assert words in reflection.reflection
    who = object_in(as_told(text))
    assert says(reflection, [line.format(who=who) for line in said_of(book.theme(theme), who)])
    assert not says(reflection, lines_of(book.theme(theme)))
    assert reflection.question in [question.ask for question in trouble.questions]
    # The same words are the writer's own trouble where they carry the theme.
    own, _ = reply(replace(reading(text, (theme, PRESENT)), touched={0: theme}), Conversation(), book)
    assert not says(own, said_of(book.theme(theme), ""))


def test_beside_somebody_elses_danger_what_the_writer_is_left_with_is_still_reflected(book):
    text = "My neighbour wants to end it. I keep wondering if I said the wrong thing. The bins go out tomorrow."
    entry = reading(text, crisis=Crisis(CrisisLevel.NONE, True, 0, 29, frozenset({0})))
    heard = {entry.sentences[1].start: {"heart": 0.9}}
    reflection, _ = reply(replace(entry, heard=heard), Conversation(), book)
    assert reflection.crisis is not None
    assert "ou keep wondering if you said the wrong thing" in reflection.reflection
    assert reflection.question == ""
    # Beside one's own danger only what weighs by a theme.
    own = replace(entry, heard=heard, crisis=Crisis(CrisisLevel.ACTIVE, False, 0, 29, frozenset({0})))
    assert "wondering" not in reply(own, Conversation(), book)[0].reflection


def test_what_is_grave_and_would_be_taken_up_is_not_met_as_a_thing_that_needs_nothing(book):
    text = "Tomorrow I have to tell a family that the treatment has stopped."
    light = "Tomorrow I have to tell the class that the pond is for newts."
    quiet = next(strand.id for strand in book.frames.strands if strand.quiet)
    errand = replace(reading(text), heard={0: {quiet: 0.2}})
    taken = replace(reading(text), heard={0: {quiet: 0.2, "heart": 0.9}})
    assert says(reply(errand, Conversation(), book)[0], book.frames.plain)
    assert not says(reply(taken, Conversation(), book)[0], book.frames.plain)
    assert says(reply(replace(reading(light), heard=taken.heard), Conversation(), book)[0], book.frames.plain)


def test_what_is_said_of_the_writer_is_not_said_over_somebody_elses_doing(book):
    alone = "She stayed in bed with the curtains drawn."
    mine, _ = reply(reading("I stayed in bed with the curtains drawn."), Conversation(), book)
    theirs, _ = reply(reading(alone), Conversation(), book)
    curtains = next(s.reflections for s in book.frames.strands if any("curtains" in cue for cue in s.cues))
    assert any(line.lower() in mine.reflection.lower() for line in curtains)
    assert not any(line.lower() in theirs.reflection.lower() for line in curtains)


def test_a_question_to_oneself_is_given_back_as_one(book):
    asked = reading("Ten years of this. What am I for?", ("loss_of_meaning", PRESENT, "What am I for?"))
    reflection, _ = reply(asked, Conversation(), book)
    assert "what you are for" in reflection.reflection


HARSH = [
    ("I am a terrible therapist.", r"you(?:’re| are) a terrible"),
    ("I'm a useless nurse and I let everyone down.", r"you(?:’re| are) a useless"),
    ("I hate myself.", r"you hate yourself"),
    ("Am I a monster?", r"you are a monster"),
    ("Why am I so useless?", r"you are so useless"),
    ("How could I be so stupid?", r"be so stupid"),
    ("Why don't I just die?", r"just die"),
    ("What have I got to live for?", r"live for"),
    ("They'd cope without me?", r"without you"),
    ("I'm like a dog at a gate these days.", r"you(?:’re| are) like a dog"),
]


@pytest.mark.parametrize(("text", "verdict"), HARSH)
def test_what_a_person_says_against_themself_is_never_said_to_their_face(book, text, verdict):
    reflection, _ = reply(reading(text, ("guilt", PRESENT)), Conversation(), book)
    assert not re.search(verdict, reflection.reflection.lower())


AGAINST = ["thats on me, i left her there", "I should have stayed.", "I let them down."]


@pytest.mark.parametrize("text", AGAINST)
def test_what_a_person_holds_against_themself_stays_how_they_see_it(book, text):
    reflection, _ = reply(reading(text, ("guilt", PRESENT)), Conversation(), book)
    assert re.match(r"The way you see it|As you look at it now|In your own eyes", reflection.reflection)


def test_a_question_that_the_entry_has_answered_is_not_asked(book):
    told = reading("I miss how it was before, I feel numb.", ("detachment", PRESENT))
    for seed in range(30):
        found, _ = reply(told, Conversation(seed=seed), book)
        assert "What do you miss, if anything" not in found.question


def test_whoever_has_come_to_an_end_is_asked_nothing(book):
    for text in ("Stuck. That's all I've got for you tonight.", "Had a bath and a curry. Early night."):
        found, _ = reply(reading(text, ("helplessness", UNSURE, "Stuck")), Conversation(), book)
        assert found.question == ""


def test_a_practical_question_is_owned_and_not_made_deep(book):
    text = "Does anyone know if the post in Leeds closes on Friday?"
    reflection, _ = reply(reading(text), Conversation(), book)
    assert reflection.reflection in book.frames.asked
    assert reflection.question == ""


def test_an_errand_is_given_back_and_may_stay_one(book):
    reflection, _ = reply(reading("I swapped my shift with Dan, the rota is out on Friday."), Conversation(), book)
    assert "Dan" in reflection.reflection
    assert says(reflection, book.frames.plain)
    assert reflection.question == ""


def test_a_fear_that_is_over_is_not_met_as_fear(book):
    fearful = next(strand for strand in book.frames.strands if "real fear" in " ".join(strand.reflections))
    text = "When I came I was frightened to death of the place."
    then, _ = reply(reading(text, standing=Standing.OVER), Conversation(), book)
    now, _ = reply(reading(text), Conversation(), book)
    assert any(line[1:] in now.reflection for line in fearful.reflections)
    assert not any(line[1:] in then.reflection for line in fearful.reflections)


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
    # "When you are safe enough" is said to whoever is in danger, not to whoever tells of another.
    bridges = (
        book.crisis_replies.shared.bridge_another if kind == "about_another" else book.crisis_replies.shared.bridge
    )
    assert reflection.reflection.startswith(bridges)


@pytest.mark.parametrize("crisis", [Crisis(CrisisLevel.ACTIVE, False, 0, 14), Crisis(CrisisLevel.NONE, True, 0, 14)])
def test_where_only_lists_of_helplines_are_known_none_is_said_to_be_open(book, crisis):
    found, _ = reply(reading(crisis=crisis), Conversation(region="INT"), book)
    assert found.crisis.text.endswith(book.crisis_replies.shared.lists)
    elsewhere, _ = reply(reading(crisis=crisis), Conversation(region="IE"), book)
    assert not elsewhere.crisis.text.endswith(book.crisis_replies.shared.lists)


def test_a_sentence_that_was_taken_out_is_not_glued_back_in(assistant):
    run_on = (
        "im so exhausted i come home after the late and there is the washing and the dog and his tablets to sort out "
        "and then i sit in the car outside for an hour and i want to die and nobody at home ever asks me anything"
    )
    _, said, _ = assistant.turn(f"{run_on}. I haven't told anyone.", Conversation())
    assert said.crisis is not None
    assert "want to die" not in said.reflection


IN_DANGER = Crisis(CrisisLevel.ACTIVE, False, 0, 14)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("I teach year 4 and I want to die.", "Education Support"),
        ("I want to die. I’m a junior doctor.", "BMA counselling line"),
        ("I’m an ambulance tech and I want to die.", "Ambulance Staff Crisis Phoneline"),
        ("Vet nurse, ten years. I want to die.", "Vetlife Helpline"),
    ],
)
def test_a_professions_own_line_is_named_to_whoever_tells_of_that_work(book, text, named):
    found, _ = reply(reading(text, crisis=IN_DANGER), Conversation(region="GB"), book)
    assert [line.split(":")[0] for line in found.crisis.help[3:]] == [named]
    assert "Samaritans" in found.crisis.help[0]


def test_whoever_tells_of_no_work_is_given_the_lines_for_everyone_alone(book):
    found, _ = reply(reading("I want to die.", crisis=IN_DANGER), Conversation(region="GB"), book)
    assert len(found.crisis.help) == 3


# What a person says, what must come before it, and words that must not open the reply.
LED = [
    ("i shouldve rung the family myself", "The way you see it|As you look at it now|In your own eyes"),
    (
        "They don't care if we live or die.",
        "From where you stand|The way it looks to you now|As you see it by now",
    ),
    ("There is nothing I can do for this family.", "It feels by now|From where you are|It feels to you"),
    ("I knew that it was wrong.", "You say it plainly|You don't spare yourself"),
    (
        "Photocopying worksheets about feelings, for ever?",
        "You ask yourself whether|You seem to wonder whether|The question for you seems to be whether",
    ),
]


@pytest.mark.parametrize(("text", "led"), LED)
def test_a_verdict_or_a_bitterness_is_led_as_theirs_before_it_comes(book, text, led):
    for seed in range(6):
        found, _ = reply(reading(text), Conversation(seed=seed), book)
        assert re.match(led, found.reflection), found.reflection


def test_an_oath_is_not_turned_and_a_resentment_not_said_back(book):
    text = "People tell me what a saint I am. I resent her, God help me, and I warm the milk."
    found, _ = reply(reading(text), Conversation(), book)
    assert "resent" not in found.reflection
    assert "God" not in found.reflection
    oath, _ = reply(reading("I miss her, God help me."), Conversation(), book)
    assert oath.reflection.startswith("You miss her")


def test_what_is_given_back_is_one_brief_clause(book):
    text = (
        "Can't talk to Dave about it because he goes white, can't talk to the girls because they've got their own. "
        "So I drive around a bit and then I go in and say it was fine."
    )
    _, conversation = reply(reading(text), Conversation(), book)
    assert sum(len(line.words.split()) for line in conversation.lines) <= 18


ANOTHERS = [
    ("My pupil told me that she wants to die. I don't know whom to tell.", False),
    ("My pupil told me that she wants to die. I followed the policy and her mum came.", True),
    ("My client wants to die. I rang and the crisis team came, but he ran off.", False),
]


@pytest.mark.parametrize(("text", "eased"), ANOTHERS)
def test_anothers_danger_is_not_put_on_the_one_who_tells_of_it(book, text, eased):
    wording, shared = book.crisis_replies.reply.about_another, book.crisis_replies.shared
    for seed in range(6):
        conversation = Conversation(seed=seed, region="GB")
        found, _ = reply(reading(text, crisis=Crisis(CrisisLevel.NONE, True, 0, 30)), conversation, book)
        said, region = found.crisis.text, book.region("GB")
        assert "999" in said
        assert any(ask in said for ask in wording.ask)
        assert not any(region.fill(line) in said for line in (*shared.emergency, *shared.trusted, *shared.help))
        # Where help has got there, less is said.
        assert any(region.fill(line) in said for line in wording.eased) is eased
        assert any(region.fill(line) in said for line in wording.trusted) is not eased


AFTER_CRISIS = [
    "I want to die. The rota came out and I am on nights.",
    "I want to die. I still haven't done the fire one.",
]


@pytest.mark.parametrize("text", AFTER_CRISIS)
def test_after_crisis_language_nothing_trivial_and_no_echo_follows(book, text):
    reflection, _ = reply(reading(text, crisis=Crisis(CrisisLevel.ACTIVE, False, 0, 14)), Conversation(), book)
    assert reflection.reflection in book.crisis_replies.shared.rest


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
    assert not any(line in again.reflection for line in lines_of(book.theme("guilt")))
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


def test_the_line_beneath_belongs_to_the_facet_that_the_model_hears(book):
    """Nothing but what was heard chooses it: no word of the sentence is a cue of that facet."""
    text = "I look at the clock on the wall and wonder who put me there."
    told = reading(text, ("guilt", PRESENT))
    for name in ("rest_has_to_be_earned", "sorry_is_never_enough"):
        facet = next(facet for facet in book.theme("guilt").facets if facet.id == name)
        reflection, _ = reply(replace(told, heard={0: {name: 0.8}}), Conversation(), book)
        assert says(reflection, facet.reflections)
        assert reflection.question in [question.ask for question in facet.questions]


@pytest.mark.parametrize("standing", ["over", "negated", "imagined"])
def test_a_feeling_that_is_over_denied_or_supposed_is_met_as_that(book, standing):
    text = "The dread at the gate in the first winter."
    (sentence,) = reading(text).sentences
    spoken = (NamedTheme("hyperarousal", Standing(standing), "gone"),)
    told = replace(
        reading(text), sentences=(replace(sentence, standing=Standing(standing), spoken=spoken),), heard={0: {}}
    )
    reflection, _ = reply(told, Conversation(), book)
    aside = getattr(book.frames.asides, standing)
    assert says(reflection, aside.reflections)
    assert reflection.question in [question.ask for question in aside.questions]


def test_an_entry_that_tells_of_no_feeling_is_asked_nothing(book):
    told = reading("Milk, wipes, size six. Blue folder for the list.")
    told = replace(told, heard={sentence.start: {"the_practical_side": 0.2} for sentence in told.sentences})
    reflection, _ = reply(told, Conversation(), book)
    assert says(reflection, book.frames.plain)
    assert reflection.question == ""


def test_a_question_to_others_with_nothing_around_it_is_owned_as_one_that_has_no_answer_here(book):
    text = "The old school had a plan on file. Does it move along to a public one?"
    told = replace(reading(text), heard={0: {"the_practical_side": 0.9}, 35: {}})
    reflection, _ = reply(told, Conversation(), book)
    assert reflection.reflection in book.frames.asked


def test_a_sentence_of_no_theme_is_met_in_the_tone_that_is_heard_in_it(book):
    text = "Two bags of purple paper went out and Jo fell off the chair."
    for tone in book.tones:
        reflection, _ = reply(replace(reading(text), heard={0: {tone.id: 0.8}}), Conversation(), book)
        assert says(reflection, tone.reflections), tone.id


@pytest.mark.parametrize("before", ["We had her memorial today.", "I cried in the car."])
def test_no_gladness_is_guessed_beside_what_is_grave(book, before):
    glad = next(tone for tone in book.tones if tone.id == "gladness")
    for text, met in ((f"{before} The lanyard hung on its hook.", False), ("The lanyard hung on its hook.", True)):
        told = reading(text)
        told = replace(told, heard={told.sentences[-1].start: {"gladness": 0.9, "heart": 0.9, "apt": 0.9}})
        assert says(reply(told, Conversation(), book)[0], glad.reflections) is met


def test_beside_a_question_that_has_no_answer_here_what_was_told_is_taken_up(book):
    text = "The old dog came along for the last visit. Does the van go out on a Sunday?"
    told = reading(text)
    heard = {told.sentences[0].start: {"heart": 0.7, "apt": 0.9}, told.sentences[1].start: {}}
    reflection, _ = reply(replace(told, heard=heard), Conversation(), book)
    assert reflection.reflection.startswith("The old dog came along")
    assert says(reflection, book.frames.asked_beside)
    assert reflection.question == ""


def test_a_line_is_joined_to_a_few_words_and_stands_by_itself_after_many(book):
    line = next(tone for tone in book.tones if tone.id == "fun").reflections
    for text, joined in (("The parrot learned my ring tone.", True), ("I laughed, I cried, I sat down. " * 2, False)):
        told = reading(text)
        heard = {sentence.start: {"fun": 0.9, "apt": 0.9} for sentence in told.sentences}
        said = reply(replace(told, heard=heard), Conversation(), book)[0].reflection
        assert any(f", and {one}".lower() in said.lower() for one in line) is joined
