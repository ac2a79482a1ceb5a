"""The commands that work on labelled data: ``train``, ``train-encoder``, ``evaluate``, ``audit``."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from holdspace import codebook
from holdspace.cli.terminal import (
    AsJson,
    Corpus,
    Model,
    Models,
    NewModels,
    assistant_for,
    counter,
    encoder_folder,
    say,
    stages,
    store_for,
)
from holdspace.corpus import read_examples, read_phrasings
from holdspace.errors import EntryError, HoldspaceError
from holdspace.types import CRISIS_LABELS, TAKEN_UP

if TYPE_CHECKING:
    from holdspace.training.labelled import Phrasings

Replace = Annotated[bool, typer.Option("--replace", help="Write over a version of that name.")]


def train(
    corpus: Corpus,
    version: Annotated[str, typer.Option(help="Name of the new model.")] = "themes-candidate",
    models: NewModels = None,
    short_texts: Annotated[
        Path | None,
        typer.Option(
            help="Folder of checklist.jsonl, crisis.jsonl, facets.jsonl, tones.jsonl and hearts.jsonl, and lines.jsonl "
            "if you like; without it, the one above the first data."
        ),
    ] = None,
    encoder: Annotated[
        str | None, typer.Option(help="Version of the encoder; without it, the current model's.")
    ] = None,
    replace: Replace = False,
    promote: Annotated[bool, typer.Option("--promote", help="Make it the current model once it is saved.")] = False,
    seed: Annotated[int, typer.Option(help="Seed of folds, solver and bootstrap.")] = 0,
    jobs: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
    quote_failures: Annotated[
        bool,
        typer.Option("--quote-failures", help="Quote entries that it failed on in the card; never for private notes."),
    ] = False,
) -> None:
    """Train a model on labelled data, measure it on groups that it has not met, and save it.

    Each line of the data: {"id", "text", "themes": [...], "evidence": {theme: [quote, ...]}, "group"}. A group is an
    author, or the versions of one entry. corpus/README.md shows a line of each kind.

    Example: holdspace train corpus/themes my-notes.jsonl --models my-models --version themes-mine-1 --promote
    """
    from holdspace.training.heads import train as train_heads  # noqa: PLC0415 - scikit-learn takes seconds to import

    store = store_for(models)
    store.check_free(version, replace=replace)
    book = codebook.load()
    examples = read_examples(corpus, book.theme_ids)
    phrasings = _phrasings(short_texts or _home(corpus[0]), book)
    folder = encoder_folder(store, encoder)
    candidate = train_heads(
        examples, folder, phrasings=phrasings, seed=seed, jobs=jobs, quote_failures=quote_failures, progress=stages()
    )
    saved = candidate.save(store, version)
    held_out = candidate.metrics["held_out"]
    low, high = held_out["interval"]
    print(f"saved {saved}")
    print(f"macro-F1 {held_out['macro_f1']:.3f} ({low:.3f} to {high:.3f}) on {held_out['entries']} unmet entries")
    for theme, metrics in held_out["themes"].items():
        print(f"  {theme:26s} P {metrics['precision']:.2f}  R {metrics['recall']:.2f}  F1 {metrics['f1']:.2f}")
    if promote:
        store.promote(version)
        print(f"{version} is the current model")


def train_encoder(
    corpus: Corpus,
    base: Annotated[Path, typer.Option(help="Folder of bge-small-en-v1.5, or of another small BERT.")],
    version: Annotated[str, typer.Option(help="Name of the new encoder.")],
    models: NewModels = None,
    replace: Replace = False,
    passes: Annotated[int, typer.Option(min=0, help="Passes over the corpus; 0 exports the base as it is.")] = 2,
    seed: Annotated[int, typer.Option(help="Seed.")] = 0,
) -> None:
    """Fine-tune the sentence encoder (1.5 to 3 hours on two cores; needs torch: ``make encoder`` sets it up)."""
    try:
        from holdspace.classifier.finetune import Settings  # noqa: PLC0415
        from holdspace.training.encoder import train_encoder as fine_tune  # noqa: PLC0415
    except ImportError as missing:
        raise HoldspaceError(f"{missing.name} is missing: `make encoder` sets it up") from missing
    store = store_for(models)
    store.check_free(version, replace=replace)
    book = codebook.load()
    examples = read_examples(corpus, book.theme_ids)
    phrasings = _phrasings(_home(corpus[0]), book)
    settings = Settings(passes=passes, seed=seed)
    print(f"saved {fine_tune(examples, phrasings, base, store, version, settings=settings, progress=stages())}")


def evaluate(
    labelled: Annotated[list[Path], typer.Argument(help="Labelled data that the model has not met.")],
    as_json: AsJson = False,
    model: Model = "current",
    models: Models = None,
) -> None:
    """Measure a model on labelled data: precision, recall and F1 of each theme, macro-F1 with its interval."""
    import numpy as np  # noqa: PLC0415

    from holdspace.classifier.evaluation import evaluate as compare  # noqa: PLC0415

    book = codebook.load()
    examples = read_examples(labelled, book.theme_ids)
    assistant = assistant_for(model, models)
    count = counter("read")
    tagged = []
    for number, example in enumerate(examples, 1):
        try:
            reading = assistant.read(example.text)
        except EntryError as refused:
            raise HoldspaceError(f"the entry {example.id!r}: {refused}") from None
        tagged.append({found.theme for found in reading.themes})
        count(number)
    say(f"{len(examples):,} entries read")
    found = compare(
        np.array([[theme in example.themes for theme in book.theme_ids] for example in examples]),
        np.array([[theme in themes for theme in book.theme_ids] for themes in tagged]),
        book.theme_ids,
        [theme.id for theme in book.themes if theme.core],
    )
    if as_json:
        print(json.dumps({"model": assistant.version} | found.as_dict()))
        return
    low, high = found.interval
    for theme, m in found.themes.items():
        print(
            f"{theme:26s} P {m.precision:.2f}  R {m.recall:.2f}  F1 {m.f1:.2f}  ({m.gold} labelled, {m.tagged} tagged)"
        )
    print(
        f"{assistant.version}: macro-F1 {found.macro_f1:.3f} ({low:.3f} to {high:.3f}), "
        f"core four {found.core_f1:.3f}, {found.entries} entries"
    )


def audit(
    corpus: Corpus,
    as_json: AsJson = False,
    model: Model = "current",
    models: Models = None,
) -> None:
    """Look over labelled data before training: balance, stock phrases, near-duplicates."""
    from holdspace.corpus.audit import audit as look_over  # noqa: PLC0415

    themes = codebook.load().theme_ids
    examples = read_examples(corpus, themes)
    vectors = assistant_for(model, models).entry_vectors([example.text for example in examples])
    found = look_over(examples, themes, vectors)
    if as_json:
        print(json.dumps(asdict(found)))
        return
    print(
        f"{found.entries} entries by {found.groups} groups; {found.words:,} words, {found.vocabulary:,} different ones"
    )
    print(f"no theme: {found.without_theme:.0%}; somebody else's feeling: {found.about_others:.0%}")
    print(f"entries with a stock phrase: {found.stock_phrases:.1%}; near-duplicates: {len(found.near_duplicates)}")
    for pair in found.near_duplicates:
        print(f"  {pair[0]} ~ {pair[1]}")
    for theme in themes:
        print(f"{theme:26s} present {found.present[theme]:5d}   near and absent {found.near[theme]:5d}")


def _home(corpus: Path) -> Path:
    """The folder above a corpus of entries, where the short texts lie."""
    corpus = corpus.resolve()
    return (corpus if corpus.is_dir() else corpus.parent).parent


def _phrasings(folder: Path, book: codebook.Codebook) -> Phrasings:
    from holdspace.training.labelled import Phrasings  # noqa: PLC0415 - as above

    return Phrasings(
        checklist=read_phrasings(folder / "checklist.jsonl", [item.id for item in book.checklist]),
        crisis=read_phrasings(folder / "crisis.jsonl", CRISIS_LABELS),
        facets=read_phrasings(folder / "facets.jsonl", book.facet_ids),
        tones=read_phrasings(folder / "tones.jsonl", book.tone_ids),
        hearts=read_phrasings(folder / "hearts.jsonl", TAKEN_UP),
        lines=read_examples([folder / "lines.jsonl"], book.theme_ids) if (folder / "lines.jsonl").exists() else (),
    )
