"""What Holdspace is measured against: each learns from the same entries and scores the same texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from holdspace.types import Example


class Peer(Protocol):
    """A plain way to tag themes; a higher score says that a theme is likelier there, on any scale."""

    @property
    def name(self) -> str:
        """What the table calls it."""
        ...

    def learn_and_score(self, examples: Sequence[Example], texts: Sequence[str]) -> NDArray[np.float64]:
        """Learn from labelled ``examples`` alone and score ``texts``, shape ``(n_texts, n_themes)``."""
        ...
