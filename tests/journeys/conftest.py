"""A real Chromium against a real server, both watched for anything that leaves the machine."""

import os
import shutil
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from holdspace.web.serve import serve

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
        url for url in asked if not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))
    ]


@pytest.fixture
def opened():
    """Serve an assistant's page from this process, so that a test can look at what it keeps."""
    pages = []

    def serve_it(assistant):
        # Playwright's loop runs in this thread.
        with ThreadPoolExecutor(1) as apart:
            pages.append(apart.submit(serve, assistant, port=0, browser=False, block=False).result())
        return pages[-1]

    yield serve_it
    for page in pages:
        page.close()
