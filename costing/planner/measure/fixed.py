"""What is paid whatever is chosen: lines that the user gave."""

from collections.abc import Sequence

from costing.adjust import given
from costing.adjust.discounts import kept
from costing.ledger import Ledger
from costing.planner.measure.tariff import Measure, Units, units
from costing.price_book import PriceBook
from infra.model.pricing import Pricing


def fixed_costs(book: PriceBook, pricing: Pricing, measures: Sequence[Measure]) -> Units:
    """Return what the given lines of a tier cost after discounts, measure by measure."""
    ledger = Ledger(book)
    given.add_lines(ledger, pricing.given)
    return tuple(
        sum(
            units(getattr(line.amount, measure.basis) * kept(pricing.discounts, line.layer))
            for line in ledger.lines
            if measure.layer in (None, line.layer)
        )
        for measure in measures
    )
