"""Assistant: text → Reading → Reflection, turn by turn. The one reading path of page, batch and API."""

from __future__ import annotations

import re
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Self

import numpy as np

from holdspace import codebook
from holdspace.classifier.encoder import Encoder
from holdspace.classifier.features import sentence_features, standing_logits
from holdspace.errors import EntryError, ModelError, is_text
from holdspace.language import paraphrase, reader
from holdspace.reflection import course
from holdspace.reflection.checklist import match_checklist
from holdspace.reflection.conversation import Conversation
from holdspace.reflection.reply import reply
from holdspace.registry import Store, shipped
from holdspace.safety.crisis import find_crisis
from holdspace.safety.identifiers import find_identifiers
from holdspace.types import Reading, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from holdspace.registry.store import LoadedModel
    from holdspace.types import Reflection, Sentence

# Of sentences by unmet writers that tell of somebody else alone, a theme is heard in 50 of 100 that touch one at this
# probability, and it is the right one for 88 of these; of those that touch none, one is heard in 6 of 100.
_TOUCHES = 0.3
# What is less likely than this is not heard, whatever else speaks for it.
_FAINT = 0.1
# Twenty times the longest entry of the corpus; more than this is a file that was pasted by mistake.
LONGEST_ENTRY = 100_000
# The tokenizer looks over such a stretch again and again; a person does not write one, yet may paste one among words.
_UNBROKEN = re.compile(r"\S{1000,}")
# Texts that travel to a worker at a time, and batches that wait for each: enough to keep it busy, few enough that
# memory does not grow with the file.
_CHUNK, _WAITING = 32, 3


@contextmanager
def _forgetting() -> Iterator[None]:
    """Let no word of an entry stay behind, in spaCy's vocabularies or in the cache of spellings."""
    try:
        yield
    finally:
        reader.forget()
        paraphrase.forget()


class Assistant:
    """Reads entries and reflects them back.

    Parameters
    ----------
    model : LoadedModel
        A verified model.
    threads : int
        Threads for the encoder.
    """

    def __init__(self, model: LoadedModel, *, threads: int = 2) -> None:
        self.version = model.manifest.version
        self._book = codebook.load()
        items = tuple(item.id for item in self._book.checklist)
        learned = model.themes.labels, model.checklist.labels, model.heard.labels
        if learned != (self._book.theme_ids, items, self._book.heard):
            raise ModelError(
                f"{self.version} was trained for another codebook: its themes, checklist items, facets or tones are "
                "not those of content/. Run `holdspace train` again."
            )
        self._model = model
        self._encoder = Encoder(model.encoder_folder, threads=threads)

    @classmethod
    def load(cls, model: str | Path = "current", *, store: Store | None = None, threads: int = 2) -> Self:
        """Load a model by alias, version or folder, verify it, and return an assistant that reads with it.

        Raises
        ------
        holdspace.errors.ModelError
            If there is no such model, or a file of it is not the one that its manifest names.
        """
        return cls((store or shipped()).load(model), threads=threads)

    def read(self, text: str) -> Reading:
        """Read one entry: its themes with their evidence, what was set aside and why, checklist, crisis, identifiers.

        Raises
        ------
        EntryError
            If there are no words in it, or far too many.
        """
        text = check_entry(text)
        found = reader.read(_prose(text))
        sentences = found.sentences
        head, danger = self._model.themes, self._model.crisis
        if not (found.english and sentences):
            # The head has learned English only; the rules still hear an English line among others.
            deaf = np.zeros((len(sentences), 0), dtype=np.float32)
            return Reading(
                text=text,
                model=self.version,
                english=False,
                scores=dict.fromkeys(head.labels, 0.0),
                crisis=find_crisis(sentences, deaf, ()),
                identifiers=find_identifiers(text),
            )
        vectors = self._encoder([sentence.text for sentence in sentences])
        features = sentence_features(sentences, vectors, self._book.theme_ids)
        logits = head.logits(features) + standing_logits(sentences, head.labels, self._book.told_of_others)
        scores, themes, evidence = head.decide(sentences, logits)
        # In the entry's own words: a key that was blanked for the reading stands in them.
        evidence = tuple(replace(one, text=text[one.start : one.end]) for one in evidence)
        return Reading(
            text=text,
            model=self.version,
            sentences=sentences,
            themes=themes,
            scores=scores,
            evidence=evidence,
            set_aside=tuple(_set_aside(sentences, {theme.theme for theme in themes})),
            checklist=match_checklist(sentences, features, self._model.checklist, self._book),
            heard=self._heard(sentences, features),
            touched=self._touched(sentences, features),
            crisis=find_crisis(sentences, danger.calibrate(danger.logits(features)), danger.labels),
            identifiers=find_identifiers(text),
            third_person=found.third_person,
        )

    def _heard(self, sentences: Sequence[Sentence], features: NDArray[np.float32]) -> dict[int, dict[str, float]]:
        found = self._model.heard.likely(features, _FAINT)
        return {sentence.start: likely for sentence, likely in zip(sentences, found, strict=True)}

    def _touched(self, sentences: Sequence[Sentence], features: NDArray[np.float32]) -> dict[int, str]:
        likely = self._model.themes.touched(features)
        return {
            sentence.start: self._book.theme_ids[int(row.argmax())]
            for sentence, row in zip(sentences, likely, strict=True)
            if row.max() >= _TOUCHES
        }

    def entry_vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a unit vector for each whole text, the mean of its sentences': for likeness between entries."""
        rows = []
        for text in texts:
            vectors = self._encoder([sentence.text for sentence in reader.read(text).sentences] or [text])
            mean = vectors.mean(axis=0)
            rows.append(mean / np.linalg.norm(mean))
        return np.stack(rows)

    def read_many(self, texts: Iterable[str], *, workers: int = 1) -> Iterator[Reading]:
        """Read a stream of entries, in order, holding only a few in memory.

        Parameters
        ----------
        texts : iterable of str
            May be endless.
        workers : int
            Processes; each loads the model once, and a script that asks for more than one needs the usual
            ``if __name__ == "__main__"``. The readings are the same for any number.

        Raises
        ------
        EntryError
            At a text that can't be read, with one worker right there, with more at its batch; :func:`check_entry`
            tells beforehand.
        """
        if workers <= 1:
            yield from map(self.read, texts)
            return
        with ProcessPoolExecutor(
            workers, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(self._model,)
        ) as pool:
            yield from _in_order(pool, iter(texts), ahead=workers * _WAITING)

    @_forgetting()
    def reflect(
        self, reading: Reading, *, conversation: Conversation | None = None, next_steps: bool = False
    ) -> Reflection:
        """Reflect a reading back: crisis language met first, then the reflection, then one open question.

        Next steps come only when asked for. :meth:`turn` keeps a conversation going; this answers once.
        """
        reflection, conversation = reply(reading, conversation or Conversation(), self._book)
        if not next_steps or not reading.english:
            return reflection
        offer, _ = course.offer(conversation, self._book)
        return replace(reflection, next_steps=offer.steps, offer=" ".join(filter(None, (offer.lead, offer.thought))))

    @_forgetting()
    def turn(self, text: str, conversation: Conversation) -> tuple[Reading, Reflection, Conversation]:
        """Read one more turn of a conversation and answer it: what is told is reflected, what is asked for is answered.

        A turn that only asks ("just listen", "what could I do?") adds no reading to the conversation.
        """
        reading = self.read(text)
        return reading, *course.answer(reading, conversation, self._book)

    @_forgetting()
    def repair(self, conversation: Conversation) -> tuple[Reflection, Conversation]:
        """Answer "no, that's not it": own it, take the themes back, ask again."""
        return course.repair(conversation, self._book)

    @_forgetting()
    def offer(self, conversation: Conversation) -> tuple[course.Offer, Conversation]:
        """Answer "what could I do?" with a few next steps for all that was said."""
        return course.offer(conversation, self._book)

    @_forgetting()
    def listen(self, conversation: Conversation) -> tuple[Reflection, Conversation]:
        """Answer "just listen": from here on no questions, and no offers until they are asked for."""
        return course.listen(conversation, self._book)

    @_forgetting()
    def close(self, conversation: Conversation) -> tuple[Reflection, Conversation]:
        """Gather what was said, in the person's own words, and let them go."""
        return course.close(conversation, self._book)


