"""Writes the generated documents: command help, replies to entries, whole conversations.

``python docs/generate.py`` writes them; with ``--check`` it only says whether they are up to date.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import holdspace
from holdspace.reflection.conversation import Conversation

if TYPE_CHECKING:
    from holdspace.assistant import Assistant
    from holdspace.types import Reflection

DOCS = Path(__file__).parent
COMMANDS = (
    [], ["app"], ["reflect"], ["tag"], ["train"], ["train-encoder"], ["evaluate"], ["audit"], ["models"],
    ["models", "list"], ["models", "show"], ["models", "verify"], ["models", "promote"], ["models", "rollback"],
)  # fmt: skip

# The encoder's arithmetic differs between processors in its last digits, and of sixty entries one stood so near a
# cut-off that its reply was another on each of two machines.
_ON_THE_FENCE = 2


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


def replies(assistant: Assistant) -> str:
    """Return the shipped model's replies to the entries of ``entries.txt`` as Markdown."""
    parts = [
        "# Entries and replies\n\nSixty invented entries, and what Holdspace says to each. Written by `make docs`; "
        "a test fails when it is out of date.\n"
    ]
    entries = (DOCS / "entries.txt").read_text(encoding="utf-8").split("\n===\n")
    for number, entry in enumerate(entries, 1):
        reading = assistant.read(entry.strip())
        reply = assistant.reflect(reading, conversation=Conversation(seed=number, region="GB"))
        themes = ", ".join(f"{found.theme} ({found.certainty.value})" for found in reading.themes) or "none"
        said = [f"## {number}", *(f"> {line}" for line in entry.strip().splitlines())]
        said += _said(reply)
        said += ["", f"Themes: {themes}."]
        if reading.checklist:
            said.append("Checklist: " + "; ".join(match.text for match in reading.checklist) + ".")
        parts.append("\n".join(said) + "\n")
    return "\n".join(parts)


def conversations(assistant: Assistant) -> str:
    """Return whole conversations over the turns of ``conversations.txt`` as Markdown."""
    parts = [
        "# Conversations\n\nSix invented conversations, turn by turn: what a person writes (quoted) and what Holdspace "
        "answers. Written by `make docs`; a test fails when it is out of date.\n"
    ]
    written = (DOCS / "conversations.txt").read_text(encoding="utf-8")
    for number, part in enumerate(written.removeprefix("# ").split("\n# "), 1):
        title, _, turns = part.strip().partition("\n")
        conversation = Conversation(seed=number, region="GB")
        said = [f"## {title}"]
        for turn in turns.split("\n---\n"):
            _, reply, conversation = assistant.turn(turn.strip(), conversation)
            said += ["", *(f"> {line}" for line in turn.strip().splitlines()), *_said(reply)]
        parts.append("\n".join(said) + "\n")
    return "\n".join(parts)


def _said(reply: Reflection) -> list[str]:
    """The lines of one reply, crisis part first."""
    lines: list[str] = []
    if reply.crisis:
        lines += [
            "",
            "**First:** " + reply.crisis.text.replace("\n\n", " "),
            "",
            *(f"- {h}" for h in reply.crisis.help),
        ]
    lines += ["", reply.reflection] if reply.reflection else []
    lines += ["", f"*{reply.question}*"] if reply.question else []
    lines += (
        ["", reply.offer, "", *(f"- {s.text} ({s.effort}) *{s.why}*" for s in reply.next_steps)] if reply.offer else []
    )
    return lines


def _differing(written: str, now: str) -> int:
    """How many sections of a document are not what they would be now; all, where their number is another."""
    before, after = written.split("\n## "), now.split("\n## ")
    if len(before) != len(after):
        return len(after)
    return sum(old != new for old, new in zip(before, after, strict=True))


def main() -> int:
    """Write the documents, or check them; return the exit status."""
    stale = []
    assistant = holdspace.load()
    written = (
        ("commands.md", commands(), 0),
        ("replies.md", replies(assistant), _ON_THE_FENCE),
        ("conversations.md", conversations(assistant), 0),
    )
    for name, text, may_differ in written:
        path = DOCS / name
        if "--check" in sys.argv:
            if not path.exists() or _differing(path.read_text(encoding="utf-8"), text) > may_differ:
                stale.append(name)
        else:
            path.write_text(text, encoding="utf-8")
    for name in stale:
        sys.stderr.write(f"docs/{name} is out of date: run `make docs`\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
