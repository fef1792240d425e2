"""The years along a path of tiers, worked out by hand.

A db.t4g.micro with 20 GB of gp3 in us-east-1: 730 × $0.016 = $11.68 and 20 × $0.115 = $2.30 are $13.98 a month.
Reserved for a year, part of it upfront: $49 at the start and 730 × $0.0056 = $4.088 a month, or $8.17162 when spread.
"""

from datetime import date
from decimal import Decimal

import pytest

from costing.support_dates import months_after
from costing.yearly import yearly
from tests.support.bills import estimate_of

MICRO = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20, "password": "config"}
HELD = {"database": {"storedGb": 5, "cpuMsPerRequest": 1}}
PARTIAL = {"kind": "reserved", "covers": "database", "termYears": 1, "payment": "partialUpfront"}


def years_of(**document):
    """Return the years of a stack with one small database."""
    whole = {"topology": {"database": MICRO}, "workload": HELD, **document}
    return yearly(estimate_of(whole))


def cash(found):
    """Return the cash of each month."""
    return [month.cash for month in found.months]


def test_without_a_path_the_deployed_tier_runs_a_year():
    """12 × 13.98 = $167.76, in one year of one tier."""
    found = years_of()
    assert found.whole.months == 12
    assert found.whole.tiers == ("base",)
    assert found.whole.total.expected == Decimal("167.76")
    assert found.years == (found.whole,)
    assert cash(found) == [Decimal("13.98")] * 12


def test_tiers_follow_one_another():
    """8 months of 13.98, then 10 of a Multi-AZ database, 730 × 0.032 + 20 × 0.23 = 27.96: years of 12 and 6 months."""
    found = years_of(
        tiers={"small": {}, "big": {"topology": {"database": {"multiAz": True}}}},
        tier="small",
        path=[{"tier": "small", "months": 8}, {"tier": "big", "months": 10}],
    )
    assert [(year.months, year.tiers) for year in found.years] == [(12, ("small", "big")), (6, ("big",))]
    assert found.years[0].total.expected == Decimal("223.68")  # 8 × 13.98 + 4 × 27.96
    assert found.years[1].total.expected == Decimal("167.76")  # 6 × 27.96
    assert found.whole.total.expected == Decimal("391.44")


def test_data_grows_and_the_volume_with_it():
    """20, 21 and 22 GB: the volume grows from 20 to 30 GB in month 2, and backups fall under its free part.

    Month 1: 11.68 + 20 × 0.115 + (20 × 1.07 − 20) × 0.095 = 14.113; months 2 and 3: 11.68 + 30 × 0.115 = 15.13.
    Without the changes of a day, the floor of month 1 is 13.98.
    """
    found = years_of(
        topology={"database": {**MICRO, "maxStorageGb": 100}},
        workload={"database": {"storedGb": 20, "growthGbPerMonth": 1, "cpuMsPerRequest": 1}},
        path=[{"tier": "base", "months": 3}],
    )
    assert [month.total.expected for month in found.months] == [Decimal("14.113"), Decimal("15.13"), Decimal("15.13")]
    assert found.whole.total.floor == Decimal("44.24")
    assert found.remarks == ()


def test_a_full_disk_is_told():
    """Without autoscaling 20 GB hold 19 and 20 GB of data; in month 3 there are 21."""
    found = years_of(
        workload={"database": {"storedGb": 19, "growthGbPerMonth": 1, "cpuMsPerRequest": 1}},
        path=[{"tier": "base", "months": 5}],
    )
    assert found.remarks == ("from month 3 on: 21 GB of data no longer fit the 20 GB of the database",)


def test_charges_that_start_on_the_way():
    """PostgreSQL 14 is charged from 2027-03-01: the fifth of the months that begin on the 21st is the first after it.

    Four months of 13.98, then 13.98 + 2 vCPU × 730 × 0.10 = 146 more; 2029-03-01 doubles it, in month 29.
    """
    old = {**MICRO, "version": "14", "extendedSupport": True}
    path = [{"tier": "base", "months": 30}]
    found = years_of(topology={"database": old}, tiers={"base": {}}, tier="base", path=path)
    expected = [month.total.expected for month in found.months]
    assert expected == [Decimal("13.98")] * 4 + [Decimal("159.98")] * 24 + [Decimal("305.98")] * 2
    assert found.remarks == (
        "from month 5 on: PostgreSQL 14 (year1-2) is charged for Extended Support",
        "from month 29 on: PostgreSQL 14 (year3) is charged for Extended Support",
    )


def test_a_version_that_aws_upgrades_by_itself_starts_no_charge():
    """Without `extendedSupport` nothing is charged, whatever the day."""
    found = years_of(topology={"database": {**MICRO, "version": "14"}})
    assert [month.total.expected for month in found.months] == [Decimal("13.98")] * 12
    assert found.remarks == ()


