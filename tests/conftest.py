"""Parts that many tests share; all of them real: the shipped model, the real pipeline, a real browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import holdspace
from holdspace import codebook as codebook_module

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def assistant():
    return holdspace.load()


@pytest.fixture(scope="session")
def book():
    return codebook_module.load()


@pytest.fixture
def run():
    """Run the command line as a person would: a process of its own, its streams, its exit status."""

    def call(*args, stdin="", cwd=None):
        raw = stdin if isinstance(stdin, bytes) else stdin.encode()
        done = subprocess.run(
            [sys.executable, "-m", "holdspace.cli", *map(str, args)],
            input=raw,
            capture_output=True,
            cwd=cwd,
            check=False,
        )
        done.out = done.stdout.decode()
        done.err = done.stderr.decode()
        return done

    return call


@pytest.fixture(scope="session")
def server():
    """Serve the page as ``holdspace app`` does, and give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "holdspace.cli", "app", "--no-browser", "--port", str(port)],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    line = process.stderr.readline()
    assert "Holdspace is open at" in line, line
    yield f"http://127.0.0.1:{port}", process
    process.terminate()
    process.wait(10)
