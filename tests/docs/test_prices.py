"""docs/prices.md names what there is: verbs, flags, files, limits."""

import re
from pathlib import Path

import pytest

from costing.cli import prices
from costing.gate import BOOK_AGE_LIMIT
from costing.prices.refresh.book import LARGE

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "prices.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("call", sorted(set(re.findall(r"costing prices (\w+)", PAGE))))
def test_verbs_are_there(call):
    """`check` and `refresh`."""
    assert call in prices.command.commands


def test_flags_are_there():
    """Every flag is one of the two verbs' or git's."""
    known = {flag for verb in prices.command.commands.values() for option in verb.params for flag in option.opts}
    assert set(re.findall(r"(?<!-)--[a-z][a-z-]+", PAGE)) <= known | {"--stat"}


def test_files_are_there():
    """What is to be mended or read can be found."""
    for path in set(re.findall(r"`(costing/[\w/]+(?:\.py)?/?)`", PAGE)):
        assert (ROOT / path).exists(), path


def test_limits_are_those_of_the_program():
    """400 days, and a half."""
    assert f"past {BOOK_AGE_LIMIT.days} days the gate refuses" in PAGE
    assert str(LARGE) == "0.5"
    assert "moved by more than half" in PAGE
