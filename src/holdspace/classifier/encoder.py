"""Sentence vectors from a small BERT in ONNX, int8 per channel; no torch at run time.

Sentence vectors by BERT: Reimers & Gurevych 2019 (arXiv:1908.10084).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnxruntime

from holdspace.classifier.pieces import WordPieces
from holdspace.classifier.windows import windows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray


class Encoder:
    """Turns the sentences of an entry into unit vectors, each read in the context of the others.

    Parameters
    ----------
    folder : Path
        Holds ``model.onnx`` and ``tokenizer.json``; digests are the registry's affair.
    threads : int
        Threads for one window. Worker processes use one each.
    """

    def __init__(self, folder: Path, *, threads: int = 2) -> None:
        self._pieces = WordPieces(folder / "tokenizer.json")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # The arena keeps the largest window ever seen; without it memory stays flat over millions of rows.
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"),
            options,
            providers=["CPUExecutionProvider"],
            # With sum and norm fused a window takes a quarter longer (onnxruntime 1.31).
            disabled_optimizers=["SkipLayerNormFusion"],
        )
        self.width = int(self._session.get_outputs()[0].shape[-1])

    def __call__(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector for each of an entry's sentences, shape ``(len(sentences), width)``.

        A sentence without a word piece has a vector of zeros.
        """
        vectors = np.zeros((len(sentences), self.width), dtype=np.float32)
        # One window at a time: int8 activations are scaled over all that is run together, so that a batch would make
        # a reading hang on its company; and a full window keeps a core as busy as a batch does.
        for window in windows(self._pieces(sentences)):
            pieces = np.array([window.pieces], dtype=np.int64)
            (states,) = self._session.run(None, {"input_ids": pieces, "attention_mask": np.ones_like(pieces)})
            for number, start, end in window.sentences:
                mean = states[0, start:end].mean(axis=0)
                vectors[number] = mean / np.linalg.norm(mean)
        return vectors
