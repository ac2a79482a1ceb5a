"""Models on disk: whole or not at all, verified, found by alias, no file that can run code."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from holdspace.classifier.head import Head
from holdspace.errors import ModelError
from holdspace.registry import Store, shipped
from holdspace.registry.manifest import digest_of


def head(*labels):
    n = len(labels)
    rest = (np.ones(n, dtype=np.float32) for _ in range(4))
    return Head(labels, np.eye(n, 5, dtype=np.float32)[None], np.ones((1, n), dtype=np.float32), *rest)


METRICS = {
    "held_out": {
        "entries": 10,
        "macro_f1": 0.5,
        "interval": [0.4, 0.6],
        "core_f1": 0.5,
        "themes": {"guilt": {"precision": 0.5, "recall": 0.5, "f1": 0.5, "gold": 4, "tagged": 4}},
    },
    "registers": {"diary": {"entries": 30, "micro_f1": 0.5, "quiet_tagged": 0.1}},
    "calibration_error": {"guilt": 0.01},
}


@pytest.fixture
def store(tmp_path):
    """A store with a small encoder of its own and one model."""
    source = tmp_path / "source"
    source.mkdir()
    for name in ("model.onnx", "tokenizer.json"):
        (source / name).write_bytes(name.encode())
    store = Store(tmp_path / "models")
    store.save_encoder(
        "encoder-test",
        source,
        ("model.onnx", "tokenizer.json"),
        base="none",
        licence="MIT",
        seed=0,
        corpus_sha256="0",
        met_groups=("g1",),
        settings={},
        libraries={},
    )
    save(store, "one")
    return store


def save(store, version, **changes):
    facts = {
        "themes": head("guilt"),
        "checklist": head("emotional-06"),
        "crisis": head("passive"),
        "heard": head("used_to_feel"),
        "encoder": store.root / "encoder-test",
        "seed": 3,
        "settings": {"penalty": 0.1},
        "corpus_sha256": "abc",
        "corpus_entries": 10,
        "metrics": METRICS,
    }
    return store.save(version, **(facts | changes))


def test_what_was_saved_is_loaded(store):
    model = store.load("one")
    assert model.themes.labels == ("guilt",)
    np.testing.assert_array_equal(model.themes.coef, head("guilt").coef)
    assert model.manifest.seed == 3
    assert model.encoder_folder.name == "encoder-test"


def test_the_same_model_is_the_same_file_byte_for_byte(store):
    save(store, "two")
    for name in ("themes.npz", "checklist.npz", "crisis.npz", "heard.npz"):
        assert (store.root / "one" / name).read_bytes() == (store.root / "two" / name).read_bytes()


@pytest.mark.parametrize(
    ("folder", "name"),
    [("one", "themes.npz"), ("one", "crisis.npz"), ("encoder-test", "model.onnx"), ("encoder-test", "tokenizer.json")],
)
def test_an_altered_file_is_refused_by_its_name(store, folder, name):
    path = store.root / folder / name
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(ModelError, match=rf"{name} is not the file that was saved"):
        store.load("one")


def test_a_missing_file_is_refused_by_its_name(store):
    (store.root / "one" / "themes.npz").unlink()
    with pytest.raises(ModelError, match=r"themes.npz is missing"):
        store.verify("one")


def test_an_encoder_swapped_for_another_is_refused(store):
    manifest = store.root / "encoder-test" / "manifest.json"
    facts = json.loads(manifest.read_text())
    facts["files"]["model.onnx"]["sha256"] = "0" * 64
    manifest.write_text(json.dumps(facts))
    with pytest.raises(ModelError, match="trained with another encoder-test"):
        store.load("one")


@pytest.mark.parametrize("folder", ["one", "encoder-test"])
def test_a_manifest_that_names_no_files_vouches_for_none(store, folder):
    path = store.root / folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"files": {}}))
    with pytest.raises(ModelError, match="does not name its files"):
        store.load("one")


@pytest.mark.parametrize("version", ["../elsewhere", "a/b", "..", ".hidden", "Mine", ""])
def test_a_version_names_one_plain_folder(store, version):
    before = sorted(store.root.parent.rglob("*"))
    with pytest.raises(ModelError, match="can't name a version"):
        save(store, version)
    assert sorted(store.root.parent.rglob("*")) == before


def test_versions_are_listed_by_their_numbers(store):
    for version in ("themes-1.10.0", "themes-1.9.0"):
        save(store, version)
    assert [manifest.version for manifest in store.versions()] == ["one", "themes-1.9.0", "themes-1.10.0"]


def test_an_altered_model_is_neither_promoted_nor_gone_back_to(store):
    save(store, "two")
    store.promote("one")
    store.promote("two")
    before, path = store.aliases(), store.root / "one" / "themes.npz"
    path.write_bytes(path.read_bytes() + b" ")
    for door in (store.roll_back, lambda: store.promote("one")):
        with pytest.raises(ModelError, match="not the file that was saved"):
            door()
    assert store.aliases() == before


def test_a_pickle_in_an_array_file_is_not_run(store):
    class Bomb:
        def __reduce__(self):
            return (exec, ("raise SystemExit('code from a model file was run')",))

    path = store.root / "one" / "themes.npz"
    np.savez(path, coef=np.array([Bomb()], dtype=object))
    facts = json.loads((store.root / "one" / "manifest.json").read_text())
    facts["files"]["themes.npz"] = digest_of(path).model_dump()
    (store.root / "one" / "manifest.json").write_text(json.dumps(facts))
    with pytest.raises(ModelError, match="allow_pickle"):
        store.load("one")


def test_promoting_keeps_the_previous_and_rolling_back_returns_to_it(store):
    save(store, "two")
    store.promote("one")
    assert store.aliases() == {"current": "one"}
    store.promote("two")
    assert store.aliases() == {"current": "two", "previous": "one"}
    store.promote("two")
    assert store.aliases() == {"current": "two", "previous": "one"}
    assert store.roll_back() == "one"
    assert store.load().manifest.version == "one"


def test_an_alias_is_promoted_as_what_it_stands_for(store):
    store.promote("one")
    store.promote("current")
    assert store.aliases() == {"current": "one"}


def test_a_model_that_stands_elsewhere_is_not_promoted(store, tmp_path):
    elsewhere = shutil.copytree(store.root, tmp_path / "elsewhere") / "one"
    with pytest.raises(ModelError, match="only a model that stands there"):
        store.promote(str(elsewhere))


def test_there_is_nothing_to_roll_back_to_at_first(store):
    store.promote("one")
    with pytest.raises(ModelError, match="no previous model"):
        store.roll_back()


def test_an_unknown_model_is_refused_with_those_there_are(store):
    with pytest.raises(ModelError, match=r"there is no model 'three'\. There are: one"):
        store.load("three")


def test_a_failed_save_leaves_nothing_behind(store):
    before = sorted(store.root.iterdir())
    with pytest.raises(KeyError):
        save(store, "broken", metrics={})
    assert sorted(store.root.iterdir()) == before


def test_saving_a_version_again_replaces_it_whole(store):
    (store.root / "one" / "stray.txt").write_text("x")
    save(store, "one")
    assert not (store.root / "one" / "stray.txt").exists()


def test_a_version_that_cant_be_replaced_stays_as_it_was(store, monkeypatch):
    replace = Path.replace

    def fails_at_the_end(self, target):
        if self.name.startswith(".candidate-") and Path(target).name == "one" and not self.name.endswith(".old"):
            raise OSError("no space left")
        return replace(self, target)

    before = sorted(path.name for path in store.root.iterdir())
    monkeypatch.setattr(Path, "replace", fails_at_the_end)
    with pytest.raises(OSError, match="no space"):
        save(store, "one")
    monkeypatch.undo()
    assert sorted(path.name for path in store.root.iterdir()) == before
    assert store.load("one")


def test_a_folder_that_cant_be_written_is_refused(tmp_path, store):
    blocked = tmp_path / "file"
    blocked.write_text("x")
    with pytest.raises(ModelError, match="can't be written"):
        save(Store(blocked), "one", encoder=store.root / "encoder-test")


def test_a_malformed_manifest_is_refused(store):
    (store.root / "one" / "manifest.json").write_text("{}")
    with pytest.raises(ModelError, match="malformed"):
        store.load("one")


def test_the_shipped_model_is_whole_and_its_card_tells_its_figures():
    store = shipped()
    manifest = store.verify("current")
    card = (store.folder("current") / "card.md").read_text(encoding="utf-8")
    assert f"{manifest.metrics['held_out']['macro_f1']:.3f}" in card
    assert "diagnosis" in card


def test_nothing_that_ships_is_a_pickle():
    kinds = {path.suffix for path in shipped().root.rglob("*") if path.is_file()}
    assert kinds <= {".npz", ".json", ".md", ".onnx", ".txt", ""}
    for path in shipped().root.rglob("*.npz"):
        with np.load(path, allow_pickle=False) as arrays:
            assert all(arrays[name].dtype == np.float32 for name in arrays.files)


def test_a_copy_elsewhere_loads_by_its_path(tmp_path):
    shutil.copytree(shipped().folder("current"), tmp_path / "mine")
    assert Store(tmp_path).load(tmp_path / "mine").manifest.themes
