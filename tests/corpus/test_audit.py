"""An audit sees imbalance, stock phrases and near-duplicates."""

import numpy as np

from holdspace.corpus.audit import audit
from holdspace.types import Example

THEMES = ("guilt", "exhaustion")


def entry(number, text, **labels):
    return Example(f"e{number}", text, labels.pop("themes", ()), group=f"g{number}", **labels)


def test_balance_is_counted_by_entry():
    found = audit(
        [
            entry(1, "one", themes=("guilt",)),
            entry(2, "two", near=(("guilt", "other", "two"), ("guilt", "negated", "two"))),
            entry(3, "three"),
            entry(4, "four", about_another=True),
        ],
        THEMES,
    )
    assert (found.entries, found.groups) == (4, 4)
    assert found.without_theme == 0.75
    assert found.about_others == 0.5
    assert found.present == {"guilt": 1, "exhaustion": 0}
    assert found.near == {"guilt": 1, "exhaustion": 0}


def test_a_run_of_six_words_in_eight_entries_is_a_stock_phrase():
    stock = [entry(n, f"today {n} I feel like I am running on fumes {n}") for n in range(8)]
    assert audit([*stock, entry(9, "something else entirely")], THEMES).stock_phrases == 8 / 9
    assert audit(stock[:7], THEMES).stock_phrases == 0


def test_near_duplicates_are_pairs_that_are_no_declared_family():
    examples = [
        entry(1, "a"),
        entry(2, "b"),
        Example("e3", "c", (), group="g", family="a"),
        Example("e4", "d", (), group="g", family="a"),
    ]
    same, other = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    vectors = np.stack([same, same, other, other]).astype(np.float32)
    assert audit(examples, THEMES, vectors).near_duplicates == (("e1", "e2"),)
