"""The failures that a model card quotes."""

import numpy as np

from holdspace.classifier.fit import OutOfFold
from holdspace.training.failures import failures
from holdspace.types import Example

MISSED = Example("1", "I let her down.\nBadly.", ("guilt",), {"guilt": ("I let her down.\nBadly.",)})
CALLED = Example("2", "She blames herself.", (), near=(("guilt", "other", "She blames herself."),))
RIGHT = Example("3", "My fault.", ("guilt",), {"guilt": ("My fault.",)})


def of(examples, probabilities, tagged):
    gold = np.array([["guilt" in example.themes] for example in examples])
    held_out = OutOfFold(np.arange(len(examples)), np.array(probabilities)[:, None], np.array(tagged)[:, None])
    return failures(examples, held_out, gold, ("guilt",))


def test_both_kinds_of_failure_are_quoted_on_one_line_with_the_reason():
    found = of([MISSED, CALLED, RIGHT], [0.1, 0.9, 0.8], [False, True, True])
    assert found == {"guilt": {"passed_over": "I let her down. Badly.", "wrongly": "She blames herself. (other)"}}


def test_the_surest_failure_is_the_one_that_is_quoted():
    worse = Example("4", "I failed him.", ("guilt",), {"guilt": ("I failed him.",)})
    assert of([MISSED, worse], [0.2, 0.05], [False, False])["guilt"]["passed_over"] == "I failed him."


def test_where_nothing_failed_nothing_is_quoted():
    assert of([RIGHT], [0.8], [True]) == {"guilt": {}}
