"""A real Chromium against a real server, both watched for anything that leaves the machine."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

WATCH = Path(__file__).parent / "watched"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser_type_launch_args():
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert found, "no Chromium: `make test` says how to get it"
    return {"executable_path": found, "args": FLAGS}


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """Serve the page with a home, temporary folder and log of outside connections of its own."""
    home = tmp_path_factory.mktemp("home")
    calls = tmp_path_factory.mktemp("calls") / "outside.txt"
    calls.touch()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "holdspace.cli", "app", "--no-browser", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=(home / "stderr.txt").open("w"),
        env={
            **os.environ,
            "HOME": str(home),
            "TMPDIR": str(home),
            "GRADIO_TEMP_DIR": str(home / "gradio"),
            "OUTSIDE_CALLS": str(calls),
            "PYTHONPATH": str(WATCH),
        },
    )
    for _ in range(600):
        if "open at" in (home / "stderr.txt").read_text():
            break
        assert process.poll() is None, (home / "stderr.txt").read_text()
        import time

        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}", home, calls
    process.terminate()
    process.wait(10)


@pytest.fixture
def outside(page):
    """Addresses beyond this machine that the page asked for."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    return lambda: [
        url for url in asked if not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))
    ]
