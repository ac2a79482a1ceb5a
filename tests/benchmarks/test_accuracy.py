"""Peers learn from real entries and tag real entries; nobody is judged on what taught them."""

from pathlib import Path

import numpy as np
import pytest
from benchmarks.accuracy import HELD_OUT, Cutoffs, difference, measure
from benchmarks.material import gather, gold
from benchmarks.peers.textcat import TextCat
from benchmarks.peers.vectors import FrozenVectors, SentenceVectors, ZeroShot
from benchmarks.peers.words import Keywords, TfIdf

from holdspace import codebook
from holdspace.corpus import read_examples, write_examples
from holdspace.registry import shipped

CORPUS = Path(__file__).parents[2] / "corpus" / "themes"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Three entries by each of some thirty-six writers of the real corpus."""
    by_group = {}
    for example in read_examples([CORPUS], codebook.load().theme_ids):
        by_group.setdefault(example.group, []).append(example)
    written = [group for group in by_group.values() if len(group) > 10]
    folder = tmp_path_factory.mktemp("corpus")
    write_examples(folder / "few.jsonl", [e for group in written[:: len(written) // 36] for e in group[::3][:3]])
    return folder


@pytest.fixture(scope="module")
def material(corpus):
    return gather(corpus, ())


@pytest.fixture(scope="module")
def known(material):
    texts = [example.text for example in material.examples]
    encoder = shipped().load().encoder_folder
    return SentenceVectors.of([*texts, "I feel so guilty.", "The printer is mended."], encoder, threads=1)


def test_a_writer_teaches_or_is_judged_and_never_both(material):
    groups = np.array([example.group for example in material.examples])
    assert not set(groups[material.judged]) & material.met
    for _, test in material.folds():
        judged = set(groups[material.judged[test]])
        assert not judged & {example.group for example in material.without(test)}
    places = np.concatenate([test for _, test in material.folds()])
    assert sorted(places) == list(range(len(material.judged)))


def test_what_the_encoder_has_met_is_not_judged(material, corpus):
    met = {example.group for example in material.examples[:30]}
    found = gather(corpus, met)
    assert found.met == met
    assert not met & {found.examples[row].group for row in found.judged}


# A few entries may lack a theme altogether; scikit-learn says so.
@pytest.mark.filterwarnings("ignore:Label not:UserWarning")
def test_every_peer_learns_and_scores(material, known):
    texts = ["I feel so guilty.", "The printer is mended."]
    for peer in (TfIdf(), TextCat(most_steps=5), FrozenVectors(known), Keywords(), ZeroShot(known)):
        scores = peer.learn_and_score(material.examples, texts)
        assert scores.shape == (2, 12), peer.name
        assert np.isfinite(scores).all(), peer.name


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("I feel guilty. So GUILTY.", 2),
        # standing ignored: that is what keyword lists do
        ("My client feels guilty.", 1),
        ("I don't feel guilty.", 1),
        # a word within a word
        ("He is guiltyish.", 0),
        ("The printer is mended.", 0),
    ],
)
def test_keyword_lists_count_words_whoever_they_are_said_of(book, text, counted):
    (found,) = Keywords().learn_and_score((), [text])
    assert found[book.theme_ids.index("guilt")] == counted


def test_cut_offs_suit_scores_of_any_scale():
    truth = np.tile([[True], [False], [False], [False]], (50, 1))
    scores = np.where(truth, 700.0, 300.0) + np.random.default_rng(0).normal(0, 20, truth.shape)
    assert (Cutoffs.choose(scores, truth).tag(scores) == truth).all()
    # a theme that nobody has is never tagged
    assert not Cutoffs.choose(scores, np.zeros_like(truth)).tag(scores).any()


def test_a_sample_keeps_whole_groups_of_both_kinds(material, corpus):
    found = gather(corpus, (), sample=60)
    assert len(found.examples) < len(material.examples)
    assert 0 < len(found.judged) < len(found.examples)
    sizes = {group: [e.group for e in material.examples].count(group) for group in {e.group for e in found.examples}}
    assert len(found.examples) == sum(sizes.values())


def test_a_difference_is_taken_entry_by_entry(material):
    truth = gold(material.examples)
    same = difference(truth, truth, truth)
    assert (same.value, same.low, same.high) == (0, 0, 0)
    ahead = difference(truth, truth, np.zeros_like(truth))
    assert 0 < ahead.low <= ahead.value <= ahead.high <= 1


def test_ours_and_theirs_are_judged_on_the_same_entries(material, known):
    labelled = {"mine": material.examples[:12]}
    found = measure(material, labelled, [ZeroShot(known)], shipped().load().encoder_folder, jobs=1)
    assert [(row.system, row.judged_on) for row in found] == [
        ("Holdspace", HELD_OUT),
        ("Holdspace", "mine"),
        (ZeroShot(known).name, HELD_OUT),
        (ZeroShot(known).name, "mine"),
    ]
    assert [row.entries for row in found] == [len(material.judged), 12] * 2
    assert all(row.macro_f1.low <= row.macro_f1.value <= row.macro_f1.high for row in found)
    assert [row.behind is None for row in found] == [True, True, False, False]
