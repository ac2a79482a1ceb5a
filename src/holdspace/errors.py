"""What can go wrong, said so that a practitioner can act. A message never holds the text of an entry."""

from __future__ import annotations

import traceback
from pathlib import Path


def is_text(text: str) -> bool:
    """Return whether a string can be written as UTF-8; JSON can smuggle in half of a character pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class HoldspaceError(Exception):
    """Anything that Holdspace refuses, with one plain line that says what to do."""


class ContentError(HoldspaceError):
    """A file under ``content/`` is malformed; the message names file and line."""


class CorpusError(HoldspaceError):
    """Labelled data can't be used; the message names the file and, where it can, the line."""


class TableError(HoldspaceError):
    """A table to tag can't be read or written; the message names file and line."""


class ModelError(HoldspaceError):
    """A model is missing, altered or of another make."""


class EntryError(HoldspaceError):
    """A text can't be read as an entry."""


def place_of(broken: BaseException) -> str:
    """Return the kind of an unexpected error and where it arose: its message may hold an entry's words."""
    place = traceback.extract_tb(broken.__traceback__)[-1]
    return f"{type(broken).__name__} in {Path(place.filename).name}, line {place.lineno}"
