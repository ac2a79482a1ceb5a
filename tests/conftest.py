"""Parts that many tests share; all of them real: the shipped model, the real pipeline, a real browser."""

from __future__ import annotations

import subprocess
import sys

import pytest

import holdspace
from holdspace import codebook as codebook_module


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
