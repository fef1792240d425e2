"""Quantities of priced items: whole millionths of their units, as exact as the bill has them."""

from collections.abc import Mapping
from decimal import Context, Decimal
from typing import NamedTuple, TypeAlias

from costing.adjust.savings_plan import covers_item
from costing.money import QUANTUM, Figures, quantity
from infra.model.layers import LayerName

QUANTITY_DECIMALS = -int(QUANTUM.as_tuple().exponent)
_EXACT = Context(prec=200)


class Item(NamedTuple):
    """What is priced: the layer that pays for it, its key in the price book, and of which other key it is a share."""

    layer: LayerName
    key: str
    share_of: str = ""


class Count(NamedTuple):
    """Millionths of an item's unit: with no traffic, as stated, and at peak all month."""

    floor: int
    expected: int
    ceiling: int


Taken: TypeAlias = Mapping[Item, Count]
"""What a configuration, or a part of one, takes."""

NOTHING = Count(0, 0, 0)

Uses: TypeAlias = tuple[tuple[str, Count], ...]
"""Keys of items that run on demand and that a Savings Plan may cover, with how much of each."""


def uses_of(taken: Taken) -> Uses:
    """Return what of a running service's own lines a Savings Plan may cover; what is reserved is off already."""
    return tuple((i.key, count) for i, count in taken.items() if i.layer == "services" and covers_item(i.key))


def millionths(amount: Decimal) -> int:
    """Return an amount in millionths.

    Raises:
        ArithmeticError: it is finer.
    """
    return whole(amount, QUANTITY_DECIMALS)


def whole(amount: Decimal, decimals: int) -> int:
    """Return an amount as a whole number of its last decimal place.

    Raises:
        ArithmeticError: it has more decimals.
    """
    scaled = amount.scaleb(decimals, _EXACT)
    found = int(scaled)
    if found != scaled:
        raise ArithmeticError(f"{amount} has more than {decimals} decimals")
    return found


def summed(one: Count, other: Count) -> Count:
    """Return the sum of two counts, figure by figure."""
    return Count(one.floor + other.floor, one.expected + other.expected, one.ceiling + other.ceiling)


def counted(figures: Figures) -> Count:
    """Return a quantity in millionths, rounded as the bill rounds it."""
    return Count(*(millionths(quantity(figure)) for figure in figures))


def difference(one: Count, other: Count) -> Count:
    """Return how much more one count is than the other, figure by figure."""
    return Count(one.floor - other.floor, one.expected - other.expected, one.ceiling - other.ceiling)


def plus(*parts: Taken) -> Taken:
    """Return what several parts take together."""
    found: dict[Item, Count] = {}
    for part in parts:
        for item, count in part.items():
            found[item] = summed(found[item], count) if item in found else count
    return {item: count for item, count in found.items() if count != NOTHING}


def minus(whole: Taken, part: Taken) -> Taken:
    """Return what is left of `whole` without `part`; counts may be negative."""
    return plus(whole, {item: Count(-c.floor, -c.expected, -c.ceiling) for item, c in part.items()})
