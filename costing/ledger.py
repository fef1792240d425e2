"""Collects the lines of one bill, and the prices it could not find."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple, cast

from costing.errors import MissingPrice, UnitMismatch
from costing.line_item import Kind, Line, Resource, Why
from costing.money import ZERO, Figures, quantity
from costing.nearest_class import nearest_class
from costing.price_book import UNIT_OF_ITS_LINE, Price, PriceBook
from infra.model.layers import LayerName

NO_LIMIT = Decimal("Infinity")


class Slice(NamedTuple):
    """A part of a graduated price: its key, and where it ends, in the key's unit."""

    key: str
    upto: Decimal = NO_LIMIT


class Ledger:
    """The open bill of one tier."""

    def __init__(self, book: PriceBook) -> None:
        self.book = book
        self.lines: list[Line] = []
        self.missing: list[MissingPrice] = []

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
        """Add one line.

        Args:
            kind: what it is.
            resource: logical name of the Pulumi resource that causes it.
            figures: quantities in the kind's unit.
            key: item of the price book.
            why: how the quantities came about.
            name: what the bill prints, when the kind's own name does not say enough.
            of: the config's key that stands for NAME in the kind's id.
            meter: appended to the id where one kind has several prices for one resource.

        Raises:
            UnitMismatch: the row's unit is not the kind's.
        """
        try:
            price = self.book.price(key, name or kind.name)
        except MissingPrice as error:
            self._lack(error)
            return
        if price.unit == UNIT_OF_ITS_LINE:
            price = price._replace(unit=kind.unit)
        if price.unit != kind.unit:
            raise UnitMismatch(f"{kind.id} counts in {kind.unit}, {key} is priced per {price.unit}")
        self.lines.append(_line(kind, resource, figures, price, why, name, of, meter))

    def surcharge(
        self, kind: Kind, resource: str, figures: Figures, key: str, share_key: str, why: Why, *, name: str = ""
    ) -> None:
        """Add one line whose price is a share of another price.

        Args:
            kind: what it is; it counts in the unit of `key`.
            resource: logical name of the Pulumi resource that causes it.
            figures: quantities in the kind's unit.
            key: item of the price book that the share is taken of.
            share_key: item that holds the share as `value=`.
            why: how the quantities came about.
            name: what the bill prints, when the kind's own name does not say enough.
        """
        try:
            whole, share = self.book.price(key, name or kind.name), self.book.price(share_key, name or kind.name)
        except MissingPrice as error:
            self._lack(error)
            return
        price = share._replace(
            usd=whole.usd * share.number("value"), unit=kind.unit, attributes=f"{share.attributes};of={key}"
        )
        self.lines.append(_line(kind, resource, figures, price, why, name, "", ""))

    def graduated(
        self,
        kind: Kind,
        resource: str,
        figures: Figures,
        slices: Iterable[Slice],
        why: Why,
        *,
        name: str = "",
        of: str = "",
        meter: str = "",
    ) -> None:
        """Add a line for each slice of a graduated price that the ceiling reaches; the first always."""
        start = ZERO
        for number, part in enumerate(slices):
            if number and figures.ceiling <= start:
                break
            within = Figures(*(min(max(f - start, ZERO), part.upto - start) for f in figures))
            label = part.key.rpartition(".")[2]
            self.add(
                kind,
                resource,
                within,
                part.key,
                why
                if number == 0 and figures.ceiling <= part.upto
                else Why(f"{why.sentence}; the part {label}", why.values),
                name=name if number == 0 else f"{name or kind.name} ({label})",
                of=of,
                meter="-".join(part for part in (meter, label if number else "") if part),
            )
            start = part.upto

    def _lack(self, error: MissingPrice) -> None:
        """Note a price that is missing; of a class, with the nearest one that has a price."""
        near = nearest_class(error.item, self.book.items())
        if near is not None:
            error = MissingPrice(error.region, error.item, f"{error.wanted_for}; nearest with a price: {near}")
        self.missing.append(error)


def id_of(kind_id: str, of: str = "", meter: str = "") -> str:
    """Return a line's id: the kind's, with the config's key for the place in capitals, and a meter after a dot."""
    layer, _, rest = kind_id.partition("/")
    place, _, what = rest.partition("/")
    line_id = f"{layer}/{of}/{what}" if of and place.isupper() else kind_id
    return f"{line_id}.{meter}" if meter else line_id


def _line(kind: Kind, resource: str, figures: Figures, price: Price, why: Why, name: str, of: str, meter: str) -> Line:
    floor, expected, ceiling = figures
    counted = Figures(
        quantity(floor),
        quantity(expected),
        quantity(ceiling),
    )
    return Line(
        id_of(kind.id, of, meter),
        cast("LayerName", kind.id.partition("/")[0]),
        name or kind.name,
        Resource(kind.resource, resource),
        counted,
        kind.unit,
        price,
        counted.times(price.usd),
        kind.basis,
        why,
        kind.pool,
    )
