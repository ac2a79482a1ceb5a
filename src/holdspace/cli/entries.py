"""The commands that read entries: ``app``, ``reflect``, ``tag``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from holdspace import codebook
from holdspace.cli.terminal import AsJson, Model, Models, assistant_for, counter, read_entry, say
from holdspace.errors import HoldspaceError
from holdspace.reflection.conversation import Conversation, Tone

if TYPE_CHECKING:
    from holdspace.types import Reading, Reflection


def open_app(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on 127.0.0.1; 0 takes a free one.")] = 7860,
    model: Model = "current",
    models: Models = None,
    browser: Annotated[bool, typer.Option(help="Open the page in your browser.")] = True,
) -> None:
    """Open the assistant in your browser, on this machine only. Ctrl-C stops it."""
    from holdspace.web import serve  # noqa: PLC0415 - only this door needs Gradio

    serve(assistant_for(model, models), port=port, browser=browser)


def reflect(
    source: Annotated[Path, typer.Argument(help="A text file with one entry; - reads standard input.")] = Path("-"),
    as_json: AsJson = False,
    next_steps: Annotated[bool, typer.Option("--next-steps", help="Offer next steps as well.")] = False,
    region: Annotated[str, typer.Option(help="Country code for helplines, such as GB, US or AU.")] = "INT",
    tone: Annotated[str, typer.Option(help="How the reply speaks: plain, warm or brief.")] = "plain",
    seed: Annotated[int, typer.Option(help="Seed of the choice of wording.")] = 0,
    model: Model = "current",
    models: Models = None,
) -> None:
    """Reflect one entry back.

    Example: echo "I keep seeing his face." | holdspace reflect
    """
    from holdspace.batch.rows import reflection_row  # noqa: PLC0415

    known = {code for found in codebook.load().regions for code in (found.code, *found.also)}
    if region.upper() not in known:
        raise HoldspaceError(f"--region {region}: there is no such region. There are: {', '.join(sorted(known))}")
    if tone not in list(Tone):
        raise HoldspaceError(f"--tone {tone}: use {', '.join(list(Tone)[:-1])} or {list(Tone)[-1]}")
    text = read_entry(source)
    assistant = assistant_for(model, models)
    reading = assistant.read(text)
    conversation = Conversation(seed=seed, region=region, tone=Tone(tone))
    reflection = assistant.reflect(reading, conversation=conversation, next_steps=next_steps)
    if as_json:
        print(json.dumps(reflection_row(reading, reflection), ensure_ascii=False))
    else:
        _show(reading, reflection)


def tag(
    source: Annotated[Path, typer.Argument(help="Table of entries, .jsonl or .csv; - reads standard input.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where tagged rows go; - is standard output.")] = Path(
        "-"
    ),
    text: Annotated[str, typer.Option(help="Column that holds the entry.")] = "text",
    id_: Annotated[str, typer.Option("--id", help="Column that holds the row's id.")] = "id",
    format_: Annotated[
        str | None, typer.Option("--format", help="jsonl or csv, where the ending does not tell.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    model: Model = "current",
    models: Models = None,
) -> None:
    """Tag a table of entries: one tagged row for each, with evidence, checklist items, crisis flag and identifiers.

    Columns of the output: id, english, themes, scores, evidence, set_aside (themes that are touched and not the
    helper's now, with the reason), checklist, crisis, identifiers, model; in CSV the nested ones hold JSON.
    Rows with crisis language stand first in the file, for somebody to read today.
    Ids must be unique. Rows without words are skipped and named by line; then the exit status is 1.

    Example: holdspace tag notes.csv -o tagged.jsonl --text note --workers 2
    """
    from holdspace.assistant import check_entry  # noqa: PLC0415
    from holdspace.batch.tables import format_of  # noqa: PLC0415
    from holdspace.batch.tag import tag_table  # noqa: PLC0415

    if format_ not in (None, "jsonl", "csv"):
        raise HoldspaceError(f"--format {format_}: use jsonl or csv")
    # What is wrong with the command is said before a model is loaded.
    source_format = format_of(source, format_)  # type: ignore[arg-type]
    target_format = format_of(output, format_, other=source_format)  # type: ignore[arg-type]
    assistant = assistant_for(model, models, threads=1 if workers > 1 else 2)
    report = tag_table(
        source,
        output,
        read_many=lambda texts: assistant.read_many(texts, workers=workers),
        check=check_entry,
        text=text,
        id_=id_,
        source_format=source_format,
        target_format=target_format,
        progress=counter("tagged"),
    )
    for line, reason in report.skipped:
        say(f"{source}, line {line}: skipped: {reason}")
    say(
        f"{report.tagged:,} tagged, {len(report.skipped):,} skipped, {report.not_english:,} not English; "
        f"crisis language in {report.crisis:,}, about somebody else in {report.about_another:,}; "
        f"possible identifiers in {report.with_identifiers:,}"
    )
    if report.crisis or report.about_another:
        say("Crisis language was found. Someone should read those rows today.")
    if report.not_english or report.skipped:
        say("Rows that are not English were heard by few rules, skipped ones by none: someone should read them too.")
    if report.skipped:
        raise typer.Exit(1)


def _show(reading: Reading, reflection: Reflection) -> None:
    if reflection.crisis is not None:
        print(reflection.crisis.text, *(f"  {line}" for line in reflection.crisis.help), "", sep="\n")
    print(reflection.reflection)
    if reflection.question:
        print(f"\n{reflection.question}")
    quoted = dict.fromkeys(found.text for found in reading.evidence_shown)
    if quoted:
        print("\nThis rests on:", *(f"  “{text}”" for text in quoted), sep="\n")
    if reading.checklist:
        print(
            "\nSome people would put it so. Does any of it fit?",
            *(f"  {m.text}" for m in reading.checklist),
            sep="\n",
        )
    if reflection.offer:
        print(f"\n{reflection.offer}")
    for step in reflection.next_steps:
        print(f"\n- {step.text} ({step.effort})\n  Why: {step.why}")
