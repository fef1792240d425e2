"""What traffic costs in every tier of every example, against a second derivation from the config."""

from collections import defaultdict
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from costing import estimate, price_book, stack_file
from costing.bill import Bill
from infra.model.door import Asked, read
from tests.support.traffic_bill import Three, moved

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.yaml"))
TODAY = date(2026, 11, 21)
ROUNDED = Fraction(1, 500_000)
"""A line's quantity is rounded to a millionth of its unit; slices of a price are lines of their own."""


def _quantities(bill: Bill) -> dict[str, Three]:
    """Return the quantities of a bill by kind of line, slices and edges together."""
    found: dict[str, list[Fraction]] = defaultdict(lambda: [Fraction(0)] * 3)
    for one in bill.lines:
        layer, _, meter = one.id.rpartition("/")
        kind = f"{layer}/{meter.partition('.')[0]}"
        found[kind] = [a + Fraction(b) for a, b in zip(found[kind], one.quantity, strict=True)]
    return {kind: (a, b, c) for kind, (a, b, c) in found.items()}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_traffic_of_every_tier(path):
    """Each quantity that follows requests, in all three figures, is what the config comes to a second time."""
    found = stack_file.read(path)
    stack = read(found.document, Asked(found.name, found.region, TODAY))
    bills = estimate.estimate(stack, price_book.load(found.region), TODAY).bills
    wrong = []
    for name, tier in stack.tiers.items():
        billed = _quantities(bills[name])
        for kind, by_hand in moved(tier.sections).items():
            figures = billed.get(kind, (Fraction(0),) * 3)
            if any(abs(a - b) > ROUNDED for a, b in zip(figures, by_hand, strict=True)):
                wrong.append(f"{name}, {kind}: {[float(x) for x in figures]}, not {[float(x) for x in by_hand]}")
    assert wrong == []
    assert len(stack.tiers) > 1
