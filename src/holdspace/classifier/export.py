"""Exports a fine-tuned transformer to ONNX in whole numbers, such that every processor reads alike with it.

Needs torch, like all that fine-tunes. Three things keep the whole numbers near the floats, and alike everywhere:

- A scale a channel for weights: a scale a matrix loses accuracy.
- Weights in seven of the eight bits. Processors without VNNI add two products of a weight and an activation in sixteen
  bits, which eight would overflow.
- Activations have one scale a matrix, which a few strong channels set for all. These are weakened, and their weights
  strengthened by as much (SmoothQuant, Xiao et al. 2022, arXiv:2211.10438): that halves what rounding takes from a
  sentence's vector.
"""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from holdspace.classifier.pieces import WordPieces
from holdspace.classifier.windows import LONGEST, windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdspace.classifier.lesson import Lesson

# How much of a channel's strength goes over to the weights. At .65 rounding takes half as much again, at .9 two
# thirds more.
_SMOOTHED = 0.8
# Lessons, taken evenly, that show how strong channels get.
_SHOWN = 300
_FAINTEST = 1e-4


def export(transformer: nn.Module, lessons: Sequence[Lesson], base: Path, folder: Path) -> None:
    """Write ``model.onnx`` and ``tokenizer.json`` into ``folder``; the transformer is changed on the way.

    Parameters
    ----------
    transformer : a BERT in transformers' layout
    lessons : texts like those that it will read
    base : folder that holds its tokenizer
    folder : where to write
    """
    shown = _shown(lessons, WordPieces(base / "tokenizer.json"))
    _smooth(transformer, [torch.tensor([pieces]) for pieces in shown])
    example = {name: torch.ones((2, 8), dtype=torch.int64) for name in ("input_ids", "attention_mask")}
    shape = {0: torch.export.Dim("windows"), 1: torch.export.Dim("pieces", max=LONGEST)}
    with tempfile.TemporaryDirectory() as scratch:
        full, looked_up = Path(scratch) / "full.onnx", Path(scratch) / "looked_up.onnx"
        torch.onnx.export(
            _States(transformer).eval(),
            tuple(example.values()),
            full,
            input_names=list(example),
            output_names=["states"],
            dynamic_shapes=dict.fromkeys(example, shape),
            external_data=False,
            dynamo=True,
            verbose=False,
        )
        # What is looked up is not multiplied, and keeps all its bits.
        to_int8 = partial(quantize_dynamic, per_channel=True, weight_type=QuantType.QInt8)
        to_int8(full, looked_up, op_types_to_quantize=["Gather"])
        to_int8(looked_up, folder / "model.onnx", op_types_to_quantize=["MatMul"], reduce_range=True)
    _forget_origin(folder / "model.onnx")
    (folder / "tokenizer.json").write_bytes((base / "tokenizer.json").read_bytes())


def _shown(lessons: Sequence[Lesson], pieces_of: WordPieces) -> Iterator[list[int]]:
    """Word pieces of the windows of lessons that are taken evenly."""
    for lesson in lessons[:: max(1, len(lessons) // _SHOWN)]:
        for window in windows(pieces_of(lesson.sentences)):
            yield window.pieces


def _smooth(transformer: nn.Module, shown: Sequence[torch.Tensor]) -> None:
    """Weaken strong channels on their way into the feed-forward layers, where nearly all of the loss arises."""
    dense = {
        name: module
        for name, module in transformer.named_modules()
        if name.endswith((".intermediate.dense", ".output.dense")) and ".attention." not in name
    }
    strongest = {name: torch.full((module.in_features,), _FAINTEST) for name, module in dense.items()}

    def note(name: str, _: nn.Module, given: tuple[torch.Tensor]) -> None:
        strongest[name] = torch.maximum(strongest[name], given[0].abs().flatten(0, -2).amax(0))

    hooks = [module.register_forward_pre_hook(partial(note, name)) for name, module in dense.items()]
    with torch.no_grad():
        for pieces in shown:
            transformer(input_ids=pieces, attention_mask=torch.ones_like(pieces))
    for hook in hooks:
        hook.remove()
    for name, module in dense.items():
        transformer.set_submodule(name, _Smoothed(module, strongest[name]))


class _Smoothed(nn.Module):  # type: ignore[misc]
    """A linear layer whose strong channels are weakened before it and strengthened in it: the same but for rounding."""

    def __init__(self, linear: nn.Linear, strongest: torch.Tensor) -> None:
        super().__init__()
        weights = linear.weight.detach().abs().amax(0).clamp_min(_FAINTEST)
        by = strongest**_SMOOTHED / weights ** (1 - _SMOOTHED)
        self.linear = linear
        linear.weight = nn.Parameter(linear.weight.detach() * by)
        self.register_buffer("weaker", 1 / by)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        return self.linear(states * self.weaker)


class _States(nn.Module):  # type: ignore[misc]
    """A transformer that returns its last layer's states, shape ``(windows, pieces, width)``, and nothing else."""

    def __init__(self, transformer: nn.Module) -> None:
        super().__init__()
        self.transformer = transformer

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        states: torch.Tensor = self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return states


def _forget_origin(file: Path) -> None:
    """Take out what the exporter wrote of the machine: stack traces with its paths."""
    model = onnx.load(file)
    graph = model.graph
    values = (*graph.value_info, *graph.input, *graph.output)
    for part in (model, graph, *graph.node, *values, *graph.initializer, *model.functions):
        del part.metadata_props[:]
        part.ClearField("doc_string")
    onnx.save(model, file)
