"""Next steps are worded as offers: no orders, no silver lining, a reason and a source each."""

import re

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
