"""What the head sees of a sentence: its vector, which knows its context, and how its words stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from holdspace.types import Sentence, Standing

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

CUES = (
    "own", "anothers", "negation", "imagined", "over", "still", "advised", "second", "generic",
    "question", "third_person", "first_object",
)  # fmt: skip
STANDINGS = tuple(standing for standing in Standing if standing is not Standing.HELD)
# Marks are 0 or 1 where a vector's numbers are near 0.05: this scale lets one regularisation serve both.
_MARK = 0.5
# The logit of what cannot be: a theme that a sentence denies, an entry without a sentence.
SILENT = -20.0
# Of the evidence that the corpus marks, 1 to 8 % by theme tells of somebody else alone; of what it marks as another's,
# half. Twice this doubt measured the same on unmet groups.
_DOUBT = -2.0


def width(vector_width: int, themes: Sequence[str]) -> int:
    """Return the number of features of a sentence."""
    return vector_width + len(CUES) + len(STANDINGS) + 2 * len(themes)


def sentence_features(
    sentences: Sequence[Sentence], vectors: NDArray[np.float32], themes: Sequence[str]
) -> NDArray[np.float32]:
    """Return the features of the sentences of one entry.

    Parameters
    ----------
    sentences : sequence of Sentence
        The sentences of one entry, in order.
    vectors : array of shape (n_sentences, width)
        Their unit vectors.
    themes : sequence of str
        Theme ids, in the head's order.

    Returns
    -------
    array of shape (n_sentences, width + cues + standings + 2 * n_themes)
    """
    marks = np.array(
        [
            [cue in s.cues for cue in CUES]
            + [s.standing is standing for standing in STANDINGS]
            + [theme in s.named for theme in themes]
            + [theme in s.denied for theme in themes]
            for s in sentences
        ],
        dtype=np.float32,
    )
    return np.hstack([vectors, marks * _MARK])


def standing_logits(
    sentences: Sequence[Sentence], themes: Sequence[str], told_of_others: Collection[str]
) -> NDArray[np.float32]:
    """Return what its standing takes from the logit of each theme in each sentence, ``(n_sentences, n_themes)``.

    A sentence whose words name a theme, and all of them as denied or another's, cannot carry it. One that tells of
    somebody else alone is doubted in every theme that it doesn't name. A theme in ``told_of_others`` is spared where
    words are said of others: contempt for "them" is the writer's own.
    """
    return np.array(
        [[_standing_logit(sentence, theme, theme in told_of_others) for theme in themes] for sentence in sentences],
        dtype=np.float32,
    )


def _standing_logit(sentence: Sentence, theme: str, spared: bool) -> float:
    if theme in sentence.denied:
        of_others = any(n.theme == theme and n.standing is Standing.ANOTHERS for n in sentence.spoken)
        return 0.0 if spared and of_others else SILENT
    of_others = sentence.standing is Standing.ANOTHERS and "own" not in sentence.cues
    return _DOUBT if of_others and not spared and theme not in sentence.named else 0.0
