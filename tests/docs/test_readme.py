"""What the documents say is run, so that they cannot go stale."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
CONSOLE = [
    line.removeprefix("$ ")
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("$ ")
]


@pytest.mark.parametrize("code", PYTHON, ids=range(len(PYTHON)))
def test_every_python_block_of_the_readme_runs(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_every_command_of_the_readme_runs_in_order(tmp_path):
    """All but the training, which has a test of its own on less data: the shipped models stand in for its outcome."""
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    sample = (ROOT / "corpus" / "themes" / "w001-icu-nights-leeds.jsonl").read_text(encoding="utf-8")
    (tmp_path / "my-notes.jsonl").write_text(sample, encoding="utf-8")
    (tmp_path / "entry.txt").write_text("I keep seeing his face.", encoding="utf-8")
    (tmp_path / "my-models").symlink_to(ROOT / "models")
    assert len(CONSOLE) >= 5
    for command in CONSOLE:
        if shlex.split(command)[:2] == ["holdspace", "train"]:
            continue
        done = subprocess.run(
            command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"


def test_every_make_target_that_the_documents_name_exists():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for document in ("README.md", "CONTRIBUTING.md", "docs/architecture.md"):
        for target in re.findall(r"`?make ([a-z]+)`?", (ROOT / document).read_text(encoding="utf-8")):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{document}: make {target}"


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "corpus/README.md"])
def test_every_link_between_documents_leads_somewhere(document):
    path = ROOT / document
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_the_architecture_names_every_room():
    drawing = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for room in (ROOT / "src" / "holdspace").iterdir():
        if (room.is_dir() and (room / "__init__.py").exists()) or (room.suffix == ".py" and room.stem != "__init__"):
            assert re.search(rf"\b{room.stem}\b", drawing), room.stem


def test_the_generated_documents_are_up_to_date():
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
