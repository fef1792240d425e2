"""One priced line of a bill: what it is for, how much of it, at which price, from which row of the book."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from costing.money import Figures, rounded, sum_of, text
from costing.price_book import Price
from infra.model.layers import LayerName

Basis = Literal["fixed", "usage"]


class Kind(NamedTuple):
    """A kind of line: its id with NAME for the config's key, and what all lines of the kind share.

    Where two kinds of things have lines of one name, the place for the key says which: BUCKET, FS.

    `name` is what the bill prints, fixed words first; what varies follows in one bracket. `resource` is the Pulumi type
    that causes the cost. `basis` tells whether the quantity follows from the topology alone or from traffic and data.
    `pool` is the key of the account's monthly allowance that the line draws from, such as `always.cloudwatch.alarms`.
    """

    id: str
    name: str
    unit: str
    resource: str
    basis: Basis
    pool: str = ""


class Resource(NamedTuple):
    """A Pulumi resource: type token and logical name."""

    type: str
    name: str


class Why(NamedTuple):
    """How a quantity came about: a sentence with places for numbers, put together only when it is read."""

    sentence: str
    values: tuple[Any, ...] = ()

    def __str__(self) -> str:
        """Return the sentence with its numbers in plain digits."""
        return self.sentence.format(*(shown(v) for v in self.values))


def shown(value: Any) -> str:
    """Return a number for people: plain digits, three decimals at most unless it is smaller than that."""
    if not isinstance(value, Decimal):
        return str(value)
    if value == 0 or value == value.to_integral_value():
        return text(value)
    places = Decimal("0.001") if abs(value) >= 1 else Decimal((0, (1,), value.adjusted() - 2))
    return text(rounded(value, places))


class Line(NamedTuple):
    """A line item; `amount` is exactly `quantity` times the price, figure by figure."""

    id: str
    layer: LayerName
    name: str
    resource: Resource
    quantity: Figures
    unit: str
    price: Price
    amount: Figures
    basis: Basis
    why: Why
    pool: str = ""

    @property
    def derivation(self) -> str:
        """How the quantity came about, in words."""
        return str(self.why)


def total(lines: Iterable[Line]) -> Figures:
    """Return the sum of the lines' amounts, exactly."""
    return sum_of(line.amount for line in lines)
