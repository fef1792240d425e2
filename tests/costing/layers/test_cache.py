"""The bill of the cache, worked out by hand: 730 hours a month, 2,628,000 seconds."""

from datetime import date
from decimal import Decimal

import pytest

from tests.support.bills import bill_of, has, line
from tests.support.hand_computed import figures, hand_computed

NODES = {"version": "8.0", "nodeType": "cache.t4g.micro"}
REDIS = {"engine": "redis", "version": "7.1", "nodeType": "cache.t3.micro"}
SERVERLESS = {"kind": "serverless", "version": "8", "maxDataGb": 5, "maxEcpuPerSecond": 1000}
BUSY = {"requestsPerSecond": {"average": 10, "peak": 40}}


def _bill(base, workload=None, usage=None, region="us-east-1", today=date(2026, 11, 21), **fields):
    beside = {"workload": workload or {}, "usage": {"cache": usage or {}}}
    return bill_of({"cache": {**base, **fields}}, **beside, region=region, today=today)


# --- nodes --------------------------------------------------------------------------------------------------------


@hand_computed(
    "cache/nodes/hours",
    quantity="730",
    price="0.0128",
    amount="9.344",
    resource="aws:elasticache/replicationGroup:ReplicationGroup shop-cache",
)
def test_one_node_of_valkey():
    """730 h × $0.0128 = $9.344."""
    return _bill(NODES)


@hand_computed("cache/nodes/hours", quantity="1460", price="0.0128", amount="18.688")
def test_two_nodes():
    """730 h × 2 = 1,460 h, × $0.0128 = $18.688."""
    return _bill(NODES, nodes=2)


@hand_computed("cache/nodes/hours", quantity="730", price="0.017", amount="12.41")
def test_redis_costs_more_than_valkey():
    """730 h × $0.017 = $12.41."""
    return _bill(REDIS)


@hand_computed("cache/nodes/hours", quantity="730", price="0.021", amount="15.33")
def test_a_node_in_mumbai():
    """730 h × $0.021 = $15.33."""
    return _bill(REDIS, region="ap-south-1")


def test_a_node_is_encrypted_and_copied_between_zones_without_a_line():
    """Nodes have hours and nothing else unless snapshots or support are paid."""
    assert [x.id for x in _bill(NODES, nodes=2).lines if x.layer == "cache"] == ["cache/nodes/hours"]


def test_no_cache_no_line():
    """The layer may be absent."""
    assert "cache" not in bill_of({}).layers


# --- snapshots ----------------------------------------------------------------------------------------------------


@hand_computed("cache/nodes/backup", quantity="12", price="0.085", amount="1.02")
def test_snapshots_beyond_the_free_one():
    """2 GB × (7 − 1) snapshots = 12 GB, × $0.085 = $1.02."""
    return _bill(NODES, {"cache": {"dataGb": 2}}, snapshotRetentionDays=7)


@hand_computed("cache/nodes/backup", quantity="0.75", price="0.085", amount="0.06375")
def test_snapshots_of_a_cache_nobody_described():
    """A full cache.t4g.micro: 0.5 GiB less 25 % reserved = 0.375 GB, × (3 − 1) = 0.75, × $0.085 = $0.06375."""
    return _bill(NODES, snapshotRetentionDays=3)


@pytest.mark.parametrize(("days", "expected"), [(1, "0"), (2, "2")])
def test_the_first_snapshot_is_free(days, expected):
    """One day keeps the free one; from the second on each is a full copy of 2 GB."""
    bill = _bill(NODES, {"cache": {"dataGb": 2}}, snapshotRetentionDays=days)
    assert line(bill, "cache/nodes/backup").quantity == figures(expected)


def test_without_snapshots_no_line():
    """The default keeps none."""
    assert not has(_bill(NODES, {"cache": {"dataGb": 2}}), "cache/nodes/backup")


@hand_computed("cache/nodes/backup", quantity="12 20 20", price="0.085", amount="1.02 1.70 1.70")
def test_given_snapshots_stand_for_the_expected_ones():
    """usage.cache.backupGb 20 against 12 derived: 20 × $0.085 = $1.70, the floor as derived."""
    return _bill(NODES, {"cache": {"dataGb": 2}}, {"backupGb": 20}, snapshotRetentionDays=7)


# --- extended support ---------------------------------------------------------------------------------------------


@hand_computed("cache/nodes/extended-support", quantity="730", price="0.0136", amount="9.928")
def test_redis_6_from_february_2027():
    """80 % of $0.017 is $0.0136 an hour: × 730 h = $9.928 on top."""
    return _bill(REDIS, version="6.2", today=date(2027, 2, 1))


@hand_computed("cache/nodes/extended-support", quantity="1460", price="0.0272", amount="39.712")
def test_redis_6_in_its_third_year():
    """160 % of $0.017 is $0.0272: × 2 nodes × 730 h = $39.712."""
    return _bill(REDIS, version="6.2", nodes=2, today=date(2029, 2, 1))


@hand_computed("cache/nodes/extended-support", quantity="730", price="0.0136", amount="9.928")
def test_redis_5_pays_today():
    """Standard support ended on 2026-01-31: 730 h × 0.8 × $0.017 = $9.928."""
    return _bill(REDIS, version="5.0.6")


