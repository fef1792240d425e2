"""Instances in their network: interfaces, ports, addresses and names."""

from datetime import date

import pytest

from infra.model.rules.common import Where
from infra.model.rules.crossing import instances
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
NAT = {"egress": {"kind": "natGateway"}}


def found(network=NAT, name="shop", **service):
    """Return the problems of a service on instances as lines."""
    container = {"image": "x/y:1", "ports": [8000]}
    api = {"kind": "asg", "instanceType": "t3.small", "containers": {"app": container}, **service}
    parts = {"name": name, "network": network, "services": {"api": api}}
    return [str(p).removeprefix("tollgate:") for p in instances.problems(sections_of(parts).topology, WHERE)]


@pytest.mark.parametrize(
    ("kind", "each", "fine"), [("t3.small", 2, True), ("t3.small", 3, False), ("t3.nano", 2, False)]
)
def test_each_task_has_an_interface(kind, each, fine):
    """A t3.small has three network interfaces, one of which is its own; a t3.nano has two."""
    lines = found(instanceType=kind, tasksPerInstance=each)
    assert (lines == []) is fine
    assert fine or lines[0].startswith(f"services.api.tasksPerInstance: {each} is more than the ")


def test_tasks_that_share_an_address_share_its_ports():
    """In public subnets tasks use their instance's address: a second one finds the port taken."""
    public = {"egress": {"kind": "publicAddress"}}
    assert found(public) == []
    (line,) = found(public, tasksPerInstance=2)
    assert line.startswith("services.api.tasksPerInstance: 2 tasks would share port 8000 of their instance")
    assert found(public, tasksPerInstance=2, containers={"app": {"image": "x/y:1"}}) == []


@pytest.mark.parametrize(
    ("cidr", "fine"), [("172.16.0.0/16", True), ("172.17.0.0/16", False), ("172.17.8.0/24", False)]
)
def test_the_network_leaves_dockers_own_range_alone(cidr, fine):
    """On instances Docker has 172.17.0.0/16 for itself."""
    lines = found({**NAT, "cidr": cidr})
    assert (lines == []) is fine
    assert fine or lines[0].startswith(f"network.cidr: '{cidr}' overlaps 172.17.0.0/16")


@pytest.mark.parametrize("name", ["aws-shop", "ecs2", "fargate-api"])
def test_capacity_providers_may_not_be_called_as_awss_own(name):
    """AWS keeps three beginnings of names for itself."""
    (line,) = found(name=name)
    assert line.startswith(f"name: {name!r} starts with ")
