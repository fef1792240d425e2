"""An example as the program registers it, all of it, without an engine: what its plan asked for is looked up in there.

done = registered("default-rate", "minimal")
assert done.one("aws:lb/loadBalancer:LoadBalancer").inputs["internal"] is False
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import pulumi

from costing import stack_file
from infra.aws_settings import AwsSettings
from infra.model.door import Asked, read
from infra.model.secret_names import secrets_needed
from infra.model.stack import Stack
from tests.plans.computed import DAY
from tests.plans.rows import ROOT
from tests.support import sites
from tests.support.pulumi_mocks import Deployed, Secret, deploy


def _arn(service: str, kind: str, name: object) -> str:
    return f"arn:aws:{service}:us-east-1:{sites.ACCOUNT}:{kind}{name}"


def _found(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**asked, "arn": _arn("ssm", "parameter", asked["name"]), "value": "ami-0123456789abcdef0", "id": "p"}


OUTPUTS = {
    "aws:elasticache/replicationGroup:ReplicationGroup": lambda name, _: {
        "primaryEndpointAddress": f"{name}.cache.example",
        "memberClusters": [f"{name}-001"],
    },
    "aws:secretsmanager/secretVersion:SecretVersion": lambda name, _: {
        "secretArn": _arn("secretsmanager", "secret:", f"{name}-AbCdEf")
    },
    "aws:ecs/taskDefinition:TaskDefinition": lambda _, inputs: {
        "arn": _arn("ecs", "task-definition/", f"{inputs['family']}:1"),
        "arnWithoutRevision": _arn("ecs", "task-definition/", inputs["family"]),
    },
    "aws:ec2/launchTemplate:LaunchTemplate": lambda _name, _inputs: {"latestVersion": 7},
    "aws:sqs/queue:Queue": lambda name, _: {"url": f"https://sqs.example/{name}"},
    "aws:mq/broker:Broker": lambda name, _: {"instances": [{"endpoints": [f"amqps://{name}.mq.example:5671"]}]},
}
"""Outputs that resources add to what they were given, beside those of `sites`."""


@cache
def registered(example: str, tier: str = "") -> Deployed:
    """Return what a tier of an example registers; the deployed tier if none is named. Its gate is not asked."""
    stack = stack_of(example, tier)
    calls = {
        **sites.CALLS,
        "aws:secretsmanager/getSecret:getSecret": _found,
        "aws:ssm/getParameter:getParameter": _found,
    }
    return deploy(lambda: _build(stack), stack=stack.name, calls=calls, outputs={**sites.OUTPUTS, **OUTPUTS})


@cache
def stack_of(example: str, tier: str = "") -> Stack:
    """Return the model of an example, with one of its tiers as the deployed one."""
    source = stack_file.read(ROOT / "examples" / f"{example}.yaml")
    assert source.region is not None
    document = {**source.document, "tier": tier} if tier else source.document
    return read(document, Asked("prod", source.region, DAY))


def plain(value: Any) -> Any:
    """Return a value without the mark of a secret."""
    return value.value if isinstance(value, Secret) else value


def _build(stack: Stack) -> None:
    from infra import stack as program

    values = {
        name: pulumi.Output.secret(f"Planted-{name}-0123456789") for name in secrets_needed(stack.deployed.topology)
    }
    for name, value in program.build(stack, AwsSettings(stack.region), values).items():
        pulumi.export(name, value)


def containers(done: Deployed, task: str) -> Mapping[str, Any]:
    """Return the containers of a task definition by name."""
    definition = done.one("aws:ecs/taskDefinition:TaskDefinition", task).inputs["containerDefinitions"]
    return {one["name"]: one for one in json.loads(plain(definition))}


def statements(done: Deployed, policy: str) -> list[Mapping[str, Any]]:
    """Return the statements of an inline policy of a role; none where there is no such policy."""
    found = [r for r in done.of("aws:iam/rolePolicy:RolePolicy") if r.name == policy]
    return json.loads(plain(found[0].inputs["policy"]))["Statement"] if found else []


def rules(done: Deployed, direction: str) -> set[tuple[str, str, int]]:
    """Return the security group rules of `Ingress` or `Egress`: whose, with whom, at which port; names without -id."""
    return {
        (
            _group(r.inputs["securityGroupId"]),
            _group(r.inputs.get("referencedSecurityGroupId") or r.inputs.get("cidrIpv4") or r.inputs["prefixListId"]),
            int(r.inputs["fromPort"]),
        )
        for r in done.of(f"aws:vpc/securityGroup{direction}Rule:SecurityGroup{direction}Rule")
    }


def _group(name: str) -> str:
    return name.removesuffix("-id")
