"""Turns readings and replies into what the page shows. Every word of a person's is escaped here."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from holdspace import codebook
from holdspace.reflection.conversation import Tone
from holdspace.reflection.crisis import help_lines
from holdspace.types import Certainty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdspace.codebook import Region
    from holdspace.reflection.course import Offer
    from holdspace.types import CrisisReply, OfferedStep, Reading, Reflection


def escaped(text: str) -> str:
    """Escape text for HTML and for the page's templates, line breaks kept."""
    escaped = escape(text).replace("$", "&#36;").replace("{", "&#123;").replace("}", "&#125;")
    return escaped.replace("\n", "<br>")


def written(text: str) -> str:
    """Return a person's own turn."""
    who = escaped(codebook.load().page.you)
    return f'<article class="turn own" aria-label="{who}"><p>{escaped(text)}</p></article>'


def answered(reflection: Reflection) -> str:
    """Return a reply: crisis part first, then the reflection, then the question."""
    parts = [_crisis(reflection.crisis)] if reflection.crisis else []
    if reflection.reflection:
        parts.append(f'<p class="reflection">{escaped(reflection.reflection)}</p>')
    if reflection.question:
        parts.append(f'<p class="question">{escaped(reflection.question)}</p>')
    if reflection.offer:
        parts.append(f"<p>{escaped(reflection.offer)}</p>{_steps(reflection.next_steps)}")
    return f'<article class="turn reply" aria-label="{escaped(codebook.load().page.title)}">{"".join(parts)}</article>'


def broken(region: Region) -> str:
    """Return what the page says where no answer could be made: nobody is left without the lines."""
    words = codebook.load().page
    help_ = "".join(f"<li>{escaped(line)}</li>" for line in help_lines(region))
    return f'<article class="turn reply"><p>{escaped(region.fill(words.broken))}</p><ul>{help_}</ul></article>'


def offered(offer: Offer) -> str:
    """Return next steps, each with why it is offered and where that comes from."""
    lines = "".join(f"<p>{escaped(line)}</p>" for line in (offer.lead, offer.thought) if line)
    title = escaped(codebook.load().page.title)
    return f'<article class="turn reply" aria-label="{title}">{lines}{_steps(offer.steps)}</article>'


def rests_on(reading: Reading) -> str:
    """Return the entry with its evidence marked, and what was noticed and set aside."""
    book = codebook.load()
    reading = replace(reading, evidence=reading.evidence_shown, set_aside=reading.set_aside_shown)
    if not reading.evidence and not reading.set_aside:
        return ""
    parts = []
    if reading.evidence:
        parts.append(
            f"<h2>{escaped(book.page.rests_on)}</h2><p class='note'>{escaped(book.page.rests_on_note)}</p>"
            f"<p class='entry'>{_marked(reading)}</p>"
        )
    if reading.set_aside:
        rows = "".join(
            f"<li>{escaped(book.theme(aside.theme).name)}: "
            f"{escaped(getattr(book.page, f'set_aside_{aside.standing}'))} "
            f"<q>{escaped(reading.text[aside.start : aside.end])}</q></li>"
            for aside in reading.set_aside
        )
        parts.append(f"<h3>{escaped(book.page.set_aside_title)}</h3><ul class='aside'>{rows}</ul>")
    return f'<section class="rests">{"".join(parts)}</section>'


def theme_choices(reading: Reading) -> list[tuple[str, str]]:
    """Return the present themes as labels and ids; one that the reading is unsure of says so."""
    book = codebook.load()
    return [
        (
            book.theme(found.theme).name
            + (f" ({book.page.unsure_mark})" if found.certainty is Certainty.UNSURE else ""),
            found.theme,
        )
        for found in reading.themes
    ]


def checklist_choices(reading: Reading) -> list[tuple[str, str]]:
    """Return the touched checklist items as wording and ids."""
    return [(match.text, match.item) for match in reading.checklist]


def region_choices() -> list[tuple[str, str]]:
    """Return the regions that have helplines, the international one first."""
    regions: Sequence[codebook.Region] = sorted(codebook.load().regions, key=lambda r: (r.code != "INT", r.name))
    return [(region.name, region.code) for region in regions]


def tone_choices() -> list[tuple[str, str]]:
    """Return the tones as wording and values, the plain one first."""
    words = codebook.load().page
    return [(getattr(words, f"tone_{tone.value}"), tone.value) for tone in Tone]


def _steps(steps: Sequence[OfferedStep]) -> str:
    words = codebook.load().page
    listed = "".join(
        f"<li><p>{escaped(step.text)}</p><p class='why'><b>{escaped(words.steps_why)}:</b> {escaped(step.why)}</p>"
        f"<p class='meta'>{escaped(step.effort)} · {escaped(getattr(words, f'steps_{step.kind}'))} · "
        f"{escaped(words.steps_source)}: {escaped(step.source)}</p></li>"
        for step in steps
    )
    return f"<ul class='steps'>{listed}</ul>" if listed else ""


def _crisis(reply: CrisisReply) -> str:
    title = escaped(codebook.load().page.crisis_title)
    text = "".join(f"<p>{escaped(part)}</p>" for part in reply.text.split("\n\n"))
    lines = "".join(f"<li>{escaped(line)}</li>" for line in reply.help)
    return f'<section class="crisis" role="alert" aria-label="{title}"><h2>{title}</h2>{text}<ul>{lines}</ul></section>'


def _marked(reading: Reading) -> str:
    """The entry's text with each evidence sentence in a mark that names its themes."""
    book = codebook.load()
    themes: dict[tuple[int, int], list[str]] = {}
    for found in reading.evidence:
        themes.setdefault((found.start, found.end), []).append(book.theme(found.theme).name)
    parts, at = [], 0
    for (start, end), names in sorted(themes.items()):
        label = escaped(", ".join(names))
        parts.append(escaped(reading.text[at:start]))
        parts.append(
            f'<mark title="{label}">{escaped(reading.text[start:end])}<span class="name"> {label}</span></mark>'
        )
        at = end
    return "".join(parts) + escaped(reading.text[at:])
