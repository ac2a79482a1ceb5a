"""The figures as one aligned table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.accuracy import Accuracy, Interval
    from benchmarks.growth import Growth
    from benchmarks.report import Report
    from benchmarks.speed import Throughput, Wait

_GAP = "   "


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading; the first cell of each is words, the others are figures."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table(report: Report) -> str:
    """Return everything that was measured, aligned in columns that all sections share."""
    sections = [*_accuracy(report.accuracy), *_speed(report.speed), *_page(report.page), *_growth(report.growth)]
    lines = [cells for section in sections for cells in (section.heading, *section.rows)]
    widths = [max(len(cells[k]) for cells in lines if k < len(cells)) for k in range(max(map(len, lines), default=0))]
    rule = "-" * (sum(widths) + len(_GAP) * (len(widths) - 1))
    shown = []
    for section in sections:
        shown += ["", _line(section.heading, widths), rule, *(_line(cells, widths) for cells in section.rows)]
    return "\n".join(shown[1:] + [f"skipped: {reason}" for reason in report.skipped])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *figures = cells
    return _GAP.join(
        [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(figures, widths[1:], strict=False))]
    ).rstrip()


def _accuracy(found: Sequence[Accuracy]) -> Iterator[Section]:
    for name in dict.fromkeys(row.judged_on for row in found):
        rows = [row for row in found if row.judged_on == name]
        yield Section(
            (
                f"{name}, {rows[0].entries:,} entries",
                "macro-F1",
                "95 %",
                "core four",
                "95 %",
                "Holdspace ahead",
                "95 %",
            ),
            tuple((row.system, *_pair(row.macro_f1), *_pair(row.core_f1), *_ahead(row.behind)) for row in rows),
        )


def _speed(found: Sequence[Throughput]) -> Iterator[Section]:
    if found:
        yield Section(
            ("reading the same texts, one thread each", "words/s", "range", "x sm", "x one worker", "peak MB"),
            tuple(
                (
                    row.reader,
                    f"{row.words_per_second:,.0f}",
                    f"{row.slowest:,.0f} to {row.fastest:,.0f}",
                    f"{row.against_sm:.2f}",
                    f"{row.against_one:.2f}",
                    _megabytes(row.megabytes),
                )
                for row in found
            ),
        )


def _page(found: Sequence[Wait]) -> Iterator[Section]:
    if found:
        yield Section(
            ("waiting at the page", "Holdspace", "spaCy", "ratio"),
            tuple(
                (
                    row.what,
                    f"{row.holdspace:.2f} {row.unit}",
                    "" if row.spacy is None else f"{row.spacy:.2f} {row.unit}",
                    "" if row.ratio is None else f"{row.ratio:.2f}",
                )
                for row in found
            ),
        )


def _growth(found: Sequence[Growth]) -> Iterator[Section]:
    if found:
        yield Section(
            ("growth, two workers", "seconds", "words", "words/s", "peak MB a worker", "peak MB parent"),
            tuple(
                (
                    f"{row.entries:,} entries",
                    f"{row.seconds:,.1f}",
                    f"{row.words:,}",
                    f"{row.words_per_second:,.0f}",
                    _megabytes(row.worker_megabytes),
                    _megabytes(row.parent_megabytes),
                )
                for row in found
            ),
        )


def _pair(interval: Interval) -> tuple[str, str]:
    return f"{interval.value:.3f}", f"{interval.low:.3f} to {interval.high:.3f}"


def _ahead(interval: Interval | None) -> tuple[str, ...]:
    return () if interval is None else (f"{interval.value:+.3f}", f"{interval.low:+.3f} to {interval.high:+.3f}")


def _megabytes(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:,.0f}"
