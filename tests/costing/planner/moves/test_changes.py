"""What differs between two tiers, as paths of the config."""

from typing import Any

import pytest

from costing.planner.moves.changes import ABSENT, Change, between, written
from tests.support.bills import sections_of

API = {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": {"image": "nginx:1"}}}
DATABASE = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
FLEET = {"kind": "asg", "instanceType": "t4g.small", "containers": API["containers"]}
NAT = {"egress": {"kind": "natInstance", "perZone": True}}

CASES: list[tuple[dict[str, Any], dict[str, Any], list[tuple[str, Any, Any]]]] = [
    ({"services": {"api": API}}, {"services": {"api": API}}, []),
    ({"database": DATABASE}, {"database": {**DATABASE, "multiAz": True}}, [("database.multiAz", False, True)]),
    ({"database": {**DATABASE, "maxStorageGb": 99}}, {"database": DATABASE}, [("database.maxStorageGb", 99, ABSENT)]),
    ({"edge": {}}, {"edge": {"loadBalancer": {}}}, [("edge.loadBalancer", ABSENT, {})]),
    (
        {"services": {"api": API}},
        {"services": {"api": {**API, "spot": {"sharePercent": 50}}}},
        [("services.api.spot", ABSENT, {"sharePercent": 50})],
    ),
    (
        {"services": {"api": API}},
        {"services": {"api": FLEET}},
        [
            ("services.api.kind", "fargate", "asg"),
            ("services.api.cpuUnits", 256, ABSENT),
            ("services.api.memoryMib", 512, ABSENT),
            ("services.api.instanceType", ABSENT, "t4g.small"),
        ],
    ),
    ({"network": NAT}, {"network": {"egress": {"kind": "natInstance"}}}, [("network.egress.perZone", True, False)]),
    (
        {"services": {}},
        {"services": {"api": API}},
        [("services.api", ABSENT, {**API, "kind": "fargate"})],
    ),
]


@pytest.mark.parametrize(("before", "after", "expected"), CASES)
def test_between(before: dict[str, Any], after: dict[str, Any], expected: list[tuple[str, Any, Any]]):
    """Fields by their config names, parts that come or go whole, kinds before the fields that only one of them has."""
    found = between(sections_of(before), sections_of(after))
    wanted = [Change(("topology", *path.split(".")), old, new) for path, old, new in expected]
    assert sorted(map(repr, found)) == sorted(map(repr, wanted))
    assert [c.path[-1] for c in found][:1] == [c.path[-1] for c in wanted][:1]


def test_the_workload_is_compared_too():
    """A figure stated for one service stands below `workload`."""
    stated = {"services": {"api": {"averageCount": "1.5"}}}
    before = sections_of({"services": {"api": API}})
    after = sections_of({"services": {"api": API}}, workload=stated)
    (change,) = between(before, after)
    assert change.path == ("workload", "services", "api")


def test_a_kind_other_than_the_default_is_written_where_all_else_is_default() -> None:
    """A deployment that is blue/green and says no more stays blue/green when it is written and read again."""
    service = {**API, "deployment": {"kind": "blueGreen"}}
    made = sections_of({"services": {"api": service}}).topology.services["api"]
    assert written(made) == {**service, "kind": "fargate"}
