"""The command line: parse, call, show. Standard input and output with ``-``.

Exit status: 0 done, 1 done with rows set aside, 2 refused, with one plain line on standard error.
"""

from __future__ import annotations

import sys

import typer

from holdspace.cli import entries, labelled, models
from holdspace.cli.terminal import say
from holdspace.errors import HoldspaceError

app = typer.Typer(
    name="holdspace",
    help=(
        "Holdspace reads what a helper writes and reflects it back. It runs on this machine and sends nothing.\n\n"
        "Exit status: 0 done, 1 done with rows set aside, 2 refused (one plain line says why)."
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
        app()
    except HoldspaceError as refused:
        say(f"holdspace: {refused}")
        sys.exit(2)
    except BrokenPipeError:
        # The reader of the pipe has what it wanted ("| head").
        sys.stderr.close()
        sys.exit(0)
