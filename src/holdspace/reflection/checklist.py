"""Checklist items that an entry's words touch; the person's to confirm, never counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from holdspace.types import ChecklistMatch, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from holdspace.classifier.head import Head
    from holdspace.codebook import Codebook
    from holdspace.types import Sentence

# More than this on one page reads like a questionnaire.
_MOST = 5


def match_checklist(
    sentences: Sequence[Sentence], features: NDArray[np.float32], head: Head, book: Codebook
) -> tuple[ChecklistMatch, ...]:
    """Return matching items, clearest first, with the sentence that touched each.

    An item matches by its plain words or by likeness to how people put it (the head). Only sentences that the helper
    holds as their own, now, can touch one.

    Parameters
    ----------
    sentences : the entry's sentences
    features : array of shape (n_sentences, n_features), what the head sees of them
    head : the checklist head
    book : the codebook, for the items' wording
    """
    held = [row for row, sentence in enumerate(sentences) if sentence.standing is Standing.HELD]
    if not held:
        return ()
    strength = head.calibrate(head.logits(features[held]))
    strength = np.where(strength >= head.threshold, strength, 0.0)
    for row, where in enumerate(held):
        for item in sentences[where].items:
            strength[row, head.labels.index(item)] = 1.0
    strongest = strength.max(axis=0)
    clearest = [k for k in np.argsort(-strongest, kind="stable")[:_MOST] if strongest[k] > 0]
    return tuple(
        ChecklistMatch(head.labels[k], book.item(head.labels[k]).text, sentence.start, sentence.end)
        for k in clearest
        for sentence in [sentences[held[int(strength[:, k].argmax())]]]
    )
