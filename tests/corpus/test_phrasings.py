"""Short labelled texts: what is refused, and where the refusal points."""

import json
import re

import pytest

from holdspace.corpus import read_phrasings
from holdspace.errors import CorpusError

GOOD = {"id": "a", "text": "I lie awake.", "labels": ["sleep"]}
WRONG = [
    ([GOOD | {"labels": ["slep"]}], "line 1: unknown label 'slep'"),
    ([GOOD | {"near": "slep"}], "line 1: unknown label 'slep'"),
    (
        [GOOD | {"labels": [], "evidence": {"sleep": ["I lie awake."]}}],
        "line 1: evidence of 'sleep', which is not among its labels",
    ),
    ([GOOD | {"evidence": {"sleep": ["nowhere"]}}], "line 1: a quote of 'sleep' does not stand in the text"),
    ([GOOD | {"lables": []}], "line 1: lables: Extra inputs"),
    ([{"id": "a", "text": "I lie awake."}], "line 1: labels: Field required"),
    ([GOOD, GOOD], "line 2: the id 'a' stands twice"),
]


@pytest.mark.parametrize(("rows", "message"), WRONG)
def test_a_wrong_line_is_refused_with_file_and_line(tmp_path, rows, message):
    path = tmp_path / "crisis.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with pytest.raises(CorpusError, match=re.escape(f"{path}, {message}")) as refused:
        read_phrasings(path, ["sleep"])
    assert "awake" not in str(refused.value)


def test_a_missing_file_says_that_training_needs_it(tmp_path):
    with pytest.raises(CorpusError, match="training needs it beside the entries"):
        read_phrasings(tmp_path / "none.jsonl", ["sleep"])


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "x.jsonl").write_bytes(b"\x80abc")
    with pytest.raises(CorpusError, match="UTF-8"):
        read_phrasings(tmp_path / "x.jsonl", ["sleep"])
