"""What is taken for granted of caches, buckets, file systems and queues, and named in the report."""

import pytest

from tests.support.bills import bill_of

NODES = {"version": "8.0", "nodeType": "cache.t4g.micro"}
SERVERLESS = {"kind": "serverless", "version": "8", "maxDataGb": 5, "maxEcpuPerSecond": 1000}
OLD = {"lifecycle": {"old": {"afterDays": 90, "storageClass": "GLACIER_IR", "prefix": "tts/"}}}
UP = {"storedGb": 40, "averageObjectKb": 600, "growthGbPerMonth": 2}

NO_TRAFFIC = ("cache traffic", "0 KB a request", "workload.cache.kbPerRequest")

CASES = [
    ({"cache": NODES}, {}, [NO_TRAFFIC]),
    ({"cache": NODES}, {"cache": {"kbPerRequest": 1}}, []),
    (
        {"cache": {**NODES, "snapshotRetentionDays": 7}},
        {},
        [NO_TRAFFIC, ("data in the cache", "0.375 GB", "workload.cache.dataGb")],
    ),
    ({"cache": {**NODES, "snapshotRetentionDays": 1}}, {}, [NO_TRAFFIC]),
    ({"cache": SERVERLESS}, {}, [NO_TRAFFIC, ("data in the cache", "0.1 GB", "workload.cache.dataGb")]),
    (
        {"storage": {"buckets": {"up": {}}, "fileSystems": {"fs": {}}}},
        {},
        [
            ("data in up", "0 GB", "workload.buckets.up.storedGb"),
            ("data in fs", "0 GB", "workload.fileSystems.fs.storedGb"),
        ],
    ),
    ({"storage": {"buckets": {"up": {}}}}, {"buckets": {"up": UP}}, []),
    (
        {"storage": {"buckets": {"up": {}}}},
        {"buckets": {"up": {"storedGb": 40}}},
        [("objects in up", "1024 KB", "workload.buckets.up.averageObjectKb")],
    ),
    (
        {"storage": {"buckets": {"up": {"storageClass": "INTELLIGENT_TIERING"}}}},
        {"buckets": {"up": UP}},
        [("idle objects in up", "0 %", "workload.buckets.up.idlePercent")],
    ),
    (
        {"storage": {"buckets": {"up": {"versioning": True}}}},
        {"buckets": {"up": UP}},
        [("old versions in up", "0 GB", "workload.buckets.up.storedGb")],
    ),
    (
        {"storage": {"buckets": {"up": OLD}}},
        {"buckets": {"up": UP}},
        [("data in up under 'tts/'", "all of it", "topology.storage.buckets.up.lifecycle")],
    ),
    (
        {"storage": {"buckets": {"up": OLD}}},
        {"buckets": {"up": {**UP, "growthGbPerMonth": 0}}},
        [
            ("age of objects in up", "all young", "workload.buckets.up.growthGbPerMonth"),
            ("data in up under 'tts/'", "all of it", "topology.storage.buckets.up.lifecycle"),
        ],
    ),
    (
        {"messaging": {"queues": {"jobs": {}}}},
        {},
        [("messages in jobs", "0 a month", "workload.queues.jobs.messagesPerMonth")],
    ),
    ({"messaging": {"queues": {"jobs": {}}}}, {"queues": {"jobs": {"messagesPerMonth": 1}}}, []),
]


@pytest.mark.parametrize(("topology", "workload", "named"), CASES)
def test_what_stands_in_for_a_figure_has_a_name(topology, workload, named):
    """Each assumption says what was taken and which key replaces it; a stated figure needs none."""
    bill = bill_of(topology, workload={"requestsPerSecond": {"average": 1}, **workload})
    assert [(a.name, a.value, a.instead) for a in bill.assumed] == named
