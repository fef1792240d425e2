"""The dashboard's page: valid, on a grid, with a graph of everything that is there."""

import json
from typing import Any

import pulumi

from infra.building.alarms import build_alarms, build_early_alarms, dashboard_name
from infra.building.site import RunningService, Site, Target
from tests.support.pulumi_mocks import Deployed
from tests.support.sites import built

DASHBOARD = "aws:cloudwatch/dashboard:Dashboard"
CONTAINERS = {"app": {"image": "public.ecr.aws/x/y:1", "ports": [8000]}}
FARGATE: dict[str, Any] = {"cpuUnits": 256, "memoryMib": 512, "containers": CONTAINERS}


def _out(value: str) -> pulumi.Output[str]:
    return pulumi.Output.from_input(value)


def _wires(site: Site) -> None:
    metrics = [{"LoadBalancer": _out("app/lb/1"), "TargetGroup": _out("targetgroup/api/0")}]
    site.targets["api"] = Target(_out("arn"), None, None, _out("label"), metrics, ())
    site.dimensions |= {
        "database": {"DBInstanceIdentifier": "shop-dev"},
        "cache": {"CacheClusterId": _out("shop-cache-001")},
        "queue.jobs": {"QueueName": _out("shop-jobs-1")},
    }
    arn = _out("arn")
    for name in ("api", "worker"):
        site.running[name] = RunningService(_out("cluster"), _out(f"{name}-1"), _out(name), arn, arn)


def deployed(observability: dict[str, Any] | None = None, **layers: Any) -> Deployed:
    """Return what the steps register with a dashboard."""
    topology = {**layers, "observability": {"dashboard": True, **(observability or {})}}
    return built(build_early_alarms, build_alarms, topology=topology, before=_wires)


def widgets(done: Deployed) -> list[dict[str, Any]]:
    """Return the widgets of the page, which must be JSON."""
    return json.loads(done.one(DASHBOARD, "shop-dashboard").inputs["dashboardBody"])["widgets"]


EVERYTHING: dict[str, Any] = {
    "edge": {"loadBalancer": {}},
    "services": {"api": {**FARGATE, "route": {}}, "worker": FARGATE, "migrate": {**FARGATE, "kind": "job"}},
    "database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20},
    "cache": {"version": "8.0", "nodeType": "cache.t4g.micro"},
    "messaging": {"queues": {"jobs": {}}},
}
OWN = {"customMetrics": {"length": {"namespace": "Shop", "name": "Length"}}}


def test_everything_that_is_there_is_shown():
    """Services, database, cache, queues and own metrics each have their graphs; jobs have none."""
    assert [one["properties"]["title"] for one in widgets(deployed(OWN, **EVERYTHING))] == [
        "api: CPU and memory, %",
        "api: requests and server errors",
        "api: response time, s",
        "worker: CPU and memory, %",
        "database: CPU, %",
        "database: connections",
        "database: free, bytes",
        "cache: engine CPU and memory, %",
        "jobs: messages waiting",
        "jobs: age of the oldest message, s",
        "length",
    ]


def test_metrics_are_listed_as_widgets_want_them():
    """Namespace, name, dimensions by turns, and the statistic; mean and 95th percentile of the response time."""
    (times,) = [w for w in widgets(deployed(**EVERYTHING)) if w["properties"]["title"] == "api: response time, s"]
    group = ["LoadBalancer", "app/lb/1", "TargetGroup", "targetgroup/api/0"]
    assert times["properties"]["metrics"] == [
        ["AWS/ApplicationELB", "TargetResponseTime", *group, {"stat": "Average"}],
        ["AWS/ApplicationELB", "TargetResponseTime", *group, {"stat": "p95"}],
    ]
    assert times["properties"]["region"] == "us-east-1"


def test_graphs_stand_side_by_side_and_never_on_each_other():
    """Two graphs a row, inside a grid of 24 columns, no cell used twice."""
    taken: set[tuple[int, int]] = set()
    for one in widgets(deployed({"defaultAlarms": True}, **EVERYTHING)):
        cells = {
            (x, y) for x in range(one["x"], one["x"] + one["width"]) for y in range(one["y"], one["y"] + one["height"])
        }
        assert max(x for x, _ in cells) < 24
        assert not cells & taken
        taken |= cells


def test_alarms_come_first():
    """With alarms their state is the top row; it names every one of them by its ARN."""
    alarms = {"busy": {"of": "database", "metric": "cpu", "above": 80}}
    first = widgets(deployed({"alarms": alarms}, database=EVERYTHING["database"]))[0]
    assert first["type"] == "alarm"
    assert first["properties"]["alarms"] == ["arn:aws:cloudwatch:us-east-1:123456789012:shop-busy"]


def test_without_the_switch_there_is_none():
    """A dashboard is made where it is wanted."""
    assert not deployed({"dashboard": False}, **EVERYTHING).of(DASHBOARD)


def test_the_page_is_found_by_name():
    """The name holds topology and stack in letters that CloudWatch takes; the outputs say where the page is."""
    done = deployed(database=EVERYTHING["database"])
    assert done.one(DASHBOARD).inputs["dashboardName"] == "shop-dev"
    assert done.outputs["dashboardUrl"] == (
        "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/shop-dev"
    )
    assert dashboard_name("shop", "feature.x/1") == "shop-feature-x-1"
