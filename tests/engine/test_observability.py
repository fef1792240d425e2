"""Observability and the watch over the budget on the real engine: they come, change in place, and go."""

import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.engine import Sandbox
from tests.support.stacks import ROOT, SMALL, WITH_DATABASE, merged, stack_file

pytestmark = pytest.mark.engine

ALARM, GROUP = "aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/logGroup:LogGroup"
SERVICE, TRAIL = "aws:ecs/service:Service", "aws:cloudtrail/trail:Trail"
DASHBOARD, TOPIC = "aws:cloudwatch/dashboard:Dashboard", "aws:sns/topic:Topic"
TAG, MONITOR = "aws:costexplorer/costAllocationTag:CostAllocationTag", "aws:costexplorer/anomalyMonitor:AnomalyMonitor"
SEEN_TAG = "aws:costexplorer/seenTag:SeenTag"

FARGATE: dict[str, Any] = {
    "cpuUnits": 256,
    "memoryMib": 1024,
    "containers": {"app": {"image": "public.ecr.aws/docker/library/nginx:1.27", "ports": [8000]}},
}
WATCHED: dict[str, Any] = {
    "name": "small",
    "protectData": False,
    "network": {"egress": {"kind": "publicAddress"}},
    "edge": {"loadBalancer": {}},
    "services": {
        "api": {**FARGATE, "route": {}, "deployment": {"kind": "blueGreen", "rollBackOn": ["errors"]}},
        "worker": {**FARGATE, "uses": {"metric.length": "publish"}},
    },
    "cache": {"version": "8.0", "nodeType": "cache.t4g.micro", "nodes": 2},
    "messaging": {"queues": {"jobs": {}}},
    "observability": {
        "containerInsights": "enhanced",
        "customMetrics": {"length": {"namespace": "Shop", "name": "Length"}},
        "alerts": {"emails": ["ops@example.com"]},
        "defaultAlarms": True,
        "dashboard": True,
        "tracing": {},
        "trail": {},
        "alarms": {
            "errors": {"of": "service.api", "metric": "serverErrorPercent", "above": 5},
            "slow": {"of": "service.api", "metric": "responseTimeMs", "above": 500, "statistic": "p95"},
            "tasks": {"of": "service.worker", "metric": "runningCount", "below": 1},
            "backlog": {"of": "metric.length", "above": 100},
        },
    },
}


def of(stack: Any, kind: str) -> dict[str, dict[str, Any]]:
    """Return the resources of a type by logical name."""
    return {r["urn"].rpartition("::")[2]: r for r in stack.resources() if r["type"] == kind}


def _set(stack: Any, path: str, value: str) -> None:
    stack.command("config", "set", "--path", f"tollgate:{path}", value, check=True)


def test_everything_is_watched(tmp_path: Path):
    """A whole topology comes and stays; alarms name what is there; a threshold changes in place; all of it goes."""
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, WATCHED))
        assert stack.preview(check=True).ok
        stack.up(check=True)
        assert stack.up(check=True).changes == {}
        _alarms_are_wired(stack)
        _the_bill_is_of_what_is_there(stack)
        _logs_and_dashboard_are_there(stack)
        _set(stack, "topology.observability.alarms.backlog.above", "200")
        assert stack.up(check=True).changes == {"update": 1}
        assert stack.destroy(check=True).ok
        assert not [r for r in stack.resources() if r["type"].startswith("aws:")]


def _alarms_are_wired(stack: Any) -> None:
    """Ours tell the topic; dimensions are those of what runs; a deployment listens to the alarm's name in AWS."""
    alarms = {name: alarm["inputs"] for name, alarm in of(stack, ALARM).items()}
    (topic,) = of(stack, TOPIC).values()
    told = {name for name, one in alarms.items() if one.get("alarmActions") == [topic["outputs"]["arn"]]}
    assert {"small-errors", "small-slow", "small-tasks", "small-backlog"} <= told
    assert all(one["treatMissingData"] in {"breaching", "notBreaching"} for one in alarms.values())
    services = of(stack, SERVICE)
    assert alarms["small-tasks"]["dimensions"]["ServiceName"] == services["small-worker"]["outputs"]["name"]
    assert services["small-api"]["inputs"]["alarms"]["alarmNames"] == [alarms["small-errors"]["name"]]


