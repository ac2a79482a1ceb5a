"""Crisis language is heard whatever its words, told apart by whose it is, and idioms are let pass."""

import pytest

from holdspace.types import CrisisLevel

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
    assert assistant.read(text).crisis.level is NONE


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
