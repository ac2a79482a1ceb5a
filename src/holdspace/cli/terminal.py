"""What the commands share: their options, a model to read with, and words on standard error."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from holdspace.errors import HoldspaceError
from holdspace.registry import Store, shipped

if TYPE_CHECKING:
    from collections.abc import Callable

    from holdspace.assistant import Assistant

Model = Annotated[str, typer.Option(help="Which model reads: an alias, a version or a folder.")]
Models = Annotated[Path | None, typer.Option("--models", help="Folder of your own models; without it, what ships.")]
NewModels = Annotated[
    Path | None, typer.Option("--models", help="Folder to save it in; without it, that of the models that ship.")
]
Corpus = Annotated[list[Path], typer.Argument(help="Labelled data: .jsonl files or folders of them.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def store_for(models: Path | None) -> Store:
    """Return the store of a person's own models, or of what ships."""
    return Store(models) if models else shipped()


def assistant_for(model: str, models: Path | None, *, threads: int = 2) -> Assistant:
    """Load the assistant that a command reads with."""
    from holdspace.assistant import Assistant  # noqa: PLC0415 - `models list` needs no encoder

    return Assistant.load(model, store=store_for(models), threads=threads)


def encoder_folder(store: Store, version: str | None) -> Path:
    """Return the folder of the encoder to train with: the one named, else that of the current model."""
    if version is None:
        home = store if "current" in store.aliases() else shipped()
        version = home.verify("current").encoder
    return store.encoder_folder(version)


def read_entry(source: Path) -> str:
    """Return the text of one entry, from a file or standard input."""
    try:
        if source == Path("-"):
            if sys.stdin.isatty():
                say("Write your entry, then press Ctrl-D on a line of its own.")
            raw = sys.stdin.buffer.read()
        else:
            raw = source.read_bytes()
    except FileNotFoundError:
        raise HoldspaceError(f"{source}: there is no such file") from None
    except OSError as refused:
        raise HoldspaceError(f"{source}: can't be read ({refused.strerror})") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # `from None`: the exception would carry the bytes, and with them what a person wrote.
        raise HoldspaceError(f"{source}: this is not UTF-8 text. Save it as UTF-8.") from None


def say(line: str) -> None:
    """Say one line on standard error, in place of progress that may stand there."""
    print(f"\r\x1b[K{line}" if sys.stderr.isatty() else line, file=sys.stderr)


def counter(verb: str) -> Callable[[int], None]:
    """Return progress on standard error, where somebody sits before it."""

    def show(done: int) -> None:
        if sys.stderr.isatty() and done % 20 == 0:
            print(f"\r{done:,} {verb}", end="", file=sys.stderr, flush=True)

    return show


def stages() -> Callable[[str, int, int], None]:
    """Return progress by stage: in place before a person, one line a stage into a log."""
    shown: set[str] = set()

    def show(stage: str, done: int, all_: int) -> None:
        if sys.stderr.isatty() and (done % 50 == 0 or done == all_):
            print(
                f"\r{stage}: {done:,} of {all_:,}",
                end="\n" if done == all_ else "",
                file=sys.stderr,
                flush=True,
            )
        elif not sys.stderr.isatty() and stage not in shown:
            say(f"{stage}: {all_:,}")
        shown.add(stage)

    return show
