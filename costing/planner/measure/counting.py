"""The estimator's own functions made to count: a book in which all costs a dollar, a ledger that keeps sums alone."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from costing.ledger import Ledger
from costing.line_item import Kind, Line, Why
from costing.money import ONE, Figures
from costing.planner.measure.taken import Count, Item, Taken, counted, millionths, summed
from costing.price_book import UNIT_OF_ITS_LINE, Price, PriceBook
from infra.model.layers import LayerName

SHARE_OF = "of"
"""Attribute of a line that is priced as a share of another item's price."""


class CountingBook(PriceBook):
    """A book in which every item costs one dollar, so that amounts are quantities."""

    def __init__(self, region: str, as_of: date) -> None:
        super().__init__(region, {}, as_of=as_of, sha256="")

    def price(self, item: str, wanted_for: str = "") -> Price:
        """Return one dollar for one unit of whatever line asks."""
        del wanted_for
        return Price(item, ONE, UNIT_OF_ITS_LINE, "", "", "", "value=1", "", self.region)

    def has(self, item: str) -> bool:
        """Return True: which items a region lacks is asked of its own book, later."""
        del item
        return True


class CountingLedger(Ledger):
    """A ledger that counts what its lines take, and keeps no line: thousands of candidates are counted.

    Attributes:
        taken: what `taken_by` would return of the lines.
    """

    def __init__(self, book: CountingBook) -> None:
        super().__init__(book)
        self.taken: dict[Item, Count] = {}

    def add(
        self,
        kind: Kind,
        resource: str,
        figures: Figures,
        key: str,
        why: Why,
        *,
        name: str = "",
        of: str = "",
        meter: str = "",
    ) -> None:
        """Count one line."""
        del resource, why, name, of, meter
        self._count(Item(_layer_of(kind), key), figures)

    def surcharge(
        self, kind: Kind, resource: str, figures: Figures, key: str, share_key: str, why: Why, *, name: str = ""
    ) -> None:
        """Count one line whose price is a share of another price."""
        del resource, why, name
        self._count(Item(_layer_of(kind), share_key, key), figures)

    def _count(self, item: Item, figures: Figures) -> None:
        count = counted(figures)
        self.taken[item] = summed(self.taken[item], count) if item in self.taken else count


def _layer_of(kind: Kind) -> LayerName:
    return cast("LayerName", kind.id.partition("/")[0])


def taken_by(lines: Iterable[Line]) -> Taken:
    """Return what lines on a counting book take."""
    found: dict[Item, Count] = {}
    for line in lines:
        item = Item(line.layer, line.price.item, _whole_of(line.price))
        count = Count(*map(millionths, line.amount))
        found[item] = summed(found[item], count) if item in found else count
    return found


def _whole_of(price: Price) -> str:
    if ";" not in price.attributes:
        return ""
    pairs = dict(pair.split("=", 1) for pair in price.attributes.split(";"))
    return pairs.get(SHARE_OF, "")
