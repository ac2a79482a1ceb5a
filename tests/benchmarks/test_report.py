"""What was measured is shown as a table, as JSON and as a drawing; what was not, is not."""

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from benchmarks.accuracy import Accuracy, Interval
from benchmarks.growth import Growth
from benchmarks.plot import plot
from benchmarks.report import Report
from benchmarks.speed import Throughput, Wait
from benchmarks.table import table

from holdspace.errors import HoldspaceError

FOUND = Interval(0.66, 0.64, 0.68)
WHOLE = Report(
    model="themes-1.0.0",
    accuracy=(
        Accuracy("Holdspace", "held-out & more", 1650, FOUND, FOUND, {"guilt": 0.7}, None),
        Accuracy("keyword lists", "held-out & more", 1650, FOUND, FOUND, {"guilt": 0.4}, Interval(0.25, 0.2, 0.3)),
    ),
    speed=(Throughput("Holdspace whole, one worker", 15_000.0, 14_000.0, 16_000.0, 1.0, 3.2, 310.0),),
    page=(Wait("reply to 300 words", "ms", 40.0), Wait("cold start", "s", 2.0, 1.0, 2.0)),
    growth=(
        Growth(1_000, 74_000, 6.0, 14_000.0, 320.0, 200.0),
        Growth(10_000, 740_000, 52.0, 14_000.0, None, None),
    ),
    skipped=("frozen MiniLM: none was given",),
)


def test_the_table_is_aligned_in_columns_that_all_sections_share():
    lines = table(WHOLE).splitlines()
    assert "Holdspace" in lines[2]
    ends = {line.index("0.660") for line in lines[2:4]}
    assert len(ends) == 1
    assert "+0.250" in lines[3]
    assert "14,000 to 16,000" in table(WHOLE)
    assert lines[-1] == "skipped: frozen MiniLM: none was given"
    assert len({len(line) for line in lines if line.startswith("---")}) == 1


def test_a_part_that_was_not_measured_is_left_out():
    assert table(Report("themes-1.0.0")) == ""
    speed_only = Report("themes-1.0.0", speed=WHOLE.speed)
    assert "macro-F1" not in table(speed_only)
    assert "Macro-F1" not in plot(speed_only)


def test_the_drawing_is_whole_svg_and_stays_on_the_page():
    root = ElementTree.fromstring(plot(WHOLE))
    width = float(root.get("width"))
    texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "0.660" in texts
    assert any("held-out & more" in text for text in texts)
    assert "52 s" in texts
    for node in root.iter("{http://www.w3.org/2000/svg}rect"):
        assert 0 <= float(node.get("width")) <= width
    assert ElementTree.fromstring(plot(Report("themes-1.0.0"))) is not None


def test_json_keeps_every_figure_and_says_on_what_it_was_taken():
    plain = json.loads(json.dumps(WHOLE.as_dict()))
    assert plain["accuracy"][1]["behind"] == {"value": 0.25, "low": 0.2, "high": 0.3}
    assert plain["growth"][1]["worker_megabytes"] is None
    assert plain["machine"]["cores"] >= 1
    assert "spacy" in plain["libraries"]


def test_parts_that_were_measured_before_are_kept(tmp_path):
    path = tmp_path / "earlier.json"
    path.write_text(json.dumps(WHOLE.as_dict()))
    now = Report(WHOLE.model, speed=(replace(WHOLE.speed[0], words_per_second=1.0),))
    whole = now.completed(Report.read(path, WHOLE.model))
    assert whole == replace(WHOLE, speed=now.speed)


@pytest.mark.parametrize("said", ["no json", "[]", "{}", '{"machine": {}, "libraries": {}, "model": 3}'])
def test_what_is_no_report_is_not_kept(tmp_path, said):
    path = tmp_path / "earlier.json"
    path.write_text(said)
    with pytest.raises(HoldspaceError, match="no report"):
        Report.read(path, WHOLE.model)


def test_figures_of_another_model_or_machine_do_not_stand_beside_ours(tmp_path):
    path = tmp_path / "earlier.json"
    path.write_text(json.dumps(WHOLE.as_dict()))
    with pytest.raises(HoldspaceError, match="another model"):
        Report.read(path, "themes-2.0.0")
    path.write_text(json.dumps(WHOLE.as_dict() | {"machine": {"cores": 64}}))
    with pytest.raises(HoldspaceError, match="another model"):
        Report.read(path, WHOLE.model)
