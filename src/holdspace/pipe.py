"""A door into spaCy: ``nlp.add_pipe("holdspace")`` puts a reading on every document of anybody's pipeline.

``doc.cats`` holds the calibrated score of every theme, ``doc.spans["holdspace"]`` the evidence as labelled spans, and
``doc._.holdspace`` the tagged row as plain data (so that documents can be written and sent to other processes), or None
where there was nothing to read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from holdspace.assistant import Assistant
from holdspace.batch.rows import tagged_row
from holdspace.errors import EntryError

if TYPE_CHECKING:
    from pathlib import Path

Doc.set_extension("holdspace", default=None, force=True)


class HoldspacePipe:
    """Pipeline component that reads each document's text."""

    def __init__(self, model: str | Path) -> None:
        self.assistant = Assistant.load(model)

    def __call__(self, doc: Doc) -> Doc:
        doc.spans["holdspace"] = []
        try:
            reading = self.assistant.read(doc.text)
        except EntryError:
            return doc
        doc._.holdspace = tagged_row("", reading)
        doc.cats.update(reading.scores)
        spans = (
            doc.char_span(found.start, found.end, label=found.theme, alignment_mode="expand")
            for found in reading.evidence
        )
        doc.spans["holdspace"] = [span for span in spans if span is not None]
        return doc


@Language.factory(
    "holdspace", default_config={"model": "current"}, assigns=["doc.cats", "doc.spans", "doc._.holdspace"]
)
def make_holdspace(nlp: Language, name: str, model: str) -> HoldspacePipe:  # noqa: ARG001 - spaCy's signature
    """Make the component that tags themes; ``model`` is an alias, a version or a folder."""
    return HoldspacePipe(model)
