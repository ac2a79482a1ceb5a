"""The model card (Mitchell et al. 2019): what a model is for, how well it does it, and where it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdspace.registry.manifest import ThemesManifest


def model_card(manifest: ThemesManifest) -> str:
    """Return the card of a model as Markdown, written from its manifest alone."""
    held_out = manifest.metrics["held_out"]
    low, high = held_out["interval"]
    rows = "\n".join(
        f"| {theme} | {m['precision']:.2f} | {m['recall']:.2f} | {m['f1']:.2f} | {m['gold']} | "
        f"{manifest.metrics['calibration_error'][theme]:.3f} |"
        for theme, m in held_out["themes"].items()
    )
    registers = "\n".join(
        f"| {name} | {m['entries']} | {m['micro_f1']:.2f} | {m['quiet_tagged']:.0%} |"
        for name, m in sorted(manifest.metrics["registers"].items(), key=lambda pair: pair[1]["micro_f1"])
    )
    return f"""# {manifest.version}

Tags the themes of the codebook in English entries written by, or about, people who help others.
It judges sentence by sentence, each read in its context; an entry carries a theme when one of its sentences does.

- **For**: reflecting a person's own words back to them; tagging notes for a human to read.
- **Not for**: diagnosis, screening, fitness to work, performance review, or any decision about a person.
- **Learned from**: {manifest.corpus_entries} labelled entries (digest `{manifest.corpus_sha256[:16]}`), with the
  encoder `{manifest.encoder}`; seed {manifest.seed}.

## How well, on {held_out["entries"]} entries by writers that neither encoder nor head has met

Macro-F1 **{held_out["macro_f1"]:.3f}** (95 % interval {low:.3f} to {high:.3f});
the four core themes {held_out["core_f1"]:.3f}.

| theme | precision | recall | F1 | entries with it | calibration error |
|---|---|---|---|---|---|
{rows}

Weakest registers first; the last column is the share of entries without a theme that were given one:

| register | entries | micro-F1 | tagged for nothing |
|---|---|---|---|
{registers}
{_failures(manifest.metrics.get("failures", {}))}
Other people write otherwise, and are read less well: `holdspace evaluate` measures it on labelled entries of theirs.
"""


def _failures(failures: Mapping[str, Mapping[str, str]]) -> str:
    """The part of a card that quotes what a model failed on, where that was kept."""
    if not failures:
        return ""
    rows = "\n".join(
        f"| {theme} | {_cell(kinds.get('passed_over', ''))} | {_cell(kinds.get('wrongly', ''))} |"
        for theme, kinds in failures.items()
    )
    return f"""
## Where it fails, in words of unmet entries

What it passed over most surely, and what it took most surely for a theme that is absent, with the reason.

| theme | passed over | wrongly taken |
|---|---|---|
{rows}
"""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