def check_entry(text: str) -> str:
    """Return ``text`` when it can be read as an entry.

    Raises
    ------
    EntryError
        If it holds no words, is far too long, or is no text at all. The message never quotes it.
    """
    if not isinstance(text, str):
        raise EntryError("an entry must be text")
    if len(text) > LONGEST_ENTRY:
        raise EntryError(
            f"the entry has {len(text):,} characters; up to {LONGEST_ENTRY:,} can be read at once. "
            "Split it into shorter entries."
        )
    if "\x00" in text or not is_text(text):
        raise EntryError("this is not text: it holds zero bytes or broken characters. Give plain text in UTF-8.")
    # Other writings do without spaces: what is blanked of them are words, though none that can be read.
    if not any(character.isalpha() for character in _prose(text)) and not _holds_other_writing(text):
        raise EntryError("there are no words to read. Write a line or two, in your own words.")
    return text


def _holds_other_writing(text: str) -> bool:
    return not text.isascii() and any(character.isalpha() and not character.isascii() for character in text)


def _prose(text: str) -> str:
    """Blank out, place for place, what is no prose, so that the words around it are still heard."""
    return _UNBROKEN.sub(lambda stretch: " " * len(stretch.group()), text)


def _set_aside(sentences: Sequence[Sentence], tagged: set[str]) -> Iterator[SetAside]:
    """Themes that the words name and that are not tagged, each once, with the reason."""
    seen: set[str] = set()
    for sentence in sentences:
        for named in sentence.spoken:
            if named.theme in sentence.denied - tagged - seen:
                seen.add(named.theme)
                yield SetAside(named.theme, named.standing, named.cue, sentence.start, sentence.end)


def _in_order(pool: ProcessPoolExecutor, texts: Iterator[str], *, ahead: int) -> Iterator[Reading]:
    waiting: deque[Future[list[Reading]]] = deque()
    while True:
        while len(waiting) < ahead and (chunk := list(islice(texts, _CHUNK))):
            waiting.append(pool.submit(_read_chunk, chunk))
        if not waiting:
            return
        yield from waiting.popleft().result()


_worker: Assistant


def _start_worker(model: LoadedModel) -> None:
    global _worker  # noqa: PLW0603 - one assistant a process, loaded once
    _worker = Assistant(model, threads=1)


def _read_chunk(texts: list[str]) -> list[Reading]:
    return [_worker.read(text) for text in texts]
