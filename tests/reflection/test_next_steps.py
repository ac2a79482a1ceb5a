"""Next steps are worded as offers: no orders, no silver lining, a reason and a source each."""

import itertools
import re

from holdspace.reflection.next_steps import Weights, choose_steps

ORDERS = re.compile(r"\byou (should|must|need to|have to|ought)\b|at least|just relax|stay positive|!", re.IGNORECASE)


def test_no_step_orders_or_consoles(book):
    for step in book.steps:
        assert not ORDERS.search(f"{step.text} {step.why}"), step.id


def test_every_step_says_why_and_where_that_comes_from(book):
    for step in book.steps:
        assert len(step.why.split()) >= 5, step.id
        assert re.search(r"\d{4}", step.source), step.id


def test_a_third_or_so_of_the_steps_are_about_conditions(book):
    systemic = sum(step.kind == "systemic" for step in book.steps)
    assert systemic >= len(book.steps) / 4


def test_both_kinds_of_load_have_steps_of_their_own(book):
    loads = [step.load for step in book.steps]
    assert min(loads.count("conditions"), loads.count("exposure")) >= 15


def weighing(book, *themes):
    """The steps that are offered where these themes weigh."""
    ids = {step.id for step in choose_steps(Weights(dict.fromkeys(themes, 1.0)), book)}
    return [step for step in book.steps if step.id in ids]


def test_steps_follow_where_the_load_comes_from(book):
    themes = [theme.id for theme in book.themes if theme.load != "resource"]
    for pair in itertools.combinations(themes, 2):
        load = Weights(dict.fromkeys(pair, 1.0)).load(book)
        steps = weighing(book, *pair)
        assert len(steps) == 3
        assert load == "exposure" or any(step.kind == "systemic" for step in steps), pair
        assert load == "conditions" or any(step.load == "exposure" for step in steps), pair


def test_where_anothers_pain_is_taken_on_compassion_is_offered_and_not_more_empathy(book):
    for themes in (("intrusive_thoughts",), ("exhaustion", "guilt"), ("intrusive_thoughts", "cynicism")):
        assert any(step.stance == "compassion" for step in weighing(book, *themes)), themes
    # Tired by conditions alone is another matter.
    assert not Weights({"exhaustion": 1.0}).over_identifies(book)
