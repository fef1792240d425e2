"""The network on the real engine: how many of everything, for each way out and two or three zones."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sandbox.engine import Sandbox
from tests.support.stacks import ROOT, SMALL, merged, stack_file

pytestmark = pytest.mark.engine

VPC = "aws:ec2/vpc:Vpc"
NAT = "aws:ec2/natGateway:NatGateway"
EIP = "aws:ec2/eip:Eip"
SUBNET = "aws:ec2/subnet:Subnet"
ROUTE = "aws:ec2/route:Route"
TABLE = "aws:ec2/routeTable:RouteTable"
INSTANCE = "aws:ec2/instance:Instance"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"

# For z zones: 2z subnets and tables (public and private); a route from each public subnet, and from each private one
# where there is a way out; gateways none, one or z, each with an address of ours.
WAYS = [
    ({"kind": "natGateway"}, 2, {NAT: 1, EIP: 1, SUBNET: 4, TABLE: 4, ROUTE: 4, INSTANCE: 0}),
    ({"kind": "natGateway"}, 3, {NAT: 1, EIP: 1, SUBNET: 6, TABLE: 6, ROUTE: 6, INSTANCE: 0}),
    ({"kind": "natGateway", "perZone": True}, 2, {NAT: 2, EIP: 2, SUBNET: 4, TABLE: 4, ROUTE: 4, INSTANCE: 0}),
    ({"kind": "natGateway", "perZone": True}, 3, {NAT: 3, EIP: 3, SUBNET: 6, TABLE: 6, ROUTE: 6, INSTANCE: 0}),
    ({"kind": "natInstance"}, 2, {NAT: 0, EIP: 1, SUBNET: 4, TABLE: 4, ROUTE: 4, INSTANCE: 1}),
    ({"kind": "natInstance", "perZone": True}, 3, {NAT: 0, EIP: 3, SUBNET: 6, TABLE: 6, ROUTE: 6, INSTANCE: 3}),
    ({"kind": "publicAddress"}, 2, {NAT: 0, EIP: 0, SUBNET: 4, TABLE: 4, ROUTE: 2, INSTANCE: 0}),
    ({"kind": "none"}, 3, {NAT: 0, EIP: 0, SUBNET: 6, TABLE: 6, ROUTE: 3, INSTANCE: 0}),
]


def _count(resources: list[dict[str, Any]]) -> Counter[str]:
    return Counter(r["type"] for r in resources)


@pytest.mark.parametrize(("egress", "zones", "expected"), WAYS)
def test_each_way_out_has_its_counts(tmp_path: Path, egress: dict[str, Any], zones: int, expected: dict[str, int]):
    """The engine registers as many gateways, addresses, subnets and routes as the way out and the zones say."""
    topology = merged(SMALL, {"network": {"egress": egress, "availabilityZones": zones}})
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, topology))
        assert stack.preview().ok
        stack.up(check=True)
        counts = _count(stack.resources())
        assert {kind: counts[kind] for kind in expected} == expected
        assert counts[VPC] == 1
        assert stack.up(check=True).changes == {}
        assert stack.destroy(check=True).ok
        assert _count(stack.resources())[VPC] == 0


def test_zones_are_taken_in_order_and_never_a_local_one(tmp_path: Path):
    """A count of zones becomes the first so many of the region's own, by name."""
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, SMALL))
        stack.up(check=True)
        zones = {r["inputs"]["availabilityZone"] for r in stack.resources() if r["type"] == SUBNET}
    assert zones == {"us-east-1a", "us-east-1b"}


def test_interface_endpoints_stand_in_every_zone_behind_one_group(tmp_path: Path):
    """Each interface endpoint has a subnet in every zone; the gateway endpoint is in every route table."""
    topology = merged(SMALL, {"network": {"endpoints": ["s3", "ecr.api", "logs"], "availabilityZones": 3}})
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, topology))
        stack.up(check=True)
        endpoints = {r["inputs"]["serviceName"]: r["inputs"] for r in stack.resources() if r["type"] == ENDPOINT}
    assert set(endpoints) == {f"com.amazonaws.us-east-1.{name}" for name in ("s3", "ecr.api", "logs")}
    assert len(endpoints["com.amazonaws.us-east-1.s3"]["routeTableIds"]) == 6
    for name in ("ecr.api", "logs"):
        inputs = endpoints[f"com.amazonaws.us-east-1.{name}"]
        assert len(inputs["subnetIds"]) == 3
        assert inputs["privateDnsEnabled"] is True
        assert len(inputs["securityGroupIds"]) == 1


def test_the_way_out_changes_without_a_new_subnet(tmp_path: Path):
    """From a NAT instance to a gateway, no subnet and no route table is replaced or deleted."""
    before = merged(SMALL, {"network": {"egress": {"kind": "natInstance"}}})
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, before))
        stack.up(check=True)
        path = stack.folder / "Pulumi.dev.yaml"
        path.write_text(path.read_text().replace("kind: natInstance", "kind: natGateway"))
        done = stack.up(check=True)
    touched = {step.type for step in done.steps if step.op != "same"}
    assert SUBNET not in touched
    assert TABLE not in touched
    assert NAT in touched


@pytest.mark.parametrize("destination", ["s3", "cloudWatchLogs"])
def test_flow_logs_reach_what_they_are_written_to(tmp_path: Path, destination: str):
    """Flow logs go into a private bucket with an end, or into a log group with one, and everything is tagged."""
    topology = merged(SMALL, {"network": {"flowLogs": {"destination": destination, "retentionDays": 30}}})
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, topology))
        stack.up(check=True)
        counts = _count(stack.resources())
        flow_log = next(r for r in stack.resources() if r["type"] == "aws:ec2/flowLog:FlowLog")
    assert flow_log["inputs"]["tags"]["layer"] == "network"
    kinds = {"s3": "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"}
    kinds["cloudWatchLogs"] = "aws:cloudwatch/logGroup:LogGroup"
    assert counts[kinds[destination]] == 1
