"""Which sentence of an entry is taken up, and which is only said in passing."""

from dataclasses import replace

import pytest
from readings import PRESENT, lines_of, reading, says

from holdspace.reflection.choosing import rank
from holdspace.reflection.conversation import Conversation
from holdspace.reflection.reply import reply
from holdspace.types import Reading, Sentence

# The entry, words of the sentence that carries it, words of one that is only said in passing.
HEARTS = [
    ("ngl today was a LOT. 3 codes, no lunch, and the new reg cried on me lol. anyway im on a bus", "no lunch", "bus"),
    ("I am a locum vet. I liked the tortoise.", "tortoise", "locum"),
    ("My client cries through every session. I've sent the forms for the 14th.", "cries", "forms"),
    ("I said yes to a Thursday that I can't do. It was the dentist.", "Thursday", "dentist"),
    ("Turned down the choir again. I was in bed with the curtains shut.", "curtains", "never"),
    ("I put it on mute. Another resilience webinar.", "webinar", "never"),
    ("sorry for my english. Nobody here is asking how my family is.", "asking", "english"),
    ("So it is me, then it is me, then it is me. They came on Monday.", "it is me", "Monday"),
]


@pytest.mark.parametrize(("text", "heart", "passing"), HEARTS, ids=[case[1] for case in HEARTS])
def test_the_sentence_that_carries_an_entry_is_chosen_and_not_an_errand(book, text, heart, passing):
    ranked = rank(reading(text), book)
    assert heart in ranked[0].text
    assert passing not in ranked[0].text


def test_a_sentence_that_only_points_back_is_not_given_back_alone(book):
    text = "Mrs A walked to the window. I went home grinning. This is why I do it."
    reflection, _ = reply(reading(text, ("compassion_satisfaction", PRESENT)), Conversation(), book)
    assert not reflection.reflection.startswith("This is why")


def test_a_run_on_that_was_cut_for_the_reading_is_whole_in_the_reply(book):
    text = "I have two hundred contacts and I sat going up and down them and there wasn't one that I could ring"
    cut = text.index("and down")
    sentences = tuple(Sentence(text[a:b], a, b, cues=frozenset({"own"})) for a, b in ((0, cut), (cut, len(text))))
    whole = Reading(text, "test", sentences=sentences)
    assert {chosen.text for chosen in rank(whole, book)} == {text}


def test_an_errand_is_no_stand_in_for_words_that_are_not_given_back(book):
    text = "I spend so much and then I feel ashamed of myself. Rent is due on the first and I've got 90 pounds."
    reflection, _ = reply(reading(text, ("guilt", PRESENT, "ashamed")), Conversation(), book)
    assert "Rent" not in reflection.reflection
    assert says(reflection, lines_of(book.theme("guilt")))


def test_what_listeners_would_take_up_is_given_back_and_not_what_stands_beside_it(book):
    text = "I ordered the gloves in medium. Two men sat at the stop, and no bus came."
    told = reading(text)
    for taken, words in ((0, "ordered the gloves"), (1, "two men sat")):
        likely = ({"heart": 0.8, "apt": 0.9}, {"apt": 0.1})
        heard = {s.start: likely[number != taken] for number, s in enumerate(told.sentences)}
        reflection, _ = reply(replace(told, heard=heard), Conversation(), book)
        assert words in reflection.reflection.lower()
