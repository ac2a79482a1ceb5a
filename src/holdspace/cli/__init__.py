"""The command line: parse, call, show. Standard input and output with ``-``.

Exit status: 0 done, 1 done with rows skipped, 2 refused, with one plain line on standard error.
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import typer
from typer.exceptions import TyperException

from holdspace.cli import entries, labelled, models
from holdspace.cli.terminal import say
from holdspace.errors import HoldspaceError

app = typer.Typer(
    name="holdspace",
    help=(
        "Holdspace reads what a helper writes and reflects it back. It runs on this machine and sends nothing.\n\n"
        "Exit status: 0 done, 1 done with rows skipped, 2 refused (one plain line says why)."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("app")(entries.open_app)
app.command()(entries.reflect)
app.command()(entries.tag)
app.command()(labelled.train)
app.command()(labelled.train_encoder)
app.command()(labelled.evaluate)
app.command()(labelled.audit)
app.add_typer(models.app, name="models")


def main() -> None:
    """Run the command line; what Holdspace refuses ends with one plain line and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        # A pipe on an old locale would otherwise break on the first emoji.
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        sys.exit(app(prog_name="holdspace", standalone_mode=False))
    except HoldspaceError as refused:
        _end(f"holdspace: {refused}", 2)
    except TyperException as misused:
        context = getattr(misused, "ctx", None)
        where = context.command_path if context else "holdspace"
        _end(f"holdspace: {misused.format_message()} See: {where} --help", 2)
    except (typer.Abort, KeyboardInterrupt):
        _end("holdspace: stopped", 2)
    except BrokenPipeError:
        # The reader of the pipe has what it wanted ("| head"); what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as refused:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _end(f"holdspace: the output can't be written ({refused.strerror})", 2)


def _end(line: str, status: int) -> NoReturn:
    say(line)
    sys.exit(status)
