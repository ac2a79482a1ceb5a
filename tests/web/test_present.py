"""What the page shows: every word of a person's escaped, evidence marked, no numbers for feelings."""

import re

import pytest

from holdspace.reflection.conversation import Conversation
from holdspace.web import present

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "${alert(1)}",
    "{{constructor.constructor('alert(1)')()}}",
    "&lt;b&gt;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_and_templates_in_an_entry_are_text(text):
    shown = present.written(text)
    inner = shown.removeprefix(shown[: shown.index("<p>") + 3]).removesuffix("</p></article>")
    assert not re.search(r"[<>${}]", inner)


def test_evidence_is_marked_where_it_stands_and_the_rest_is_kept(assistant):
    text = "Rota <b>is</b> out. I feel so guilty, I blame myself for it. Soup."
    shown = present.rests_on(assistant.read(text))
    marked = re.findall(r"<mark [^>]*>(.*?)<span", shown)
    assert "I feel so guilty, I blame myself for it." in marked
    assert "&lt;b&gt;is&lt;/b&gt;" in shown
    assert "Soup." in shown


def test_what_was_set_aside_is_shown_with_its_reason(assistant):
    shown = present.rests_on(assistant.read("My client feels guilty about it."))
    assert "somebody else" in shown
    assert "<mark" not in shown


def test_words_of_risk_are_not_given_back_as_set_aside(assistant):
    reading = assistant.read("I'm not exhausted, I just want to die. My client feels guilty.")
    shown = present.rests_on(reading)
    assert "die" not in shown
    assert reading.set_aside != reading.set_aside_shown


def test_no_score_is_ever_shown(assistant):
    reading, reflection, _ = assistant.turn("I feel so guilty, I blame myself for it.", Conversation())
    shown = present.rests_on(reading) + present.answered(reflection) + str(present.theme_choices(reading))
    assert not re.search(r"0\.\d|\d ?%", shown)


def test_the_international_lines_head_the_list_of_regions():
    assert present.region_choices()[0][1] == "INT"
