"""From a stack and a price book to bills: pure, and the only place where a topology gets a price."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from costing.adjust.adjust import adjust
from costing.bill import Bill, Estimate, make_bill
from costing.demand.tier import demand
from costing.layers import (
    backup,
    budget,
    cache,
    database,
    delivery,
    edge,
    messaging,
    network,
    observability,
    secrets,
    services,
    storage,
)
from costing.layers.context import Context
from costing.ledger import Ledger
from costing.line_item import Kind
from costing.price_book import UNIT_OF_ITS_LINE, Price, PriceBook
from costing.remarks import remarks
from costing.remarks.runs import run_costs
from infra.model.budget import watched_usd
from infra.model.layers import LayerName
from infra.model.pricing import Given
from infra.model.stack import Stack, Tier
from infra.model.survival import survival


class LayerBill(NamedTuple):
    """How one layer is priced: the kinds of its lines, and the function that adds them."""

    kinds: tuple[Kind, ...]
    add_lines: Callable[[Context], None]


LAYER_BILLS: dict[LayerName, LayerBill] = {
    "network": LayerBill(network.KINDS, network.add_lines),
    "edge": LayerBill(edge.KINDS, edge.add_lines),
    "services": LayerBill(services.KINDS, services.add_lines),
    "database": LayerBill(database.KINDS, database.add_lines),
    "cache": LayerBill(cache.KINDS, cache.add_lines),
    "storage": LayerBill(storage.KINDS, storage.add_lines),
    "messaging": LayerBill(messaging.KINDS, messaging.add_lines),
    "secrets": LayerBill(secrets.KINDS, secrets.add_lines),
    "observability": LayerBill(observability.KINDS, observability.add_lines),
    "backup": LayerBill(backup.KINDS, backup.add_lines),
    "delivery": LayerBill(delivery.KINDS, delivery.add_lines),
    "budget": LayerBill(budget.KINDS, budget.add_lines),
}
"""Every layer that costs, in the order of the bill."""


def estimate(stack: Stack, book: PriceBook, today: date) -> Estimate:
    """Return the bills of every tier of `stack`.

    Args:
        stack: the tiers and what they may cost.
        book: prices of the stack's region.
        today: the day on which charges that start on a date are judged.
    """
    bills = {
        name: bill(tier, book, today, watched=watched_usd(stack.budget, name) is not None)
        for name, tier in stack.tiers.items()
    }
    return Estimate(stack, book, today, bills)


def bill(tier: Tier, book: PriceBook, today: date, *, watched: bool = False) -> Bill:
    """Return the bill of one tier; `watched` tells whether an AWS Budget is made."""
    sections = tier.sections
    asked = demand(sections)
    ledger = Ledger(with_given_rates(book, sections.pricing.given))
    context = Context(sections, asked, today, ledger, watched)
    for layer in LAYER_BILLS.values():
        layer.add_lines(context)
    listed = tuple(ledger.lines)
    adjusted = adjust(ledger, sections)
    return make_bill(
        tier.name,
        ledger.lines,
        ledger.missing,
        asked.assumed,
        (*remarks(sections, asked), *run_costs(sections, asked, listed), *adjusted.remarks),
        commitments=adjusted.commitments,
        free=adjusted.free,
        credits_left=sections.pricing.credits_left_usd,
        survives=survival(sections.topology, sections.requirements.availability),
    )


def with_given_rates(book: PriceBook, given: dict[str, Given]) -> PriceBook:
    """Return the book with the rows that the user filled in by `rate`; each is for one unit of its line."""
    rows = {
        entry.rate: Price(
            entry.rate,
            entry.unit_price,
            UNIT_OF_ITS_LINE,
            "given",
            entry.as_of.isoformat(),
            "given",
            f"given={name}",
            entry.source,
            book.region,
        )
        for name, entry in given.items()
        if entry.rate is not None
    }
    return book.with_given(rows)
