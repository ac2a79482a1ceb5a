"""What the shipped model learned from keeps to the promises of its datasheet."""

from pathlib import Path

import pytest

from holdspace.corpus import read_examples, read_phrasings
from holdspace.corpus.audit import audit
from holdspace.safety.identifiers import find_identifiers
from holdspace.types import CRISIS_LABELS, TAKEN_UP

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def examples(book):
    return read_examples([CORPUS / "themes"], book.theme_ids)


def test_it_is_large_and_balanced(examples, book):
    found = audit(examples, book.theme_ids)
    assert found.entries >= 10_000
    assert found.groups >= 40
    assert min(found.present.values()) >= 500
    assert min(found.near.values()) >= 500
    assert found.without_theme >= 0.35
    assert found.about_others >= 0.20
    assert sum(bool(example.family) for example in examples) >= 0.10 * found.entries


def test_stock_phrases_are_rare(examples, book):
    assert audit(examples, book.theme_ids).stock_phrases <= 0.03


def test_every_theme_has_its_evidence_marked(examples):
    for example in examples:
        assert set(example.evidence) == set(example.themes), example.id


def test_the_short_texts_cover_every_checklist_item_and_crisis_level(book):
    items = [item.id for item in book.checklist]
    phrasings = read_phrasings(CORPUS / "checklist.jsonl", items)
    assert all(sum(item in p.labels for p in phrasings) >= 15 for item in items)
    crisis = read_phrasings(CORPUS / "crisis.jsonl", CRISIS_LABELS)
    assert len(crisis) >= 3000
    assert sum(not p.labels for p in crisis) >= 1000


def test_the_short_texts_tell_every_facet_and_say_where_none_fits(book):
    phrasings = read_phrasings(CORPUS / "facets.jsonl", book.facet_ids)
    few = {facet: n for facet in book.facet_ids if (n := sum(facet in p.labels for p in phrasings)) < 4}
    assert not few
    assert sum(not p.labels for p in phrasings) >= 150


def test_sentences_tell_every_tone_and_say_where_there_is_none(book):
    phrasings = read_phrasings(CORPUS / "tones.jsonl", book.tone_ids)
    assert all(sum(tone in p.labels for p in phrasings) >= 15 for tone in book.tone_ids)
    assert sum(not p.labels for p in phrasings) >= 150


def test_entries_tell_which_of_their_sentences_a_listener_takes_up():
    entries = read_phrasings(CORPUS / "hearts.jsonl", TAKEN_UP)
    assert len(entries) >= 500
    # What would surely be taken up is apt as well.
    assert all(set(e.evidence.get("heart", ())) <= set(e.evidence.get("apt", ())) for e in entries)


def test_the_lines_tell_every_theme_and_what_is_near_it(book):
    lines = read_examples([CORPUS / "lines.jsonl"], book.theme_ids)
    assert all(sum(theme in line.themes for line in lines) >= 400 for theme in book.theme_ids)
    assert all(sum(theme == near for line in lines for near, _, _ in line.near) >= 150 for theme in book.theme_ids)
    # What they say is said nowhere twice, and each stands by itself as evidence.
    assert len({line.text.lower() for line in lines}) == len(lines)
    assert all(line.evidence == dict.fromkeys(line.themes, (line.text,)) for line in lines)


def test_no_entry_holds_an_address_or_number_that_could_be_somebodys(examples):
    kinds = {"EMAIL", "PHONE", "NATIONAL_ID"}
    found = [e.id for e in examples if any(i.kind in kinds for i in find_identifiers(e.text))]
    assert len(found) <= 15, found
