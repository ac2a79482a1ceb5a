"""Fine-tunes the sentence encoder on the corpus.

Needs torch (``pip install holdspace[train]``); only ``make encoder`` runs it. Sentences, read in their windows, learn
to carry their labels (multi-label cross-entropy on the mean-pooled vector). First a linear probe is fitted on the
frozen encoder and only then are both trained on, gently: a probe that starts from nothing would tear up what it knows
of English before it has learned anything (Kumar et al. 2022, arXiv:2202.10054).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from torch import nn
from transformers import AutoModel

from holdspace.classifier.pieces import MASK, SEPARATOR, WordPieces
from holdspace.classifier.rough import roughened
from holdspace.classifier.windows import windows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from holdspace.classifier.lesson import Lesson
    from holdspace.classifier.windows import Window

# Unit vectors need room before a sigmoid: this scale lets a linear layer of ordinary weights saturate.
_SCALE = 8.0
# The probe is fitted on one window in so many.
_PROBED = 3


def _half_precision() -> bool:
    """Return whether this processor multiplies bfloat16 itself: where it does not, a step takes 25 times as long."""
    has = torch.cpu.get_capabilities()
    return any(has.get(name, False) for name in ("avx512_bf16", "amx_bf16", "bf16"))


@dataclass(frozen=True, slots=True)
class Settings:
    """How to fine-tune; no passes exports the base encoder as it is.

    ``hidden`` is the share of word pieces that are masked at random, so that no theme hangs on one word. Every other
    pass reads the texts roughly: with a share of their words mistyped (``slips``), as people do who write at night, and
    a share of them with a quiet sentence of another text before or after (``neighbours``), which changes nothing.
    ``half`` multiplies in bfloat16; weights that were tuned with it and without differ a little.
    """

    passes: int = 2
    batch: int = 16
    rate: float = 5e-5
    hidden: float = 0.1
    slips: float = 0.06
    neighbours: float = 0.3
    probe_rate: float = 3e-4
    probe_penalty: float = 0.05
    warm_up: float = 0.1
    threads: int = 2
    half: bool = field(default_factory=_half_precision)
    seed: int = 0


@dataclass(frozen=True, slots=True)
class _Batch:
    """Windows side by side: word pieces, their mask, and for every sentence its mean over pieces and its lesson.

    ``pool`` has the shape ``(sentences, windows * length)``.
    """

    pieces: torch.Tensor
    mask: torch.Tensor
    pool: torch.Tensor
    carries: torch.Tensor
    known: torch.Tensor


def fine_tune(
    base: Path,
    lessons: Sequence[Lesson],
    *,
    settings: Settings,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> nn.Module:
    """Return a transformer fine-tuned on texts whose sentences carry labels.

    Parameters
    ----------
    base : folder of the pretrained model, in transformers' layout
    lessons : what to learn from
    settings : how to
    progress : called with a stage's name, what is done and what there is
    """
    torch.manual_seed(settings.seed)
    # Sums are split over threads: another number of them would round otherwise.
    torch.set_num_threads(settings.threads)
    torch.use_deterministic_algorithms(mode=True)
    transformer = AutoModel.from_pretrained(
        base,
        local_files_only=True,
        # Drawing dropout's random numbers took a third of a step; hidden pieces take its place.
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        attn_implementation="eager",
    )
    transformer.eval()
    if not settings.passes:
        return transformer
    pieces_of = WordPieces(base / "tokenizer.json")
    rng = random.Random(settings.seed)
    rows = _rows(lessons, pieces_of)
    rough = _rows(roughened(lessons, settings.slips, settings.neighbours, rng), pieces_of)
    readings = [rough if number % 2 else rows for number in range(settings.passes)]
    # A start needs no more than a part of them; taken evenly, short and long ones.
    probe = _probe(transformer, rows[::_PROBED], settings, progress)
    transformer.embeddings.requires_grad_(requires_grad=False)
    optimizer = torch.optim.AdamW(
        [
            {"params": transformer.encoder.parameters(), "lr": settings.rate},
            {"params": probe.parameters(), "lr": settings.probe_rate},
        ],
        weight_decay=0.01,
        fused=True,
    )
    steps = sum(-(-len(reading) // settings.batch) for reading in readings)
    warm = max(1, int(settings.warm_up * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
    )
    loss_of = nn.BCEWithLogitsLoss(reduction="none")
    transformer.train()
    for done, windowed in enumerate(_in_passes(readings, settings.batch, rng), 1):
        batch = _batch(windowed)
        _hide(batch, settings.hidden)
        losses = loss_of(probe(_vectors(transformer, batch, half=settings.half) * _SCALE), batch.carries) * batch.known
        loss = losses.sum() / batch.known.shape[0]
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([*transformer.parameters(), *probe.parameters()], 1.0)
        optimizer.step()
        schedule.step()
        progress("fine-tuning", done, steps)
    transformer.eval()
    return transformer


def _vectors(transformer: nn.Module, batch: _Batch, *, half: bool) -> torch.Tensor:
    """Unit vectors of a batch's sentences, shape ``(sentences, width)``."""
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        states = transformer(input_ids=batch.pieces, attention_mask=batch.mask).last_hidden_state
    return nn.functional.normalize(batch.pool @ states.float().flatten(0, 1), dim=1)