def _the_bill_is_of_what_is_there(stack: Any) -> None:
    """Each line of the layer names a registered resource; the alarms' line counts every metric that alarms read."""
    report = json.loads(stack.outputs()["costReportFull"]["text"])
    lines = {one["id"]: one for one in report["tiers"]["base"]["lines"] if one["layer"] == "observability"}
    there = {(r["type"], r["urn"].rpartition("::")[2]) for r in stack.resources()}
    assert {(one["resource"]["type"], one["resource"]["name"]) for one in lines.values()} <= there
    read = [one["inputs"].get("metricQueries", [{"metric": True}]) for one in of(stack, ALARM).values()]
    metrics = sum(1 for queries in read for query in queries if query.get("metric"))
    assert lines["observability/alarms"]["quantity"]["expected"] == str(metrics)


def _logs_and_dashboard_are_there(stack: Any) -> None:
    groups = {one["inputs"]["name"]: one["inputs"] for one in of(stack, GROUP).values()}
    assert {"/small/dev/api", "/small/dev/worker"} <= set(groups)
    assert all(one["retentionInDays"] > 0 for one in groups.values())
    assert groups["/small/dev/api"]["tags"] == {"layer": "observability", "service": "api"}
    body = json.loads(of(stack, DASHBOARD)["small-dashboard"]["inputs"]["dashboardBody"])
    assert body["widgets"][0]["type"] == "alarm"
    assert len(of(stack, TRAIL)) == 1
    assert stack.outputs()["alertEmailsToConfirm"] == ["ops@example.com"]


def test_another_class_of_logs_makes_other_groups(tmp_path: Path):
    """A log group keeps its class: another one replaces it, the old going first, as both have one name."""
    topology = merged(SMALL, {"network": {"egress": {"kind": "publicAddress"}}, "services": {"worker": FARGATE}})
    with Sandbox() as box:
        stack = box.project(ROOT, stack_file(tmp_path, topology))
        stack.up(check=True)
        _set(stack, "topology.observability.logClass", "INFREQUENT_ACCESS")
        stack.up(check=True)
        (group,) = of(stack, GROUP).values()
        assert (group["inputs"]["name"], group["inputs"]["logGroupClass"]) == ("/small/dev/worker", "INFREQUENT_ACCESS")
        assert stack.up(check=True).changes == {}


def test_two_stacks_share_an_account(tmp_path: Path):
    """Dev and prod of one topology live in one account: groups, alarms, budgets and monitors do not meet."""
    topology = merged(SMALL, {"network": {"egress": {"kind": "publicAddress"}}, "services": {"worker": FARGATE}})
    topology = merged(topology, {"observability": {"defaultAlarms": True, "dashboard": True, "trail": {}}})
    budget = {
        "monthlyCap": "500",
        "alerts": {"emails": ["ops@example.com"], "actual": ["80%"]},
        "anomaly": {"emails": ["ops@example.com"], "abovePercent": 20},
    }
    with Sandbox() as box:
        for name in ("dev", "prod"):
            file = stack_file(tmp_path, topology, name=name, budget=budget)
            assert box.project(ROOT, file).up(check=True).ok


def test_tags_are_activated_a_day_later(tmp_path: Path):
    """At first the account is watched; once billing has seen the tags, they are activated and the stack is."""
    anomaly = {"emails": ["ops@example.com"], "abovePercent": 20}
    path = stack_file(tmp_path, WITH_DATABASE, budget={"monthlyCap": "500", "anomaly": anomaly})
    with Sandbox() as box:
        stack = box.project(ROOT, path)
        stack.up(check=True)
        assert "LINKED_ACCOUNT" in of(stack, MONITOR)["small-anomalies"]["inputs"]["monitorSpecification"]
        _set(stack, "budget.costTagsActive", "true")
        refused = stack.up()
        assert not refused.ok
        assert "billing has not seen it yet" in refused.explain()
        for key in ("project", "stack", "name", "layer"):
            box.plant(SEEN_TAG, key)
        stack.up(check=True)
        assert set(of(stack, TAG)) == {f"small-{key}" for key in ("project", "stack", "name", "layer")}
        assert '"Key": "stack"' in of(stack, MONITOR)["small-anomalies"]["inputs"]["monitorSpecification"]
        assert stack.up(check=True).changes == {}
        stack.destroy(check=True)
        # the tags are the account's: other stacks count by them
        assert len(box.account.of(TAG)) == 4
