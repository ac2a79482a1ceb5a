"""What the page does when an answer cannot be made."""

import gradio as gr
import pytest

from holdspace import codebook
from holdspace.reflection.conversation import Conversation
from holdspace.web.page import _as_set


@pytest.fixture
def parts():
    with gr.Blocks():
        return gr.HTML(), gr.Textbox()


def broken(_text, _so_far, _log):
    raise RuntimeError("the words of an entry: I keep seeing his face")


def answer(parts, text):
    return _as_set(broken, *parts)(text, Conversation(), "<p>before</p>", "GB", "plain", False)


def test_whatever_breaks_the_lines_of_the_region_are_named_and_the_words_come_back(parts):
    turns, entry = parts
    shown = answer(parts, "I wrote a long page.")
    assert shown[turns].startswith("<p>before</p>")
    assert codebook.load().region("GB").emergency in shown[turns]
    assert shown[entry] == "I wrote a long page."


def test_a_button_that_breaks_leaves_the_entry_as_it_is(parts):
    _, entry = parts
    assert entry not in answer(parts, "")


def test_what_broke_is_told_without_a_word_of_the_entry(parts, capsys):
    answer(parts, "I wrote a long page.")
    told = capsys.readouterr().err
    assert "test_page.py" in told
    assert "his face" not in told
