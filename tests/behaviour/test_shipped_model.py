"""Behaviour of the shipped model in the CheckList manner (Ribeiro et al. 2020): minimum functionality, invariance,
direction, and contrast pairs (Gardner et al. 2020). The floors are what must not be lost again."""

import pytest

from holdspace.registry import shipped

# The plainest way of saying each theme: minimum functionality.
PLAIN = [
    ("I can't stop thinking about him, I keep seeing his face at night.", "intrusive_thoughts"),
    ("I keep having nightmares about the crash.", "intrusive_thoughts"),
    ("I don't trust any of them any more, the whole service is a joke and they all lie.", "cynicism"),
    ("I feel so guilty, I blame myself for it.", "guilt"),
    ("I feel numb, I don't feel anything any more.", "detachment"),
    ("I'm just going through the motions like a robot.", "detachment"),
    ("I am completely exhausted, I have nothing left.", "exhaustion"),
    ("I feel like a fraud, I'm a terrible teacher.", "inefficacy"),
    ("I feel helpless, nothing I do will change it.", "helplessness"),
    ("I'm on edge all the time and my heart is racing before every shift.", "hyperarousal"),
    ("I feel so alone with this, nobody understands.", "isolation"),
    ("They made me discharge him and I know it was wrong and unsafe.", "moral_distress"),
    ("I don't see the point of this job any more, it used to mean everything to me.", "loss_of_meaning"),
    ("I love this work, helping her walk again was so rewarding.", "compassion_satisfaction"),
]


@pytest.mark.parametrize(("text", "theme"), PLAIN, ids=[theme + str(n) for n, (_, theme) in enumerate(PLAIN)])
def test_the_plainest_wording_of_a_theme_is_tagged(assistant, text, theme):
    assert theme in [found.theme for found in assistant.read(text).themes]


QUIET = [
    "Ordered gloves and masks, the delivery comes on Thursday.",
    "Does anyone know how long the licence transfer to Texas takes?",
    "Bed 4 moved to side room, obs stable, daughter phoned at two.",
    "We had pizza after the late shift and talked about the football.",
    "I am looking for a good book on wound care, any tips?",
    "My timetable for next term came out today, Year 8 on Fridays.",
]


@pytest.mark.parametrize("text", QUIET)
def test_plain_talk_of_work_carries_no_theme(assistant, text):
    assert assistant.read(text).themes == ()


# text, theme it must not carry
NOT_THEIRS = [
    ("My client feels so guilty, she blames herself for it.", "guilt"),
    ("The patient told me that he is exhausted and has nothing left.", "exhaustion"),
    ("One of my pupils is so lonely, she says nobody understands her.", "isolation"),
    ("My husband feels like a fraud at his new job.", "inefficacy"),
    ("The mother said that she keeps having nightmares about the crash.", "intrusive_thoughts"),
    ("I don't feel guilty about it at all.", "guilt"),
    ("I'm not exhausted, I slept well and feel fine.", "exhaustion"),
    ("If I ever go numb, I will leave this job.", "detachment"),
    ("I used to feel guilty about taking breaks; that is over now.", "guilt"),
]


def test_what_is_anothers_denied_imagined_or_over_is_seldom_tagged(assistant):
    wrong = [text for text, theme in NOT_THEIRS if theme in [f.theme for f in assistant.read(text).themes]]
    assert len(wrong) <= 1, wrong


def test_a_theme_set_aside_says_why_in_the_entrys_own_words(assistant):
    found = assistant.read("I don't feel guilty about it at all. My client is exhausted.").set_aside
    assert {(aside.theme, aside.standing.value) for aside in found} == {
        ("guilt", "negated"),
        ("exhaustion", "anothers"),
    }
    assert all(aside.cue for aside in found)


def test_what_is_added_about_the_weather_takes_no_theme_away(assistant):
    text = "I feel so guilty, I blame myself for it."
    longer = f"It rained all week. {text} The bus was late again. We had soup."
    assert {f.theme for f in assistant.read(text).themes} <= {f.theme for f in assistant.read(longer).themes}


def test_accuracy_on_unmet_writers_has_not_dropped():
    """The floor of the last model that shipped, less what chance moves (half its interval)."""
    held_out = shipped().verify("current").metrics["held_out"]
    assert held_out["macro_f1"] >= 0.83
    assert held_out["core_f1"] >= 0.81
    assert min(metrics["f1"] for metrics in held_out["themes"].values()) >= 0.78


def test_scores_are_calibrated_on_unmet_writers():
    errors = shipped().verify("current").metrics["calibration_error"]
    assert max(errors.values()) <= 0.05


def test_the_manifest_names_the_corpus_that_is_in_the_repository(book):
    from pathlib import Path

    from holdspace.corpus import digest, read_examples, read_phrasings
    from holdspace.types import CRISIS_LABELS, TAKEN_UP

    corpus = Path(__file__).parents[2] / "corpus"
    learned = digest(
        read_examples([corpus / "themes", corpus / "lines.jsonl"], book.theme_ids),
        read_phrasings(corpus / "checklist.jsonl", [item.id for item in book.checklist]),
        read_phrasings(corpus / "crisis.jsonl", CRISIS_LABELS),
        read_phrasings(corpus / "facets.jsonl", book.facet_ids),
        read_phrasings(corpus / "tones.jsonl", book.tone_ids),
        read_phrasings(corpus / "hearts.jsonl", TAKEN_UP),
    )
    assert shipped().verify("current").corpus_sha256 == learned, "corpus/ has changed: run `make model`"
