"""Alarms as CloudWatch gets them: metric, dimensions, threshold, and who is told."""

from typing import Any

import pulumi
import pytest

from infra.building.alarms import build_alarms, build_early_alarms
from infra.building.site import RunningService, Site, Target
from tests.support.pulumi_mocks import Deployed
from tests.support.sites import built

ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
CONTAINERS = {"app": {"image": "public.ecr.aws/x/y:1", "ports": [8000]}}
FARGATE: dict[str, Any] = {"cpuUnits": 256, "memoryMib": 512, "containers": CONTAINERS}
WHOLE: dict[str, Any] = {
    "edge": {"loadBalancer": {}},
    "services": {
        "api": {**FARGATE, "route": {}},
        "shop": {**FARGATE, "route": {}, "deployment": {"kind": "blueGreen", "rollBackOn": ["it"]}},
    },
    "database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20},
    "cache": {"version": "8.0", "nodeType": "cache.t4g.micro", "nodes": 2},
    "messaging": {"queues": {"jobs": {}}},
}
OWN = {"length": {"namespace": "Shop", "name": "Length"}}


def _out(value: str) -> pulumi.Output[str]:
    return pulumi.Output.from_input(value)


def _target(name: str, groups: int) -> Target:
    metrics = [
        {"LoadBalancer": _out("app/lb/1"), "TargetGroup": _out(f"targetgroup/{name}/{n}")} for n in range(groups)
    ]
    return Target(_out("arn"), None, None, _out("label"), metrics, ())


def _wires(site: Site, *, told: bool = True) -> None:
    """Put on the site what edge, data stores, queues and services leave there."""
    site.targets |= {"api": _target("api", 1), "shop": _target("shop", 2)}
    site.dimensions |= {
        "database": {"DBInstanceIdentifier": "shop-dev"},
        "cache": {"CacheClusterId": _out("shop-cache-1a2b3c4-001")},
        "queue.jobs": {"QueueName": _out("shop-jobs-1")},
    }
    arn = _out("arn")
    for name in ("api", "shop"):
        site.running[name] = RunningService(_out("cluster"), _out(f"{name}-1"), _out(name), arn, arn)
    site.alert_topic = _out("arn:topic") if told else None


def deployed(alarm: dict[str, Any], insights: str = "disabled", *, told: bool = True) -> Deployed:
    """Return what both steps register for one alarm called it."""
    observability = {"customMetrics": OWN, "containerInsights": insights, "alarms": {"it": alarm}}
    topology = {**WHOLE, "observability": observability}
    return built(build_early_alarms, build_alarms, topology=topology, before=lambda site: _wires(site, told=told))


def made(alarm: dict[str, Any], insights: str = "disabled") -> dict[str, Any]:
    """Return the inputs of one alarm, less what all alarms have alike."""
    inputs = dict(deployed(alarm, insights).one(ALARM, "shop-it").inputs)
    assert inputs.pop("alarmActions") == ["arn:topic"]
    inputs.pop("alarmDescription")
    return inputs


SERVICE = {"ClusterName": "cluster", "ServiceName": "api-1"}
GREATER, LESS = "GreaterThanThreshold", "LessThanThreshold"


def of(metric: str, namespace: str, dimensions: dict[str, str], threshold: float, **more: Any) -> dict[str, Any]:
    """Return the inputs of an alarm on one metric."""
    usual = {
        "metricName": metric,
        "namespace": namespace,
        "threshold": threshold,
        "comparisonOperator": GREATER,
        "evaluationPeriods": 1,
        "period": 300,
        "treatMissingData": "notBreaching",
        "statistic": "Average",
    }
    return {**usual, **({"dimensions": dimensions} if dimensions else {"dimensions": {}}), **more}


