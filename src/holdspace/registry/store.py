"""A folder of models: one folder a version, ``aliases.json`` names the current and the previous."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import TypeAdapter, ValidationError

from holdspace.classifier.head import Head
from holdspace.errors import ModelError
from holdspace.registry.card import model_card
from holdspace.registry.manifest import (
    MANIFEST,
    Digest,
    EncoderManifest,
    ThemesManifest,
    check_files,
    digest_of,
    read_manifest,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ALIASES = "aliases.json"
_ALIASES = TypeAdapter(dict[str, str])
_HEADS = {"themes": "themes.npz", "checklist": "checklist.npz", "crisis": "crisis.npz", "heard": "heard.npz"}
_CARD = "card.md"
_LIBRARIES = ("numpy", "scikit-learn", "onnxruntime", "tokenizers", "spacy")
_VERSION = re.compile(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)*")
_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """Verified heads, with their manifest and encoder.

    ``heard`` is what a reply hears in a sentence: facets, tones, whether a listener would take it up.
    """

    manifest: ThemesManifest
    themes: Head
    checklist: Head
    crisis: Head
    heard: Head
    encoder_folder: Path


def shipped() -> Store:
    """Return the store that ships: inside an installed package, or ``models/`` of a source checkout."""
    installed = _PACKAGE / "shipped"
    return Store(installed if installed.is_dir() else _PACKAGE.parents[1] / "models")


@dataclass(frozen=True, slots=True)
class Store:
    """Models under ``root``; one that names an encoder of what ships finds it there."""

    root: Path

    def aliases(self) -> dict[str, str]:
        """Return the versions by alias; empty when none was set."""
        try:
            return _ALIASES.validate_json((self.root / ALIASES).read_bytes())
        except FileNotFoundError:
            return {}
        except (ValidationError, OSError) as broken:
            raise ModelError(f"{self.root / ALIASES} is malformed: it must map an alias to a version") from broken

    def versions(self) -> tuple[ThemesManifest, ...]:
        """Return the manifests of every head in the store, by version."""
        found = []
        for path in sorted(self.root.glob(f"[!.]*/{MANIFEST}"), key=_by_number):
            try:
                manifest = read_manifest(path.parent)
            except ModelError:
                # A stray folder is no reason to hide the others; `verify` says what is wrong with it.
                continue
            if isinstance(manifest, ThemesManifest):
                found.append(manifest)
        return tuple(found)

    def folder(self, model: str | Path) -> Path:
        """Return the folder of an alias, a version or a path.

        Raises
        ------
        ModelError
            If there is none; the message lists what there is.
        """
        if isinstance(model, Path) or os.sep in model:
            if not Path(model).is_dir():
                raise ModelError(f"{model}: there is no such folder")
            return Path(model)
        folder = self.root / self.aliases().get(model, model)
        if not (folder / MANIFEST).is_file():
            names = [m.version for m in self.versions()]
            raise ModelError(f"there is no model {model!r}. There are: {', '.join(names) or 'none; run `make model`'}")
        return folder

    def load(self, model: str | Path = "current") -> LoadedModel:
        """Verify and load a model; no file of it can run code.

        Raises
        ------
        ModelError
            If it is missing, altered, or its encoder is.
        """
        folder = self.folder(model)
        manifest = self.verify(folder)
        heads = {}
        for kind, labels in (
            ("themes", manifest.themes),
            ("checklist", manifest.items),
            ("crisis", manifest.crisis_labels),
            ("heard", manifest.heard),
        ):
            try:
                with np.load(folder / _HEADS[kind], allow_pickle=False) as arrays:
                    heads[kind] = Head(labels, **arrays)
            except (ValueError, TypeError) as refused:
                raise ModelError(f"{folder.name}: {_HEADS[kind]} holds other arrays than a head ({refused})") from None
        encoder = self.encoder_folder(manifest.encoder, beside=folder)
        return LoadedModel(manifest, **heads, encoder_folder=encoder)

    def verify(self, model: str | Path) -> ThemesManifest:
        """Check every digest of a model and of its encoder, and return its manifest."""
        folder = self.folder(model)
        manifest = read_manifest(folder)
        if not isinstance(manifest, ThemesManifest):
            raise ModelError(f"{folder.name} is an encoder, not a model that tags themes")
        if set(manifest.files) != set(_HEADS.values()):
            raise ModelError(
                f"{folder.name}: its manifest does not name its files. Install Holdspace again, or retrain."
            )
        check_files(folder, manifest.files)
        encoder = self.encoder_folder(manifest.encoder, beside=folder)
        encoder_manifest = self.encoder_manifest(encoder)
        if set(encoder_manifest.files) != {"model.onnx", "tokenizer.json"}:
            raise ModelError(f"{encoder.name}: its manifest does not name its files. Install Holdspace again.")
        if encoder_manifest.files["model.onnx"].sha256 != manifest.encoder_sha256:
            raise ModelError(f"{manifest.version} was trained with another {manifest.encoder} than the one here")
        check_files(encoder, encoder_manifest.files)
        return manifest

    def encoder_folder(self, version: str, *, beside: Path | None = None) -> Path:
        """Return the folder of an encoder: beside a model's folder, in this store, or in what ships."""
        for root in (beside.parent if beside else self.root, self.root, shipped().root):
            if (root / version / MANIFEST).is_file():
                return root / version
        raise ModelError(f"the encoder {version!r} is missing. Install Holdspace again, or run `make encoder`.")

    def check_free(self, version: str, *, replace: bool) -> None:
        """Refuse a version that could not be saved, before hours are spent on it.

        Raises
        ------
        ModelError
            If its name can't be one, or if there is such a version already and it is not to be replaced.
        """
        check_version(version)
        if (self.root / version).exists() and not replace:
            raise ModelError(
                f"{self.root / version} is there already: choose another --version, or say --replace to write over it"
            )

    @staticmethod
    def encoder_manifest(folder: Path) -> EncoderManifest:
        """Return the manifest of an encoder's folder."""
        manifest = read_manifest(folder)
        if not isinstance(manifest, EncoderManifest):
            raise ModelError(f"{folder.name} is not an encoder")
        return manifest

    def save(
        self,
        version: str,
        *,
        themes: Head,
        checklist: Head,
        crisis: Head,
        heard: Head,
        encoder: Path,
        seed: int,
        settings: Mapping[str, Any],
        corpus_sha256: str,
        corpus_entries: int,
        metrics: Mapping[str, Any],
    ) -> Path:
        """Write a model as a whole: either the folder stands complete, or nothing of it does.

        Raises
        ------
        ModelError
            If the folder can't be written.
        """
        encoder_manifest = self.encoder_manifest(encoder)
        with _whole_folder(self.root, version) as folder:
            heads = {"themes": themes, "checklist": checklist, "crisis": crisis, "heard": heard}
            for kind, head in heads.items():
                np.savez(folder / _HEADS[kind], allow_pickle=False, **head.arrays())
            manifest = ThemesManifest(
                version=version,
                encoder=encoder_manifest.version,
                encoder_sha256=encoder_manifest.files["model.onnx"].sha256,
                themes=themes.labels,
                items=checklist.labels,
                crisis_labels=crisis.labels,
                heard=heard.labels,
                seed=seed,
                settings=dict(settings),
                corpus_sha256=corpus_sha256,
                corpus_entries=corpus_entries,
                libraries=library_versions(_LIBRARIES),
                metrics=dict(metrics),
                files={name: digest_of(folder / name) for name in _HEADS.values()},
            )
            (folder / _CARD).write_text(model_card(manifest), encoding="utf-8")
            _write_manifest(folder, manifest)
        return self.root / version

    def save_encoder(self, version: str, source: Path, names: Sequence[str], **facts: Any) -> Path:  # noqa: ANN401 - the manifest checks them
        """Write an encoder's files from ``source`` as a whole, with a manifest of ``facts``."""
        with _whole_folder(self.root, version) as folder:
            files: dict[str, Digest] = {}
            for name in names:
                shutil.copyfile(source / name, folder / name)
                files[name] = digest_of(folder / name)
            _write_manifest(folder, EncoderManifest(version=version, files=files, **facts))
        return self.root / version

    def promote(self, version: str) -> str:
        """Make a verified version the current one, and the current one the previous; return it."""
        folder = self.folder(version)
        if folder.resolve().parent != self.root.resolve():
            raise ModelError(f"{version} is not in {self.root}: only a model that stands there can be promoted")
        self.verify(folder)
        # An alias is promoted as what it stands for.
        version, aliases = folder.name, self.aliases()
        if aliases.get("current") == version:
            return version
        if "current" in aliases:
            aliases["previous"] = aliases["current"]
        self._point(aliases | {"current": version})
        return version

    def roll_back(self) -> str:
        """Make the previous version the current one again, and return it."""
        aliases = self.aliases()
        if "previous" not in aliases:
            raise ModelError("there is no previous model to go back to")
        self.verify(aliases["previous"])
        self._point(aliases | {"current": aliases["previous"], "previous": aliases["current"]})
        return aliases["previous"]

    def _point(self, aliases: Mapping[str, str]) -> None:
        path = self.root / ALIASES
        scratch = path.with_suffix(".new")
        scratch.write_text(json.dumps(dict(sorted(aliases.items())), indent=2) + "\n", encoding="utf-8")
        scratch.replace(path)


