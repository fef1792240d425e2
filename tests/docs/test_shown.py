"""The documents tell the truth: what they show is what the commands print, and what they link to is there."""

import re
from pathlib import Path

import pytest

from tests.shown import DOCUMENTS, ROOT, commands, refreshed

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "sandbox" / "README.md"])
LINK = re.compile(r"\]\(([^)#:]+)\)")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_a_document_shows_is_what_is_printed(name: str):
    """Every `$ python -m costing …` is run; `python -m tests.shown` writes the documents anew."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert refreshed(text) == text


def test_the_readme_shows_a_bill_and_a_refusal():
    """The two things a reader must have seen."""
    shown = commands((ROOT / "README.md").read_text(encoding="utf-8"))
    assert any(" report " in command for command in shown)
    assert any(" check " in command for command in shown)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path):
    """A link to a file of this project finds it."""
    missing = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert missing == []
