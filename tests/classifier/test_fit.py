"""The head: fitted on sentences, judged on groups that it has not met."""

from dataclasses import replace

import numpy as np
import pytest

from holdspace.classifier.features import SILENT, standing_logits
from holdspace.classifier.fit import TrainingSet, _calibrated, choose_threshold, fit_head
from holdspace.classifier.head import Head
from holdspace.types import Certainty, NamedTheme, Sentence, Standing

WEIGHTS = (np.zeros((1, 1, 3), dtype=np.float32), np.zeros((1, 1), dtype=np.float32))


@pytest.fixture(scope="module")
def training():
    """A hundred entries of two sentences by twenty authors; the first feature tells theme a, the second b."""
    rng = np.random.default_rng(1)
    carries = rng.random((200, 2)) < 0.25
    features = np.hstack([carries + rng.normal(0, 0.2, (200, 2)), rng.normal(0, 1, (200, 3))]).astype(np.float32)
    entry_of = np.repeat(np.arange(100), 2)
    present = np.array([carries[entry_of == n].any(axis=0) for n in range(100)])
    return TrainingSet(features, carries, entry_of, present, np.array([f"g{n % 20}" for n in range(100)]))


def test_what_can_be_learned_is_learned_and_measured_out_of_fold(training):
    head, held_out = fit_head(training, ("a", "b"), jobs=1)
    assert head.labels == ("a", "b")
    assert len(held_out.entries) == 100
    right = (held_out.tagged == training.present).mean()
    assert right > 0.9


def test_the_same_seed_gives_the_same_head_for_any_number_of_jobs(training):
    one, _ = fit_head(training, ("a", "b"), jobs=1)
    two, _ = fit_head(training, ("a", "b"), jobs=2)
    for name, array in one.arrays().items():
        np.testing.assert_array_equal(array, two.arrays()[name])


def test_groups_that_the_encoder_met_are_never_judged(training):
    met = frozenset({"g0", "g1", "g2"})
    _, held_out = fit_head(training, ("a", "b"), met_by_encoder=met, jobs=1)
    assert not set(training.group[held_out.entries]) & met
    assert len(held_out.entries) == 85


def test_a_theme_without_examples_is_never_tagged(training):
    none = np.zeros((200, 1), dtype=bool)
    lonely = TrainingSet(
        training.features,
        np.hstack([training.carries, none]),
        training.entry_of,
        np.hstack([training.present, none[:100]]),
        training.group,
    )
    _, held_out = fit_head(lonely, ("a", "b", "c"), jobs=1)
    assert not held_out.tagged[:, 2].any()


def test_a_theme_that_no_judged_entry_has_is_never_tagged():
    logits = np.linspace(-2, 2, 40, dtype=np.float32)[:, None].repeat(2, axis=1)
    gold = np.hstack([logits[:, :1] > 0, np.zeros((40, 1), dtype=bool)])
    head = _calibrated(("a", "b"), WEIGHTS, logits, gold, 1.0)
    assert (head.calibrate(logits) >= head.threshold).any(axis=0).tolist() == [True, False]


def test_a_score_that_falls_where_the_theme_is_present_tags_nothing():
    logits = np.linspace(-2, 2, 40, dtype=np.float32)[:, None]
    head = _calibrated(("a",), WEIGHTS, logits, logits < 0, 1.0)
    assert not (head.calibrate(logits) >= head.threshold).any()


def test_one_threshold_lies_where_the_mean_f1_is_best_and_recall_draws_it_lower():
    rng = np.random.default_rng(0)
    gold = rng.random((4000, 3)) < 0.3
    probabilities = np.clip(np.where(gold, rng.normal(0.7, 0.15, gold.shape), rng.normal(0.3, 0.15, gold.shape)), 0, 1)
    assert 0.45 < choose_threshold(probabilities, gold) < 0.6
    assert choose_threshold(probabilities, gold, 3.0) < choose_threshold(probabilities, gold) - 0.05


def test_sure_lies_above_the_threshold_where_tags_are_mostly_right():
    rng = np.random.default_rng(0)
    gold = rng.random((4000, 1)) < 0.2
    logits = (np.where(gold, 1.0, -1.5) + rng.normal(0, 1, gold.shape)).astype(np.float32)
    head = _calibrated(("a",), WEIGHTS, logits, gold, 1.0)
    probabilities = head.calibrate(logits)
    unsure = (probabilities >= head.threshold) & (probabilities < head.sure)
    assert gold[probabilities >= head.sure].mean() > gold[unsure].mean() + 0.1