def _probe(
    transformer: nn.Module,
    rows: Sequence[tuple[Window, Lesson]],
    settings: Settings,
    progress: Callable[[str, int, int], None],
) -> nn.Linear:
    """A linear layer that starts where a logistic regression on the frozen encoder ends."""
    vectors, carries, known = [], [], []
    with torch.no_grad():
        for begin in range(0, len(rows), settings.batch):
            batch = _batch(rows[begin : begin + settings.batch])
            vectors.append(_vectors(transformer, batch, half=settings.half).numpy() * _SCALE)
            carries.append(batch.carries.numpy() > 0)
            known.append(batch.known.numpy() > 0)
            progress("probing", min(begin + settings.batch, len(rows)), len(rows))
    features, told, told_of = np.concatenate(vectors), np.concatenate(carries), np.concatenate(known)
    probe = nn.Linear(features.shape[1], told.shape[1])
    with torch.no_grad():
        for label in range(told.shape[1]):
            at = told_of[:, label]
            if told[at, label].any() and not told[at, label].all():
                model = LogisticRegression(C=settings.probe_penalty, max_iter=300).fit(features[at], told[at, label])
                probe.weight[label] = torch.from_numpy(model.coef_[0])
                probe.bias[label] = float(model.intercept_[0])
    return probe


def _batch(rows: Sequence[tuple[Window, Lesson]]) -> _Batch:
    longest = max(len(window.pieces) for window, _ in rows)
    pieces = torch.zeros((len(rows), longest), dtype=torch.int64)
    mask = torch.zeros((len(rows), longest), dtype=torch.int64)
    n = sum(len(window.sentences) for window, _ in rows)
    pool = torch.zeros((n, len(rows) * longest))
    carries: list[NDArray[np.bool_]] = []
    known: list[NDArray[np.bool_]] = []
    for row, (window, lesson) in enumerate(rows):
        pieces[row, : len(window.pieces)] = torch.tensor(window.pieces)
        mask[row, : len(window.pieces)] = 1
        for number, start, end in window.sentences:
            pool[len(carries), row * longest + start : row * longest + end] = 1 / (end - start)
            carries.append(lesson.carries[number])
            known.append(lesson.known[number])
    return _Batch(
        pieces,
        mask,
        pool,
        torch.from_numpy(np.array(carries, dtype=np.float32)),
        torch.from_numpy(np.array(known, dtype=np.float32)),
    )


def _hide(batch: _Batch, share: float) -> None:
    """Put the mask's piece in place of a random share of the words' pieces."""
    hidden = (torch.rand(batch.pieces.shape) < share) & (batch.pieces > SEPARATOR)
    batch.pieces.masked_fill_(hidden, MASK)


def _rows(lessons: Sequence[Lesson], pieces_of: WordPieces) -> list[tuple[Window, Lesson]]:
    """Windows of every lesson, the short ones first, so that those of like length share a batch."""
    rows = [(window, lesson) for lesson in lessons for window in windows(pieces_of(lesson.sentences))]
    return sorted(rows, key=lambda row: len(row[0].pieces))


def _in_passes(
    readings: Sequence[list[tuple[Window, Lesson]]], size: int, rng: random.Random
) -> Iterator[list[tuple[Window, Lesson]]]:
    """Batches of each reading in turn, in random order; a batch holds windows of like length."""
    for rows in readings:
        batches = [rows[begin : begin + size] for begin in range(0, len(rows), size)]
        rng.shuffle(batches)
        yield from batches
