"""The command line: parse, call, show. Standard input and output with ``-``.

Exit status: 0 done, 1 done with rows skipped, 2 refused, with one plain line on standard error.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import NoReturn

import typer
from typer.exceptions import TyperException

from holdspace.cli import entries, labelled, models
from holdspace.cli.terminal import say
from holdspace.errors import HoldspaceError, place_of

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
    # A pipe on an old locale would otherwise break on the first emoji, a file's odd name on the way to the terminal.
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    for name in ("SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            # Leave as by Ctrl-C: what is half written holds entries, and must not stay behind.
            signal.signal(number, lambda found, _: sys.exit(128 + found))
    try:
        sys.exit(app(prog_name="holdspace", standalone_mode=False))
    except HoldspaceError as refused:
        _end(f"holdspace: {refused}", 2)
    except TyperException as misused:
        # A bare command is answered by its help; typer keeps the class of that to itself.
        if type(misused).__name__ == "NoArgsIsHelpError":
            _end(misused.format_message(), 2)
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
        _end(f"holdspace: {refused.filename or 'the output'}: {refused.strerror}", 2)
    except Exception as broken:
        _end(f"holdspace: something broke inside ({place_of(broken)}). Please report this line.", 2)


def _end(line: str, status: int) -> NoReturn:
    say(line)
    sys.exit(status)
