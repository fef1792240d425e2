"""How the command line looks: colours on a terminal alone, rows as wide as the window, help as it was written."""

import re

import pytest

from costing.cli.main import VERBS
from costing.cli.terminal import style

DAY = ("--date", "2026-11-21")


def test_no_color_means_none(monkeypatch):
    """https://no-color.org: any value but an empty one turns colours off, on a terminal too."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert style("dear", "bad") == "\x1b[31m\x1b[1mdear\x1b[0m"
    monkeypatch.setenv("NO_COLOR", "1")
    assert style("dear", "bad") == "dear"


def test_no_colours_in_a_pipe(project):
    """What is piped or kept in a file has no escape sequences, on stdout and on stderr."""
    project.stack(cap="40")
    for call in (
        ["report", "-s", "dev"],
        ["check", "-s", "dev"],
        ["explain", "nat", "-s", "dev"],
        ["report", "-s", "x"],
    ):
        done = project.run(*call)
        assert "\x1b" not in done.out + done.err


@pytest.mark.parametrize("columns", [80, 100])
def test_rows_fit_the_window(project, monkeypatch, columns):
    """No row of a bill is wider than the window, and no name is cut."""
    project.stack(also="  tollgate:tiers: { large: { topology: { database: { multiAz: true } } } }\n")
    monkeypatch.setenv("COLUMNS", str(columns))
    rows = project.run("report", "-s", "dev", *DAY).out.splitlines()
    assert columns - 12 <= max(map(len, rows)) <= columns
    assert not any("…" in row for row in rows)


def test_a_file_is_a_page_wide(project, monkeypatch):
    """Without a window the rows are as wide as they always are in a file."""
    project.stack()
    monkeypatch.delenv("COLUMNS", raising=False)
    assert 100 < max(map(len, project.run("report", "-s", "dev", *DAY).out.splitlines())) <= 116


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_examples_stand_one_below_the_other(project, verb):
    """Every example has a row of its own, to be copied as it is."""
    help_text = project.run(*filter(None, [verb, "--help"])).out
    assert "\\b" not in help_text
    examples = help_text.partition("Examples:\n")[2].partition("\n\n")[0].splitlines()
    assert examples
    assert any(re.match(rf"    python -m costing {verb}", row) for row in examples)


@pytest.mark.parametrize("columns", [80, 100])
def test_a_comparison_fits_the_window(project, monkeypatch, columns):
    """Names and reasons go on below, figures stay in their row."""
    project.stack(also="  tollgate:tiers: { large: { topology: { database: { instanceClass: db.m7g.4xlarge } } } }\n")
    monkeypatch.setenv("COLUMNS", str(columns))
    rows = project.run("diff", "dev", ":large", *DAY).out.splitlines()
    assert max(map(len, rows)) <= columns
    assert "t4g.micro" in "".join(rows)
