"""Alarms watch what is there, and metrics are sent by somebody."""

from typing import Any

import pytest

from infra.model.rules.common import Where
from infra.model.rules.crossing import alarms
from tests.support.bills import REGION, TODAY, sections_of

WHERE = Where(REGION, TODAY)
IMAGE = {"app": {"image": "public.ecr.aws/x/y:1", "ports": [8000]}}
FARGATE = {"cpuUnits": 256, "memoryMib": 512, "containers": IMAGE}
SERVICES = {
    "api": {**FARGATE, "route": {}},
    "worker": {**FARGATE, "uses": {"metric.length": "publish"}},
    "migrate": {**FARGATE, "kind": "job"},
}
INSTANCE = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
AURORA = {"kind": "auroraServerless", "version": "17.5", "minAcu": "0.5", "maxAcu": 2}
NODES = {"version": "8.0", "nodeType": "cache.t4g.micro"}
SERVERLESS = {"kind": "serverless", "version": "8", "maxDataGb": 1, "maxEcpuPerSecond": 1000}
LENGTH = {"length": {"namespace": "Shop", "name": "Length"}}
WHOLE: dict[str, Any] = {
    "services": SERVICES,
    "database": INSTANCE,
    "cache": NODES,
    "messaging": {"queues": {"jobs": {}}},
    "observability": {"customMetrics": LENGTH},
}


def told(alarm: dict[str, Any], **layers: Any) -> list[str]:
    """Return the problems of one alarm in a topology that has one of everything."""
    observability = {"customMetrics": LENGTH, "alarms": {"it": alarm}}
    topology = sections_of({**WHOLE, "observability": observability, **layers}).topology
    return [str(problem) for problem in alarms.problems(topology, WHERE)]


THERE = [
    {"of": "service.api", "metric": "healthyTargets", "below": 1},
    {"of": "service.worker", "metric": "runningCount", "below": 1},
    {"of": "database", "metric": "freeStorageGb", "below": 2},
    {"of": "database", "metric": "memory", "above": 99},
    {"of": "cache", "metric": "memory", "above": 80},
    {"of": "queue.jobs", "metric": "depth", "above": 100},
    {"of": "metric.length", "above": 100},
]


@pytest.mark.parametrize("alarm", THERE, ids=str)
def test_what_is_there_is_watched(alarm: dict[str, Any]):
    """Services that run all the time, data stores, queues and own metrics are watched."""
    assert told(alarm) == []


AT = "observability.alarms.it"
OTHERS = "cpu, memory or runningCount"
MISSING = [
    (
        {"of": "service.apis", "metric": "cpu", "above": 1},
        {},
        "of: 'service.apis' is not among the services that run all the time; did you mean api?",
    ),
    (
        {"of": "service.migrate", "metric": "cpu", "above": 1},
        {},
        "of: 'service.migrate' is not among the services that run all the time, which are api and worker",
    ),
    (
        {"of": "queue.mail", "metric": "depth", "above": 1},
        {"messaging": {}},
        "of: 'queue.mail' is not among messaging.queues; null this alarm",
    ),
    (
        {"of": "metric.lenght", "above": 1},
        {},
        "of: 'metric.lenght' is not among customMetrics; did you mean length?",
    ),
    (
        {"of": "database", "metric": "cpu", "above": 1},
        {"database": None},
        "of: 'database' is not there: add database, or null this alarm",
    ),
    (
        {"of": "database", "metric": "freeStorageGb", "below": 1},
        {"database": AURORA},
        "metric: 'freeStorageGb' is nothing of Aurora, whose storage grows: cpu, memory or connections",
    ),
    (
        {"of": "database", "metric": "memory", "above": 100},
        {},
        "above: 100 is all of the memory or more: it is a share in percent",
    ),
    (
        {"of": "cache", "metric": "cpu", "above": 1},
        {"cache": None},
        "of: 'cache' is not there: add cache, or null this alarm",
    ),
    (
        {"of": "cache", "metric": "cpu", "above": 1},
        {"cache": SERVERLESS},
        "of: 'cache' is serverless, and grows to its limits by itself: only nodes are watched",
    ),
    (
        {"of": "service.worker", "metric": "healthyTargets", "below": 1},
        {},
        f"metric: 'healthyTargets' is sent by the load balancer, and worker has no route: {OTHERS}",
    ),
]


