"""How widely the corpus is written, beside strangers' posts."""

import json
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from benchmarks.spread import main, measure


def unit(*rows):
    found = np.array(rows, dtype=np.float32)
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def test_near_strangers_are_near_and_far_ones_beyond():
    ours = unit([1, 0, 0], [1, 0.1, 0], [0, 1, 0], [0, 1, 0.1])
    theirs = unit([1, 0.05, 0], [0, 0, 1])
    found = measure(["a", "b", "a", "b"], ["tired zebra"] * 2, ours, theirs, frozenset({"tired", "glad"}))
    assert found.words_known == 0.5
    assert found.kinds_known == 0.5
    assert found.beyond == 0.5
    assert found.nearest_own == pytest.approx(0.995, abs=0.001)


def test_a_quick_look_prints_figures_and_draws_every_text(tmp_path, capsys):
    strangers = tmp_path / "posts.jsonl"
    strangers.write_text("\n".join(json.dumps({"text": text}) for text in ("I am so tired.", "Nice day <b>out</b>")))
    main([str(strangers), "--sample", "40", "--plot", str(tmp_path / "spread.svg")])
    assert json.loads(capsys.readouterr().out)["strangers"] == 2
    drawn = ET.parse(tmp_path / "spread.svg").getroot()
    assert len(drawn.findall("{http://www.w3.org/2000/svg}circle")) == 42
    assert "tired" not in (tmp_path / "spread.svg").read_text()
