"""One price, or an error that says what there is instead."""

from decimal import Decimal

import pytest

from costing.prices.refresh.filters import filter_of
from costing.prices.refresh.pick import PickError, pick
from costing.prices.refresh.product import parse
from tests.costing.prices.refresh.shapes import product


def _pick(item, *products, unit="hour", region="us-east-1"):
    return pick(item, unit, region, filter_of(item), map(parse, products))


def test_the_price_with_its_day_and_sku():
    """The NAT gateway's hour."""
    found = _pick("nat.gateway-hour", product("NatGateway-Hours", "0.0450000000", sku="M2YSHUBETB3JX4M4"))
    assert found.usd == Decimal("0.045")
    assert (found.day, found.source) == ("2026-12-01", "AWS Price List, AmazonEC2, SKU M2YSHUBETB3JX4M4")


@pytest.mark.parametrize(
    ("region", "usage"),
    [
        ("us-east-1", "NatGateway-Hours"),
        ("us-east-1", "USE1-NatGateway-Hours"),
        ("us-east-1", "us-east-1-NatGateway-Hours"),
        ("eu-west-1", "EU-NatGateway-Hours"),
        ("ap-south-1", "APS3-NatGateway-Hours"),
        ("ap-south-1", "ap-south-1-NatGateway-Hours"),
    ],
)
def test_usage_types_begin_with_the_region(region, usage):
    """Services write the region in three ways."""
    assert _pick("nat.gateway-hour", product(usage, "1"), region=region).usd == 1


@pytest.mark.parametrize("usage", ["EU-NatGateway-Hours", "Reserved-NatGateway-Hours", "NatGateway-Hours-2", "Nat"])
def test_look_alikes_are_no_product(usage):
    """Other regions, reserved and Outposts meters end alike."""
    with pytest.raises(
        PickError, match=r"nat.gateway-hour in us-east-1: AWS has no product with usage type NatGateway"
    ):
        _pick("nat.gateway-hour", product(usage, "1"))


def test_the_same_price_twice_is_one():
    """AWS sells some things under two SKUs at one price."""
    twice = [product("NatGateway-Hours", "1", sku=sku) for sku in ("A", "B")]
    assert _pick("nat.gateway-hour", *twice).usd == 1


def test_two_prices_are_refused():
    """Which is ours cannot be told."""
    with pytest.raises(PickError, match=r"AWS has several products: A at \$1, B at \$2"):
        _pick("nat.gateway-hour", product("NatGateway-Hours", "1", sku="A"), product("NatGateway-Hours", "2", sku="B"))


def test_a_free_first_tier_is_an_allowance():
    """The book has allowances apart: the price is the one that is not nothing."""
    assert _pick("xray.traces-recorded-1m", product("XRay-TracesStored", ("0", "0"), ("100000", "0.000005")),
                 unit="1M traces").usd == 5  # fmt: skip


def test_what_is_sold_by_the_thousand_is_multiplied():
    """AWS counts single requests: $0.0000004 × 1,000,000 = $0.40."""
    sold = product("Requests-RBP", ("0", "0.0000004"), ("100000000000", "0.0000003"))
    assert _pick("sqs.standard-1m.first-100b", sold, unit="1M requests").usd == Decimal("0.4")


def test_tiers_are_ranked():
    """The second tier is the second rate."""
    tiers = product("DataTransfer-Out-Bytes", ("51200", "0.07"), ("0", "0.09"), ("10240", "0.085"), ("153600", "0.05"))
    prices = [
        _pick(f"transfer.internet-out-gb.{t}", tiers).usd for t in ("first-10tb", "10-50tb", "50-150tb", "over-150tb")
    ]
    assert prices == [Decimal(p) for p in ("0.09", "0.085", "0.07", "0.05")]


@pytest.mark.parametrize("rates", [[("0", "1")], [("0", "5"), ("1", "4"), ("2", "3"), ("3", "2"), ("4", "1")]])
def test_other_tiers_than_the_book_has_are_refused(rates):
    """AWS may cut a price in other pieces one day; then the book's tiers mean something else."""
    with pytest.raises(PickError, match="the book 4 tiers"):
        _pick("transfer.internet-out-gb.first-10tb", product("DataTransfer-Out-Bytes", *rates))


def test_several_rates_of_a_price_without_tiers_are_refused():
    """Nothing is averaged, nothing taken at random."""
    with pytest.raises(PickError, match=r"AWS has \$1 from 0 on and \$2 from 5 on, the book one price"):
        _pick("nat.gateway-hour", product("NatGateway-Hours", ("0", "1"), ("5", "2")))
    with pytest.raises(PickError, match=r"AWS has no price above \$0, the book one price"):
        _pick("nat.gateway-hour", product("NatGateway-Hours", "0"))


def test_the_second_usage_type_counts_where_the_first_is_not():
    """Some regions write it otherwise."""
    item = "secretsmanager.secret-month"
    assert _pick(item, product("EU-AWSSecretsManager-Secret", "0.4"), region="eu-west-1").usd == Decimal("0.4")


RESERVED = [
    ("1yr", "Partial Upfront", "standard", "0.2172", "1902"),
    ("1yr", "No Upfront", "standard", "0.456", None),
    ("3yr", "Partial Upfront", "standard", "0.146", "3836"),
]


@pytest.mark.parametrize(
    ("key", "usd"),
    [("1yr-partial-effective", "0.434323"), ("1yr-no-upfront", "0.456"), ("3yr-partial-effective", "0.291967")],
)
def test_upfront_money_is_spread_over_the_term(key, usd):
    """0.2172 + 1902 ÷ 8,760 = 0.434323; 0.146 + 3836 ÷ 26,280 = 0.291967."""
    found = _pick(
        f"rds.postgres.reserved.{key}.single-az.db.m5.2xlarge",
        product("InstanceUsage:db.m5.2xlarge", reserved=RESERVED),
    )
    assert found.usd == Decimal(usd)


def test_a_term_that_is_not_offered():
    """The error names years, payment and offering."""
    with pytest.raises(PickError, match="AWS offers no reservation for 3yr, Partial Upfront, standard"):
        _pick(
            "rds.postgres.reserved.3yr-partial-effective.single-az.db.m5.2xlarge",
            product("InstanceUsage:db.m5.2xlarge", reserved=RESERVED[:1]),
        )
