"""What ElastiCache accepts: engines, versions, node types and windows."""

from datetime import date

import pytest

from infra.model.rules import cache
from infra.model.rules.common import Where
from tests.support.bills import sections_of

NODES = {"version": "8.0", "nodeType": "cache.t4g.micro"}
REDIS = {"engine": "redis", "version": "7.1", "nodeType": "cache.t4g.micro"}
SERVERLESS = {"kind": "serverless", "version": "8", "maxDataGb": 5, "maxEcpuPerSecond": 5000}


def found(base=NODES, today=date(2026, 11, 21), **fields):
    """Return the problems of a cache as lines."""
    model = sections_of({"cache": {**base, **fields}}).topology.cache
    return [str(p).removeprefix("tollgate:") for p in cache.problems(model, Where("us-east-1", today))]


FINE = [
    (NODES, {}),
    (NODES, {"nodes": 6, "purpose": "queue"}),
    (REDIS, {"purpose": "both", "snapshotRetentionDays": 35}),
    (REDIS, {"version": "6.2"}),
    (REDIS, {"version": "5.0.6"}),
    (REDIS, {"version": "4.0.10", "nodeType": "cache.t3.micro"}),
    (NODES, {"maintenanceWindow": "sun:05:00-sun:06:00"}),
    (NODES, {"snapshotWindow": "05:00-06:00", "snapshotRetentionDays": 1}),
    (SERVERLESS, {}),
    (SERVERLESS, {"version": "8.0"}),
    (SERVERLESS, {"engine": "redis", "version": "7", "snapshotRetentionDays": 1, "snapshotWindow": "05:00-06:00"}),
]


@pytest.mark.parametrize(("base", "fields"), FINE)
def test_what_elasticache_accepts_is_not_complained_of(base, fields):
    """Nodes and serverless, Valkey and Redis OSS, with and without windows."""
    assert found(base, **fields) == []


VERSIONS = [
    (
        NODES,
        {"version": "7.1"},
        "'7.1' is not a version of valkey on ElastiCache; there is 7.2, 8.0, 8.1, 8.2, 9.0, 9.1",
    ),
    (
        REDIS,
        {"version": "8.0"},
        "'8.0' is not a version of redis on ElastiCache; there is 4.0.10, 5.0.6, 6.0, 6.2, 7.0, 7.1",
    ),
    (NODES, {"version": "8"}, "'8' is not a version of valkey on ElastiCache; there is 7.2, 8.0, 8.1, 8.2, 9.0, 9.1"),
    (SERVERLESS, {"version": "6.2"}, "'6.2' is not a serverless version of valkey; there is 7, 8, 9"),
    (SERVERLESS, {"engine": "redis"}, "'8' is not a serverless version of redis; there is 7"),
]


@pytest.mark.parametrize(("base", "fields", "said"), VERSIONS)
def test_versions_belong_to_an_engine(base, fields, said):
    """Valkey and Redis OSS have versions of their own; serverless caches have majors."""
    assert found(base, **fields) == [f"version: {said}"]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2030, 1, 31), []),
        (date(2030, 2, 1), ["version: '6.2' is past Extended Support, and AWS makes no more of it; the newest is 7.1"]),
    ],
)
def test_a_version_ends_with_its_extended_support(day, said):
    """Redis OSS 6 can be made until three years after 2027-01-31."""
    assert found(REDIS, today=day, version="6.2") == said


NODE_TYPES = [
    (
        NODES,
        {"nodeType": "cache.t4g.mikro"},
        (
            "'cache.t4g.mikro' is not a size the price book has; cache.t4g comes as micro, small, medium; "
            "did you mean cache.t4g.micro?"
        ),
    ),
    (
        NODES,
        {"nodeType": "db.t4g.micro"},
        (
            "'db.t4g.micro' is not a node type that the price book has, such as cache.t4g.micro; "
            "did you mean cache.t4g.micro?"
        ),
    ),
    (REDIS, {"version": "4.0.10"}, "'cache.t4g.micro' runs Redis OSS 5 and later only"),
]


@pytest.mark.parametrize(("base", "fields", "said"), NODE_TYPES)
def test_node_types_exist_and_run_the_version(base, fields, said):
    """A type the book has, and Graviton for no Redis OSS before 5."""
    assert found(base, **fields) == [f"nodeType: {said}"]


WINDOWS = [
    ({"maintenanceWindow": "sun:05:00-sun:06:00"}, []),
    (
        {"maintenanceWindow": "sun:05:00-sun:05:59"},
        ["maintenanceWindow: 'sun:05:00-sun:05:59' lasts 59 minutes; AWS wants 60 at least"],
    ),
    (
        {"maintenanceWindow": "05:00-06:00"},
        ["maintenanceWindow: '05:00-06:00' is not a weekly window in UTC such as sun:05:00-sun:06:00"],
    ),
    (
        {"maintenanceWindow": "sun:02:00-mon:03:00"},
        ["maintenanceWindow: 'sun:02:00-mon:03:00' leaves no hour of every day to a snapshot: make it shorter"],
    ),
    (
        {"snapshotWindow": "03:00-03:59", "snapshotRetentionDays": 1},
        ["snapshotWindow: '03:00-03:59' lasts 59 minutes; AWS wants 60 at least"],
    ),
    (
        {"snapshotWindow": "sun:03:00-sun:04:00", "snapshotRetentionDays": 1},
        ["snapshotWindow: 'sun:03:00-sun:04:00' is not a daily window in UTC such as 03:00-04:00"],
    ),
    (
        {"snapshotWindow": "03:00-04:00"},
        ["snapshotWindow: '03:00-04:00' is for snapshots, and none are kept: give snapshotRetentionDays"],
    ),
    ({"snapshotWindow": "04:00-05:00", "snapshotRetentionDays": 1, "maintenanceWindow": "sun:05:00-sun:06:00"}, []),
    (
        {"snapshotWindow": "04:30-05:30", "snapshotRetentionDays": 1, "maintenanceWindow": "sun:05:00-sun:06:00"},
        ["maintenanceWindow: 'sun:05:00-sun:06:00' overlaps the snapshot window 04:30-05:30"],
    ),
]


@pytest.mark.parametrize(("fields", "said"), WINDOWS)
def test_windows_last_an_hour_and_keep_apart(fields, said):
    """A window of 60 minutes is just long enough; one that touches the other is just far enough."""
    assert found(**fields) == said


@pytest.mark.parametrize("purpose", ["queue", "both"])
def test_a_serverless_cache_is_no_queue(purpose):
    """What it holds may be evicted, and nothing can tell it not to."""
    assert found(SERVERLESS, purpose=purpose) == [
        (
            f"purpose: {purpose!r} is not for a serverless cache, which drops keys that expire when it is full: "
            "take kind: nodes, which can be told to evict nothing"
        )
    ]
