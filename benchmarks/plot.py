"""The figures as one SVG, drawn by hand: accuracy with its intervals, words a second, growth."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from benchmarks import ours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.accuracy import Accuracy
    from benchmarks.growth import Growth
    from benchmarks.report import Report
    from benchmarks.speed import Throughput

_WIDTH, _MARGIN, _LABELS = 860, 28, 270
_ROW, _BAR, _TITLE = 26, 14, 46
_OURS, _THEIRS, _INK, _FAINT = "#2f6f6a", "#a9b8b6", "#22302f", "#d9e0df"
_CHART = 190


def plot(report: Report) -> str:
    """Return the SVG of what was measured, panel under panel."""
    panels = [
        _accuracy(name, [row for row in report.accuracy if row.judged_on == name])
        for name in dict.fromkeys(row.judged_on for row in report.accuracy)
    ]
    if report.speed:
        panels.append(_speed(report.speed))
    if report.growth:
        panels.append(_growth(report.growth))
    drawn, at = [], _MARGIN
    for height, parts in panels:
        drawn += [f'<g transform="translate(0 {at})">', *parts, "</g>"]
        at += height + _MARGIN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {at}" width="{_WIDTH}" height="{at}" '
            f'role="img" font-family="system-ui, sans-serif" font-size="13" fill="{_INK}">',
            f"<title>Holdspace beside its peers ({escape(report.model)})</title>",
            f'<rect width="{_WIDTH}" height="{at}" fill="#fff"/>',
            *drawn,
            "</svg>\n",
        ]
    )


def _accuracy(name: str, rows: Sequence[Accuracy]) -> tuple[int, list[str]]:
    def place(value: float) -> float:
        return _LABELS + value * (_WIDTH - _LABELS - _MARGIN - 60)

    bottom = _TITLE + _ROW * len(rows)
    parts = [_title(f"Macro-F1 over twelve themes: {name}, {rows[0].entries:,} entries; bars with 95 % intervals")]
    for tenths in range(0, 11, 2):
        parts += [_line(place(tenths / 10), _TITLE - 8, place(tenths / 10), bottom, _FAINT)]
        parts += [_text(place(tenths / 10), bottom + 14, f"{tenths / 10:.1f}", "middle")]
    for number, row in enumerate(rows):
        y = _TITLE + _ROW * number
        low, high = place(row.macro_f1.low), place(row.macro_f1.high)
        parts += [*_bar(row.system, y, place(row.macro_f1.value)), _line(low, y + _BAR / 2, high, y + _BAR / 2, _INK)]
        parts += [_line(end, y + 3, end, y + _BAR - 3, _INK) for end in (low, high)]
        parts += [_text(high + 8, y + _BAR - 3, f"{row.macro_f1.value:.3f}")]
    return bottom + 18, parts


def _speed(rows: Sequence[Throughput]) -> tuple[int, list[str]]:
    place = _log_scale([*(row.slowest for row in rows), *(row.fastest for row in rows)], _LABELS + 60, _WIDTH - 200)
    parts = [_title("Words a second on the same texts, one thread each (log scale; × en_core_web_sm; medians)")]
    for number, row in enumerate(rows):
        y = _TITLE + _ROW * number
        told = f"{row.words_per_second:,.0f} ({row.against_sm:.2g} ×)"
        parts += [*_bar(row.reader, y, place(row.words_per_second))]
        parts += [_text(place(row.words_per_second) + 8, y + _BAR - 3, told)]
    return _TITLE + _ROW * len(rows), parts


def _growth(rows: Sequence[Growth]) -> tuple[int, list[str]]:
    parts = [
        _title("Growth with the number of entries, two workers (log scales): seconds, and peak memory of a worker")
    ]
    middle = _WIDTH / 2
    seconds = [(row.entries, row.seconds, f"{row.seconds:,.0f} s") for row in rows]
    memory = [
        (row.entries, row.worker_megabytes, f"{row.worker_megabytes:,.0f} MB") for row in rows if row.worker_megabytes
    ]
    parts += _curve(seconds, _MARGIN + 30, middle - 50)
    parts += _curve(memory, middle + 30, _WIDTH - 70)
    return _TITLE + _CHART + 24, parts


def _curve(points: Sequence[tuple[int, float, str]], left: float, right: float) -> Iterator[str]:
    if not points:
        return
    across = _log_scale([entries for entries, _, _ in points], left, right)
    # A decade at least, so that what is flat looks flat.
    largest = max(value for _, value, _ in points)
    up = _log_scale([min(largest / 10, *(value for _, value, _ in points)), largest], _TITLE + _CHART - 20, _TITLE + 14)
    places = [(across(entries), up(value)) for entries, value, _ in points]
    yield _line(left, _TITLE + _CHART, right, _TITLE + _CHART, _FAINT)
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    yield f'<polyline points="{corners}" fill="none" stroke="{_OURS}" stroke-width="2"/>'
    for (x, y), (entries, _, told) in zip(places, points, strict=True):
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{_OURS}"/>'
        yield _text(x, y - 9, told, "middle")
        yield _text(x, _TITLE + _CHART + 16, f"{entries:,}", "middle")


def _log_scale(values: Sequence[float], start: float, end: float) -> Callable[[float], float]:
    low, high = math.log(min(values)), math.log(max(values))
    return lambda value: start + (end - start) * ((math.log(value) - low) / (high - low) if high > low else 0.5)


def _bar(label: str, y: float, end: float) -> list[str]:
    colour = _OURS if label.startswith(ours.NAME) else _THEIRS
    return [
        _text(_LABELS - 10, y + _BAR - 3, label, "end"),
        f'<rect x="{_LABELS}" y="{y}" width="{end - _LABELS:.1f}" height="{_BAR}" fill="{colour}"/>',
    ]


def _title(words: str) -> str:
    return f'<text x="{_MARGIN}" y="18" font-weight="600">{escape(words)}</text>'


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="1.5"/>'
