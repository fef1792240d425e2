"""What a topology survives: the class of its weakest part, and which parts those are."""

import pytest

from infra.model.survival import survival
from tests.support.bills import sections_of

IMAGE = {"image": "x/y:1"}
CPU = {"kind": "cpu"}
ONE = {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": IMAGE}}
TWO = {**ONE, "scaling": {"min": 2, "max": 2}}
GROUP = {"kind": "asg", "instanceType": "t3.small", "containers": {"app": {**IMAGE, "memoryMib": 256}}}
MICRO = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
CLUSTER = {"kind": "auroraServerless", "version": "17", "minAcu": "0.5", "maxAcu": 4}
NODES = {"version": "8.0", "nodeType": "cache.t4g.micro"}
BROKER = {"version": "3.13", "instanceType": "mq.m5.large"}
PRIVATE = {"egress": {"kind": "natGateway", "perZone": True}}


def reached(**parts):
    """Return the class of a topology and what keeps it there."""
    return survival(sections_of({"network": PRIVATE, **parts}).topology)[:2]


CASES = [
    ({}, "zone", ()),
    ({"services": {"api": TWO}}, "zone", ()),
    ({"services": {"api": ONE}}, "none", ("api may be down to one task",)),
    ({"services": {"api": {**ONE, "scaling": {"min": 0, "max": 2}}}}, "none", ("api may be down to no task",)),
    ({"services": {"load": {**ONE, "kind": "job"}}}, "zone", ()),
    ({"services": {"api": {**TWO, "spot": {"sharePercent": 100}}}}, "none", ("every task of api is on Spot",)),
    ({"services": {"api": {**TWO, "spot": {"sharePercent": 100, "onDemandBase": 1}}}}, "zone", ()),
    ({"services": {"api": {**GROUP, "scaling": {"min": 2, "max": 2}}}}, "zone", ()),
    (
        {"services": {"api": {**GROUP, "tasksPerInstance": 2, "scaling": {"min": 2, "max": 2}}}},
        "none",
        ("api may be down to one instance",),
    ),
    ({"database": MICRO}, "none", ("the database has no standby",)),
    ({"database": {**MICRO, "readReplicas": 1}}, "none", ("the database has no standby",)),
    ({"database": {**MICRO, "multiAz": True}}, "zone", ()),
    ({"database": CLUSTER}, "none", ("the database has no standby",)),
    ({"database": {**CLUSTER, "readers": 1}}, "zone", ()),
    ({"cache": NODES}, "none", ("the cache is one node",)),
    ({"cache": {**NODES, "nodes": 2}}, "zone", ()),
    ({"messaging": {"broker": BROKER}}, "none", ("the broker is one machine",)),
    ({"messaging": {"broker": {**BROKER, "cluster": True}}}, "zone", ()),
    (
        {"network": {"egress": {"kind": "natGateway"}}, "services": {"api": TWO}},
        "instance",
        ("one NAT gateway serves every zone",),
    ),
    (
        {"network": {"egress": {"kind": "natInstance", "perZone": True}}, "services": {"api": TWO}},
        "none",
        ("a NAT instance has no other that takes over",),
    ),
    ({"network": {"egress": {"kind": "natGateway"}}}, "zone", ()),
    ({"network": {"egress": {"kind": "publicAddress"}}, "services": {"api": TWO}}, "zone", ()),
    (
        {"network": {"egress": {"kind": "natGateway"}}, "services": {"api": ONE}, "database": MICRO},
        "none",
        ("api may be down to one task", "the database has no standby"),
    ),
]


@pytest.mark.parametrize(("parts", "level", "because"), CASES)
def test_the_weakest_part_decides(parts, level, because):
    """CR-64, DR-46, PS-47: what is there once is an outage when it is lost, and is named."""
    assert reached(**parts) == (level, because)


def test_a_schedule_may_leave_one_task():
    """The least count of a night counts, not that of the day."""
    night = {"cron": "0 20 * * ? *", "min": 1, "max": 4}
    day = {"cron": "0 6 * * ? *", "min": 2, "max": 4}
    scaling = {"min": 2, "max": 4, "schedules": {"night": night, "day": day}, "policy": CPU}
    assert reached(services={"api": {**ONE, "scaling": scaling}}) == ("none", ("api may be down to one task",))


@pytest.mark.parametrize(
    ("asked", "short"),
    [("none", False), ("instance", False), ("zone", True)],
)
def test_what_is_asked_for_is_compared(asked, short):
    """A topology that survives a task falls short of surviving a zone, and of nothing less."""
    parts = {"network": {"egress": {"kind": "natGateway"}}, "services": {"api": TWO}}
    found = survival(sections_of(parts).topology, asked)
    assert (found.level, found.asked, found.falls_short) == ("instance", asked, short)
