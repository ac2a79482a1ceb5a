"""The commands that manage models: ``models list|show|verify|promote|rollback``."""

from __future__ import annotations

from typing import Annotated

import typer

from holdspace.cli.terminal import Models, store_for
from holdspace.registry.card import model_card

Shown = Annotated[str, typer.Argument(help="An alias, a version or a folder.")]

app = typer.Typer(help="List, show, verify and switch the versions of the model.", no_args_is_help=True)


@app.command("list")
def list_models(models: Models = None) -> None:
    """List the models there are, with their aliases and figures."""
    store = store_for(models)
    by_version = {version: alias for alias, version in store.aliases().items()}
    for manifest in store.versions():
        held_out = manifest.metrics["held_out"]
        alias = f" ({by_version[manifest.version]})" if manifest.version in by_version else ""
        print(f"{manifest.version}{alias}: macro-F1 {held_out['macro_f1']:.3f} on {held_out['entries']} unmet entries")


@app.command("show")
def show_model(model: Shown = "current", models: Models = None) -> None:
    """Print a model's card."""
    print(model_card(store_for(models).verify(model)))


@app.command("verify")
def verify_model(model: Shown = "current", models: Models = None) -> None:
    """Check that every file of a model is the one that was saved."""
    print(f"{store_for(models).verify(model).version}: every file is the one that was saved")


@app.command("promote")
def promote_model(
    version: Annotated[str, typer.Argument(help="A version that `models list` names.")], models: Models = None
) -> None:
    """Make a version the current model; the one before it becomes the previous."""
    print(f"{store_for(models).promote(version)} is the current model")


@app.command("rollback")
def roll_back_model(models: Models = None) -> None:
    """Make the previous model the current one again."""
    print(f"{store_for(models).roll_back()} is the current model")
