"""Holdspace: reads what a helper writes and reflects it back. Nothing leaves the machine.

>>> import holdspace
>>> assistant = holdspace.load()
>>> reading = assistant.read("I keep seeing his face when I close my eyes.")
>>> [found.theme for found in reading.themes]
['intrusive_thoughts']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from holdspace.assistant import Assistant

__version__ = "0.1.0"
__all__ = ["__version__", "load"]


def load(model: str | Path = "current") -> Assistant:
    """Return an assistant that reads with ``model``: an alias, a version or a folder.

    Parameters
    ----------
    model : str or Path
        ``"current"`` (what ships), ``"previous"``, a version such as ``"themes-1.11.0"``, or a path to
        a model's folder.

    Raises
    ------
    holdspace.errors.ModelError
        If there is no such model, or one of its files is not the one its manifest names.
    """
    # Imported here so that `import holdspace` stays cheap for those who want the types alone.
    from holdspace.assistant import Assistant  # noqa: PLC0415

    return Assistant.load(model)
