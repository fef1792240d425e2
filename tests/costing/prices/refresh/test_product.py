"""Products as AWS writes them."""

import json
from decimal import Decimal

import pytest

from costing.errors import PriceBookError
from costing.prices.refresh.product import Rate, parse
from tests.costing.prices.refresh.shapes import product


def test_a_product_with_its_tiers():
    """Rates in the order of where they begin, numbers exactly as written."""
    found = parse(product("CW:MetricMonitorUsage", ("10000", "0.1000000000"), ("0", "0.3000000000"), sku="X"))
    assert (found.sku, found.service, found.usage, found.day) == (
        "X",
        "AmazonEC2",
        "CW:MetricMonitorUsage",
        "2026-12-01",
    )
    assert found.on_demand[0].rates == (
        Rate(Decimal(0), Decimal("0.3"), "Hrs"),
        Rate(Decimal(10000), Decimal("0.1"), "Hrs"),
    )


def test_a_reservation_has_an_hour_and_a_sum_at_its_start():
    """What counts in `Quantity` is due once."""
    found = parse(product("BoxUsage:t3.micro", "1", reserved=[("1yr", "Partial Upfront", "standard", "0.2", "190")]))
    (offer,) = found.reserved
    assert (offer.years, offer.payment, offer.upfront) == ("1yr", "Partial Upfront", 190)
    assert [rate.usd for rate in offer.rates] == [Decimal("0.2")]


WRONG = {
    "no JSON": "{",
    "no terms": json.dumps({"product": {"sku": "x", "attributes": {}}}),
    "no price": product("x", "soon"),
    "a list": "[]",
    "another currency": product("x", "1").replace('"USD"', '"CNY"'),
}


@pytest.mark.parametrize("name", WRONG)
def test_another_shape_is_an_error(name):
    """The Price List has changed, or this is none: one line, and nothing is guessed."""
    with pytest.raises(PriceBookError, match="a product of another shape"):
        parse(WRONG[name])
