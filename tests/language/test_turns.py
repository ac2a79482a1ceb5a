"""Threads and long runs: one vocabulary, one reader at a time."""

from concurrent.futures import ThreadPoolExecutor

import spacy

from holdspace.language import turns
from holdspace.language.reader import read


def _entry(number: int) -> str:
    return f"Client no{number}x told me that she is qz{number}worn. I can't stop thinking of wq{number}ard."


def test_threads_that_read_at_once_read_what_one_alone_would():
    texts = [_entry(number) for number in range(200)]
    alone = [read(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(read, texts)) == alone


def test_a_long_run_forgets_the_words_it_has_read(monkeypatch):
    monkeypatch.setattr(turns, "_CHARACTERS", 2_000)
    nlp = spacy.blank("en")
    turn = turns.Turns(nlp)
    before = len(nlp.vocab.strings)
    for number in range(1_000):
        with turn.read(_entry(number)) as pipeline:
            pipeline(_entry(number))
    # Ten new words a text would be ten thousand; only those since the last forgetting may be left.
    assert len(nlp.vocab.strings) < before + 1_000
