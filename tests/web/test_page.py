"""What the page does when an answer cannot be made."""

import gradio as gr
import pytest

from holdspace import codebook
from holdspace.reflection.conversation import Conversation
from holdspace.web.page import _Answers, _as_set, _lay_out


@pytest.fixture
def answers():
    words = codebook.load().page
    with gr.Blocks():
        # Whoever answers is never asked here.
        return _Answers(None, _lay_out(words), words)


@pytest.fixture
def parts(answers):
    return answers._parts


def broken(_text, _so_far, _log):
    raise RuntimeError("the words of an entry: I keep seeing his face")


def answer(answers, text):
    return _as_set(broken, answers)(text, Conversation(), "<p>before</p>", "GB", "plain", False)


def test_whatever_breaks_the_lines_of_the_region_are_named_and_the_words_come_back(answers, parts):
    shown = answer(answers, "I wrote a long page.")
    assert shown[parts.turns].startswith("<p>before</p>")
    assert codebook.load().region("GB").emergency in shown[parts.turns]
    assert shown[parts.entry] == "I wrote a long page."


def test_what_came_back_is_no_longer_on_its_way(answers, parts):
    # A button that breaks later would put it over what is written by then.
    assert answer(answers, "I wrote a long page.")[parts.sent] == ""


def test_a_button_that_breaks_leaves_the_entry_as_it_is(answers, parts):
    assert parts.entry not in answer(answers, "")


def test_what_broke_is_told_without_a_word_of_the_entry(answers, capsys):
    answer(answers, "I wrote a long page.")
    told = capsys.readouterr().err
    assert "test_page.py" in told
    assert "his face" not in told
