"""Invariance: typing, casing and spelling change nothing of what an entry carries (Ribeiro et al. 2020)."""

import json
import random
from pathlib import Path

import pytest

from holdspace.classifier.rough import mistype
from holdspace.corpus import read_examples
from holdspace.registry import shipped

CORPUS = Path(__file__).parents[2] / "corpus" / "themes"
# Of the tags before and after a rewrite, the share that stands in both. Silence, which no rewrite can break, is not
# counted.
SAME = 0.8

REWRITES = {
    "lower case": str.lower,
    "shouted": str.upper,
    "no apostrophes": lambda text: text.replace("'", "").replace("’", ""),
    "typographic apostrophes": lambda text: text.replace("'", "’"),
    "typed in haste": lambda text: mistype(text, 0.03, random.Random(len(text))),
    "on one line": lambda text: " ".join(text.split()),
    "a line before and a line after": lambda text: f"Tuesday, after work.\n{text}\nMore on this another day.",
}


@pytest.fixture(scope="module")
def entries(book):
    """Sixty natural posts by writers that the encoder has not met."""
    folder = shipped().load("current").encoder_folder
    met = set(json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["met_groups"])
    natural = read_examples(sorted(CORPUS.glob("n*.jsonl")), book.theme_ids)
    return [entry.text for entry in natural if entry.group not in met][:60]


@pytest.fixture(scope="module")
def tags(assistant, entries):
    return [{found.theme for found in assistant.read(text).themes} for text in entries]


@pytest.mark.parametrize("kind", REWRITES)
def test_harmless_rewrites_leave_the_tags_as_they_were(assistant, entries, tags, kind):
    kept = told = 0
    for text, before in zip(entries, tags, strict=True):
        after = {found.theme for found in assistant.read(REWRITES[kind](text)).themes}
        kept, told = kept + len(before & after), told + len(before | after)
    assert told >= 40
    assert kept / told >= SAME, kept / told
