"""spaCy's own ``textcat_multilabel``, trained by spaCy's own loop with the settings in ``textcat.cfg``."""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import spacy
from spacy.language import DEFAULT_CONFIG
from spacy.tokens import DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config

from holdspace import codebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from holdspace.types import Example

_SETTINGS = Path(__file__).with_name("textcat.cfg")
# One learning group in ten says when to stop; it teaches nothing else.
_STOPPING = 10


@dataclass(frozen=True, slots=True)
class TextCat:
    """spaCy's ensemble of bag and tok2vec, stopped early on groups that it does not learn from."""

    most_steps: int = 1500
    name: str = "spaCy textcat_multilabel"

    def learn_and_score(self, examples: Sequence[Example], texts: Sequence[str]) -> NDArray[np.float64]:
        """Learn from nine groups in ten, keep the model that does best on the tenth, and score entries with it."""
        groups = sorted({example.group for example in examples})
        stopping = set(groups[_STOPPING // 2 :: _STOPPING])
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            _pack((example for example in examples if example.group not in stopping), folder / "train.spacy")
            _pack((example for example in examples if example.group in stopping), folder / "dev.spacy")
            config = DEFAULT_CONFIG.merge(load_config(_SETTINGS))
            config["paths"] |= {"train": str(folder / "train.spacy"), "dev": str(folder / "dev.spacy")}
            config["training"]["max_steps"] = self.most_steps
            # spaCy's table of losses goes nowhere: standard output is for the benchmark's.
            train(init_nlp(config), folder, stdout=io.StringIO())
            nlp = spacy.load(folder / "model-best")
        themes = codebook.load().theme_ids
        likely = np.array([[doc.cats[theme] for theme in themes] for doc in nlp.pipe(texts)], dtype=np.float64)
        likely = likely.clip(1e-6, 1 - 1e-6)
        return np.log(likely / (1 - likely))


def _pack(examples: Iterable[Example], path: Path) -> None:
    nlp = spacy.blank("en")
    packed = DocBin()
    for example in examples:
        doc = nlp.make_doc(example.text)
        doc.cats = {theme: float(theme in example.themes) for theme in codebook.load().theme_ids}
        packed.add(doc)
    packed.to_disk(path)
