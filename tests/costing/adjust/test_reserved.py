"""Reservations worked out by hand: every kind, payment and term, covering too little and too much."""

from decimal import Decimal

import pytest

from tests.support.bills import has, line
from tests.support.hand_computed import figures, hand_computed
from tests.support.running import adjusted

MICRO = {"database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}}
MULTI = {"database": {**MICRO["database"], "multiAz": True}}
SINGLE_HOURS = {"database/instance/hours": ("rds.postgres.single-az.db.t4g.micro", "730")}
MULTI_HOURS = {"database/instance/hours": ("rds.postgres.multi-az.db.t4g.micro", "730")}
TWO_REPLICAS = {"database/replica/hours": ("rds.postgres.single-az.db.t4g.micro", "1460")}
VALKEY = {"cache": {"version": "8.0", "nodeType": "cache.t4g.micro"}}
REDIS = {"cache": {"engine": "redis", "version": "7.1", "nodeType": "cache.t4g.micro"}}
CONTAINERS = {"app": {"image": "public.ecr.aws/x/y:1", "memoryMib": 512}}
ASG = {"services": {"api": {"kind": "asg", "instanceType": "t3.small", "containers": CONTAINERS}}}


def reserved(covers, **more):
    """Return pricing with one commitment, called `it`."""
    return {"commitments": {"it": {"kind": "reserved", "covers": covers, "termYears": 1, **more}}}


@hand_computed("commitments/NAME/database", of="it", quantity="730", price="0.0116", amount="8.468")
def test_fee_of_a_database():
    """One db.t4g.micro for a year: 1 × 730 h × $0.0116 = $8.468, in all three figures."""
    return adjusted(SINGLE_HOURS, MICRO, reserved("database"))


@hand_computed("commitments/NAME/database", of="it", meter="covered", quantity="-730", price="0.016", amount="-11.68")
def test_hours_of_a_database():
    """All 730 h run under it: −730 × $0.016 = −$11.68; the month costs 11.68 − 11.68 + 8.468."""
    return adjusted(SINGLE_HOURS, MICRO, reserved("database"))


@hand_computed("commitments/NAME/database", of="it", quantity="730", price="0.0233", amount="17.009")
def test_fee_of_a_multi_az_database():
    """Multi-AZ has its own row, which is not simply double: 730 h × $0.0233 = $17.009."""
    return adjusted(MULTI_HOURS, MULTI, reserved("database"))


@hand_computed("commitments/NAME/database", of="it", quantity="1460", price="0.007781", amount="11.36026")
def test_fee_of_two_databases_for_three_years():
    """Two for three years, part upfront: 2 × 730 = 1,460 h × $0.007781 effective = $11.36026."""
    return adjusted(SINGLE_HOURS, MICRO, reserved("database", count=2, termYears=3, payment="partialUpfront"))


@hand_computed("commitments/NAME/cache", of="it", quantity="730", price="0.0088", amount="6.424")
def test_fee_of_a_valkey_node():
    """One cache.t4g.micro of Valkey: 730 h × $0.0088 = $6.424."""
    hours = {"cache/nodes/hours": ("elasticache.valkey.cache.t4g.micro", "1460")}
    return adjusted(hours, VALKEY, reserved("cache"))


@hand_computed("commitments/NAME/cache", of="it", meter="covered", quantity="-730", price="0.0128", amount="-9.344")
def test_hours_of_one_of_two_nodes():
    """Two nodes run 1,460 h, one is reserved: −730 × $0.0128 = −$9.344."""
    hours = {"cache/nodes/hours": ("elasticache.valkey.cache.t4g.micro", "1460")}
    return adjusted(hours, VALKEY, reserved("cache"))


@hand_computed("commitments/NAME/cache", of="it", quantity="730", price="0.01016", amount="7.4168")
def test_fee_of_a_redis_node_all_upfront():
    """Redis OSS has rows of its own: 730 h × $0.01016 = $7.4168."""
    hours = {"cache/nodes/hours": ("elasticache.redis.cache.t4g.micro", "730")}
    return adjusted(hours, REDIS, reserved("cache", payment="allUpfront"))


@hand_computed("commitments/NAME/instances", of="it", quantity="1460", price="0.013", amount="18.98")
def test_fee_of_instances():
    """Two t3.small, standard: 2 × 730 = 1,460 h × $0.013 = $18.98."""
    hours = {"services/api/instances": ("ec2.linux.t3.small", "730 1095 2190")}
    return adjusted(hours, ASG, reserved("service.api", count=2))


@hand_computed(
    "commitments/NAME/instances",
    of="it",
    meter="covered",
    quantity="-730 -1095 -1460",
    price="0.0208",
    amount="-15.184 -22.776 -30.368",
)
def test_hours_of_instances_figure_by_figure():
    """1, 1.5 and 3 instances run, two are reserved: the lesser of 1,460 h and 730, 1,095, 2,190 h, × −$0.0208."""
    hours = {"services/api/instances": ("ec2.linux.t3.small", "730 1095 2190")}
    return adjusted(hours, ASG, reserved("service.api", count=2))


@hand_computed("commitments/NAME/instances", of="it", quantity="730", price="0.0103", amount="7.519")
def test_fee_of_a_convertible_instance_for_three_years():
    """One t3.small, convertible, three years: 730 h × $0.0103 = $7.519."""
    hours = {"services/api/instances": ("ec2.linux.t3.small", "730")}
    return adjusted(hours, ASG, reserved("service.api", termYears=3, offering="convertible"))


@hand_computed("commitments/NAME/database", of="it", quantity="730", price="0.0165", amount="12.045")
def test_a_region_has_its_own_rate():
    """ap-south-1: 730 h × $0.0165 = $12.045, against 730 × 0.021 = $15.33 on demand: 21 % less, hours alone."""
    return adjusted(SINGLE_HOURS, MICRO, reserved("database"), region="ap-south-1")


def test_replicas_are_covered_by_what_is_left():
    """Two Single-AZ reservations, one instance, two replicas: 730 h cover the instance, the other 730 h a replica."""
    bill = adjusted({**SINGLE_HOURS, **TWO_REPLICAS}, MICRO, reserved("database", count=2))
    assert line(bill, "commitments/it/database.covered").quantity == figures("-730")
    assert line(bill, "commitments/it/database.covered.replica").quantity == figures("-730")


def test_a_multi_az_reservation_covers_two_replicas():
    """Two Multi-AZ reservations are 4 units: the instance takes 2, the other 2 cover both replicas' 1,460 h."""
    bill = adjusted({**MULTI_HOURS, **TWO_REPLICAS}, MULTI, reserved("database", count=2))
    assert line(bill, "commitments/it/database.covered").quantity == figures("-730")
    assert line(bill, "commitments/it/database.covered.replica").quantity == figures("-1460")


def test_an_hour_is_covered_once():
    """Two commitments of one node each on a cache of one node: the second pays $6.424 for nothing, and says so."""
    hours = {"cache/nodes/hours": ("elasticache.valkey.cache.t4g.micro", "730")}
    one = {"kind": "reserved", "covers": "cache", "termYears": 1}
    bill = adjusted(hours, VALKEY, {"commitments": {"a": one, "b": one}})
    assert bill.total == figures("12.848")
    assert line(bill, "commitments/b/cache.covered").amount == figures("0")
    said = "commitment b: $6.42 of $6.42 a month pay for hours that nothing uses, $77.09 are due over its term"
    assert said in bill.remarks


CASH = [
    # payment, term, effective fee, due at the start, due each month, over the term
    ("noUpfront", 1, "8.468", "0", "8.468", "101.616"),
    ("partialUpfront", 1, "8.17162", "49", "4.088", "98.056"),
    ("partialUpfront", 3, "5.68013", "102", "2.847", "204.492"),
]


@pytest.mark.parametrize(("payment", "years", "fee", "upfront", "monthly", "liability"), CASH)
def test_cash_and_liability(payment, years, fee, upfront, monthly, liability):
    """The rows' upfront_usd and hourly_usd are the cash: 49 + 12 × 730 × 0.0056, 102 + 36 × 730 × 0.0039."""
    bill = adjusted(SINGLE_HOURS, MICRO, reserved("database", payment=payment, termYears=years))
    (one,) = bill.commitments
    assert (one.fee, one.upfront, one.monthly) == (Decimal(fee), Decimal(upfront), Decimal(monthly))
    assert one.liability == Decimal(liability)


def test_all_upfront_is_paid_once():
    """A Redis node for a year costs $89 at its start and nothing later; the bill spreads it: 730 × 0.01016."""
    hours = {"cache/nodes/hours": ("elasticache.redis.cache.t4g.micro", "730")}
    (one,) = adjusted(hours, REDIS, reserved("cache", payment="allUpfront")).commitments
    assert (one.upfront, one.monthly, one.liability) == (Decimal(89), Decimal(0), Decimal(89))


def test_saving_and_part():
    """A reserved t3.small saves 730 × (0.0208 − 0.013) = $5.694, all of it on the service it is for."""
    hours = {"services/api/instances": ("ec2.linux.t3.small", "730")}
    (one,) = adjusted(hours, ASG, reserved("service.api")).commitments
    assert one.saving == figures("5.694")
    assert one.parts == {"services.api": figures("-5.694")}


def test_more_reserved_than_runs():
    """Three reserved, one runs: 2 × 730 × $0.013 = $18.98 of $28.47 a month are paid for nothing."""
    hours = {"services/api/instances": ("ec2.linux.t3.small", "730")}
    bill = adjusted(hours, ASG, reserved("service.api", count=3))
    (one,) = bill.commitments
    assert one.unused == figures("18.98")
    assert one.saving == figures("-13.286")
    assert "commitment it costs $13.29 a month more than running on demand" in bill.remarks


MISSING = [
    ("us-east-1", "noUpfront", 3, "rds.postgres.reserved.3yr-no-upfront.single-az.db.t4g.micro"),
    ("us-east-1", "allUpfront", 1, "rds.postgres.reserved.1yr-all-effective.single-az.db.t4g.micro"),
]


@pytest.mark.parametrize(("region", "payment", "years", "key"), MISSING)
def test_a_combination_without_a_rate_is_unpriced(region, payment, years, key):
    """No total, the key, and the terms and payments that there are."""
    pricing = reserved("database", payment=payment, termYears=years)
    bill = adjusted(SINGLE_HOURS, MICRO, pricing, region=region)
    assert bill.total is None
    (missing,) = bill.missing
    assert missing.item == key
    there = "there are rates for 1 year, no upfront; 1 year, partial upfront; 3 years, partial upfront"
    assert there in missing.wanted_for
    assert not has(bill, "commitments/it/database")


def test_a_region_without_rates_says_so():
    """eu-west-2 has no reserved rate at all."""
    bill = adjusted(SINGLE_HOURS, MICRO, reserved("database"), region="eu-west-2")
    assert "there is no reserved rate of this type here" in bill.missing[0].wanted_for


def test_a_given_rate_fills_the_row():
    """All upfront is not in the book; given as $0.01 an hour it costs 730 × 0.01 = $7.30, and $87.60 at the start."""
    given = {
        "rate": "rds.postgres.reserved.1yr-all-effective.single-az.db.t4g.micro",
        "unitPrice": "0.01",
        "source": "a quote",
        "asOf": "2026-11-01",
    }
    pricing = {**reserved("database", payment="allUpfront"), "given": {"allUp": given}}
    bill = adjusted(SINGLE_HOURS, MICRO, pricing)
    assert line(bill, "commitments/it/database").amount == figures("7.3")
    assert line(bill, "commitments/it/database").unit == "effective hour"
    assert bill.commitments[0].upfront == Decimal("87.6")


def test_cash_of_a_given_partial_rate_is_unknown():
    """A given effective rate does not tell how much of it is paid upfront; the liability is the fee over the term."""
    given = {
        "rate": "elasticache.valkey.reserved.1yr-partial-upfront-effective.cache.t4g.micro",
        "unitPrice": "0.01",
        "source": "a quote",
        "asOf": "2026-11-01",
    }
    hours = {"cache/nodes/hours": ("elasticache.valkey.cache.t4g.micro", "730")}
    pricing = {**reserved("cache", payment="partialUpfront"), "given": {"part": given}}
    (one,) = adjusted(hours, VALKEY, pricing).commitments
    assert (one.upfront, one.monthly, one.liability) == (None, None, Decimal("87.6"))


def test_storage_is_not_reserved():
    """Only hours are taken back: 20 GB of storage cost the same with and without."""
    lines = {**SINGLE_HOURS, "database/instance/storage": ("rds.storage.gp3.single-az.gb-month", "20")}
    bill = adjusted(lines, MICRO, reserved("database"))
    assert bill.total == figures("10.768")


def test_spot_is_never_reserved():
    """A service all on Spot has no on-demand hours: the fee is paid for nothing."""
    spot = {"services/api/spot-instances": ("ec2.spot.linux.t3.small", "730")}
    bill = adjusted(spot, ASG, reserved("service.api"))
    assert not has(bill, "commitments/it/instances.covered")
    assert bill.commitments[0].unused == figures("9.49")
