"""A real retrain on a part of the corpus, from labelled data to a model that reads."""

import json
from pathlib import Path

import numpy as np
import pytest

from holdspace.corpus import Phrasing, read_examples, write_examples
from holdspace.errors import CorpusError
from holdspace.registry import shipped
from holdspace.training.heads import Phrasings, prepare, train
from holdspace.training.labelled import Labelled
from holdspace.types import CRISIS_LABELS, Example

ROOT = Path(__file__).parents[2]


def test_evidence_marks_the_sentences_that_carry_a_theme(book):
    text = "The rota came out. I feel guilty. Bed 4 fell. I feel guilty again."
    quoted = Example("a", text, ("guilt",), {"guilt": ("I feel guilty.",)}, group="a")
    unquoted = Example("b", text, ("guilt",), {}, group="b")
    encoder = shipped().load().encoder_folder
    found = prepare([Labelled.from_example(e) for e in (quoted, unquoted)], encoder, book.theme_ids)
    guilt = book.theme_ids.index("guilt")
    assert found.carries[:, guilt].tolist() == [False, True, False, False] + [True] * 4
    assert found.entry_of.tolist() == [0] * 4 + [1] * 4
    assert found.present[:, guilt].all()


def test_texts_are_read_the_same_by_any_number_of_processes(book):
    texts = [Labelled(f"Shift {n}. I feel guilty about bed {n}.", ("guilt",), {}, f"g{n}") for n in range(230)]
    texts.insert(100, Labelled("\n", (), {}, "nothing to read"))
    encoder = shipped().load().encoder_folder
    one, two = (prepare(texts, encoder, book.theme_ids, jobs=jobs) for jobs in (1, 2))
    assert len(one.present) == 231
    assert one.entry_of[-1] == 230
    assert 100 not in one.entry_of
    for name in ("features", "carries", "touches", "absent", "entry_of", "present", "standing"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name))


def test_too_few_authors_are_refused(book):
    few = [Example(f"e{n}", "I feel guilty.", ("guilt",), group=f"g{n % 4}") for n in range(40)]
    with pytest.raises(CorpusError, match="at least 5 groups"):
        train(few, shipped().load().encoder_folder, phrasings=Phrasings((), ()))


def test_crisis_lines_that_leave_out_a_level_are_refused():
    many = [Example(f"e{n}", "I feel guilty.", ("guilt",), group=f"mine-{n}") for n in range(40)]
    heard = [label for label in CRISIS_LABELS if label != "active"]
    lines = tuple(Phrasing(id=label, text="I want to die.", labels=(label,)) for label in heard)
    with pytest.raises(CorpusError, match="none that is labelled 'active'"):
        train(many, shipped().load().encoder_folder, phrasings=Phrasings((), lines))


def test_a_person_retrains_on_their_own_data_promotes_it_and_reads_with_it(run, tmp_path, book):
    """The whole third use, as the README tells it, on a tenth of the corpus."""
    sources = sorted((ROOT / "corpus" / "themes").glob("p*.jsonl"))[:6]
    folder = tmp_path / "corpus" / "themes"
    folder.mkdir(parents=True)
    write_examples(folder / "mine.jsonl", read_examples(sources, book.theme_ids))
    names = ("checklist", "crisis", "facets", "tones", "hearts", "lines")
    for name in (f"{kind}.jsonl" for kind in names):
        lines = (ROOT / "corpus" / name).read_text(encoding="utf-8").splitlines()[::8]
        (tmp_path / "corpus" / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    models = tmp_path / "models"
    done = run("train", folder, "--models", models, "--version", "mine-1", "--promote")
    assert done.returncode == 0, done.err
    assert "macro-F1" in done.out
    assert "mine-1 is the current model" in done.out
    assert "mine-1 (current)" in run("models", "list", "--models", models).out
    told = {"id": "a", "text": "I keep having nightmares about the crash."}
    row = json.loads(run("tag", "-", "--models", models, stdin=json.dumps(told) + "\n").out)
    assert row["model"] == "mine-1"
    assert "intrusive_thoughts" in row["themes"]
    # Private notes are quoted nowhere, unless that was asked for.
    manifest = json.loads((models / "mine-1" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["metrics"]["failures"] == {}
    # Lines teach, and are never judged: there are more of them than entries.
    lines = (tmp_path / "corpus" / "lines.jsonl").read_text(encoding="utf-8").splitlines()
    assert manifest["metrics"]["held_out"]["entries"] < len(lines)
    assert "Where it fails" not in run("models", "show", "mine-1", "--models", models).out
    # trained twice on the same data, the same model to the byte
    again = run("train", folder, "--models", models, "--version", "mine-2")
    assert again.returncode == 0, again.err
    for name in ("themes.npz", "checklist.npz", "crisis.npz", "heard.npz"):
        assert (models / "mine-1" / name).read_bytes() == (models / "mine-2" / name).read_bytes()
