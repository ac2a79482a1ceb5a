"""Sentence vectors from a MiniLM encoder in ONNX, int8 per channel; no torch at run time.

MiniLM-L6 sentence encoder: Wang et al. 2020 (arXiv:2002.10957), Reimers & Gurevych 2019 (arXiv:1908.10084).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

# Sentences are cut at forty words, so that few are longer than this many word pieces.
MAX_PIECES = 64
# Small batches of like length: on two cores they beat large ones on memory and lose nothing on speed.
_BATCH = 8


class Encoder:
    """Turns sentences into unit vectors.

    Parameters
    ----------
    folder : Path
        Holds ``model.onnx`` and ``tokenizer.json``; digests are the registry's affair.
    threads : int
        Threads for one batch. Worker processes use one each.
    """

    def __init__(self, folder: Path, *, threads: int = 2) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_PIECES)
        self._tokenizer.no_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # The arena keeps the largest batch ever seen; without it memory stays flat over millions of rows.
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.width = int(self._session.get_outputs()[0].shape[-1])

    def __call__(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a sentence, shape ``(len(sentences), width)``."""
        vectors = np.empty((len(sentences), self.width), dtype=np.float32)
        encodings = self._tokenizer.encode_batch_fast(list(sentences))
        order = sorted(range(len(sentences)), key=lambda i: len(encodings[i].ids))
        for begin in range(0, len(order), _BATCH):
            rows = order[begin : begin + _BATCH]
            longest = max(len(encodings[i].ids) for i in rows)
            ids = np.zeros((len(rows), longest), dtype=np.int64)
            mask = np.zeros((len(rows), longest), dtype=np.int64)
            for row, i in enumerate(rows):
                pieces = encodings[i].ids
                ids[row, : len(pieces)] = pieces
                mask[row, : len(pieces)] = 1
            (vectors[rows],) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        return vectors