HEAD = Head(
    labels=("a", "b"),
    coef=np.array([[[1, 0], [0, 1]]], dtype=np.float32),
    intercept=np.zeros((1, 2), dtype=np.float32),
    slope=np.ones(2, dtype=np.float32),
    offset=np.zeros(2, dtype=np.float32),
    threshold=np.array([0.5, 0.5], dtype=np.float32),
    sure=np.array([0.8, 0.8], dtype=np.float32),
)


def decide(*logits):
    sentences = [Sentence(f"s{n}", n * 3, n * 3 + 2) for n in range(len(logits))]
    return HEAD.decide(sentences, np.array(logits, dtype=np.float32))


def test_the_strongest_sentence_speaks_for_the_entry():
    scores, themes, evidence = decide([-3, -3], [2, -3])
    assert [found.theme for found in themes] == ["a"]
    assert scores["a"] == pytest.approx(1 / (1 + np.exp(-2)))
    assert [(found.theme, found.start) for found in evidence] == [("a", 3)]


def test_themes_come_highest_first_and_near_the_threshold_unsure():
    _, themes, _ = decide([0.2, 3])
    assert [(found.theme, found.certainty) for found in themes] == [("b", Certainty.PRESENT), ("a", Certainty.UNSURE)]


def test_below_the_threshold_is_silence():
    scores, themes, evidence = decide([-0.1, -5])
    assert (themes, evidence) == ((), ())
    assert set(scores) == {"a", "b"}


def test_what_a_sentence_denies_it_cannot_carry():
    named = Sentence("I am not guilty", 0, 15, spoken=(NamedTheme("guilt", Standing.NEGATED, "not"),))
    theirs = Sentence("They don't care", 0, 15, spoken=(NamedTheme("cynicism", Standing.ANOTHERS, "They"),))
    both = Sentence(
        "not guilty, guilty",
        0,
        18,
        spoken=(NamedTheme("guilt", Standing.NEGATED, "not"), NamedTheme("guilt", Standing.HELD, "")),
    )
    found = standing_logits([named, theirs, both], ("guilt", "cynicism"), frozenset({"cynicism"}))
    assert found.tolist() == [[SILENT, 0], [0, 0], [0, 0]]


def test_a_sentence_about_somebody_else_alone_is_doubted_where_it_could_be_taken_for_the_helpers():
    theirs = Sentence("She lies awake", 0, 14, standing=Standing.ANOTHERS, cues=frozenset({"anothers"}))
    both = replace(theirs, cues=frozenset({"anothers", "own"}))
    found = standing_logits([theirs, both], ("guilt", "cynicism"), frozenset({"cynicism"}))
    assert SILENT < found[0, 0] < 0
    assert found[0, 1] == 0
    assert not found[1].any()


def test_a_head_learns_what_is_touched_and_what_is_held_apart_where_the_corpus_tells(training):
    others = ~training.carries & (np.random.default_rng(2).random((200, 2)) < 0.2)
    told = replace(training, touches=training.carries | others, absent=others.any(axis=1))
    head, _ = fit_head(told, ("a", "b"), jobs=1)
    assert head.coef.shape == (3, 2, 5)
    # Whether it is held is the same question for every theme.
    np.testing.assert_array_equal(head.coef[2, 0], head.coef[2, 1])
    logits = head.logits(training.features)
    assert logits[training.carries[:, 0], 0].mean() > logits[~training.carries[:, 0], 0].mean()
    assert (logits < 0).all()


def test_a_sentence_that_its_standing_silences_does_not_speak_for_its_entry(training):
    quiet = replace(training, standing=np.zeros((200, 2), dtype=np.float32))
    quiet.standing[:, 0] = 2 * SILENT
    _, held_out = fit_head(quiet, ("a", "b"), jobs=1)
    # One calibration a fold and nothing to tell entries apart: at most one probability a fold.
    assert len(np.unique(held_out.probabilities[:, 0])) <= 5
    assert held_out.tagged[:, 1].any()
