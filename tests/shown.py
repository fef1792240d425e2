"""The commands that the documents show, run again: what stands below each `$ python -m costing …` is what it prints.

`python -m tests.shown` writes the documents anew; a test compares. Bills are judged as of one day, so that dates do not
change them.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "docs/planner.md")
DAY = "2026-11-21"
DATED = ("report", "check", "diff", "explain", "optimize")
COLUMNS = "120"
_BLOCK = re.compile(r"(?m)^```console\n(\$ python -m costing .*\n)(?:.*\n)*?```$")


def refreshed(text: str) -> str:
    """Return `text` with what its commands print today."""
    return _BLOCK.sub(lambda block: f"```console\n{block[1]}{printed(block[1])}```", text)


def commands(text: str) -> list[str]:
    """Return the commands whose output `text` shows."""
    return [block[1].strip() for block in _BLOCK.finditer(text)]


def printed(command: str) -> str:
    """Return what a shown command prints, `| head -20` and the like included."""
    shown, _, cut = command.removeprefix("$ ").strip().partition(" | head -")
    words = shlex.split(shown, comments=True)[1:]
    if words[2] in DATED:
        words += ["--date", DAY]
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": COLUMNS, "NO_COLOR": "1"},
    )
    lines = (done.stdout + done.stderr).splitlines(keepends=True)
    return "".join(lines[: int(cut)] if cut else lines)


if __name__ == "__main__":
    for name in DOCUMENTS:
        path = ROOT / name
        path.write_text(refreshed(path.read_text(encoding="utf-8")), encoding="utf-8")