@pytest.mark.parametrize(("alarm", "layers", "message"), MISSING, ids=[message for _, _, message in MISSING])
def test_what_is_not_there_is_told_in_one_line(alarm: dict[str, Any], layers: dict[str, Any], message: str):
    """An alarm on what the topology lacks names what there is, or says to null it."""
    assert told(alarm, **layers) == [f"tollgate:{AT}.{message}"]


UNSENT = [
    (
        {"services": {"api": FARGATE}},
        {"customMetrics": LENGTH},
        "customMetrics.length: is published by no service: give one uses: { metric.length: publish }, or null it",
    ),
    (
        {"services": {"api": FARGATE}},
        {"instanceMetrics": ["disk"]},
        "instanceMetrics: are of instances, and no service is of kind asg: leave them out",
    ),
    ({}, {"containerInsights": "enhanced"}, "containerInsights: 'enhanced' has no service to look into"),
    (
        {"services": {"migrate": {**FARGATE, "kind": "job"}}},
        {"dashboard": True},
        "dashboard: has nothing to show: there is no service, database, cache or queue",
    ),
]


@pytest.mark.parametrize(("layers", "observability", "message"), UNSENT, ids=[message for *_, message in UNSENT])
def test_what_costs_is_sent_by_somebody(layers: dict[str, Any], observability: dict[str, Any], message: str):
    """A metric without a sender would stand on the bill and never show anything."""
    topology = sections_of({**layers, "observability": observability}).topology
    found = [str(problem) for problem in alarms.problems(topology, WHERE)]
    assert found == [f"tollgate:observability.{message}"]


@pytest.mark.parametrize("layers", [{"services": {"api": FARGATE}}, {"database": INSTANCE}, {"cache": NODES}])
def test_a_dashboard_shows_what_there_is(layers: dict[str, Any]):
    """One thing with metrics is enough for a dashboard."""
    topology = sections_of({**layers, "observability": {"dashboard": True}}).topology
    assert list(alarms.problems(topology, WHERE)) == []


def test_instances_send_instance_metrics():
    """With one service on instances, and one that publishes, nothing is wrong."""
    asg = {"kind": "asg", "instanceType": "t4g.small", "containers": IMAGE, "uses": {"metric.length": "publish"}}
    observability = {"instanceMetrics": ["disk"], "containerInsights": "enabled", "customMetrics": LENGTH}
    topology = sections_of({"services": {"api": asg}, "observability": observability}).topology
    assert list(alarms.problems(topology, WHERE)) == []


GIVEN = [
    ({"logGb": 1}, "logGb: is given, and there is no service to write logs"),
    ({"metrics": 1}, "metrics: is given, and observability.customMetrics has none"),
    ({"tracesMillion": 1}, "tracesMillion: is given, and observability.tracing is not there"),
]


@pytest.mark.parametrize(("usage", "message"), GIVEN, ids=[message for _, message in GIVEN])
def test_given_quantities_are_of_something(usage: dict[str, Any], message: str):
    """A given quantity of what the tier does not have would vanish from the bill unseen."""
    sections = sections_of({}, usage={"observability": usage})
    assert [str(p) for p in alarms.usage_problems(sections, WHERE)] == [f"tollgate:usage.observability.{message}"]


def test_given_quantities_of_what_is_there():
    """With services, own metrics and tracing all three may be given."""
    observability = {"customMetrics": LENGTH, "tracing": {}}
    topology = {"services": SERVICES, "observability": observability}
    given = {"observability": {"logGb": 1, "metrics": 1, "tracesMillion": 1}}
    assert list(alarms.usage_problems(sections_of(topology, usage=given), WHERE)) == []
