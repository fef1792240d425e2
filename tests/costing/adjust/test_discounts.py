"""Agreed discounts: where they are taken from, in which order, and what they are not taken from."""

from decimal import Decimal

from costing.adjust import discounts
from infra.model.pricing import Discount
from tests.support.bills import has, line
from tests.support.hand_computed import figures, hand_computed
from tests.support.running import adjusted

HOURS = {
    "database/instance/hours": ("rds.postgres.single-az.db.t4g.micro", "730"),
    "network/nat-gateway/gb": ("nat.gateway-gb", "0 100 1000"),
}
MICRO = {"database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}}


@hand_computed(
    "pricing/discounts/NAME",
    of="edp",
    meter="network",
    quantity="0 4.5 45",
    price="-0.05",
    amount="0 -0.225 -2.25",
)
def test_a_discount_of_a_layer():
    """100 and 1,000 GB at $0.045 are $4.50 and $45.00; 5 % off is −$0.225 and −$2.25."""
    return adjusted(HOURS, {}, {"discounts": {"edp": {"percent": 5}}})


@hand_computed("pricing/discounts/NAME", of="edp", meter="database", quantity="8.468", price="-0.05", amount="-0.4234")
def test_a_discount_comes_after_commitments():
    """The database costs 11.68 − 11.68 + 8.468 = $8.468 under its reservation; 5 % of that is $0.4234."""
    pricing = {
        "discounts": {"edp": {"percent": "5"}},
        "commitments": {"it": {"kind": "reserved", "covers": "database", "termYears": 1}},
    }
    return adjusted(HOURS, MICRO, pricing)


def test_only_the_layers_named():
    """A discount on the network leaves the database alone."""
    bill = adjusted(HOURS, {}, {"discounts": {"edp": {"percent": 10, "layers": ["network"]}}})
    assert line(bill, "pricing/discounts/edp.network").amount == figures("0 -0.45 -4.5")
    assert not has(bill, "pricing/discounts/edp.database")
    assert bill.layers["database"] == figures("11.68")


def test_two_discounts_add_up():
    """Each is taken from the lines, not from what the other leaves: 10 % + 5 % of $11.68 is $1.752, not $1.6936."""
    two = {"edp": {"percent": 10}, "partner": {"percent": 5, "layers": ["database"]}}
    bill = adjusted({"database/instance/hours": HOURS["database/instance/hours"]}, {}, {"discounts": two})
    assert bill.total == figures("9.928")


def test_fractions_of_a_percent_are_exact():
    """7.25 % of $11.68 is $0.8468, to the last digit."""
    lines = {"database/instance/hours": HOURS["database/instance/hours"]}
    bill = adjusted(lines, {}, {"discounts": {"edp": {"percent": "7.25"}}})
    assert bill.total == figures("10.8332")


def test_what_is_kept():
    """The share that is paid of a layer: all, or what the discounts that reach it leave."""
    agreed = {"a": Discount(percent=Decimal(10)), "b": Discount(percent=Decimal(5), layers=("cache",))}
    assert discounts.kept({}, "cache") == 1
    assert discounts.kept(agreed, "cache") == Decimal("0.85")
    assert discounts.kept(agreed, "network") == Decimal("0.9")
