"""What the encoder is taught, and what it must never be."""

import numpy as np
import pytest

from holdspace import codebook
from holdspace.corpus.phrasings import Phrasing
from holdspace.training.labelled import REASONS, Labelled, Phrasings
from holdspace.training.lessons import gather
from holdspace.types import CRISIS_LABELS, CrisisLevel, Example

HERS = "My client says she blames herself for all of it."
MINE = "I keep blaming myself for it."
CALM = "We had toast. The rota is out. Bring a coat."


@pytest.fixture(scope="module")
def labels():
    book = codebook.load()
    return [*book.theme_ids, *(item.id for item in book.checklist), *CRISIS_LABELS, *REASONS]


def lessons(*examples, crisis=(), checklist=(), lines=()):
    met = frozenset(
        {example.group for example in (*examples, *lines) if example.group != "unmet"} | {p.id for p in crisis}
    )
    return gather(examples, Phrasings(checklist=checklist, crisis=crisis, lines=lines), met)


def test_a_theme_of_somebody_else_is_taught_as_absent_and_as_anothers(labels):
    told = Example("1", f"{HERS} {MINE}", ("guilt",), {"guilt": (MINE,)}, (("guilt", "other", HERS),), group="a")
    (lesson,) = lessons(told)
    guilt, other = labels.index("guilt"), labels.index("other")
    assert lesson.carries[:, guilt].tolist() == [False, True]
    assert lesson.carries[:, other].tolist() == [True, False]
    assert lesson.known[:, [guilt, other]].all()


def test_an_entry_with_a_crisis_teaches_no_calm(labels):
    calm = Example("1", CALM, (), group="a")
    grave = Example("2", CALM, (), crisis=CrisisLevel.PASSIVE, group="b")
    of_crisis = np.isin(labels, CRISIS_LABELS)
    known = [lesson.known[:, of_crisis].all() for lesson in lessons(calm, grave)]
    assert known == [True, False]


def test_a_crisis_line_is_taught_alone_and_within_a_quiet_entry(labels):
    line = Phrasing(id="r1", text="I don't want to wake up.", labels=("passive",))
    _, alone, within = lessons(Example("1", CALM, (), group="a"), crisis=(line,))
    passive = labels.index("passive")
    assert alone.carries[:, passive].tolist() == [True]
    assert len(within.sentences) > 1
    assert [s for s, told in zip(within.sentences, within.carries[:, passive], strict=True) if told] == [line.text]


def test_a_line_with_a_theme_is_taught_alone_and_within_and_says_nothing_of_crisis(labels):
    line = Example("l1", MINE, ("guilt",), {"guilt": (MINE,)}, group="lines")
    _, alone, within = lessons(Example("1", CALM, (), group="a"), lines=(line,))
    guilt = labels.index("guilt")
    assert alone.carries[:, guilt].tolist() == [True]
    assert [s for s, told in zip(within.sentences, within.carries[:, guilt], strict=True) if told] == [MINE]
    assert not within.known[:, np.isin(labels, CRISIS_LABELS)].any()


def test_groups_that_are_held_out_teach_nothing_not_even_as_surroundings():
    line = Phrasing(id="r1", text="I don't want to wake up.", labels=("passive",))
    taught = lessons(Example("1", CALM, (), group="unmet"), crisis=(line,))
    assert all("toast" not in sentence for lesson in taught for sentence in lesson.sentences)


def test_lines_of_one_family_are_one_group():
    one, other = (Phrasing(id=n, text="Such a day.", labels=(), family="r03-p1") for n in ("a", "b"))
    assert Labelled.from_phrasing(one).group == Labelled.from_phrasing(other).group
