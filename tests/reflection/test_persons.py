"""Whom a person tells of besides themself, and that nobody unnamed is spoken of."""

import re
from dataclasses import replace

import pytest
from readings import reading, says

from holdspace.reflection.conversation import Conversation
from holdspace.reflection.deeper import said_of
from holdspace.reflection.persons import object_in
from holdspace.reflection.reply import reply
from holdspace.types import Standing


def test_where_an_entry_tells_of_somebody_else_throughout_nothing_is_said_of_the_writer_but_that_they_were_near(book):
    theirs = (
        "He folds the paper twice. He leaves the second cup on the table. She has stopped going to the shops at all."
    )
    reflection, _ = reply(reading(theirs), Conversation(), book)
    assert says(reflection, book.frames.asides.anothers.reflections)
    mine = "I told him I was leaving. He said nothing. I packed while he watched."
    reflection, _ = reply(reading(mine), Conversation(), book)
    assert not says(reflection, book.frames.asides.anothers.reflections)


def test_a_pronoun_stands_for_somebody_only_where_one_person_is_told_of(book):
    assert object_in("he said his back hurts") == "him"
    assert object_in("she rang and hers was off") == "her"
    assert object_in("he rang and she came") == ""
    assert object_in("they rang") == ""
    for theme in book.themes:
        assert all("{who}" not in line for line in said_of(theme, ""))
        assert all("if {who}" not in line for line in said_of(theme, "her"))
        assert said_of(theme, "")


def test_a_shop_or_a_school_is_nobody_that_she_could_stand_for(book):
    text = "Half the unit was crying over a Costco cake. She always had a smile on and said nothing."
    entry = reading(text, standing=Standing.ANOTHERS)
    reflection, _ = reply(replace(entry, heard={entry.sentences[1].start: {"heart": 0.9}}), Conversation(), book)
    assert "Costco always" not in reflection.reflection


KIN = [
    ("His mum sits there. Dad shouted once and now he is frightened of himself.", "his dad shouted"),
    ("My mum sits there. Dad shouted once and now he is frightened of himself.", "your dad shouted"),
    ("Mum is confused again and asks for her mum. Mum cried when I left.", "your mum cried"),
]


@pytest.mark.parametrize(("text", "said"), KIN, ids=["a client's", "one's own", "one's own, who asks for hers"])
def test_whose_father_it_is_is_taken_from_the_entry(book, text, said):
    reflection, _ = reply(reading(text), Conversation(), book)
    assert said in reflection.reflection.lower()


# An entry, and what may not be given back without the one whom it speaks of.
HANGING = [
    ("An old pupil stopped me at the station. He said that I was kind.", r"^He said", "An old pupil said"),
    ("The small boy of room four died on Sunday. I keep seeing his shoes.", r"^You keep seeing his", "boy"),
    ("The boy died on Sunday. before i was crying for each one", "^Before you were crying", "boy"),
]


@pytest.mark.parametrize(("text", "hanging", "named"), HANGING)
def test_nobody_is_spoken_of_whom_the_reply_has_not_named(book, text, hanging, named):
    found, _ = reply(reading(text), Conversation(), book)
    assert not re.search(hanging, found.reflection), found.reflection
    assert named in found.reflection
