"""Probes measure in processes of their own; copies of a text are never met twice."""

from itertools import islice

from benchmarks.probes import peak_megabytes, varied

from benchmarks import growth as growth_module

TEXTS = [
    "Three deaths this week. I keep seeing his face at night, and I can't stop thinking about him at all.",
    "Ordered gloves. The printer is mended, and the rota came out late again, as it does every single month.",
]


def test_a_varied_text_keeps_its_length_and_changes_in_every_copy():
    copies = list(islice(varied(TEXTS), 40))
    assert [len(copy.split()) for copy in copies] == [len(TEXTS[n % 2].split()) for n in range(40)]
    assert len(set(copies)) > 35
    assert copies == list(islice(varied(TEXTS), 40))
    assert copies != list(islice(varied(TEXTS, seed=1), 40))


def test_peak_memory_is_told_of_this_process_and_of_none_that_is_gone():
    assert peak_megabytes() > 20
    assert peak_megabytes(2**30) is None


def test_growth_reads_as_many_entries_as_asked_on_two_workers(monkeypatch):
    monkeypatch.setattr(growth_module, "ENTRIES", (40, 80, 160))
    found = growth_module.growth(TEXTS, most=50)
    assert [row.entries for row in found] == [40, 50]
    assert found[0].words == sum(len(text.split()) for text in islice(varied(TEXTS), 40))
    assert found[0].words_per_second > 0
    assert found[0].worker_megabytes > 50
