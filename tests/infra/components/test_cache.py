"""The cache: nodes and serverless, value by value, encrypted and private."""

import pulumi
import pytest

from infra.building.cache import build_cache
from tests.support.sites import built

GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
SERVERLESS = "aws:elasticache/serverlessCache:ServerlessCache"
PARAMETERS = "aws:elasticache/parameterGroup:ParameterGroup"
NODES = {"version": "8.0", "nodeType": "cache.t4g.micro"}
ELASTIC = {"kind": "serverless", "version": "8.0", "maxDataGb": 5, "maxEcpuPerSecond": 5000}

OUTPUTS = {
    GROUP: lambda name, inputs: {
        "primaryEndpointAddress": f"master.{name}.example",
        "memberClusters": [f"{name}-{n:03}" for n in range(int(inputs["numCacheClusters"]), 0, -1)],
    },
    SERVERLESS: lambda name, _: {"endpoints": [{"address": f"{name}.serverless.example", "port": 6379}]},
}


def deployed(base=NODES, *steps, topology=None, **fields):
    """Return what the cache step registers."""
    whole = {"cache": {**base, **fields}, **(topology or {})}
    return built(build_cache, *steps, topology=whole, outputs=OUTPUTS)


def test_no_cache_no_resource():
    """The layer may be absent."""
    assert {r.type for r in built(build_cache, topology={}).resources} == {"pulumi:providers:aws"}


def test_one_node_as_the_model_says():
    """Every value is the model's or a wire; encryption and TLS are always on."""
    done = deployed()
    found = done.one(GROUP)
    assert found.name == "shop-cache"
    assert found.inputs == {
        "description": "cache of shop-cache",
        "engine": "valkey",
        "engineVersion": "8.0",
        "nodeType": "cache.t4g.micro",
        "numCacheClusters": 1,
        "automaticFailoverEnabled": False,
        "multiAzEnabled": False,
        "port": 6379,
        "parameterGroupName": "shop-cache-valkey8-0000000",
        "subnetGroupName": "shop-cache-0000000",
        "securityGroupIds": ["sg-cache"],
        "atRestEncryptionEnabled": True,
        "transitEncryptionEnabled": True,
        "transitEncryptionMode": "required",
        "snapshotRetentionLimit": 0,
        "autoMinorVersionUpgrade": True,
        "applyImmediately": True,
    }
    assert done.one("aws:elasticache/subnetGroup:SubnetGroup").inputs["subnetIds"] == [
        "subnet-private-1",
        "subnet-private-2",
    ]


def test_two_nodes_fail_over_between_zones():
    """From the second node on a replica takes over, in another zone."""
    inputs = deployed(nodes=2).one(GROUP).inputs
    assert inputs["numCacheClusters"] == 2
    assert inputs["automaticFailoverEnabled"] is True
    assert inputs["multiAzEnabled"] is True


@pytest.mark.parametrize(
    ("purpose", "policy"), [("cache", "allkeys-lru"), ("queue", "noeviction"), ("both", "noeviction")]
)
def test_only_a_cache_evicts(purpose, policy):
    """What holds jobs drops none of them when memory runs out."""
    found = deployed(purpose=purpose).one(PARAMETERS)
    assert found.inputs["parameters"] == [{"name": "maxmemory-policy", "value": policy}]


FAMILIES = [
    ("valkey", "7.2", "valkey7", "required"),
    ("valkey", "9.0", "valkey9", "required"),
    ("redis", "7.1", "redis7", "required"),
    ("redis", "6.2", "redis6.x", None),
    ("redis", "5.0.6", "redis5.0", None),
]


@pytest.mark.parametrize(("engine", "version", "family", "mode"), FAMILIES)
def test_a_version_has_its_family(engine, version, family, mode):
    """A parameter group is of a family, and named after it: an upgrade needs one beside the one in use."""
    done = deployed(engine=engine, version=version)
    group = done.one(PARAMETERS)
    assert group.inputs["family"] == family
    assert group.name == f"shop-cache-{family.replace('.', '-')}"
    inputs = done.one(GROUP).inputs
    assert inputs["transitEncryptionEnabled"] is True
    assert inputs.get("transitEncryptionMode") == mode


def test_minor_versions_upgrade_by_themselves_where_redis_can():
    """Redis OSS before 6 takes no such setting."""
    assert deployed(engine="redis", version="6.2").one(GROUP).inputs["autoMinorVersionUpgrade"] is True
    assert "autoMinorVersionUpgrade" not in deployed(engine="redis", version="5.0.6").one(GROUP).inputs


