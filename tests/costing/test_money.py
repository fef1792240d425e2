"""Money and quantities: exact, rounded once, shown in plain digits."""

from decimal import Decimal

import pytest

from costing.money import NOTHING, Figures, cents, quantity, same, sum_of, text, usd


@pytest.mark.parametrize(
    ("value", "counted"),
    [
        ("0.0000004", "0"),
        ("0.0000005", "0"),  # half of a millionth goes to the even neighbour
        ("0.0000015", "0.000002"),
        ("0.0000025", "0.000002"),
        ("1.23456789", "1.234568"),
        ("-1.2345675", "-1.234568"),
        ("730", "730"),
        ("1E+3", "1000"),
        ("123456789012345678901234567890.1234567", "123456789012345678901234567890.123457"),
        ("1E+120", "1E+120"),
    ],
)
def test_quantities_are_counted_in_millionths(value, counted):
    """Rounded half to even, and however large."""
    assert quantity(Decimal(value)) == Decimal(counted)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        ("0", "$0.00"),
        ("0.004", "$0.00"),
        ("0.005", "$0.01"),
        ("0.015", "$0.02"),
        ("1.005", "$1.01"),
        ("11.68", "$11.68"),
        ("1234.5", "$1,234.50"),
        ("1234567.894", "$1,234,567.89"),
        ("-0.005", "-$0.01"),
        ("-1234.5", "-$1,234.50"),
        ("-0.004", "$0.00"),
        ("99999999999999999999999999999.999", "$100,000,000,000,000,000,000,000,000,000.00"),
    ],
)
def test_dollars_are_shown_in_cents(amount, shown):
    """Half up, away from zero, as bills do."""
    assert usd(Decimal(amount)) == shown


def test_cents_round_for_showing_only():
    """A figure keeps every digit until it is printed."""
    figures = Figures(*map(Decimal, ("0.004", "0.005", "0.006"))).times(Decimal(3))
    assert figures == Figures(*map(Decimal, ("0.012", "0.015", "0.018")))
    assert [str(cents(f)) for f in figures] == ["0.01", "0.02", "0.02"]


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("0", "0"),
        ("0.00", "0"),
        ("-0", "0"),
        ("730.00", "730"),
        ("1E+3", "1000"),
        ("1E-7", "0.0000001"),
        ("0.10", "0.1"),
        ("-5.50", "-5.5"),
        ("12345678901234567890123456789012345", "12345678901234567890123456789012345"),
    ],
)
def test_numbers_in_json_are_plain_digits(number, written):
    """No exponent, no trailing zeros, no sign of zero."""
    assert text(Decimal(number)) == written


def test_figures_differ_one_by_one():
    """Floor from floor, expected from expected, ceiling from ceiling; a difference may be negative."""
    one, other = Figures(Decimal(10), Decimal(20), Decimal(30)), Figures(Decimal(1), Decimal(25), Decimal("0.5"))
    assert one.minus(other) == Figures(Decimal(9), Decimal(-5), Decimal("29.5"))


def test_figures_add_and_multiply_one_by_one():
    """Floor with floor, expected with expected, ceiling with ceiling."""
    one, other = Figures(Decimal(1), Decimal(2), Decimal(3)), same(Decimal("0.1"))
    assert one.plus(other) == Figures(Decimal("1.1"), Decimal("2.1"), Decimal("3.1"))
    assert one.times(Decimal("0.5")) == Figures(Decimal("0.5"), Decimal(1), Decimal("1.5"))
    assert sum_of([one, one, other]) == Figures(Decimal("2.1"), Decimal("4.1"), Decimal("6.1"))
    assert sum_of([]) == NOTHING == Figures(Decimal(0), Decimal(0), Decimal(0))