@pytest.mark.parametrize(
    ("version", "day", "paid"),
    [("6.2", date(2027, 1, 31), False), ("6.2", date(2027, 2, 1), True), ("7.1", date(2035, 1, 1), False)],
)
def test_extended_support_starts_on_a_day(version, day, paid):
    """The last day of standard support costs nothing more; Redis OSS 7 has no end announced."""
    assert has(_bill(REDIS, version=version, today=day), "cache/nodes/extended-support") is paid


def test_valkey_has_no_extended_support():
    """No version of Valkey has an end."""
    assert not has(_bill(NODES, version="7.2", today=date(2035, 1, 1)), "cache/nodes/extended-support")


def test_the_surcharge_shows_what_it_is_a_share_of():
    """Its price comes from the row of the share, and names the node's row."""
    found = line(_bill(REDIS, version="5.0.6"), "cache/nodes/extended-support")
    assert found.price.item == "elasticache.extended-support.year1-2.surcharge"
    assert "of=elasticache.redis.cache.t3.micro" in found.price.attributes


# --- serverless ---------------------------------------------------------------------------------------------------


@hand_computed(
    "cache/serverless/data",
    quantity="1460 1460 3650",
    price="0.084",
    amount="122.64 122.64 306.60",
    resource="aws:elasticache/serverlessCache:ServerlessCache shop-cache",
)
def test_data_of_a_serverless_cache():
    """2 GB × 730 h × $0.084 = $122.64; full to its limit, 5 GB × 730 h × $0.084 = $306.60."""
    return _bill(SERVERLESS, {"cache": {"dataGb": 2}})


@hand_computed("cache/serverless/data", quantity="730 730 3650", price="0.125", amount="91.25 91.25 456.25")
def test_redis_is_billed_for_a_gigabyte_at_least():
    """0.1 GB held, 1 GB billed: 730 h × $0.125 = $91.25; at its limit 5 × 730 × $0.125 = $456.25."""
    return _bill({**SERVERLESS, "engine": "redis", "version": "7"}, {"cache": {"dataGb": "0.1"}})


@pytest.mark.parametrize(("held", "hours"), [("0.05", "73"), ("0.1", "73"), ("0.11", "80.3"), ("5", "3650")])
def test_the_least_that_is_billed(held, hours):
    """Valkey: 0.1 GB × 730 h = 73 GB-hours at least, and what is held above that."""
    found = line(_bill(SERVERLESS, {"cache": {"dataGb": held}}), "cache/serverless/data")
    assert found.quantity == figures(f"{hours} {hours} 3650")


@hand_computed("cache/serverless/ecpu", quantity="0 26.28 105.12", price="0.0023", amount="0 0.060444 0.241776")
def test_a_request_is_one_ecpu_at_least():
    """10 a second × 2,628,000 s = 26.28 million, × $0.0023 = $0.060444; at 40 a second four times that."""
    return _bill(SERVERLESS, BUSY)


@hand_computed("cache/serverless/ecpu", quantity="0 78.84 315.36", price="0.0023", amount="0 0.181332 0.725328")
def test_larger_requests_take_an_ecpu_a_kilobyte():
    """3 KB: 26.28 million × 3 = 78.84, × $0.0023 = $0.181332."""
    return _bill(SERVERLESS, {**BUSY, "cache": {"kbPerRequest": 3}})


@pytest.mark.parametrize(("kb", "million"), [("0.5", "26.28"), ("1", "26.28"), ("1.5", "39.42")])
def test_a_kilobyte_is_where_ecpus_begin_to_grow(kb, million):
    """Below 1 KB a request is one ECPU, above it as many as it has KB."""
    found = line(_bill(SERVERLESS, {**BUSY, "cache": {"kbPerRequest": kb}}), "cache/serverless/ecpu")
    assert found.quantity.expected == Decimal(million)


@hand_computed("cache/serverless/ecpu", quantity="0 1314 2628", price="0.0023", amount="0 3.0222 6.0444")
def test_the_limit_of_a_serverless_cache_limits_its_bill():
    """2,000 a second at peak, 1,000 allowed: × 2,628,000 s = 2,628 million, × $0.0023 = $6.0444."""
    return _bill(SERVERLESS, {"requestsPerSecond": {"average": 500, "peak": 2000}})


@hand_computed("cache/serverless/ecpu", quantity="0 50 105.12", price="0.0023", amount="0 0.115 0.241776")
def test_given_work_stands_for_the_expected():
    """usage.cache.ecpuMillion 50: × $0.0023 = $0.115; the ceiling stays the larger, derived one."""
    return _bill(SERVERLESS, BUSY, {"ecpuMillion": 50})


@hand_computed("cache/serverless/backup", quantity="4", price="0.085", amount="0.34")
def test_snapshots_of_a_serverless_cache():
    """2 GB × (3 − 1) = 4 GB, × $0.085 = $0.34."""
    return _bill(SERVERLESS, {"cache": {"dataGb": 2}}, snapshotRetentionDays=3)
