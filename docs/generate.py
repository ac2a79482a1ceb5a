"""Writes the generated documents: ``docs/commands.md`` from the commands' own help, ``docs/replies.md`` from entries.

``python docs/generate.py`` writes them; with ``--check`` it only says whether they are up to date.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import holdspace
from holdspace.reflection.conversation import Conversation

DOCS = Path(__file__).parent
COMMANDS = (
    [], ["app"], ["reflect"], ["tag"], ["train"], ["train-encoder"], ["evaluate"], ["audit"], ["models"],
    ["models", "list"], ["models", "show"], ["models", "verify"], ["models", "promote"], ["models", "rollback"],
)  # fmt: skip


def commands() -> str:
    """Return the help of every command as Markdown."""
    parts = ["# Commands\n\nWritten from the commands' own `--help`; `make docs` writes it anew.\n"]
    for command in COMMANDS:
        done = subprocess.run(
            [sys.executable, "-m", "holdspace.cli", *command, "--help"],
            capture_output=True,
            text=True,
            check=True,
            env={"COLUMNS": "100", "TERM": "dumb", "NO_COLOR": "1", "PATH": ""},
        )
        usage = done.stdout.replace("python -m holdspace.cli", "holdspace").rstrip()
        parts.append(f"## `{' '.join(['holdspace', *command])}`\n\n```\n{usage}\n```\n")
    return "\n".join(parts)


def replies() -> str:
    """Return the shipped model's replies to the entries of ``entries.txt`` as Markdown."""
    assistant = holdspace.load()
    parts = [
        "# Entries and replies\n\nTwenty invented entries, and what Holdspace says to each. Written by `make docs`; "
        "a test fails when it is out of date.\n"
    ]
    entries = (DOCS / "entries.txt").read_text(encoding="utf-8").split("\n===\n")
    for number, entry in enumerate(entries, 1):
        reading = assistant.read(entry.strip())
        reply = assistant.reflect(reading, conversation=Conversation(seed=number, region="GB"))
        themes = ", ".join(f"{found.theme} ({found.certainty.value})" for found in reading.themes) or "none"
        said = [f"## {number}", *(f"> {line}" for line in entry.strip().splitlines())]
        if reply.crisis:
            said += [
                "",
                "**First:** " + reply.crisis.text.replace("\n\n", " "),
                "",
                *(f"- {h}" for h in reply.crisis.help),
            ]
        said += ["", reply.reflection, "", f"*{reply.question}*" if reply.question else "", f"Themes: {themes}."]
        if reading.checklist:
            said.append("Checklist: " + "; ".join(match.text for match in reading.checklist) + ".")
        parts.append("\n".join(said) + "\n")
    return "\n".join(parts)


def main() -> int:
    """Write the documents, or check them; return the exit status."""
    stale = []
    for name, text in (("commands.md", commands()), ("replies.md", replies())):
        path = DOCS / name
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            path.write_text(text, encoding="utf-8")
    for name in stale:
        sys.stderr.write(f"docs/{name} is out of date: run `make docs`\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
