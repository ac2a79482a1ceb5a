"""What a model's folder says of itself: labels, versions, seed, corpus, digests, figures."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from holdspace.errors import ModelError

MANIFEST = "manifest.json"
_BLOCK = 1 << 20


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Digest(_Model):
    """Size and sha256 of one file."""

    bytes: int
    sha256: str


class EncoderManifest(_Model):
    """Manifest of a folder that holds a sentence encoder."""

    kind: Literal["encoder"] = "encoder"
    version: str
    base: str
    licence: str
    seed: int
    corpus_sha256: str
    met_groups: tuple[str, ...]
    settings: dict[str, Any]
    libraries: dict[str, str]
    files: dict[str, Digest]


class ThemesManifest(_Model):
    """Manifest of a folder that holds a head: what tags the themes, given an encoder."""

    kind: Literal["themes"] = "themes"
    version: str
    encoder: str
    encoder_sha256: str
    themes: tuple[str, ...]
    items: tuple[str, ...]
    crisis_labels: tuple[str, ...]
    heard: tuple[str, ...]
    seed: int
    settings: dict[str, Any]
    corpus_sha256: str
    corpus_entries: int
    libraries: dict[str, str]
    metrics: dict[str, Any]
    files: dict[str, Digest]


def read_manifest(folder: Path) -> EncoderManifest | ThemesManifest:
    """Read a folder's manifest.

    Raises
    ------
    ModelError
        If there is none, or it is malformed.
    """
    path = folder / MANIFEST
    try:
        source = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError) as missing:
        raise ModelError(f"{folder} is not a model: it holds no {MANIFEST}") from missing
    except (UnicodeDecodeError, OSError) as broken:
        raise ModelError(f"{path} can't be read") from broken
    for schema in (ThemesManifest, EncoderManifest):
        try:
            return schema.model_validate_json(source)
        except ValidationError:
            continue
    raise ModelError(f"{path} is malformed, or of another version of Holdspace")


def digest_of(path: Path) -> Digest:
    """Return size and sha256 of a file, read in blocks."""
    sha = hashlib.sha256()
    size = 0
    with path.open("rb") as source:
        while block := source.read(_BLOCK):
            sha.update(block)
            size += len(block)
    return Digest(bytes=size, sha256=sha.hexdigest())


def check_files(folder: Path, files: dict[str, Digest]) -> None:
    """Compare every file with its digest.

    Raises
    ------
    ModelError
        If a file is missing or is not the one that the manifest names.
    """
    for name, expected in files.items():
        path = folder / name
        if not path.is_file():
            raise ModelError(f"{folder.name}: {name} is missing. Install Holdspace again, or retrain.")
        if digest_of(path) != expected:
            raise ModelError(
                f"{folder.name}: {name} is not the file that was saved (its digest differs). "
                "It is not loaded. Install Holdspace again, or retrain."
            )
