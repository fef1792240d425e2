"""Extended Support of old PostgreSQL versions: charged from a date, dearer from another, refused after the last.

The dates are those of the AWS release calendars and of AWS's own charge table: a version's standard support ends on one
day and the charge begins on the first of the next month (PostgreSQL 11 had a month of grace).
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from infra.model.problems import ConfigError
from tests.support.bills import bill_of, has, line
from tests.support.hand_computed import figures, hand_computed

DAY = timedelta(days=1)
CALENDAR = [
    # major, charged from, dearer from, last day of all
    ("11", date(2024, 4, 1), date(2026, 4, 1), date(2027, 3, 31)),
    ("12", date(2025, 3, 1), date(2027, 3, 1), date(2028, 2, 29)),
    ("13", date(2026, 3, 1), date(2028, 3, 1), date(2029, 2, 28)),
    ("14", date(2027, 3, 1), date(2029, 3, 1), date(2030, 2, 28)),
    ("15", date(2028, 3, 1), date(2030, 3, 1), date(2031, 2, 28)),
    ("16", date(2029, 3, 1), date(2031, 3, 1), date(2032, 2, 29)),
]
INSTANCE, CLUSTER = "database/instance/extended-support", "database/cluster/extended-support"
OLD = {"version": "13", "extendedSupport": True}


def _instance(**fields):
    return {"database": {"instanceClass": "db.t3.micro", "storageGb": 20, **OLD, **fields}}


def _cluster(**fields):
    capacity = {"kind": "auroraServerless", "minAcu": "0.5", "maxAcu": 4}
    return {"database": {**capacity, **OLD, **fields}}


@hand_computed(INSTANCE, quantity="1460", price="0.1", amount="146")
def test_an_expired_version_on_a_small_instance():
    """2 vCPU × 730 h = 1,460 vCPU-hours × $0.10 = $146.00: eleven times the instance itself."""
    return bill_of(_instance())


@hand_computed(INSTANCE, quantity="2920", price="0.1", amount="292")
def test_the_standby_is_charged_too():
    """2 vCPU × 2 machines × 730 h = 2,920 vCPU-hours × $0.10 = $292.00."""
    return bill_of(_instance(multiAz=True))


@hand_computed(INSTANCE, quantity="5840", price="0.2", amount="1168")
def test_replicas_are_charged_too_and_the_third_year_is_dearer():
    """Version 11 in its third year: 2 vCPU × (2 + 2 replicas) × 730 h = 5,840 vCPU-hours × $0.20 = $1,168.00."""
    return bill_of(_instance(version="11", multiAz=True, readReplicas=2))


@hand_computed(INSTANCE, quantity="1460", price="0.114", amount="166.44")
def test_extended_support_in_mumbai():
    """1,460 vCPU-hours × $0.114 = $166.44."""
    return bill_of(_instance(), region="ap-south-1")


@hand_computed(CLUSTER, quantity="365 730 2920", price="0.085", amount="31.025 62.05 248.20")
def test_an_expired_version_on_a_cluster():
    """By capacity: (0.5, 1, 4) ACU × 730 h = 365, 730, 2,920 ACU-hours × $0.085."""
    return bill_of(_cluster(), workload={"database": {"averageAcu": 1}})


@hand_computed(CLUSTER, quantity="730 1460 5840", price="0.17", amount="124.10 248.20 992.80")
def test_a_cluster_in_the_third_year():
    """2 instances × (0.5, 1, 4) ACU × 730 h = 730, 1,460, 5,840 ACU-hours × $0.17."""
    return bill_of(_cluster(readers=1), workload={"database": {"averageAcu": 1}}, today=date(2028, 3, 1))


@pytest.mark.parametrize(("version", "charged", "dearer", "last"), CALENDAR)
def test_the_days_on_which_the_charge_changes(version, charged, dearer, last):
    """No charge on the day before; the first rate from the day to the eve of year 3; then the second to the end."""
    rates = {
        charged - DAY: None,
        charged: Decimal("0.1"),
        dearer - DAY: Decimal("0.1"),
        dearer: Decimal("0.2"),
        last: Decimal("0.2"),
    }
    found = {}
    for day in rates:
        bill = bill_of(_instance(version=version), today=day)
        found[day] = line(bill, INSTANCE).price.usd if has(bill, INSTANCE) else None
    assert found == rates


@pytest.mark.parametrize(("version", "charged", "dearer", "last"), CALENDAR[2:])
def test_the_days_on_which_a_cluster_is_charged(version, charged, dearer, last):
    """Aurora PostgreSQL has the same days, its own rates."""
    rates = {
        charged - DAY: None,
        charged: Decimal("0.085"),
        dearer - DAY: Decimal("0.085"),
        dearer: Decimal("0.17"),
        last: Decimal("0.17"),
    }
    found = {}
    for day in rates:
        bill = bill_of(_cluster(version=version), today=day)
        found[day] = line(bill, CLUSTER).price.usd if has(bill, CLUSTER) else None
    assert found == rates


@pytest.mark.parametrize(("version", "charged", "dearer", "last"), CALENDAR)
@pytest.mark.parametrize("database", [_instance, _cluster])
def test_after_its_last_day_a_version_is_refused(database, version, charged, dearer, last):
    """Nothing can be paid for longer: the day after the end of Extended Support is an error."""
    with pytest.raises(ConfigError, match="ended on"):
        bill_of(database(version=version), today=last + DAY)


@pytest.mark.parametrize(
    ("version", "last_day"),
    [("11", date(2024, 2, 29)), ("13", date(2026, 2, 28)), ("14", date(2027, 2, 28)), ("17", date(2030, 2, 28))],
)
def test_without_extended_support_a_version_ends_with_its_standard_support(version, last_day):
    """On its last day a version is fine; on the next it needs `extendedSupport` or an upgrade."""
    database = _instance(version=version, extendedSupport=False)
    assert not has(bill_of(database, today=last_day), INSTANCE)
    with pytest.raises(ConfigError, match="left standard support"):
        bill_of(database, today=last_day + DAY)


@pytest.mark.parametrize("version", ["14", "15", "16", "17", "18"])
def test_a_version_in_standard_support_costs_nothing_extra(version):
    """`extendedSupport: true` beforehand is no charge."""
    bill = bill_of(_instance(version=version))
    assert not has(bill, INSTANCE)


def test_the_charge_has_no_floor_of_its_own():
    """It runs by the clock: the same in all three figures."""
    assert line(bill_of(_instance()), INSTANCE).quantity == figures("1460")
