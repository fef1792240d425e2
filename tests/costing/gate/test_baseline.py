"""What is deployed, as Pulumi hands back the stack's own output."""

import json
from decimal import Decimal

import pytest

from costing.gate import Baseline, decide, read_baseline
from costing.money import Figures
from costing.report import document
from tests.support.estimates import estimate_with

REPORT = {
    "schemaVersion": 1,
    "tier": "growth",
    "tiers": {
        "growth": {"floor": "60", "expected": "100.25", "ceiling": "150"},
        "startup": {"floor": None, "expected": None, "ceiling": None},
    },
    "layers": {"network": "30.25", "database": "70"},
}
READ = Baseline(
    "growth",
    Figures(Decimal(60), Decimal("100.25"), Decimal(150)),
    {"network": Decimal("30.25"), "database": Decimal(70)},
)


def test_a_report_is_read():
    """Tier, figures and layers of the tier that was deployed."""
    assert read_baseline(REPORT) == READ


def test_numbers_that_come_back_as_floats():
    """Pulumi's wire knows one kind of number: 1 comes back as 1.0, and a figure by its shortest text."""
    as_floats = {
        **REPORT,
        "schemaVersion": 1.0,
        "tiers": {"growth": {"floor": 60.0, "expected": 100.25, "ceiling": 150.0}},
        "layers": {"network": 30.25, "database": 70.0},
    }
    assert read_baseline(as_floats) == READ


def test_what_we_write_we_can_read():
    """A short report, through JSON and back, is the baseline of the next run."""
    one = estimate_with({"network": "20 30.5 50"}, budget={"monthlyCap": "100"}, tier="growth", others={"big": {}})
    written = json.loads(json.dumps(document.short(one, decide(one))))
    assert read_baseline(written) == Baseline(
        "growth", Figures(Decimal(20), Decimal("30.5"), Decimal(50)), {"network": Decimal("30.5")}
    )


@pytest.mark.parametrize(
    "report",
    [
        None,
        "",
        "text",
        5,
        [],
        {},
        {**REPORT, "schemaVersion": 2},
        {**REPORT, "schemaVersion": "1"},
        {**REPORT, "schemaVersion": None},
        {k: v for k, v in REPORT.items() if k != "schemaVersion"},
        {k: v for k, v in REPORT.items() if k != "tier"},
        {k: v for k, v in REPORT.items() if k != "tiers"},
        {k: v for k, v in REPORT.items() if k != "layers"},
        {**REPORT, "tier": "gone"},
        {**REPORT, "tier": "startup"},  # was unpriced
        {**REPORT, "tiers": []},
        {**REPORT, "tiers": {"growth": {"floor": "60", "expected": "100"}}},
        {**REPORT, "tiers": {"growth": {"floor": "60", "expected": "lots", "ceiling": "150"}}},
        {**REPORT, "tiers": {"growth": {"floor": "60", "expected": "NaN", "ceiling": "150"}}},
        {**REPORT, "tiers": {"growth": {"floor": "60", "expected": "100", "ceiling": float("inf")}}},
        {**REPORT, "layers": ["network"]},
        {**REPORT, "layers": {"network": None}},
        {**REPORT, "layers": {"network": "NaN"}},
    ],
    ids=lambda report: str(report)[:60],
)
def test_anything_else_is_no_baseline(report):
    """A first run, another version, an unpriced bill, somebody else's output: a message elsewhere, not a failure."""
    assert read_baseline(report) is None