def test_redis_6_gets_dearer_on_the_way():
    """A cache.t4g.micro is 730 × 0.016 = 11.68; from 2027-02-01, month 4, 80 % more: 9.344, beside 13.98."""
    cache = {"engine": "redis", "version": "6.2", "nodeType": "cache.t4g.micro"}
    found = years_of(topology={"database": MICRO, "cache": cache})
    assert [month.total.expected for month in found.months] == [Decimal("25.66")] * 3 + [Decimal("35.004")] * 9


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [("2026-11-21", 0, "2026-11-21"), ("2026-11-21", 2, "2027-01-21"), ("2027-01-31", 1, "2027-02-28")],
)
def test_months_begin_on_the_day_of_the_first(day, months, then):
    """Or on the last of a month that is too short."""
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(then)


def test_data_is_carried_to_the_next_tier():
    """Ten months of two tiers bring 100 GB; the third states 150, starts there, and is full in its second month."""
    tiers = {"a": {}, "b": {"topology": {"protectData": False}}, "c": {"workload": {"database": {"storedGb": 150}}}}
    found = years_of(
        topology={"database": {**MICRO, "storageGb": 155}},
        workload={"database": {"storedGb": 10, "growthGbPerMonth": 10, "cpuMsPerRequest": 1}},
        tiers=tiers,
        tier="a",
        path=[{"tier": "a", "months": 2}, {"tier": "b", "months": 8}, {"tier": "c", "months": 2}],
    )
    assert found.remarks == ("from month 12 on: 160 GB of data no longer fit the 155 GB of the database",)


def test_upfront_money_is_due_when_a_term_starts():
    """Two years under a term of one: 2.30 + 4.088 = $6.388 a month, and $49 in months 1 and 13.

    Spread over the term a month costs 2.30 + 730 × 0.011194 = $10.47162.
    """
    found = years_of(pricing={"commitments": {"db": PARTIAL}}, path=[{"tier": "base", "months": 24}])
    assert cash(found)[:2] == [Decimal("55.388"), Decimal("6.388")]
    assert [month.number for month in found.months if month.upfront] == [1, 13]
    assert found.months[0].total.expected == Decimal("10.47162")
    assert [year.upfront for year in found.years] == [49, 49]
    assert found.years[0].cash == Decimal("125.656")  # 49 + 12 × 6.388
    assert found.outstanding == 0


def test_a_commitment_outlives_its_tier():
    """Six months reserved without upfront, six without: 730 × 0.0116 = $8.468 a month go on beside the full price."""
    commitment = {"kind": "reserved", "covers": "database", "termYears": 1}
    found = years_of(
        tiers={"kept": {"pricing": {"commitments": {"db": commitment}}}, "left": {}},
        tier="kept",
        path=[{"tier": "kept", "months": 6}, {"tier": "left", "months": 6}],
    )
    assert found.months[0].total.expected == Decimal("10.768")  # 8.468 + 2.30
    assert found.months[6].total.expected == Decimal("22.448")  # 13.98 + 8.468
    assert found.months[6].cash == Decimal("22.448")
    what = "RDS reservation (db.t4g.micro, Single-AZ, 1 year, no upfront)"
    assert found.remarks == (f"commitment db outlives its tier: {what} is due without a use",)
    assert found.outstanding == 0


def test_a_commitment_goes_on_in_the_next_tier():
    """The same reservation in both tiers is bought once."""
    pricing = {"commitments": {"db": PARTIAL}}
    found = years_of(
        pricing=pricing,
        tiers={"a": {}, "b": {"topology": {"protectData": False}}},
        tier="a",
        path=[{"tier": "a", "months": 6}, {"tier": "b", "months": 6}],
    )
    assert [month.upfront for month in found.months] == [49, *[0] * 11]
    assert found.remarks == ()


def test_what_is_due_after_the_path():
    """Three years, part upfront: after 12 months 24 × 730 × 0.0039 = $68.328 are still to be paid."""
    found = years_of(pricing={"commitments": {"db": {**PARTIAL, "termYears": 3}}})
    assert found.outstanding == Decimal("68.328")


def test_credits_are_spent_first():
    """$100 pay seven months of 13.98 and $2.14 of the eighth."""
    found = years_of(pricing={"creditsLeftUsd": "100.00"})
    assert cash(found) == [*[0] * 7, Decimal("11.84"), *[Decimal("13.98")] * 4]
    assert found.whole.credits == 100


def test_credits_do_not_buy_commitments():
    """The $49 at the start are cash; credits pay what a month charges."""
    found = years_of(pricing={"creditsLeftUsd": "100", "commitments": {"db": PARTIAL}})
    assert found.months[0].cash == 49
    assert found.months[0].credits == Decimal("6.388")


def test_no_years_without_prices():
    """A tier on the path that lacks a price leaves nothing to add up."""
    nowhere = {"kind": "reserved", "covers": "database", "termYears": 3}
    assert years_of(pricing={"commitments": {"db": nowhere}}) is None
