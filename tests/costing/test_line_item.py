"""How a quantity is told."""

from decimal import Decimal

import pytest

from costing.line_item import Why, shown
from costing.words import many


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal(0), "0"),
        (Decimal(730), "730"),
        (Decimal("730.000"), "730"),
        (Decimal(1234567), "1234567"),
        (Decimal("1.5"), "1.5"),
        (Decimal("100.250244"), "100.25"),
        (Decimal("1.0006"), "1.001"),
        (Decimal("0.0042"), "0.0042"),
        (Decimal("0.097901"), "0.0979"),
        (Decimal("0.00020274"), "0.000203"),
        (Decimal("-2.34567"), "-2.346"),
        ("text", "text"),
        (3, "3"),
    ],
)
def test_numbers_are_shown_short(value, text):
    """Three decimals at most, or three digits where the number is below one."""
    assert shown(value) == text


def test_a_reason_is_put_together_when_it_is_read():
    """A sentence with places and the numbers that go into them."""
    why = Why("{} h × {} zones", (Decimal(730), Decimal(2)))
    assert str(why) == "730 h × 2 zones"
    assert str(Why("free of charge")) == "free of charge"


@pytest.mark.parametrize(
    ("count", "noun", "words"),
    [
        (1, "address", "1 address"),
        (2, "address", "2 addresses"),
        (0, "replica", "0 replicas"),
        (3, "month", "3 months"),
    ],
)
def test_nouns_have_their_plural(count, noun, words):
    """One gateway, two gateways."""
    assert many(count, noun) == words
