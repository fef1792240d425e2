"""Numbers of the bill: exact decimals from file to printer, rounded once, here."""

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

CENT = Decimal("0.01")
QUANTUM = Decimal("0.000001")
"""Quantities are counted to a millionth of their unit, so that sums and products are exact."""
ZERO = Decimal(0)
ONE = Decimal(1)


_WIDE = Context(prec=100)


def rounded(value: Decimal, step: Decimal, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """Return `value` in whole steps, however large it is; `quantize` alone fails beyond 28 digits."""
    return value.quantize(step, rounding, _WIDE)


def quantity(value: Decimal) -> Decimal:
    """Return `value` in whole millionths; the one place where a quantity is rounded."""
    return value if value == value.to_integral_value() else rounded(value, QUANTUM)


def cents(amount: Decimal) -> Decimal:
    """Return dollars rounded half up to cents, for showing only."""
    found = rounded(amount, CENT, ROUND_HALF_UP)
    return found or abs(found)


def usd(amount: Decimal) -> str:
    """Return `$1,234.50`."""
    shown = cents(amount)
    return f"-${-shown:,}" if shown < 0 else f"${shown:,}"


def text(number: Decimal) -> str:
    """Return a number as JSON carries it: plain digits, no exponent, no trailing zeros."""
    if number == number.to_integral_value():
        return str(rounded(number, ONE)) if number else "0"
    return format(number.normalize(), "f")


class Figures(NamedTuple):
    """A quantity or an amount three times: with no traffic, as stated, and at peak all month."""

    floor: Decimal
    expected: Decimal
    ceiling: Decimal

    def times(self, factor: Decimal) -> "Figures":
        """Return each figure times `factor`."""
        return Figures(self.floor * factor, self.expected * factor, self.ceiling * factor)

    def plus(self, other: "Figures") -> "Figures":
        """Return the sum, figure by figure."""
        return Figures(self.floor + other.floor, self.expected + other.expected, self.ceiling + other.ceiling)

    def minus(self, other: "Figures") -> "Figures":
        """Return the difference, figure by figure."""
        return Figures(self.floor - other.floor, self.expected - other.expected, self.ceiling - other.ceiling)


NOTHING = Figures(ZERO, ZERO, ZERO)


def sum_of(figures: Iterable[Figures]) -> Figures:
    """Return the sum of all, figure by figure."""
    floor, expected, ceiling = NOTHING
    for one in figures:
        floor += one.floor
        expected += one.expected
        ceiling += one.ceiling
    return Figures(floor, expected, ceiling)


def same(value: Decimal) -> Figures:
    """Return `value` for all three figures."""
    return Figures(value, value, value)
