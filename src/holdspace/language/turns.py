"""Lets threads take turns with a spaCy pipeline, and its vocabulary forget what it has read."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

# Words are made anew after every zone: with a zone for each text the language part of a reading takes a third longer.
# These many characters of the corpus grow the process by 3 MB.
_CHARACTERS = 400_000


class Turns:
    """One reader of a pipeline at a time, in a memory zone that is renewed now and then.

    Without zones every new word of a long run would stay in the vocabulary for good. Two zones at once would free each
    other's words (spaCy: "memory zones should not be nested"), so threads wait for each other here.

    Parameters
    ----------
    nlp : Language
        A loaded pipeline; nobody else may read with it.
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._lock = Lock()
        self._zone = ExitStack()
        self._left = 0

    @contextmanager
    def read(self, text: str) -> Iterator[Language]:
        """Yield the pipeline for one text; what it makes of the text must not outlive the block."""
        with self._lock:
            if self._left <= 0:
                self._zone.close()
                self._zone.enter_context(self._nlp.memory_zone())
                self._left = _CHARACTERS
            self._left -= len(text)
            yield self._nlp

    def forget(self) -> None:
        """Let the vocabulary drop the words of all texts that were read."""
        with self._lock:
            self._zone.close()
            self._left = 0
