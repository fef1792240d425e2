"""Colours, on a terminal only: click drops them where the output is no terminal or NO_COLOR is set."""

import click

_COLOURS = {"good": "green", "warn": "yellow", "bad": "red"}


def style(text: str, mark: str) -> str:
    """Return `text` as it looks with `mark`."""
    if not mark:
        return text
    return click.style(text, fg=_COLOURS.get(mark), bold=mark != "dim", dim=mark == "dim")