TARGET = {"LoadBalancer": "app/lb/1", "TargetGroup": "targetgroup/api/0"}
SINGLE = [
    ({"of": "service.api", "metric": "cpu", "above": 80}, of("CPUUtilization", "AWS/ECS", SERVICE, 80)),
    ({"of": "service.api", "metric": "memory", "above": 80}, of("MemoryUtilization", "AWS/ECS", SERVICE, 80)),
    (
        {"of": "service.api", "metric": "runningCount", "below": 1, "minutes": 2},
        of(
            "CPUUtilization",
            "AWS/ECS",
            SERVICE,
            1,
            statistic="SampleCount",
            period=60,
            evaluationPeriods=2,
            comparisonOperator=LESS,
            treatMissingData="breaching",
        ),
    ),
    (
        {"of": "service.api", "metric": "healthyTargets", "below": 1, "minutes": 1},
        of(
            "HealthyHostCount",
            "AWS/ApplicationELB",
            TARGET,
            1,
            statistic="Minimum",
            period=60,
            comparisonOperator=LESS,
            treatMissingData="breaching",
        ),
    ),
    (
        {"of": "service.api", "metric": "responseTimeMs", "above": 500, "periods": 2},
        of("TargetResponseTime", "AWS/ApplicationELB", TARGET, 0.5, evaluationPeriods=2),
    ),
    (
        {"of": "database", "metric": "connections"},
        of("DatabaseConnections", "AWS/RDS", {"DBInstanceIdentifier": "shop-dev"}, 64),
    ),
    (
        {"of": "queue.jobs", "metric": "depth", "above": 100},
        of("ApproximateNumberOfMessagesVisible", "AWS/SQS", {"QueueName": "shop-jobs-1"}, 100),
    ),
    ({"of": "metric.length", "above": 100}, of("Length", "Shop", {}, 100)),
]


@pytest.mark.parametrize(("alarm", "expected"), SINGLE, ids=lambda one: one.get("metric", ""))
def test_an_alarm_on_one_metric(alarm: dict[str, Any], expected: dict[str, Any]):
    """Name, dimensions, unit, side, period and what missing data means, each as the metric wants it."""
    assert made(alarm) == expected


def test_percentiles_have_an_argument_of_their_own():
    """p95 is an extended statistic, and no statistic is given beside it."""
    inputs = made({"of": "service.api", "metric": "responseTimeMs", "above": 500, "statistic": "p95"})
    assert inputs["extendedStatistic"] == "p95"
    assert "statistic" not in inputs


def test_container_insights_counts_tasks():
    """Where it is on, its own count is watched."""
    inputs = made({"of": "service.api", "metric": "runningCount", "below": 1}, "enhanced")
    assert (inputs["namespace"], inputs["metricName"]) == ("ECS/ContainerInsights", "RunningTaskCount")
    assert inputs["dimensions"] == SERVICE


def _query(number: int, name: str, dimensions: dict[str, str], statistic: str, namespace: str) -> dict[str, Any]:
    metric = {
        "namespace": namespace,
        "metricName": name,
        "dimensions": dimensions,
        "period": 300,
        "stat": statistic,
    }
    return {"id": f"m{number}", "returnData": False, "metric": metric}


def test_an_error_rate_is_maths():
    """Errors over requests of the target group, of which the share alone is the alarm's value."""
    inputs = made({"of": "service.api", "metric": "serverErrorPercent", "above": 5})
    assert inputs["metricQueries"] == [
        _query(1, "HTTPCode_Target_5XX_Count", TARGET, "Sum", "AWS/ApplicationELB"),
        _query(2, "RequestCount", TARGET, "Sum", "AWS/ApplicationELB"),
        {
            "id": "e1",
            "expression": "100 * m1 / m2",
            "label": "serverErrorPercent of service.api above 5 for 5 minutes",
            "returnData": True,
        },
    ]
    assert (inputs["threshold"], inputs["treatMissingData"]) == (5, "notBreaching")
    assert not {"metricName", "namespace", "dimensions", "period", "statistic"} & set(inputs)


