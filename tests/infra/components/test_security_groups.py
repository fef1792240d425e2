"""Security groups as they are registered: each rule one port between two named ends, and nothing else open."""

import pulumi
import pytest

from infra.components.security_groups import SecurityGroups
from tests.support.pulumi_mocks import deploy
from tests.support.sites import stack_of_topology
from tests.support.tasks import IMAGE, NAT, PUBLIC, WEB, asg, fargate

GROUP = "aws:ec2/securityGroup:SecurityGroup"
IN = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
OUT = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
NONE = {"egress": {"kind": "none"}, "endpoints": ["ecr.api", "ecr.dkr", "logs", "s3"]}
LISTS = {
    "com.amazonaws.global.cloudfront.origin-facing": "pl-cdn",
    "com.amazonaws.us-east-1.s3": "pl-s3",
}
FILES = {"storage": {"fileSystems": {"files": {}}}}
MOUNTS = {"app": {**IMAGE, "mounts": {"fileSystem.files": "/data"}}}


def opened(topology):
    """Return every rule as (direction, group, port, peer), ids in the peer's place."""
    stack = stack_of_topology({"network": NAT, **topology})
    (tier,) = [t for t in stack.tiers.values() if t.name == stack.tier]
    done = deploy(
        lambda: SecurityGroups(
            "groups",
            topology=tier.sections.topology,
            region="us-east-1",
            vpc_id="vpc-1",
            opts=pulumi.ResourceOptions(),
        ),
        calls={"aws:ec2/getManagedPrefixList:getManagedPrefixList": lambda asked: {"id": LISTS[asked["name"]]}},
    )
    found = set()
    for direction, kind in (("in", IN), ("out", OUT)):
        for rule in (r.inputs for r in done.of(kind)):
            assert (rule["ipProtocol"], rule["fromPort"]) == ("tcp", rule["toPort"])
            assert rule["description"]
            peer = [rule[k] for k in ("referencedSecurityGroupId", "cidrIpv4", "prefixListId") if k in rule]
            assert len(peer) == 1
            found.add((direction, _short(rule["securityGroupId"]), rule["fromPort"], _short(peer[0])))
    return found


def _short(peer):
    return peer.removeprefix("shop-").removesuffix("-id")


OPEN = [
    (
        "a load balancer and the service behind it",
        {"services": {"api": fargate({"app": WEB}, route={})}, "edge": {"loadBalancer": {}}},
        {
            ("in", "load-balancer", 80, "0.0.0.0/0"),
            ("out", "load-balancer", 8000, "api-tasks"),
            ("in", "api-tasks", 8000, "load-balancer"),
            ("out", "api-tasks", 443, "0.0.0.0/0"),
        },
    ),
    (
        "a load balancer behind CloudFront",
        {
            "services": {"api": fargate({"app": WEB}, route={})},
            "edge": {"loadBalancer": {"acceptFrom": "cdn"}, "cdn": {"loadBalancerPaths": ["/*"]}},
        },
        {
            ("in", "load-balancer", 80, "pl-cdn"),
            ("out", "load-balancer", 8000, "api-tasks"),
            ("in", "api-tasks", 8000, "load-balancer"),
            ("out", "api-tasks", 443, "0.0.0.0/0"),
        },
    ),
    (
        "tasks on instances that mount files: it is the task that mounts, and nothing reaches the instance",
        {"services": {"api": asg(MOUNTS)}, **FILES},
        {
            ("out", "api-tasks", 2049, "files-files"),
            ("in", "files-files", 2049, "api-tasks"),
            ("out", "api-tasks", 443, "0.0.0.0/0"),
            ("out", "api-instances", 443, "0.0.0.0/0"),
        },
    ),
    (
        "in public subnets the instance is the task",
        {"network": PUBLIC, "services": {"api": asg()}},
        {("out", "api-tasks", 443, "0.0.0.0/0")},
    ),
    (
        "without a way out there are endpoints and S3, and nothing of the internet",
        {"network": NONE, "services": {"api": asg()}},
        {
            ("in", "endpoints", 443, "api-tasks"),
            ("in", "endpoints", 443, "api-instances"),
            ("out", "api-tasks", 443, "endpoints"),
            ("out", "api-instances", 443, "endpoints"),
            ("out", "api-tasks", 443, "pl-s3"),
            ("out", "api-instances", 443, "pl-s3"),
        },
    ),
    (
        "one service calls another: one port, one direction",
        {
            "services": {
                "api": fargate(environment={"BACK": "${service.back.host}"}),
                "back": fargate({"app": {**IMAGE, "ports": [9000]}}),
            }
        },
        {
            ("out", "api-tasks", 9000, "back-tasks"),
            ("in", "back-tasks", 9000, "api-tasks"),
            ("out", "api-tasks", 443, "0.0.0.0/0"),
            ("out", "back-tasks", 443, "0.0.0.0/0"),
        },
    ),
]


@pytest.mark.parametrize(("topology", "expected"), [case[1:] for case in OPEN], ids=[case[0] for case in OPEN])
def test_what_is_open_is_what_is_needed(topology, expected):
    """AN-04, DR-03, PS-35: these rules, both ends of each, and no other."""
    assert opened(topology) == expected
