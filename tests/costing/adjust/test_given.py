"""Prices given by the user become lines of their own."""

from decimal import Decimal

from tests.support.bills import line
from tests.support.hand_computed import hand_computed
from tests.support.running import adjusted

SMS = {
    "layer": "observability",
    "unit": "message",
    "unitPrice": "0.0100",
    "monthlyQuantity": 20,
    "source": "own estimate",
    "asOf": "2026-11-01",
}


@hand_computed("pricing/given/NAME", of="sms", quantity="20", price="0.01", amount="0.2")
def test_a_given_line():
    """20 messages at $0.0100: $0.20 in all three figures, as stated."""
    return adjusted({}, {}, {"given": {"sms": SMS}})


def test_it_stands_in_the_layer_named():
    """The layer's sum holds it; price, date and source are the user's; no resource causes it."""
    bill = adjusted({}, {}, {"given": {"sms": SMS}})
    one = line(bill, "pricing/given/sms")
    assert bill.layers["observability"].expected == Decimal("0.2")
    assert (one.unit, one.price.as_of, one.price.source) == ("message", "2026-11-01", "own estimate")
    assert one.price.confidence == "given"
    assert one.resource == ("", "")


def test_a_rate_makes_no_line():
    """What fills a row of the book stands where the row is used, and nowhere else."""
    rate = {"rate": "some.row", "unitPrice": "0.01", "source": "a quote", "asOf": "2026-11-01"}
    assert adjusted({}, {}, {"given": {"one": rate}}).lines == ()
