"""What an observability layer may say by itself: at, below and above each bound, and the words of the refusal."""

from typing import Any

import pytest

from infra.model.rules import observability
from infra.model.rules.common import Where
from tests.support.bills import REGION, TODAY, sections_of

WHERE = Where(REGION, TODAY)


def told(**layer: Any) -> list[str]:
    """Return every problem of a layer as `path: message`."""
    topology = sections_of({"observability": layer}).topology
    found = observability.problems(topology.observability, WHERE)
    return [f"{'.'.join(map(str, problem.path))}: {problem.message}" for problem in found]


def of_alarm(**alarm: Any) -> list[str]:
    """Return the problems of one alarm called it."""
    return [line.removeprefix("alarms.it") for line in told(alarms={"it": alarm})]


@pytest.mark.parametrize("days", [1, 7, 30, 3653])
def test_retention_that_cloudwatch_has(days: int):
    """A retention of CloudWatch's own list is accepted, from a day to ten years."""
    assert told(logRetentionDays=days) == []


@pytest.mark.parametrize(("days", "nearest"), [(0, "1"), (2, "1 or 3"), (10, "7 or 14"), (3654, "3653")])
def test_retention_that_cloudwatch_has_not(days: int, nearest: str):
    """Any other retention is refused, with its neighbours in the list."""
    expected = f"logRetentionDays: {days} is not a retention of CloudWatch Logs; the nearest is {nearest}"
    assert told(logRetentionDays=days) == [expected]


ACCEPTED = [
    {"of": "service.api", "metric": "cpu", "above": 80},
    {"of": "service.api", "metric": "responseTimeMs", "above": 500, "statistic": "p95"},
    {"of": "service.api", "metric": "responseTimeMs", "above": 500, "statistic": "p99.9"},
    {"of": "service.api", "metric": "serverErrorPercent", "above": "99.9"},
    {"of": "service.api", "metric": "runningCount", "below": 1, "minutes": 1},
    {"of": "database", "metric": "connections"},
    {"of": "database", "metric": "connections", "above": 10},
    {"of": "database", "metric": "freeStorageGb", "below": 2},
    {"of": "cache", "metric": "memory", "above": 80, "statistic": "maximum"},
    {"of": "queue.jobs", "metric": "depth", "above": 0},
    {"of": "queue.jobs", "metric": "ageSeconds", "above": 60},
    {"of": "metric.length", "above": 100, "statistic": "sum"},
    {"of": "database", "metric": "cpu", "above": 80, "minutes": 5, "periods": 100},
    {"of": "database", "metric": "cpu", "above": 80, "minutes": 1440, "periods": 7},
]


@pytest.mark.parametrize("alarm", ACCEPTED, ids=str)
def test_alarms_that_cloudwatch_takes(alarm: dict[str, Any]):
    """What watches a metric of the thing's own, with one threshold, is accepted."""
    assert of_alarm(**alarm) == []