WINDOWS = [
    ({}, None, None),
    ({"maintenanceWindow": "sun:05:00-sun:06:00"}, "sun:05:00-sun:06:00", "03:00-04:00"),
    ({"maintenanceWindow": "mon:00:30-mon:01:30"}, "mon:00:30-mon:01:30", "22:30-23:30"),
    ({"snapshotWindow": "03:00-04:00"}, "sun:05:00-sun:06:00", "03:00-04:00"),
    ({"snapshotWindow": "22:30-23:30"}, "mon:00:30-mon:01:30", "22:30-23:30"),
    (
        {"snapshotWindow": "03:00-04:00", "maintenanceWindow": "sat:01:00-sat:02:00"},
        "sat:01:00-sat:02:00",
        "03:00-04:00",
    ),
]


@pytest.mark.parametrize(("fields", "maintenance", "snapshot"), WINDOWS)
def test_where_one_window_is_given_the_other_keeps_clear(fields, maintenance, snapshot):
    """ElastiCache would draw the other, and refuse the group when they overlap."""
    inputs = deployed(snapshotRetentionDays=1, **fields).one(GROUP).inputs
    assert inputs.get("maintenanceWindow") == maintenance
    assert inputs.get("snapshotWindow") == snapshot


@pytest.mark.parametrize(("base", "kind"), [(NODES, GROUP), (ELASTIC, SERVERLESS)])
@pytest.mark.parametrize("days", [0, 1])
def test_a_cache_that_evicts_holds_no_data_unless_snapshots_are_kept(base, kind, days):
    """The planner moves it to another kind as a rolling change: a protected one could not be deleted then."""
    found = deployed(base, topology={"protectData": True}, purpose="cache", snapshotRetentionDays=days).one(kind)
    assert found.protect is bool(days)
    assert ("finalSnapshotIdentifier" in found.inputs) is (bool(days) and kind == GROUP)


@pytest.mark.parametrize("keep", [True, False])
@pytest.mark.parametrize(("base", "kind"), [(NODES, GROUP), (ELASTIC, SERVERLESS)])
def test_protection_follows_protect_data(base, kind, keep):
    """Protected nodes leave a last snapshot; neither kind can be deleted by accident while jobs wait in it."""
    found = deployed(base, topology={"protectData": keep}, purpose="queue").one(kind)
    assert found.protect is keep
    assert ("finalSnapshotIdentifier" in found.inputs) is (keep and kind == GROUP)


def test_a_serverless_cache_as_the_model_says():
    """Limits from the model, the major of the version, at most three subnets; it is always encrypted."""
    found = deployed(ELASTIC, snapshotRetentionDays=3, snapshotWindow="03:00-04:00").one(SERVERLESS)
    assert found.name == "shop-cache"
    assert found.inputs == {
        "description": "cache of shop-cache",
        "engine": "valkey",
        "majorEngineVersion": "8",
        "cacheUsageLimits": {"dataStorage": {"maximum": 5, "unit": "GB"}, "ecpuPerSeconds": [{"maximum": 5000}]},
        "subnetIds": ["subnet-private-1", "subnet-private-2"],
        "securityGroupIds": ["sg-cache"],
        "snapshotRetentionLimit": 3,
        "dailySnapshotTime": "03:00",
    }


@pytest.mark.parametrize(
    ("base", "host"), [(NODES, "master.shop-cache.example"), (ELASTIC, "shop-cache.serverless.example")]
)
def test_what_references_stand_for(base, host):
    """Host, port, and a URL that asks for TLS."""
    done = deployed(base)
    values = {key: value for key, value in done.outputs["values"].items() if key.startswith("cache.")}
    assert values == {"cache.host": host, "cache.port": "6379", "cache.url": f"rediss://{host}:6379"}
    assert done.outputs["cacheHost"] == host


@pytest.mark.parametrize(
    ("base", "dimensions"),
    [({**NODES, "nodes": 3}, {"CacheClusterId": "shop-cache-001"}), (ELASTIC, {"clusterId": "shop-cache-0000000"})],
)
def test_alarms_know_the_first_node(base, dimensions):
    """CloudWatch keeps metrics by node, whatever order they are listed in, or by serverless cache."""
    done = deployed(base, lambda site: pulumi.export("dimensions", dict(site.dimensions["cache"])))
    assert done.outputs["dimensions"] == dimensions
