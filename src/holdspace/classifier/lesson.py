"""What an encoder is fine-tuned on, one text at a time; apart from the fine-tuning, which needs torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Lesson:
    """One text to learn from: its sentences and what each carries.

    ``carries`` and ``known`` have the shape ``(n_sentences, n_labels)``; a label that is not known of a sentence
    teaches nothing there.
    """

    sentences: tuple[str, ...]
    carries: NDArray[np.bool_]
    known: NDArray[np.bool_]
