"""How text looks on this terminal: colours where there are any, rows as wide as the window."""

import os
import sys

import click

from costing.report.table import WIDTH, Style

NARROWEST = 80
_COLOURS = {"good": "green", "warn": "yellow", "bad": "red"}
_WEIGHTS = {True: {"dim": True}, False: {"bold": True}}
"""One or the other: a code that turns the one off turns the other off with it."""


class _Terminal(Style):
    """Marks as colours; click drops them where the output is no terminal, this class where NO_COLOR is set."""

    @property
    def width(self) -> int:
        """How wide rows may be: the window's columns, or COLUMNS; a page where the output is no terminal."""
        if not ((sys.stdout is not None and sys.stdout.isatty()) or os.environ.get("COLUMNS", "").isdigit()):
            return WIDTH
        import shutil

        return min(WIDTH, max(NARROWEST, shutil.get_terminal_size((WIDTH, 0)).columns))

    def __call__(self, text: str, mark: str) -> str:
        """Return `text` as it looks with `mark`."""
        if not mark or os.environ.get("NO_COLOR"):
            return text
        return click.style(text, fg=_COLOURS.get(mark), **_WEIGHTS[mark == "dim"])


style = _Terminal()
