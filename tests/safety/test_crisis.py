"""Crisis language is heard whatever its words, told apart by whose it is, and idioms are let pass."""

import numpy as np
import pytest

from holdspace.language.reader import read
from holdspace.safety.crisis import find_crisis
from holdspace.types import CRISIS_LABELS, CrisisLevel

NONE, PASSIVE, ACTIVE, HARM = CrisisLevel.NONE, CrisisLevel.PASSIVE, CrisisLevel.ACTIVE, CrisisLevel.HARM_TO_OTHERS

OWN = [
    # plain
    ("I want to die.", ACTIVE),
    ("I want to kill myself.", ACTIVE),
    ("i keep thinking about ending my life", ACTIVE),
    ("I've been having suicidal thoughts since the inquest.", ACTIVE),
    ("I have a plan and I've written the letters.", ACTIVE),
    ("started cutting again after nights", ACTIVE),
    # slang, misspelt, short
    ("honestly kms after that shift i mean it", ACTIVE),
    ("i wanna dieee. not joking. i want to die", ACTIVE),
    # wishes not to be
    ("I wish I wouldn't wake up tomorrow.", PASSIVE),
    ("Everyone would be better off without me.", PASSIVE),
    ("I don't want to be here any more. Not here as in alive.", PASSIVE),
    ("Life isn't worth living like this.", PASSIVE),
    ("I just want to go to sleep and never wake up.", PASSIVE),
    # one quiet line in other talk
    (
        "Rota's out, I'm on Christmas again. Bed 4 went home with his daughter, lovely to see. I got the bus, bought "
        "milk, fed next door's cat. Some nights I hope I don't wake up. Anyway, mandatory training is due by Friday.",
        PASSIVE,
    ),
    # toward somebody
    ("I'm scared I'm going to hurt him, I want to strangle my manager, I mean really.", HARM),
    ("I have thoughts of hurting the baby when she won't stop.", HARM),
]


@pytest.mark.parametrize(("text", "level"), OWN, ids=[text[:60] for text, _ in OWN])
def test_the_helpers_own_crisis_is_heard(assistant, text, level):
    found = assistant.read(text).crisis
    assert found.level is not NONE
    assert found.level is level or {found.level, level} <= {PASSIVE, ACTIVE}
    assert text[found.start : found.end].strip()


