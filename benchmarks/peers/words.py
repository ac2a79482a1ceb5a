"""Peers that see an entry's words only: tf-idf with logistic regression, and plain keyword lists."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import spacy
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline, make_union
from spacy.matcher import PhraseMatcher

from benchmarks.material import gold
from holdspace import codebook

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from holdspace.types import Example


@dataclass(frozen=True, slots=True)
class TfIdf:
    """Words, word pairs and stretches of characters, weighted by tf-idf, into a logistic regression a theme."""

    name: str = "tf-idf + logistic regression"

    def learn_and_score(self, examples: Sequence[Example], texts: Sequence[str]) -> NDArray[np.float64]:
        """Learn from entries and their themes; score whole entries."""
        model = make_pipeline(
            make_union(
                TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
                TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=3, sublinear_tf=True),
            ),
            OneVsRestClassifier(LogisticRegression(C=10, solver="liblinear", random_state=0)),
        )
        model.fit([example.text for example in examples], gold(examples))
        scores: NDArray[np.float64] = model.decision_function(texts)
        return scores


@dataclass(frozen=True, slots=True)
class Keywords:
    """Counts the plain words of each theme (``content/themes/*.toml``), whoever they are said of, denied or not."""

    name: str = "keyword lists"

    def learn_and_score(self, examples: Sequence[Example], texts: Sequence[str]) -> NDArray[np.float64]:  # noqa: ARG002 - lists don't learn
        """Score entries by how many of a theme's words they hold."""
        nlp = spacy.blank("en")
        matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        themes = codebook.load().themes
        for theme in themes:
            matcher.add(theme.id, [nlp.make_doc(words) for words in theme.words])
        counts = (Counter(span.label_ for span in matcher(doc, as_spans=True)) for doc in map(nlp.make_doc, texts))
        return np.array([[count[theme.id] for theme in themes] for count in counts], dtype=np.float64)
