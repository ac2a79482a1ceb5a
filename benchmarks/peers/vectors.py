"""Peers that see sentence vectors of a frozen MiniLM: a logistic regression on them, and likeness to definitions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from holdspace import codebook
from holdspace.classifier.encoder import Encoder
from holdspace.language.reader import read
from holdspace.training.labelled import Labelled, carried
from holdspace.types import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from holdspace.types import Example


@dataclass(frozen=True, slots=True)
class SentenceVectors:
    """Sentences and their unit vectors by text, read and encoded once for every fold; and the themes' definitions."""

    sentences: dict[str, tuple[Sentence, ...]]
    vectors: dict[str, NDArray[np.float32]]
    definitions: NDArray[np.float32]

    @classmethod
    def of(cls, texts: Iterable[str], encoder_folder: Path, *, threads: int = 2) -> SentenceVectors:
        """Encode texts, each once."""
        encoder = Encoder(encoder_folder, threads=threads)
        sentences = {text: read(text).sentences or (Sentence(text, 0, len(text)),) for text in dict.fromkeys(texts)}
        # One at a time: these peers know no context.
        flat = np.vstack([encoder([sentence.text]) for found in sentences.values() for sentence in found])
        ends = np.cumsum([len(found) for found in sentences.values()])
        return cls(
            sentences,
            dict(zip(sentences, np.split(flat, ends[:-1]), strict=True)),
            np.vstack([encoder([theme.definition]) for theme in codebook.load().themes]),
        )

    def strongest(self, texts: Sequence[str], scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return each text's best sentence for each theme, from ``scores`` of all their sentences in order."""
        begins = np.cumsum([0, *(len(self.vectors[text]) for text in texts)])[:-1]
        best: NDArray[np.float64] = np.maximum.reduceat(scores, begins, axis=0)
        return best

    def stacked(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of all sentences of ``texts``, in order."""
        return np.concatenate([self.vectors[text] for text in texts])


@dataclass(frozen=True, slots=True)
class FrozenVectors:
    """Logistic regression on the vector of each sentence, taught by the evidence; an entry is its best sentence."""

    known: SentenceVectors
    name: str = "frozen MiniLM + logistic regression"

    def learn_and_score(self, examples: Sequence[Example], texts: Sequence[str]) -> NDArray[np.float64]:
        """Learn from sentences that are evidence or are not; score entries by their best sentence."""
        themes = codebook.load().theme_ids
        carries = [
            carried(s, Labelled.from_example(example), themes)
            for example in examples
            for s in self.known.sentences[example.text]
        ]
        model = OneVsRestClassifier(LogisticRegression(C=1, max_iter=500))
        model.fit(self.known.stacked([example.text for example in examples]), np.array(carries))
        return self.known.strongest(texts, model.decision_function(self.known.stacked(texts)))


@dataclass(frozen=True, slots=True)
class ZeroShot:
    """Likeness of each sentence to the definition of each theme; nothing is learned but the cut-offs."""

    known: SentenceVectors
    name: str = "zero-shot: likeness to definitions"

    def learn_and_score(self, examples: Sequence[Example], texts: Sequence[str]) -> NDArray[np.float64]:  # noqa: ARG002 - nothing is learned
        """Score entries by the cosine of their best sentence."""
        likeness = (self.known.stacked(texts) @ self.known.definitions.T).astype(np.float64)
        return self.known.strongest(texts, likeness)