HARMLESS = [
    "This shift is killing me.",
    "I said yes to the Thursday just to make it stop.",
    "One day they will work out I'm winging it.",
    "I could murder a coffee.",
    "my feet are killing me",
    "I'm dying for a wee and there is nobody to cover.",
    "Dead on my feet after three nights.",
    "The deadline is Friday and the printer died.",
    "Kill me now, another audit.",
    "Hang in there, one more hour.",
    "Suicide prevention training is on Tuesday.",
    "I'm done. I can't do this job any more.",
    "I want to sleep for a week.",
    "He died peacefully at four, with his wife there.",
    "I don't want to die, I want a holiday.",
    "As a teenager I was suicidal, twenty years ago; it is long over.",
    "shoot me an email",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_idioms_training_and_the_long_past_raise_no_alarm(assistant, text):
    found = assistant.read(text).crisis
    assert (found.level, found.about_another) == (NONE, False)


ANOTHERS = [
    "My client told me that he wants to die.",
    "She took an overdose on Sunday and I found out from the handover.",
    "One of my pupils has been self-harming again.",
    "His brother killed himself last week.",
    "Supervisee reports that her client is suicidal with a plan.",
    "A patient hanged himself on the ward.",
    "The caller said that she was going to end her life tonight.",
]


@pytest.mark.parametrize("text", ANOTHERS)
def test_somebody_elses_crisis_is_not_the_helpers_and_is_flagged_apart(assistant, text):
    found = assistant.read(text).crisis
    assert found.level is NONE
    assert found.about_another


def test_both_can_be_told_in_one_entry(assistant):
    found = assistant.read("My client killed himself on Friday. Since then I want to die too.").crisis
    assert found.level is ACTIVE
    assert found.about_another


def test_curly_apostrophes_and_capitals_make_no_difference(assistant):
    assert assistant.read("I DON’T WANT TO LIVE ANYMORE").crisis.level is not NONE


def by_rule(text):
    """What the rules alone find, the head unheard."""
    sentences = read(text).sentences
    return find_crisis(sentences, np.zeros((len(sentences), 0), dtype=np.float32), ())


def by_head(text, **probabilities):
    """What rules and head find, where the head gives every sentence these probabilities, and 0 of other labels."""
    sentences = read(text).sentences
    row = [probabilities.get(label, 0.0) for label in CRISIS_LABELS]
    return find_crisis(sentences, np.tile(row, (len(sentences), 1)), CRISIS_LABELS)


BY_RULE = [
    # whatever stands between "want" and "die"
    ("I actually want to die.", ACTIVE),
    ("i really do want to die", ACTIVE),
    ("I just want to die, that is all", ACTIVE),
    # no wish to live
    ("I have no more desire to live.", PASSIVE),
    ("There is no appetite for living left in me, no appetite for life.", PASSIVE),
    ("I don't see a reason for living.", PASSIVE),
    ("I cannot see why I should stay alive.", PASSIVE),
    # oneself, hurt or close to it
    ("There are fresh cuts on my legs under the scrubs.", ACTIVE),
    ("On the bridge last night I was about to jump.", ACTIVE),
    ("I keep thinking about going in the river after work.", ACTIVE),
    ("I stand closer to the edge every evening.", ACTIVE),
    # gone from the lives of others
    ("Everyone would be lighter with me out of the picture.", PASSIVE),
    ("I've written letters to the girls for when I'm gone.", ACTIVE),
    # the last of something
    ("I want every night to be my last.", PASSIVE),
    ("I hope that this was my last birthday.", PASSIVE),
    ("I'm planning to be gone by the spring, for good.", ACTIVE),
    # near to what is let pass
    ("I love my kids but I keep thinking about stepping in front of a train.", ACTIVE),
    ("I could see myself hurting him.", HARM),
    ("I don't want to exist, not for them or anyone.", PASSIVE),
    # in the words of faith
    ("Each night I ask God to take me before morning.", PASSIVE),
    ("I envy the ones I have lost on this ward.", PASSIVE),
]


@pytest.mark.parametrize(("text", "level"), BY_RULE, ids=[text for text, _ in BY_RULE])
def test_plain_lines_are_heard_by_the_rules_alone(text, level):
    assert by_rule(text).level is level


NOT_BY_RULE = [
    "he had done the crossword in ink, mostly in words that don't exist",
    "i don't exist to them any more since i went part time",
    "i was on that line and i could hear the phone hit the floor",
    "i love them, of course i do, i'd step in front of a truck",
    # away for a while
    "I'd love to vanish for the school holidays.",
    "I want to disappear for a week.",
    # an end to something else
    "I've decided to end things with my partner.",
    "We ended it with the agency in May.",
    "I want to be gone by six tonight.",
    "I wrote handover notes for when I'm gone, two weeks in Spain.",
    "I've lost the will to live with this rota software.",
    # easier, and nothing more
    "It would be easier if I wasn't on her shift.",
    # somebody who sleeps
    "I hope that the baby won't wake.",
    # water and cats
    "I'm going in the river with the kids on Sunday, wetsuit and all.",
    "Cuts on my arms from the cat again, she hates the carrier.",
    # long past, and over
    "In my second year I was suicidal and got help, and I've been well since.",
    "In my second year I was suicidal. I've been well ever since.",
    "There was a time I didn't want to be here. It's long gone.",
    # denied, or asked as a matter of routine
    "She explicitly denied any suicidal thought.",
    "We ask everyone about suicide and self-harm at the first visit.",
]


@pytest.mark.parametrize("text", NOT_BY_RULE)
def test_what_only_sounds_like_it_is_let_pass_by_the_rules(text):
    found = by_rule(text)
    assert found.level is NONE
    assert not found.about_another


# A denial, another person or a time long past in the same sentence, which is not of the words of risk.
BESIDE = [
    "I don't want to hurt anyone, I just want to kill myself.",
    "I have no plan but I have suicidal thoughts.",
    "i dont care anymore im going to kill myself",
    "not gonna lie i want to die",
    "There's not a day I don't think about killing myself.",
    "I've never felt this suicidal before.",
    "I was on a course for leaders and all I could think of was killing myself.",
    "I was abused as a child and now I want to kill myself.",
    "I tried to kill myself two years ago and I think I'm going to do it again.",
    "They would be better off without me.",
    "My husband would be better off without me.",
    "My mum has no idea I don't want to be here anymore.",
    "Having suicidal thoughts, he has no idea.",
    "I want to die for real.",
    "I think it's time to kill myself.",
    "i feel sucidal",
    "i wan to die",
    "I'll be dead by the weekend.",
    "I took 30 paracetamol an hour ago.",
    "I can't keep myself safe.",
    "I hope I drop dead.",
    "I don't feel guilty about wanting to kill myself.",
]


@pytest.mark.parametrize("text", BESIDE)
def test_a_word_elsewhere_in_the_sentence_takes_nothing_back(text):
    assert by_rule(text).level is not NONE


CLEARED = [
    "I wouldn't hurt myself.",
    "I haven't had suicidal thoughts since 2015.",
    "I don't think I'm suicidal.",
    "When I was a student I tried to kill myself. I have never felt like that again.",
    "I saw a child hit by a car today.",
    "I hope I don't get covid again.",
    "I didn't wake up when the alarm went.",
    "I want to hit the gym.",
    "I'm killing myself for this job.",
    "I cut my leg shaving.",
    "I won't be here tomorrow, I'm on leave.",
    "I kept her tablets in the fridge.",
    "My GP asked if I was suicidal and I said no.",
]


@pytest.mark.parametrize("text", CLEARED)
def test_what_is_denied_past_or_meant_otherwise_is_cleared(text):
    assert by_rule(text).level is NONE


TOWARD_THE_WRITER_OR_QUOTED = [
    'She said "I want to die" and I froze.',
    'A caller told me "I am going to kill myself".',
    "He will kill me if he finds out.",
    "My husband strangled me last night.",
]


@pytest.mark.parametrize("text", TOWARD_THE_WRITER_OR_QUOTED)
def test_what_others_say_or_do_is_not_the_helpers_own_risk(text):
    found = by_rule(text)
    assert found.level is NONE
    assert found.about_another


STILL = [
    "In my second year I was suicidal, and it has come back.",
    "There was a time I didn't want to be here. It's back again.",
    "I was suicidal last week and I still am.",
]


@pytest.mark.parametrize("text", STILL)
def test_what_is_past_and_not_over_is_still_heard(text):
    assert by_rule(text).level is not NONE


def test_every_line_of_risk_is_marked_so_that_none_is_given_back():
    text = "I want to kill myself. I have the day picked. The rota came out, nights again. My client wants to die too."
    reading = read(text)
    touched = by_rule(text).touched
    assert [sentence.start in touched for sentence in reading.sentences] == [True, True, False, True]


@pytest.mark.parametrize("before", ["my client came in late again", "dad came round again"])
def test_risk_on_a_line_of_its_own_is_of_that_line(before):
    text = f"{before}\nwish i was dead honestly"
    found = by_rule(text)
    assert (found.level, found.about_another) == (PASSIVE, False)
    assert text[found.start :] == "wish i was dead honestly"


def test_risk_that_a_line_break_tears_is_heard():
    assert by_rule("by now i really do want to\nkill myself and i mean it").level is ACTIVE


def test_a_short_sentence_goes_with_risk_just_before_it_and_no_further():
    text = "I want to kill myself. Tonight, yes. I'm exhausted. Nobody calls."
    touched = by_rule(text).touched
    assert [sentence.start in touched for sentence in read(text).sentences] == [True, True, False, False]


WISHED_NOW = [
    # a past that is over beside a wish that is not
    "I once had hope but that has passed and I want to kill myself.",
    "There was a time I coped, it's behind me, I want to die.",
    # however it is typed
    "I want to\u200b die",
    "Ｉ ｗａｎｔ ｔｏ ｄｉｅ",
    "i want to\u00a0die",
    # broken by the width of the line
    "I want\nto die",
    "I want\r\nto die",
]


@pytest.mark.parametrize("text", WISHED_NOW)
def test_a_wish_of_now_is_heard_whatever_stands_around_it(text):
    assert by_rule(text).level is not NONE


LOUD = [
    # words of a denial, of an idiom, of long ago, that deny nothing
    "Of course I've thought that it would be a relief not to be here tomorrow.",
    "I wish someone would kill me.",
    "A year ago I lost her and now I hope every night that I stop breathing.",
]


@pytest.mark.parametrize("text", LOUD)
def test_what_the_head_hears_is_not_muted_by_a_chance_word(text):
    assert by_head(text, passive=0.7).level is PASSIVE


def test_an_idiom_mutes_the_head_unless_it_is_all_but_certain():
    for probability, level in ((0.7, NONE), (0.95, PASSIVE)):
        assert by_head("This rota is killing me.", passive=probability).level is level


DOUBTFUL = [
    # words of risk that a trained head knows to be of other things
    "I want to disappear up my own duvet.",
    "I don't want to be here, this conference is dire.",
    "Want to disappear to Goa for a month.",
]


@pytest.mark.parametrize("text", DOUBTFUL)
def test_words_that_are_as_often_of_other_things_yield_to_a_head_that_is_sure(text):
    for probability, alarmed in ((0.01, False), (0.1, True)):
        assert (by_head(text, passive=probability).level is not NONE) is alarmed


UNYIELDING = [
    # a time not long past, words that are said of nothing else, words of active risk
    "Last week I didn't want to be here. I've been better since.",
    "I think about killing myself.",
    "In my second year I was suicidal, and it has come back.",
    "Been thinking about the big sleep a fair bit.",
]


@pytest.mark.parametrize("text", UNYIELDING)
def test_a_sure_head_overrules_nothing_that_is_recent_or_plain(text):
    assert by_head(text).level is not NONE


@pytest.mark.parametrize(
    ("own", "others", "level"), [(0.9, 0.7, ACTIVE), (0.5, 0.45, ACTIVE), (0.5, 0.8, NONE)], ids=str
)
def test_beside_somebody_elses_danger_the_likelier_is_taken_up(own, others, level):
    text = "My client rang in April and since then I have been thinking about the same thing."
    assert by_head(text, active=own, about_another=others).level is level


NOT_OVER = [
    # "it's over" may be said of a life
    "I was going to kill myself. It's all over.",
    "Last week I was suicidal. I've been better since.",
    "There was a time this morning when I didn't want to live. I'm fine now.",
]


@pytest.mark.parametrize("text", NOT_OVER)
def test_only_what_is_long_past_is_let_rest(text):
    assert by_rule(text).level is not NONE
