"""What a sentence is heard as: what the model hears goes before cues, and what speaks against a facet before both."""

import pytest

from holdspace.codebook import Facet
from holdspace.reflection.told import holds, sounding, words_of


@pytest.fixture
def facets():
    def facet(name, *cues, **more):
        return Facet(id=name, about="Told so.", cues=cues, reflections=("Perhaps so.",), **more)

    return (
        facet("by_the_clock", r"\bclock\b", beside=(r"\bnight\b",)),
        facet("at_home", r"\bhome\b", unless=(r"\bcare home\b",)),
        facet("learned_alone"),
    )


def test_the_likeliest_facet_is_heard_whatever_the_cues(facets):
    line = "i took it home"
    assert sounding(facets, line, line, {"learned_alone": 0.6, "at_home": 0.2}).id == "learned_alone"


def test_a_cue_speaks_for_what_is_faintly_heard_and_for_nothing_that_is_not(facets):
    line = "i took it home"
    assert sounding(facets, line, line, {"at_home": 0.2}).id == "at_home"
    assert sounding(facets, "i took it back", "i took it back", {"at_home": 0.2}) is None
    assert sounding(facets, line, line, {}) is None


def test_without_a_model_cues_decide(facets):
    line = "i took it home"
    assert sounding(facets, line, line).id == "at_home"
    assert sounding(facets, "i took it back", "i took it back") is None


def test_what_is_heard_of_another_theme_is_left_to_it(facets):
    assert sounding(facets, "so it goes", "so it goes", {"of_another_theme": 0.9}) is None


def test_what_speaks_against_a_facet_is_stronger_than_hearing_it(facets):
    text = "at home. the care home rang."
    assert sounding(facets, "at home", text, {"at_home": 0.9}) is None


def test_a_cue_may_need_something_beside_it(facets):
    assert sounding(facets, "the clock", "the clock at night").id == "by_the_clock"
    assert sounding(facets, "the clock", "the clock") is None


def test_no_patterns_hold_nowhere():
    assert not holds((), "anything")
    assert words_of((), "anything") == ""