def library_versions(names: Sequence[str]) -> dict[str, str]:
    """Return the installed versions of libraries that figure in a result."""
    return {name: metadata.version(name) for name in names}


def _write_manifest(folder: Path, manifest: ThemesManifest | EncoderManifest) -> None:
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")


@contextmanager
def _whole_folder(root: Path, version: str) -> Iterator[Path]:
    """Give a scratch folder that takes the version's name only once everything in it is written."""
    check_version(version)
    final = root / version
    try:
        root.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".candidate-", dir=root))
    except OSError as refused:
        raise ModelError(f"{root}: a model can't be written there ({refused.strerror})") from refused
    try:
        yield scratch
        scratch.chmod(0o755)
        old = scratch.with_suffix(".old")
        if final.exists():
            final.replace(old)
        try:
            scratch.replace(final)
        except BaseException:
            if old.exists():
                old.replace(final)
            raise
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _by_number(manifest: Path) -> list[int | str]:
    """So that 1.10 comes after 1.9."""
    parts: list[str] = re.split(r"(\d+)", manifest.parent.name)
    return [int(part) if part.isdigit() else part for part in parts]


def check_version(version: str) -> None:
    """Refuse a version's name that could not be the name of one plain folder.

    Raises
    ------
    ModelError
        If it holds anything but lower-case letters, digits, dots, dashes and underscores.
    """
    if not _VERSION.fullmatch(version):
        raise ModelError(f"{version!r} can't name a version: use lower-case letters, digits, dots and dashes")
