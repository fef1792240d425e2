"""The planner's transition table against the real engine: what Pulumi does for each change is what its row says.

One stack is deployed; each group of changes is merged into it and previewed, never deployed. Within a group no two
changes name a resource type, so that every type's operation has one cause.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from costing.planner.moves.blast import moves
from costing.planner.moves.changes import between
from costing.planner.moves.move import SEVERITIES, Move
from infra.model.door import Asked, read
from infra.model.stack import Tier
from sandbox.engine import Sandbox, secret
from sandbox.result import Result
from sandbox.stack import Stack
from tests.support.stacks import ROOT, merged, stack_file

pytestmark = pytest.mark.engine

TODAY = date(2026, 11, 21)
FOLLOWERS = {
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/role:Role",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/instanceProfile:InstanceProfile",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "aws:backup/selection:Selection",
    "aws:ec2/eipAssociation:EipAssociation",
    "aws:appautoscaling/target:Target",
    "aws:appautoscaling/policy:Policy",
    "aws:rds/parameterGroup:ParameterGroup",
    "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    "aws:elasticache/parameterGroup:ParameterGroup",
    "aws:elasticache/subnetGroup:SubnetGroup",
}
"""Rights, ways through the network, logs, alarms and the like follow what they are for, and come and go with it."""
ROLLED = {
    "aws:ecs/taskDefinition:TaskDefinition",
    "aws:ecs/service:Service",
    "aws:ec2/launchTemplate:LaunchTemplate",
}
"""A change of these starts new tasks: no row below `rolling` may lead to one that it does not name."""


def _image(**more: Any) -> dict[str, Any]:
    return {"containers": {"app": {"image": "app", **more}}}


STACK: dict[str, Any] = {
    "name": "moving",
    "protectData": False,
    "network": {"egress": {"kind": "natGateway"}, "endpoints": ["s3"], "flowLogs": {}},
    "edge": {"loadBalancer": {}, "waf": {"attachTo": "loadBalancer", "rateLimitPer5Minutes": 1000}},
    "services": {
        "api": {
            "cpuUnits": 256,
            "memoryMib": 512,
            **_image(ports=[80], environment={"CACHE": "${cache.host}"}, secrets={"KEY": "secret.key"}),
            "scaling": {"min": 1, "max": 3, "policy": {"kind": "cpu"}},
            "uses": {"database": "connect"},
            "route": {},
        },
        "fleet": {"kind": "asg", "instanceType": "t4g.small", **_image()},
        "keeper": {"cpuUnits": 256, "memoryMib": 512, **_image(stateful=True)},
        "nightly": {"kind": "job", "cpuUnits": 256, "memoryMib": 512, **_image(), "schedule": {"cron": "0 3 * * ? *"}},
    },
    "database": {"version": "16", "instanceClass": "db.t4g.micro", "storageGb": 20},
    "cache": {"engine": "redis", "version": "7.1", "nodeType": "cache.t4g.micro"},
    "storage": {"buckets": {"files": {"lifecycle": {"old": {"expireAfterDays": 90}}}}, "fileSystems": {"shared": {}}},
    "messaging": {
        "queues": {"jobs": {}},
        "broker": {"version": "3.13", "instanceType": "mq.m5.large"},
    },
    "secrets": {"entries": {"key": {}}},
    "observability": {"alarms": {"busy": {"of": "service.api", "metric": "cpu", "above": 80}}},
    "backup": {"plans": {"daily": {"cron": "0 5 * * ? *", "keepDays": 30, "resources": ["database"]}}},
    "delivery": {"repositories": {"app": {"tag": "1"}}},
}
OTHER: dict[str, Any] = merged(
    STACK,
    {
        "name": "other",
        "network": {"egress": {"kind": "natInstance", "perZone": True}},
        "database": {
            "kind": "auroraServerless",
            "instanceClass": None,
            "storageGb": None,
            "minAcu": "0.5",
            "maxAcu": 2,
            "readers": 1,
        },
        "cache": {
            "kind": "serverless",
            "engine": "valkey",
            "version": "7",
            "nodeType": None,
            "maxDataGb": 1,
            "maxEcpuPerSecond": 1000,
        },
        "services": {"fleet": None, "keeper": None},
        "messaging": {"broker": None},
    },
)
WORKLOAD = {"services": {"nightly": {"minutesPerRun": 5}}}
FIVE = {"kind": "cpu", "targetPercent": 50}

ON_STACK: tuple[dict[str, Any], ...] = (
    {"database": {"instanceClass": "db.t4g.small"}},
    {"database": {"multiAz": True}},
    {"database": {"storageGb": 40}},
    {"database": {"storageType": "gp2"}},
    {"database": {"readReplicas": 1}},
    {"database": {"version": "17"}},
    {"database": {"user": "somebody"}},
    {"database": {"backupRetentionDays": 3, "insights": "standard", "maintenanceWindow": "sun:03:00-sun:04:00"}},
    {"database": {"parameters": {"work_mem": 8192}}},
    {
        "database": {
            "kind": "auroraServerless",
            "instanceClass": None,
            "storageGb": None,
            "minAcu": "0.5",
            "maxAcu": 2,
        }
    },
    {"cache": {"nodeType": "cache.t4g.small"}},
    {"cache": {"nodes": 2}},
    {"cache": {"purpose": "queue"}},
    {"cache": {"engine": "valkey", "version": "7.2"}},
    {"cache": {"snapshotRetentionDays": 3}},
    {"cache": {"kind": "serverless", "nodeType": None, "version": "7", "maxDataGb": 1, "maxEcpuPerSecond": 1000}},
    {"network": {"egress": {"kind": "natInstance"}}},
    {"network": {"egress": {"perZone": True}}},
    {"network": {"egress": {"kind": "publicAddress"}}},
    {"network": {"endpoints": ["s3", "sqs"]}},
    {"network": {"endpoints": []}},
    {"network": {"cidr": "10.9.0.0/16"}},
    {"network": {"flowLogs": {"traffic": "reject"}}},
    {"network": {"flowLogs": None}},
    {"services": {"api": {"cpuUnits": 512, "memoryMib": 1024}}},
    {"services": {"api": {"architecture": "arm64"}}},
    {"services": {"api": {"spot": {"sharePercent": 50}}}},
    {"services": {"api": {"exec": True}}},
    {"services": {"api": {"scaling": {"max": 5}}}},
    {"services": {"api": {"scaling": {"policy": FIVE}}}},
    {
        "services": {
            "api": {"scaling": {"policy": None, "schedules": {"on": {"cron": "0 8 * * ? *", "min": 1, "max": 2}}}}
        }
    },
    {"services": {"api": {"route": {"healthPath": "/up"}}}},
    {"services": {"api": {"route": {"paths": ["/v1/*"]}}}},
    {"services": {"api": {"deployment": {"minimumHealthyPercent": 50}}}},
    {"services": {"api": {"kind": "asg", "cpuUnits": None, "memoryMib": None, "instanceType": "t4g.small"}}},
    {"services": {"fleet": {"instanceType": "t4g.medium"}}},
    {"services": {"fleet": {"rootVolumeGb": 40, "cpuCredits": "unlimited"}}},
    {"services": {"fleet": {"spot": {"sharePercent": 50}}}},
    {"services": {"fleet": {"tasksPerInstance": 2}}},
    {"services": {"fleet": {"maxInstanceLifetimeDays": 14}}},
    {"services": {"fleet": None}},
    {"services": {"keeper": {"memoryMib": 1024}}},
    {"services": {"nightly": {"cpuUnits": 512, "memoryMib": 1024}}},
    {"services": {"nightly": {"schedule": {"cron": "0 4 * * ? *"}}}},
    {"services": {"more": {"cpuUnits": 256, "memoryMib": 512, **_image()}}},
    {"storage": {"buckets": {"files": {"storageClass": "INTELLIGENT_TIERING"}}}},
    {"storage": {"buckets": {"files": {"versioning": True}}}},
    {"storage": {"buckets": {"files": {"name": "a-bucket-by-name"}}}},
    {"storage": {"buckets": {"files": {"lifecycle": {"old": {"expireAfterDays": 30}}}}}},
    {"storage": {"fileSystems": {"shared": {"infrequentAccessAfterDays": 30}}}},
    {"messaging": {"queues": {"jobs": {"retentionDays": 2}}}},
    {"messaging": {"queues": {"jobs": {"fifo": True}}}},
    {"messaging": {"queues": {"jobs": {"deadLetterAfter": 3}}}},
    {"messaging": {"broker": {"instanceType": "mq.m5.xlarge"}}},
    {"messaging": {"broker": {"cluster": True}}},
    {"secrets": {"store": "secretsManager"}},
    {"observability": {"logRetentionDays": 14}},
    {"observability": {"logClass": "INFREQUENT_ACCESS"}},
    {"observability": {"containerInsights": "enabled"}},
    {"observability": {"instanceMetrics": ["memory"]}},
    {"observability": {"tracing": {}}},
    {"observability": {"trail": {}}},
    {"observability": {"dashboard": True}},
    {"observability": {"alarms": {"busy": {"above": 90}}}},
    {"observability": {"alarms": {"busy": None}}},
    {"backup": {"plans": {"daily": {"keepDays": 60}}}},
    {"delivery": {"repositories": {"app": {"tag": "2"}}}},
    {"delivery": {"repositories": {"app": {"mutableTags": True}}}},
    {"edge": {"loadBalancer": {"idleTimeoutSeconds": 120}}},
    {"edge": {"waf": {"rateLimitPer5Minutes": 500}}},
    {"edge": {"waf": None}},
    {"tags": {"team": "shop"}},
)
ANOTHER_ZONE: dict[str, Any] = {"network": {"availabilityZones": 3}}
"""Its subnets have no ids yet in a preview, which then takes each list of subnets for another: only an up tells."""
ON_OTHER: tuple[dict[str, Any], ...] = (
    {"database": {"maxAcu": 4}},
    {"database": {"ioOptimized": True}},
    {"database": {"readers": 0}},
    {"database": {"readers": 2}},
    {
        "database": {
            "kind": "instance",
            "minAcu": None,
            "maxAcu": None,
            "readers": None,
            "instanceClass": "db.t4g.micro",
            "storageGb": 20,
        }
    },
    {"database": {"name": "another"}},
    {"cache": {"maxDataGb": 2}},
    {
        "cache": {
            "kind": "nodes",
            "maxDataGb": None,
            "maxEcpuPerSecond": None,
            "nodeType": "cache.t4g.micro",
            "version": "8.0",
        }
    },
    {"network": {"egress": {"kind": "natGateway"}}},
    {"network": {"egress": {"perZone": False}}},
    {"network": {"egress": {"instanceType": "t4g.micro", "rootVolumeGb": 20}}},
    {
        "network": {
            "egress": {"kind": "none", "perZone": None},
            "endpoints": ["s3", "ecr.api", "ecr.dkr", "logs", "ssm", "secretsmanager"],
        }
    },
)


def _tier(topology: Mapping[str, Any]) -> Tier:
    document = {"topology": topology, "workload": WORKLOAD, "budget": {"monthlyCap": "none"}}
    return read(document, Asked("dev", "us-east-1", TODAY)).tiers["base"]


def _moves(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Move, ...]:
    today = _tier(before).sections
    return moves(between(today, _tier(after).sections), today.topology)


Case = tuple[dict[str, Any], tuple[Move, ...]]


def _groups(topology: Mapping[str, Any], patches: Iterable[dict[str, Any]]) -> list[list[Case]]:
    """Return the changes in as few groups as may be, each with what the table says of it."""
    groups: list[list[Case]] = []
    for patch in patches:
        case = (patch, _moves(topology, merged(dict(topology), patch)))
        group = next((g for g in groups if all(_apart(case, other) for other in g)), None)
        if group is None:
            groups.append([case])
        else:
            group.append(case)
    return groups


def _apart(one: Case, other: Case) -> bool:
    """Return whether two changes may be previewed at once: of one sort, with no resource type in common."""
    return _sort(one) == _sort(other) != "tags" and not (_types(one) & _types(other))


def _sort(case: Case) -> str:
    """Return what else a change may do to types that its row does not name: replace, delete, update, or nothing."""
    patch, told = case
    if "tags" in patch:
        return "tags"
    if any(move.kind == "migration" for move in told):
        return "migration"
    return "removal" if any(_ends(move) for move in told) else "other"


def _ends(move: Move) -> bool:
    return set(move.operations.values()) == {"delete"}


def _types(case: Case) -> set[str]:
    return {token for move in case[1] for token in move.operations}


def _seen(preview: Result) -> dict[str, set[str]]:
    """Return what is done to the resources of each type; creating and deleting at once is replacing."""
    found: dict[str, set[str]] = {}
    for step in preview.steps:
        if step.type.startswith("aws:") and step.op != "same":
            op = "replace" if step.op in {"create-replacement", "delete-replaced"} else step.op
            found.setdefault(step.type, set()).add(op)
    return {token: {"replace"} if {"create", "delete"} <= ops else ops for token, ops in found.items()}


def _differences(group: list[Case], seen: Mapping[str, set[str]]) -> Iterator[str]:
    for patch, told in group:
        said: dict[str, set[str]] = {}
        for move in told:
            for token, operation in move.operations.items():
                said.setdefault(token, set()).add(operation)
        for token, operations in said.items():
            ops = {"replace"} if {"create", "delete"} <= operations or "replace" in operations else operations
            if seen.get(token) != ops:
                yield f"{patch}: the table says {token} {sorted(ops)}, Pulumi {sorted(seen.get(token, ()))}"


ALLOWED = {
    "migration": {"create", "update", "replace", "delete"},
    "removal": {"delete"},
    "tags": {"update"},
    "other": set[str](),
}
"""What may happen to types that no row names: with a VPC all in it moves, with a part all of it goes."""


def _surprises(group: list[Case], seen: Mapping[str, set[str]]) -> Iterator[str]:
    """Yield what a row should have named: replacements and deletions, and new tasks where no row says `rolling`."""
    named = {token for case in group for token in _types(case)} | FOLLOWERS
    rolls = any(move.rank >= SEVERITIES["rolling"] for _, told in group for move in told)
    for token in sorted(set(seen) - named):
        found = seen[token] - ALLOWED[_sort(group[0])]
        new_tasks = token in ROLLED and not rolls and found != {"create"}
        gone = found & {"replace", "delete"} and token not in ROLLED
        if new_tasks or gone:
            yield f"no row names {token} {sorted(found)}: {[patch for patch, _ in group]}"


@pytest.mark.parametrize(("topology", "patches"), [(STACK, ON_STACK), (OTHER, ON_OTHER)], ids=["stack", "other"])
def test_pulumi_does_what_the_table_says(tmp_path: Path, topology: dict[str, Any], patches: tuple[dict[str, Any], ...]):
    """For each change the types its row names see that operation and no other; nothing else is replaced or deleted."""
    wrong: list[str] = []
    with Sandbox() as box:
        config = {f"secrets:{name}": secret("a-long-password") for name in ("key", "broker", "database")}
        stack = box.project(ROOT, stack_file(tmp_path, topology, workload=WORKLOAD), config=config)
        stack.up(check=True)
        for group in _groups(topology, patches):
            _write(stack, topology, group)
            wrong += _judged(group, stack.preview(check=True))
        grown = _groups(topology, [ANOTHER_ZONE])[0]
        _write(stack, topology, grown)
        wrong += _judged(grown, stack.up(check=True))
    assert not wrong, "\n".join(wrong)


def _write(stack: Stack, topology: Mapping[str, Any], group: list[Case]) -> None:
    """Put a topology with all changes of a group into the stack's file."""
    file = stack.folder / f"Pulumi.{stack.name}.yaml"
    document = yaml.safe_load(file.read_text(encoding="utf-8"))
    changed = functools.reduce(merged, (patch for patch, _ in group), dict(topology))
    document["config"]["tollgate:topology"] = changed
    file.write_text(yaml.safe_dump(document), encoding="utf-8")


def _judged(group: list[Case], result: Result) -> list[str]:
    seen = _seen(result)
    return [*_differences(group, seen), *_surprises(group, seen)]
