"""What quantities cost in a region, in whole units: exact integers from here to the printer."""

from collections.abc import Sequence
from decimal import Context, Decimal, Inexact
from typing import Literal, NamedTuple, TypeAlias

from costing.adjust.discounts import kept
from costing.adjust.reserved import upfront_usd
from costing.adjust.savings_plan import rate_of
from costing.errors import MissingPrice
from costing.planner.measure.taken import QUANTITY_DECIMALS, Item, Taken, whole
from costing.price_book import PriceBook
from infra.model.layers import LayerName
from infra.model.pricing import ComputeSavingsPlan, Pricing, Reserved

Basis: TypeAlias = Literal["floor", "expected", "ceiling"]
_PLACES: dict[Basis, int] = {"floor": 0, "expected": 1, "ceiling": 2}


class Measure(NamedTuple):
    """A sum of the bill: one of its three figures, of one layer or of all."""

    basis: Basis = "expected"
    layer: LayerName | None = None

    @property
    def place(self) -> int:
        """Position of the figure among the three."""
        return _PLACES[self.basis]


Units: TypeAlias = tuple[int, ...]
"""Money in whole units, one amount for each measure."""

DECIMALS = 24
"""Decimals of the planner's unit of money: 1e-24 dollars.

Prices have up to 10 decimals, and a share of a price or a discount adds up to 8. Times millionths of a unit, 6 more,
that is 24: no sum of the planner is ever rounded.
"""
PRICE_DECIMALS = DECIMALS - QUANTITY_DECIMALS

_EXACT = Context(prec=200, traps=[Inexact])


def usd(units: int) -> Decimal:
    """Return whole units as dollars."""
    return Decimal(units).scaleb(-DECIMALS, _EXACT)


def units(amount: Decimal) -> int:
    """Return dollars as whole units.

    Raises:
        ArithmeticError: the amount is finer than a unit.
    """
    return whole(amount, DECIMALS)


class Tariff:
    """The prices of one region, after discounts, as whole numbers of 1e-18 dollars."""

    def __init__(self, book: PriceBook, pricing: Pricing) -> None:
        self.region = book.region
        self._book, self._pricing = book, pricing
        self._known: dict[Item, int | None] = {}

    def price(self, item: Item) -> int | None:
        """Return the price of one unit of an item; None where the book has none."""
        if item not in self._known:
            self._known[item] = self._look_up(item)
        return self._known[item]

    def rate(self, key: str, plan: ComputeSavingsPlan) -> int | None:
        """Return what a plan pays for one unit of an on-demand item; None where the book has no such rate."""
        try:
            rate = rate_of(self._book, key, plan)
        except MissingPrice:
            return None
        return self.of_services(rate.usd)

    def has(self, row: str) -> bool:
        """Return whether the book has a price of an item."""
        return self._book.has(row)

    def upfront(self, row: str, reserved: Reserved) -> int | None:
        """Return what a reservation asks for at its start, in whole units; None where its row does not tell.

        Raises:
            MissingPrice: there is no such row.
        """
        amount = upfront_usd(self._book.price(row), reserved)
        return None if amount is None else units(amount)

    def of_services(self, amount: Decimal) -> int:
        """Return dollars of the services' layer, after discounts."""
        return whole(amount * kept(self._pricing.discounts, "services"), PRICE_DECIMALS)

    def _look_up(self, item: Item) -> int | None:
        try:
            price = self._book.price(item.key)
            usd = self._book.price(item.share_of).usd * price.number("value") if item.share_of else price.usd
        except MissingPrice:
            return None
        return whole(usd * kept(self._pricing.discounts, item.layer), PRICE_DECIMALS)

    def missing(self, taken: Taken) -> tuple[str, ...]:
        """Return the keys that have no price here."""
        return tuple(item.share_of or item.key for item in taken if self.price(item) is None)

    def costs(self, taken: Taken, measures: Sequence[Measure]) -> Units | None:
        """Return what quantities cost in whole units, measure by measure; None where a price is missing."""
        totals = [0] * len(measures)
        for item, count in taken.items():
            price = self.price(item)
            if price is None:
                return None
            for place, measure in enumerate(measures):
                if measure.layer is None or measure.layer == item.layer:
                    totals[place] += count[measure.place] * price
        return tuple(totals)