CHOICES = "there is service.NAME, database, cache, queue.NAME or metric.NAME"
OF_SERVICE = "cpu, memory, runningCount, healthyTargets, responseTimeMs or serverErrorPercent"
REFUSED = [
    ({"of": "bucket.x", "metric": "cpu", "above": 1}, f".of: 'bucket.x' is nothing that has metrics; {CHOICES}"),
    (
        {"of": "services.api", "metric": "cpu", "above": 1},
        f".of: 'services.api' is nothing that has metrics; did you mean service?; {CHOICES}",
    ),
    (
        {"of": "service", "metric": "cpu", "above": 1},
        ".of: 'service' is no service of the topology: write service.NAME",
    ),
    (
        {"of": "database.main", "metric": "cpu", "above": 1},
        ".of: 'database.main' is no database of the topology: write database",
    ),
    ({"of": "metric", "above": 1}, ".of: 'metric' is no metric of the topology: write metric.NAME"),
    ({"of": "service.api", "above": 80}, f".metric: is required: {OF_SERVICE}"),
    (
        {"of": "service.api", "metric": "depth", "above": 80},
        f".metric: 'depth' is no metric of a service: {OF_SERVICE}",
    ),
    ({"of": "queue.jobs", "metric": "cpu", "above": 8}, ".metric: 'cpu' is no metric of a queue: depth or ageSeconds"),
    (
        {"of": "metric.length", "metric": "depth", "above": 8},
        ".metric: 'depth' has no place beside metric.length, which is the metric: null it",
    ),
    ({"of": "database", "metric": "cpu"}, ": has no threshold: give above or below"),
    (
        {"of": "database", "metric": "cpu", "above": 1, "below": 2},
        ": has both above and below: one alarm has one threshold; make two",
    ),
    (
        {"of": "database", "metric": "connections", "above": 1, "below": 2},
        ": has both above and below: one alarm has one threshold; make two",
    ),
    ({"of": "queue.jobs", "metric": "depth", "below": 0}, ".below: 0 can never be: no metric is negative"),
    (
        {"of": "service.api", "metric": "serverErrorPercent", "above": 100},
        ".above: 100 can never be: it is a share in percent",
    ),
    (
        {"of": "service.api", "metric": "healthyTargets", "below": 1, "statistic": "average"},
        ".statistic: 'average' does not go with healthyTargets, which is counted in one way only: leave it out",
    ),
    (
        {"of": "database", "metric": "cpu", "above": 1, "statistic": "sum"},
        ".statistic: 'sum' adds up samples, which says nothing of cpu: write average, minimum, maximum or p95",
    ),
    (
        {"of": "database", "metric": "cpu", "above": 1, "statistic": "p0"},
        ".statistic: 'p0' is no percentile: it is above p0, such as p95",
    ),
    (
        {"of": "database", "metric": "cpu", "above": 1, "minutes": 15, "periods": 97},
        ".periods: 97 looks back 87300 seconds; CloudWatch takes 86400 at most",
    ),
    (
        {"of": "database", "metric": "cpu", "above": 1, "minutes": 1440, "periods": 8},
        ".periods: 8 looks back 691200 seconds; CloudWatch takes 604800 at most",
    ),
]


@pytest.mark.parametrize(("alarm", "message"), REFUSED, ids=[message for _, message in REFUSED])
def test_alarms_that_watch_nothing_or_never_ring(alarm: dict[str, Any], message: str):
    """Each mistake in an alarm gives one line, with what to write instead."""
    assert of_alarm(**alarm) == [message]


@pytest.mark.parametrize(
    ("metrics", "message"),
    [
        (
            {"a": {"namespace": "AWS/ECS", "name": "X"}},
            "customMetrics.a.namespace: 'AWS/ECS' starts with AWS/, which AWS keeps for itself",
        ),
        (
            {"a": {"namespace": "Shop", "name": "ü"}},
            "customMetrics.a.name: 'ü' has characters other than printable ASCII",
        ),
        (
            {"a": {"namespace": "Shop", "name": "X"}, "b": {"namespace": "Shop", "name": "X"}},
            "customMetrics.b: is the same metric as a, and would be billed twice",
        ),
    ],
)
def test_metrics_of_the_applications_own(metrics: dict[str, Any], message: str):
    """A metric of one's own has a namespace of one's own, and is listed once."""
    assert told(customMetrics=metrics) == [message]


def test_nobody_is_told_twice():
    """An address, a number or an instance metric that is named twice is refused at the second place."""
    alerts = {"emails": ["a@example.com", "a@example.com"], "sms": ["+15555550100", "+15555550100"]}
    assert told(alerts=alerts, instanceMetrics=["memory", "memory"]) == [
        "instanceMetrics.1: 'memory' is named twice",
        "alerts.emails.1: 'a@example.com' is named twice",
        "alerts.sms.1: '+15555550100' is named twice",
    ]


@pytest.mark.parametrize(
    ("tracing", "expected"),
    [
        ({}, []),
        ({"collectorMemoryMib": 6, "samplePercent": "0.1"}, []),
        ({"collectorMemoryMib": 5}, ["tracing.collectorMemoryMib: 5 is below the 6 of a container"]),
        ({"samplePercent": 0}, ["tracing.samplePercent: 0 records nothing: null tracing instead"]),
        ({"samplePercent": 100}, []),
    ],
)
def test_the_collector_is_a_container(tracing: dict[str, Any], expected: list[str]):
    """The collector has at least a container's memory, and records something."""
    assert told(tracing=tracing) == expected
