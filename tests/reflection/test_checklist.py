"""Checklist items that an entry touches: only what the helper holds as their own, now, and never a questionnaire."""

import pytest

CASES = [
    ("I feel guilty about the discharge.", True),
    ("My client feels guilty about her son.", False),
    ("I don't feel guilty about it.", False),
    ("I used to feel guilty about breaks.", False),
    ("I would feel guilty.", False),
]


@pytest.mark.parametrize(("text", "touched"), CASES, ids=[text for text, _ in CASES])
def test_only_what_a_helper_holds_as_their_own_now_touches_an_item(assistant, text, touched):
    assert ("emotional-06" in [match.item for match in assistant.read(text).checklist]) is touched


def test_a_page_of_troubles_is_no_questionnaire(assistant, book):
    text = " ".join(f"I have {item.words[0]}." for item in book.checklist if item.words)
    assert len(assistant.read(text).checklist) == 5