def test_both_target_groups_of_blue_green():
    """The healthy targets of the two groups are added up."""
    inputs = made({"of": "service.shop", "metric": "healthyTargets", "below": 1})
    groups = [query["metric"]["dimensions"]["TargetGroup"] for query in inputs["metricQueries"][:2]]
    assert groups == ["targetgroup/shop/0", "targetgroup/shop/1"]
    assert inputs["metricQueries"][2]["expression"] == "SUM([m1, m2])"


def test_every_node_of_the_cache():
    """The nodes of a replication group are told apart by number."""
    inputs = made({"of": "cache", "metric": "memory", "above": 80})
    nodes = [query["metric"]["dimensions"] for query in inputs["metricQueries"][:2]]
    assert nodes == [
        {"CacheClusterId": "shop-cache-1a2b3c4-001"},
        {"CacheClusterId": "shop-cache-1a2b3c4-002"},
    ]


def test_who_rings_says_why():
    """The mail holds what was asked for."""
    done = deployed({"of": "service.api", "metric": "cpu", "above": 80})
    assert done.one(ALARM).inputs["alarmDescription"] == "cpu of service.api above 80 for 5 minutes"


def test_with_nobody_to_tell_there_is_no_action():
    """An alarm without a topic is there, for the dashboard and for deployments."""
    done = deployed({"of": "service.api", "metric": "cpu", "above": 80}, told=False)
    assert "alarmActions" not in done.one(ALARM).inputs


EARLY = [
    {"of": "service.api", "metric": "healthyTargets", "below": 1},
    {"of": "service.api", "metric": "serverErrorPercent", "above": 5},
    {"of": "database", "metric": "cpu", "above": 80},
    {"of": "metric.length", "above": 1},
]
LATE = [
    {"of": "service.api", "metric": "cpu", "above": 80},
    {"of": "service.api", "metric": "memory", "above": 80},
    {"of": "service.api", "metric": "runningCount", "below": 1},
]


def _steps(alarm: dict[str, Any]) -> tuple[int, int]:
    """Return how many alarms the step before services makes, and how many the one after."""
    topology = {**WHOLE, "observability": {"customMetrics": OWN, "alarms": {"it": alarm}}}
    first, second = (built(step, topology=topology, before=_wires) for step in (build_early_alarms, build_alarms))
    return len(first.of(ALARM)), len(second.of(ALARM))


@pytest.mark.parametrize("alarm", EARLY, ids=str)
def test_deployments_can_listen_to_what_is_there_before_them(alarm: dict[str, Any]):
    """Alarms on target groups, data stores and own metrics are made before the services."""
    assert _steps(alarm) == (1, 0)


@pytest.mark.parametrize("alarm", LATE, ids=str)
def test_what_services_send_is_watched_after_them(alarm: dict[str, Any]):
    """Alarms on the service's own CPU, memory and tasks need its name, and are made after it."""
    assert _steps(alarm) == (0, 1)


def test_alarms_leave_their_names_for_deployments():
    """The site knows the name of an alarm in AWS by the config's."""

    def look(site: Site) -> None:
        pulumi.export("names", dict(site.alarms))

    topology = {**WHOLE, "observability": {"alarms": {"it": {"of": "database", "metric": "cpu", "above": 80}}}}
    done = built(build_early_alarms, look, topology=topology, before=_wires)
    assert done.outputs["names"] == {"it": "shop-it-0000000"}


def test_default_alarms_are_built():
    """The documented set is there for everything in the topology, beside nothing else."""
    topology = {**WHOLE, "observability": {"defaultAlarms": True}}
    done = built(build_early_alarms, build_alarms, topology=topology, before=_wires)
    assert {one.name.removeprefix("shop-default-") for one in done.of(ALARM)} == {
        *(
            f"service-{s}-{m}"
            for s in ("api", "shop")
            for m in ("cpu", "memory", "healthyTargets", "serverErrorPercent")
        ),
        *(f"database-{metric}" for metric in ("cpu", "connections", "freeStorageGb")),
        "cache-cpu",
        "queue-jobs-ageSeconds",
    }
