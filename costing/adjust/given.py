"""Prices the book lacks and the user gave: lines of their own."""

from costing.adjust.lines import NO_RESOURCE, beside
from costing.ledger import Ledger
from costing.line_item import Kind, Why
from costing.money import same
from costing.price_book import Price
from infra.model.pricing import Given

GIVEN = Kind("pricing/given/NAME", "", "", "", "usage")
"""Layer, unit and quantity are the user's own; the quantity is stated, and so the same in all three figures."""

KINDS = (GIVEN,)


def add_lines(ledger: Ledger, given: dict[str, Given]) -> None:
    """Add a line for each given price that has a layer, a unit and a monthly quantity."""
    for name, entry in given.items():
        if entry.layer is None or entry.unit is None or entry.monthly_quantity is None:
            continue
        price = Price(
            f"given.{name}",
            entry.unit_price,
            entry.unit,
            "given",
            entry.as_of.isoformat(),
            "given",
            "",
            entry.source,
            ledger.book.region,
        )
        why = Why("{} a month as given in pricing.given." + name, (entry.monthly_quantity,))
        figures = same(entry.monthly_quantity)
        label = f"{name} (as given)"
        ledger.lines.append(
            beside(f"pricing/given/{name}", entry.layer, label, NO_RESOURCE, figures, price, why, "usage")
        )
