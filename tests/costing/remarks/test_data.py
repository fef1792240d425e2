"""Remarks on what holds data: each where it is due, and nowhere else."""

import pytest

from tests.support.bills import bill_of

NODES = {"version": "8.0", "nodeType": "cache.t4g.micro"}
SERVERLESS = {"kind": "serverless", "version": "8", "maxDataGb": 5, "maxEcpuPerSecond": 1000}
INSTANCE = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
CLUSTER = {"kind": "auroraServerless", "version": "17", "minAcu": "0.5", "maxAcu": 4}
BROKER = {"broker": {"version": "3.13", "instanceType": "mq.t3.micro"}}
PLAN = {"plans": {"daily": {"cron": "0 3 * * ? *", "keepDays": 7, "resources": ["database"]}}}
LOST = "jobs that wait in the cache are lost with its node: give it "
BURSTING = {"storage": {"fileSystems": {"files": {"throughputMode": "bursting"}}}}
SPENT = "files bursts to 100 MiB/s on credits, and on "
ELASTIC = " without: throughputMode: elastic pays for what is moved instead"

CASES = [
    ({"cache": NODES}, {}, []),
    (
        {"cache": {**NODES, "purpose": "queue"}},
        {},
        [f"{LOST}a second node and snapshotRetentionDays, or use a queue"],
    ),
    ({"cache": {**NODES, "purpose": "both", "nodes": 2}}, {}, [f"{LOST}snapshotRetentionDays, or use a queue"]),
    ({"cache": {**NODES, "purpose": "both", "nodes": 2, "snapshotRetentionDays": 1}}, {}, []),
    ({"cache": NODES}, {"cache": {"dataGb": "0.375"}}, []),
    (
        {"cache": NODES},
        {"cache": {"dataGb": "0.4"}},
        ["0.4 GB do not fit into the 0.375 GiB that cache.t4g.micro has for data: full, it evicts keys"],
    ),
    (
        {"cache": SERVERLESS},
        {},
        ["a full serverless cache drops only keys that expire, and refuses to write when there are none: set a TTL"],
    ),
    (
        {"messaging": BROKER},
        {},
        ["the broker writes no logs: Amazon MQ would keep them without an end, in groups nobody can make before it"],
    ),
    ({"database": INSTANCE, "backup": PLAN}, {}, []),
    ({"storage": {"fileSystems": {"files": {}}}}, {"fileSystems": {"files": {"storedGb": 1}}}, []),
    (BURSTING, {"fileSystems": {"files": {"storedGb": 1}}}, [f"{SPENT}1 GB falls to 1 MiB/s{ELASTIC}"]),
    # 50 KiB/s for each of 100 GB.
    (BURSTING, {"fileSystems": {"files": {"storedGb": 100}}}, [f"{SPENT}100 GB falls to 4.883 MiB/s{ELASTIC}"]),
    (BURSTING, {"fileSystems": {"files": {"storedGb": 2048}}}, []),
    (
        {"database": CLUSTER, "backup": PLAN},
        {},
        ["AWS Backup takes Aurora only where the account has it switched on: aws backup describe-region-settings"],
    ),
]


@pytest.mark.parametrize(("topology", "workload", "said"), CASES)
def test_a_remark_is_made_where_it_is_due(topology, workload, said):
    """CR-13, DR-07: a queue on one node, data that does not fit, spent credits, what has to be switched on."""
    assert list(bill_of(topology, workload=workload).remarks) == said
