"""What the account has free every month: pooled over all lines, shown, and never reckoned with by the gate.

AWS counts an allowance once for the account, whatever lines draw from it, and takes it off the first slice of a
graduated price. Which of several lines of one pool it takes first it does not say; here the dearest comes first, as
logs are ingested before they are stored.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from costing.adjust.discounts import kept
from costing.adjust.lines import taken_back
from costing.line_item import Line, Why
from costing.money import Figures, same
from costing.price_book import PriceBook
from costing.units import size_of
from infra.model.pricing import Pricing

WITHOUT_ROW = {
    "cloudfront.invalidation-paths": Decimal(1000),
    "cloudfront.function-invocations": Decimal(2_000_000),
}
"""Allowances that stand in the note of a price (CloudFront pricing): invalidation paths, runs of functions."""


def free_lines(lines: Iterable[Line], book: PriceBook, pricing: Pricing) -> tuple[Line, ...]:
    """Return a negative line for each line that draws from an allowance; none unless `freeTier: always`."""
    if pricing.free_tier != "always":
        return ()
    pools: dict[str, list[Line]] = {}
    for line in lines:
        if line.pool:
            pools.setdefault(line.pool, []).append(line)
    return tuple(free for pool, drawing in pools.items() for free in _drawn(pool, drawing, book, pricing))


def _drawn(pool: str, drawing: list[Line], book: PriceBook, pricing: Pricing) -> Iterator[Line]:
    allowance = allowance_of(pool, book)
    left = same(allowance)
    for line in sorted(drawing, key=lambda x: -x.price.usd):
        each = size_of(line.unit)
        taken = Figures(*(min(have * each, most) for have, most in zip(line.quantity, left, strict=True)))
        left = left.minus(taken)
        if any(taken):
            share = kept(pricing.discounts, line.layer)
            why = Why("{} of the {} that the account has free every month", (taken.expected, allowance))
            net = line._replace(price=line.price._replace(usd=line.price.usd * share))
            free = Figures(*(one / each for one in taken))
            yield taken_back(f"{line.id}.free", f"{line.name}: free of charge", net, free, why)


def allowance_of(pool: str, book: PriceBook) -> Decimal:
    """Return what a pool holds, in pieces: GB, requests, alarms.

    Raises:
        MissingPrice: neither the book nor this module knows the pool.
    """
    if pool in WITHOUT_ROW:
        return WITHOUT_ROW[pool]
    return book.price(pool, "allowance of the account").number("allowance")
