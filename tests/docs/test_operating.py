"""The page on operating a stack: every output is on it, nothing else, and its calls find what they ask for."""

import re

import pytest

from tests.plans.deployed import registered
from tests.support.stacks import ROOT

PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
LISTED = set(
    re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?) \|", PAGE.partition("## Every output")[2], re.MULTILINE)))
)
SAID = re.findall(r"pulumi stack output (\w+) --json \| jq -r (\S+)", PAGE)
PLACES = [*(ROOT / "infra" / "building").glob("*.py"), ROOT / "infra" / "stack.py", ROOT / "__main__.py"]
NAMED = re.compile(r"outputs\[\"(\w+)\"\]|outputs\.setdefault\(\"(\w+)\"|export\(\"(\w+)\"")
BY_KIND = {"loadBalancerUrl", "cdnUrl"}
"""Outputs whose names are put together."""


def test_every_output_is_listed():
    """What the program exports by name, and what the page lists, are the same."""
    made = {
        name for file in PLACES for found in NAMED.findall(file.read_text(encoding="utf-8")) for name in found if name
    }
    assert made | BY_KIND == LISTED


@pytest.mark.parametrize(
    ("example", "tier"),
    [("default-rate", "workers"), ("consumer-rights", "production"), ("playstudy", "nextSteps"), ("accunode", "")],
)
def test_no_deployment_has_another(example, tier):
    """Whole applications export nothing that is not on the page."""
    assert set(registered(example, tier).outputs) <= LISTED


@pytest.mark.parametrize(("output", "path"), SAID)
def test_calls_find_what_they_ask_for(output, path):
    """Each call of the page names something that playstudy, with its service backend and its job migrate, exports."""
    found = registered("playstudy").outputs[output]
    for step in path.strip(".").split("."):
        found = found[step]
    assert isinstance(found, str)


def test_a_check_stands_with_records_that_lead_here():
    """The cut-over asks the new end under the old name."""
    records = registered("default-rate").outputs["dnsRecords"]
    assert [r["name"] for r in records if "check" in r] == ["app.example.com"]
