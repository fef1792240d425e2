"""Services on Fargate and jobs on the real engine: what runs, what moves its count, and how it is run by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.lives import all_of, changed, living, one

pytestmark = pytest.mark.engine

CLUSTER, SERVICE, TASK = "aws:ecs/cluster:Cluster", "aws:ecs/service:Service", "aws:ecs/taskDefinition:TaskDefinition"
TARGET, POLICY = "aws:appautoscaling/target:Target", "aws:appautoscaling/policy:Policy"
ACTION = "aws:appautoscaling/scheduledAction:ScheduledAction"
ALARM, SCHEDULE = "aws:cloudwatch/metricAlarm:MetricAlarm", "aws:scheduler/schedule:Schedule"
ENTRY, RULE = "aws:servicediscovery/service:Service", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"

IMAGE = {"image": "public.ecr.aws/docker/library/nginx:1.27"}
SIZE = {"cpuUnits": 256, "memoryMib": 512}
STEP = {
    "kind": "step",
    "metric": "metric.length",
    "scaleOut": {"above": 50, "forMinutes": 3},
    "scaleIn": {"below": 10, "forMinutes": 10},
}
RUNNING: dict[str, Any] = {
    "name": "small",
    "protectData": False,
    "network": {"egress": {"kind": "natGateway"}},
    "edge": {"loadBalancer": {}},
    "messaging": {"queues": {"jobs": {}}},
    "observability": {"customMetrics": {"length": {"namespace": "Shop", "name": "Length"}}},
    "services": {
        "api": {
            **SIZE,
            "containers": {"app": {**IMAGE, "ports": [80], "environment": {"BACK": "${service.back.host}"}}},
            "route": {},
            "exec": True,
            "scaling": {
                "min": 1,
                "max": 4,
                "policy": {"kind": "requests", "targetPerMinute": 600},
                "schedules": {
                    "morning": {"cron": "0 8 ? * MON-FRI *", "timeZone": "Europe/Berlin", "min": 2, "max": 6}
                },
            },
        },
        "back": {
            **SIZE,
            "containers": {"app": {**IMAGE, "ports": [9000]}},
            "uses": {"metric.length": "publish"},
            "scaling": {"min": 1, "max": 3, "policy": STEP},
        },
        "worker": {
            **SIZE,
            "containers": {"app": IMAGE},
            "spot": {"sharePercent": 75, "onDemandBase": 1},
            "uses": {"queue.jobs": "consume"},
            "scaling": {"min": 0, "max": 5, "policy": {"kind": "backlog", "of": "queue.jobs", "targetPerTask": 20}},
        },
        "nightly": {"kind": "job", **SIZE, "containers": {"app": IMAGE}, "schedule": {"cron": "0 2 * * ? *"}},
        "migrate": {"kind": "job", **SIZE, "containers": {"app": IMAGE}},
    },
}


def _inputs(stack: Any, kind: str, name: str) -> dict[str, Any]:
    return one(stack, kind, f"small-{name}")["inputs"]


def test_what_runs_lives_and_changes(tmp_path: Path):
    """DR-23, AN-10, AN-13, FS-18: three ways to scale, two jobs, one cluster; each change is as small as it can be."""
    known = {"services": {job: {"minutesPerRun": 2, "runsPerMonth": 20} for job in ("nightly", "migrate")}}
    with living(tmp_path, RUNNING, workload=known) as stack:
        _placed(stack)
        _scaled(stack)
        _told(stack)
        settings = {"back": {"scaling": {"max": 5}}, "nightly": {"schedule": {"cron": "0 4 * * ? *"}}}
        assert changed(stack, {"services": settings}) == {"update": 2}, "the bounds of one target, and a schedule"
        larger = {"services": {"back": {"memoryMib": 1024}}}
        assert changed(stack, larger) == {"replace": 1, "update": 1}, "a revision, and the service that runs it"
        assert set(changed(stack, {"services": {"worker": None}})) == {"delete"}, "nobody else notices"


def _placed(stack: Any) -> None:
    """Check where tasks run, and who reaches whom."""
    cluster = one(stack, CLUSTER)
    for name in ("api", "back", "worker"):
        inputs = _inputs(stack, SERVICE, name)
        assert inputs["cluster"] == cluster["outputs"]["arn"]
        assert "launchType" not in inputs
        assert inputs["taskDefinition"] == one(stack, TASK, f"small-{name}")["outputs"]["arn"]
    strategies = _inputs(stack, SERVICE, "worker")["capacityProviderStrategies"]
    assert [(s["capacityProvider"], s["weight"], s["base"]) for s in strategies] == [
        ("FARGATE", 25, 1),
        ("FARGATE_SPOT", 75, 0),
    ]
    assert [r["urn"].rpartition("::")[2] for r in all_of(stack, ENTRY)] == ["small-back"]
    assert _inputs(stack, SERVICE, "back")["serviceRegistries"]["registryArn"] == one(stack, ENTRY)["outputs"]["arn"]
    inward = [r["inputs"] for r in all_of(stack, RULE)]
    assert {80, 9000} <= {rule["fromPort"] for rule in inward}
    assert {rule["fromPort"] for rule in inward if rule.get("cidrIpv4")} == {80}, "the load balancer's, and no other"


def _scaled(stack: Any) -> None:
    """Check that each policy watches what the config names."""
    for name, bounds in (("api", (1, 4)), ("back", (1, 3)), ("worker", (0, 5))):
        target = _inputs(stack, TARGET, name)
        assert (target["minCapacity"], target["maxCapacity"]) == bounds
    tracked = _inputs(stack, POLICY, "api")["targetTrackingScalingPolicyConfiguration"]
    label = tracked["predefinedMetricSpecification"]["resourceLabel"]
    assert label.startswith("app/")
    assert "/targetgroup/" in label
    morning = _inputs(stack, ACTION, "api-morning")
    assert (morning["schedule"], morning["timezone"]) == ("cron(0 8 ? * MON-FRI *)", "Europe/Berlin")
    assert morning["scalableTargetAction"] == {"minCapacity": 2, "maxCapacity": 6}
    steps = {r["urn"].rpartition("::")[2]: r["inputs"] for r in all_of(stack, ALARM)}
    assert {n: (a["threshold"], a["evaluationPeriods"], a["alarmActions"]) for n, a in steps.items()} == {
        "small-back-out": (50, 3, [one(stack, POLICY, "small-back-out")["outputs"]["arn"]]),
        "small-back-in": (10, 10, [one(stack, POLICY, "small-back-in")["outputs"]["arn"]]),
    }
    backlog = _inputs(stack, POLICY, "worker")["targetTrackingScalingPolicyConfiguration"]
    waiting, running, _ = backlog["customizedMetricSpecification"]["metrics"]
    queue = waiting["metricStat"]["metric"]
    assert (queue["namespace"], queue["metricName"]) == ("AWS/SQS", "ApproximateNumberOfMessagesVisible")
    own = {d["name"]: d["value"] for d in running["metricStat"]["metric"]["dimensions"]}
    assert own["ServiceName"] == one(stack, SERVICE, "small-worker")["outputs"]["name"]


def _told(stack: Any) -> None:
    """Check that an operator can run a job and open a shell with what the outputs say."""
    told = stack.outputs()
    cluster = one(stack, CLUSTER)["outputs"]["name"]
    assert set(told["jobs"]) == {"nightly", "migrate"}
    run = told["jobs"]["migrate"]["run"]
    assert f"--cluster {cluster} " in run
    assert f"--task-definition {_inputs(stack, TASK, 'migrate')['family']} " in run
    group = one(stack, "aws:ec2/securityGroup:SecurityGroup", "small-migrate-tasks")["id"]
    assert f"securityGroups=[{group}]" in run
    scheduled = _inputs(stack, SCHEDULE, "nightly")["target"]["ecsParameters"]
    assert (
        scheduled["networkConfiguration"]["subnets"]
        == _inputs(stack, SERVICE, "api")["networkConfiguration"]["subnets"]
    )
    assert scheduled["taskDefinitionArn"] == one(stack, TASK, "small-nightly")["outputs"]["arn"]
    assert f"execute-command --cluster {cluster}" in told["services"]["api"]["shell"]
    (app,) = json.loads(_inputs(stack, TASK, "api")["containerDefinitions"])
    assert app["environment"] == [{"name": "BACK", "value": "back.small-dev.internal"}]
