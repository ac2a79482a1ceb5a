"""Threads and long runs: one vocabulary, one reader at a time."""

from concurrent.futures import ThreadPoolExecutor

from holdspace.language import turns
from holdspace.language.pipeline import reading_pipeline
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
    read("Something plain, so that the pipeline stands.")
    before = len(reading_pipeline().vocab.strings)
    for number in range(1_000, 2_000):
        read(_entry(number))
    # Ten new words a text would be ten thousand; only those since the last forgetting may be left.
    assert len(reading_pipeline().vocab.strings) < before + 2_000
