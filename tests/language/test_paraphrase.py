"""A person's words turned to "you": pronouns, possessives, agreement; or left to be quoted."""

import re

import pytest

from holdspace.language.paraphrase import shorten, turn

TURNED = [
    # pronouns and possessives
    ("I left my bag with her.", "you left your bag with her"),
    ("I blame myself.", "you blame yourself"),
    ("She told me that the fault was mine.", None),
    ("I think the fault was mine.", "you think the fault was yours"),
    # agreement
    ("I am tired of it.", "you are tired of it"),
    ("I was crying in the sluice.", "you were crying in the sluice"),
    ("I'm numb at home.", "you’re numb at home"),
    ("im so tired of it", "you’re so tired of it"),
    ("I've had enough of it.", "you’ve had enough of it"),
    ("I sat down and was shaking.", "you sat down and were shaking"),
    ("I was tired and she was angry.", "you were tired and she was angry"),
    # apostrophes that were left out
    ("i cant sleep and thats it", "you can’t sleep and that’s it"),
    # we
    ("We were short all night.", "you were short all night"),
    # openers go, what is told stays
    ("And so I went back to my car.", "you went back to your car"),
    ("Anyway, I cried.", "you cried"),
    ("Because I left her there.", "you left her there"),
    # places to quote instead: speech, a "you" already there, a question, no verb, no writer
    ('I said "I am done" to him.', None),
    ("I felt that you would know.", None),
    ("Am I even any good?", None),
    ("Shattered.", None),
    ("She blames herself.", None),
]


@pytest.mark.parametrize(("sentence", "turned"), TURNED, ids=[case[0] for case in TURNED])
def test_a_sentence_is_turned_or_left_to_be_quoted(sentence, turned):
    assert turn(sentence) == turned


BROKEN = re.compile(r"\b(you (am|was|is|has)|me|i|my|you.m)\b", re.IGNORECASE)


@pytest.mark.parametrize("sentence", [case[0] for case in TURNED])
def test_no_turned_sentence_has_broken_grammar(sentence):
    turned = turn(sentence)
    assert turned is None or not BROKEN.search(turned)


def test_a_quotation_is_cut_at_a_word_and_says_so():
    quoted = shorten("so anyway I went in and " + "looked at the board and " * 12)
    assert quoted.startswith("I went in")
    assert quoted.endswith(" …")
    assert len(quoted.split()) <= 23
