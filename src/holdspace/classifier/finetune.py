"""Fine-tunes the sentence encoder on the corpus and exports it to ONNX, int8 per channel.

The only file that needs torch (``pip install holdspace[train]``), and only ``make encoder`` runs it. Sentences learn
to carry their themes (multi-label cross-entropy on the mean-pooled vector); the embeddings and the lower layers stay
frozen, which keeps what MiniLM knows of English and halves the time.
"""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import AutoModel, AutoTokenizer

from holdspace.classifier.encoder import MAX_PIECES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

# Unit vectors need room before a sigmoid: this scale lets a linear layer of ordinary weights saturate.
_SCALE = 8.0


@dataclass(frozen=True, slots=True)
class Settings:
    """How to fine-tune; no passes exports the base encoder as it is."""

    passes: int = 4
    batch: int = 32
    rate: float = 1e-4
    head_rate: float = 2e-3
    frozen_layers: int = 2
    warm_up: float = 0.1
    seed: int = 0


class SentenceEncoder(nn.Module):  # type: ignore[misc]
    """A transformer whose mean-pooled, normalised last layer is the sentence's vector."""

    def __init__(self, transformer: nn.Module) -> None:
        super().__init__()
        self.transformer = transformer

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Return unit vectors, shape ``(batch, width)``."""
        states = self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        mean = (states * mask).sum(1) / mask.sum(1).clamp(min=1.0)
        return nn.functional.normalize(mean, dim=1)


def fine_tune(
    base: Path,
    sentences: Sequence[str],
    carries: NDArray[np.bool_],
    known: NDArray[np.bool_],
    *,
    settings: Settings,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> SentenceEncoder:
    """Return an encoder fine-tuned on sentences and the labels they carry.

    Parameters
    ----------
    base : folder of the pretrained model, in transformers' layout
    sentences : n sentences
    carries : bool array of shape (n, n_labels)
    known : bool array of the same shape; a label that is not known of a sentence teaches nothing
    settings : how to
    progress : called with a stage's name, what is done and what there is
    """
    torch.manual_seed(settings.seed)
    torch.use_deterministic_algorithms(mode=True)
    transformer = AutoModel.from_pretrained(base, local_files_only=True)
    model = SentenceEncoder(transformer)
    model.eval()
    if not settings.passes:
        return model
    for part in (transformer.embeddings, *transformer.encoder.layer[: settings.frozen_layers]):
        part.requires_grad_(requires_grad=False)
    tokenizer = AutoTokenizer.from_pretrained(base, local_files_only=True)
    pieces = tokenizer(list(sentences), truncation=True, max_length=MAX_PIECES)["input_ids"]
    targets = torch.tensor(carries, dtype=torch.float32)
    weights = torch.tensor(known, dtype=torch.float32)
    head = nn.Linear(transformer.config.hidden_size, targets.shape[1])
    nn.init.constant_(head.bias, -3.0)
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in transformer.parameters() if p.requires_grad], "lr": settings.rate},
            {"params": head.parameters(), "lr": settings.head_rate},
        ],
        weight_decay=0.01,
    )
    steps = settings.passes * -(-len(sentences) // settings.batch)
    warm = max(1, int(settings.warm_up * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
    )
    loss_of = nn.BCEWithLogitsLoss(reduction="none")
    rng = random.Random(settings.seed)
    model.train()
    step = 0
    for _ in range(settings.passes):
        for rows in _batches([len(p) for p in pieces], settings.batch, rng):
            ids, mask = _padded([pieces[row] for row in rows], tokenizer.pad_token_id)
            losses = loss_of(head(model(ids, mask) * _SCALE), targets[rows]) * weights[rows]
            loss = losses.sum() / weights[rows].sum()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            progress("fine-tuning", step, steps)
    model.eval()
    return model


def export(model: SentenceEncoder, base: Path, folder: Path) -> None:
    """Write ``model.onnx`` (int8 per channel: per tensor loses accuracy) and ``tokenizer.json`` into ``folder``."""
    example: dict[str, Any] = {
        "input_ids": torch.ones((2, 8), dtype=torch.int64),
        "attention_mask": torch.ones((2, 8), dtype=torch.int64),
    }
    shape = {0: torch.export.Dim("batch"), 1: torch.export.Dim("pieces", max=512)}
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            model,
            (example["input_ids"], example["attention_mask"]),
            full,
            input_names=list(example),
            output_names=["vector"],
            dynamic_shapes={"input_ids": shape, "attention_mask": shape},
            external_data=False,
            dynamo=True,
            verbose=False,
        )
        quantize_dynamic(full, folder / "model.onnx", per_channel=True, weight_type=QuantType.QInt8)
    (folder / "tokenizer.json").write_bytes((base / "tokenizer.json").read_bytes())


def _batches(lengths: Sequence[int], size: int, rng: random.Random) -> Iterator[list[int]]:
    """Batches of like length in random order: three times faster than mixed ones, and no worse."""
    order = sorted(range(len(lengths)), key=lambda i: (lengths[i], rng.random()))
    batches = [order[begin : begin + size] for begin in range(0, len(order), size)]
    rng.shuffle(batches)
    yield from batches


def _padded(pieces: Sequence[list[int]], pad: int) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(map(len, pieces))
    ids = torch.full((len(pieces), longest), pad, dtype=torch.int64)
    mask = torch.zeros((len(pieces), longest), dtype=torch.int64)
    for row, found in enumerate(pieces):
        ids[row, : len(found)] = torch.tensor(found)
        mask[row, : len(found)] = 1
    return ids, mask
