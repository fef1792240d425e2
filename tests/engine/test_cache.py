"""The cache on the real engine: what a change does to it, and that nothing of it is lost by accident."""

from pathlib import Path

import pytest

from sandbox.engine import Sandbox
from tests.support.lives import all_of, changed, living, one
from tests.support.stacks import ROOT, SMALL, merged, stack_file

pytestmark = pytest.mark.engine

GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
PARAMETERS = "aws:elasticache/parameterGroup:ParameterGroup"
SERVERLESS = "aws:elasticache/serverlessCache:ServerlessCache"
NODES = {"version": "7.2", "nodeType": "cache.t4g.micro", "maintenanceWindow": "sun:05:00-sun:06:00"}
ELASTIC = {"kind": "serverless", "version": "8", "maxDataGb": 5, "maxEcpuPerSecond": 5000}


def test_nodes_change_in_place(tmp_path: Path):
    """Size, a second node, purpose and a new major are updates of the group; only its parameters get a neighbour."""
    with living(tmp_path, merged(SMALL, {"cache": NODES})) as stack:
        first = one(stack, GROUP)
        assert changed(stack, {"cache": {"nodeType": "cache.t4g.small", "nodes": 2}}) == {"update": 1}
        assert changed(stack, {"cache": {"purpose": "queue"}}) == {"update": 2}
        assert changed(stack, {"cache": {"version": "8.0"}}) == {"create": 1, "update": 1, "delete": 1}
        last = one(stack, GROUP)
        assert last["id"] == first["id"]
        assert last["inputs"]["automaticFailoverEnabled"] is True
        assert one(stack, PARAMETERS)["inputs"]["family"] == "valkey8"
        assert stack.outputs()["cacheHost"].startswith("master.")


def test_a_serverless_cache_lives_and_changes(tmp_path: Path):
    """Its limits are settings; a switch of kinds makes the other and ends this one."""
    with living(tmp_path, merged(SMALL, {"cache": ELASTIC})) as stack:
        assert changed(stack, {"cache": {"maxDataGb": 10}}) == {"update": 1}
        nodes = {"kind": "nodes", "version": "8.0", "nodeType": "cache.t4g.micro"}
        limits = {"maxDataGb": None, "maxEcpuPerSecond": None}
        assert changed(stack, {"cache": {**nodes, **limits}}) == {"create": 3, "delete": 1}
        assert not all_of(stack, SERVERLESS)


def test_a_cache_that_evicts_changes_its_kind_where_data_is_protected(tmp_path: Path):
    """What the planner calls a rolling change with no data at stake goes through."""
    with living(tmp_path, merged(SMALL, {"protectData": True, "cache": NODES})) as stack:
        changed(stack, {"cache": {**ELASTIC, "nodeType": None, "maintenanceWindow": None}})
        assert all_of(stack, SERVERLESS)
        assert not all_of(stack, GROUP)


def test_a_protected_cache_stays(tmp_path: Path):
    """Destroy is refused, and everything of the cache is still there; without protection it goes."""
    topology = merged(SMALL, {"protectData": True, "cache": {**NODES, "purpose": "queue"}})
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, topology))
        stack.up(check=True)
        refused = stack.destroy()
        assert refused.exit_code != 0
        assert "protect" in refused.stdout.lower()
        assert one(stack, GROUP)["inputs"]["finalSnapshotIdentifier"] == "small-dev-cache-final"
        changed(stack, {"protectData": False})
        stack.destroy(check=True)
