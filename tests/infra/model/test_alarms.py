"""What alarms of the config come to in CloudWatch's own words."""

from decimal import Decimal
from typing import Any

import pytest

from infra.model.alarm_watch import Series, in_words
from infra.model.alarms import alarms, watch
from infra.model.default_alarms import default_alarms
from tests.support.bills import sections_of

IMAGE = {"app": {"image": "public.ecr.aws/x/y:1", "ports": [8000]}}
FARGATE = {"cpuUnits": 256, "memoryMib": 512, "containers": IMAGE}
WHOLE: dict[str, Any] = {
    "services": {
        "api": {**FARGATE, "route": {}},
        "shop": {**FARGATE, "route": {}, "deployment": {"kind": "blueGreen"}},
        "worker": {**FARGATE, "scaling": {"min": 1, "max": 1}},
        "idle": {**FARGATE, "scaling": {"min": 0, "max": 1}},
        "migrate": {**FARGATE, "kind": "job"},
    },
    "database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20},
    "cache": {"version": "8.0", "nodeType": "cache.t4g.micro", "nodes": 1},
    "messaging": {"queues": {"jobs": {}}},
}
AURORA = {"kind": "auroraServerless", "version": "17.5", "minAcu": "0.5", "maxAcu": 2}


def watched(alarm: dict[str, Any], insights: str = "disabled", **layers: Any):
    """Return what one alarm comes to."""
    own = {"length": {"namespace": "Shop", "name": "Length"}}
    observability = {"customMetrics": own, "containerInsights": insights, "alarms": {"it": alarm}}
    topology = sections_of({**WHOLE, **layers, "observability": observability}).topology
    return watch(topology, topology.observability.alarms["it"])


ELB = "AWS/ApplicationELB"
SIMPLE = [
    ("service.api", "cpu", 80, Series("AWS/ECS", "CPUUtilization", "Average", "service.api"), "80"),
    ("service.api", "memory", 80, Series("AWS/ECS", "MemoryUtilization", "Average", "service.api"), "80"),
    ("service.api", "responseTimeMs", 500, Series(ELB, "TargetResponseTime", "Average", "targets.api.0"), "0.5"),
    ("database", "cpu", 80, Series("AWS/RDS", "CPUUtilization", "Average", "database"), "80"),
    ("database", "connections", 7, Series("AWS/RDS", "DatabaseConnections", "Average", "database"), "7"),
    (
        "database",
        "freeStorageGb",
        2,
        Series("AWS/RDS", "FreeStorageSpace", "Average", "database"),
        "2147483648",
    ),
    ("cache", "memory", 80, Series("AWS/ElastiCache", "DatabaseMemoryUsagePercentage", "Average", "cache.1"), "80"),
    ("queue.jobs", "depth", 9, Series("AWS/SQS", "ApproximateNumberOfMessagesVisible", "Average", "queue.jobs"), "9"),
    ("queue.jobs", "ageSeconds", 9, Series("AWS/SQS", "ApproximateAgeOfOldestMessage", "Average", "queue.jobs"), "9"),
    ("metric.length", None, 100, Series("Shop", "Length", "Average", ""), "100"),
]


@pytest.mark.parametrize(("of", "metric", "above", "series", "threshold"), SIMPLE)
def test_one_metric_with_its_unit(of: str, metric: str | None, above: int, series: Series, threshold: str):
    """Each metric has AWS's name, what tells it apart, and a threshold in its own unit: seconds, bytes."""
    found = watched({"of": of, "metric": metric, "above": above})
    assert found.series == (series,)
    assert found.expression == ""
    assert found.threshold == Decimal(threshold)
    assert (found.comparison, found.missing) == ("GreaterThanThreshold", "notBreaching")
    assert (found.period_seconds, found.periods) == (300, 1)


@pytest.mark.parametrize(
    ("given", "expected"),
    [("average", "Average"), ("minimum", "Minimum"), ("maximum", "Maximum"), ("p95", "p95"), ("p99.9", "p99.9")],
)
def test_statistics_in_cloudwatchs_words(given: str, expected: str):
    """Statistics are capitalised, percentiles stay as they are."""
    alarm = {"of": "service.api", "metric": "responseTimeMs", "above": 500, "statistic": given}
    assert watched(alarm).series[0].statistic == expected


def test_running_tasks_are_samples_of_single_minutes():
    """Five minutes twice are ten periods of a minute: only there is the number of samples the number of tasks."""
    found = watched({"of": "service.worker", "metric": "runningCount", "below": 1, "minutes": 5, "periods": 2})
    assert found.series == (Series("AWS/ECS", "CPUUtilization", "SampleCount", "service.worker"),)
    assert (found.period_seconds, found.periods) == (60, 10)
    assert (found.comparison, found.missing) == ("LessThanThreshold", "breaching")


@pytest.mark.parametrize("mode", ["enabled", "enhanced"])
def test_running_tasks_with_container_insights(mode: str):
    """Where Container Insights counts tasks, its own count is read."""
    found = watched({"of": "service.worker", "metric": "runningCount", "below": 1}, mode)
    assert found.series == (Series("ECS/ContainerInsights", "RunningTaskCount", "Minimum", "service.worker"),)
    assert found.missing == "breaching"


def test_errors_are_a_share_of_requests():
    """Two metrics, one share; no errors are no data, and no alarm."""
    found = watched({"of": "service.api", "metric": "serverErrorPercent", "above": 5})
    assert [(one.name, one.statistic, one.of) for one in found.series] == [
        ("HTTPCode_Target_5XX_Count", "Sum", "targets.api.0"),
        ("RequestCount", "Sum", "targets.api.0"),
    ]
    assert found.expression == "100 * m1 / m2"
    assert (found.threshold, found.missing) == (Decimal(5), "notBreaching")


BOTH = [
    ("healthyTargets", "below", "SUM([m1, m2])", ["targets.shop.0", "targets.shop.1"]),
    ("responseTimeMs", "above", "MAX([m1, m2])", ["targets.shop.0", "targets.shop.1"]),
    (
        "serverErrorPercent",
        "above",
        "100 * SUM([m1, m2]) / SUM([m3, m4])",
        ["targets.shop.0", "targets.shop.1", "targets.shop.0", "targets.shop.1"],
    ),
]


@pytest.mark.parametrize(("metric", "side", "expression", "of"), BOTH)
def test_blue_green_watches_both_target_groups(metric: str, side: str, expression: str, of: list[str]):
    """Either group may be the one in use, so both are read, and billed."""
    found = watched({"of": "service.shop", "metric": metric, side: 1})
    assert found.expression == expression
    assert [one.of for one in found.series] == of


def test_the_threshold_of_connections_follows_the_class():
    """db.t4g.micro takes 80 connections: 80 × 80 % = 64. A parameter of 50 gives 50 × 80 % = 40."""
    alarm = {"of": "database", "metric": "connections"}
    assert watched(alarm).threshold == 64
    fewer = {**WHOLE["database"], "parameters": {"max_connections": 50}}
    assert watched(alarm, database=fewer).threshold == 40
    assert watched({**alarm, "above": 30}).threshold == 30


def test_the_threshold_of_a_caches_connections():
    """Valkey takes 65,000 connections: × 80 % = 52,000."""
    assert watched({"of": "cache", "metric": "connections"}).threshold == 52_000


MEMORY = [
    # more than 90 % of 1 GiB used: less than 0.1 × 1,073,741,824 bytes free
    ({"above": 90}, {}, "LessThanThreshold", "Average", "107374182.4"),
    ({"above": 90, "statistic": "maximum"}, {}, "LessThanThreshold", "Minimum", "107374182.4"),
    ({"above": 90, "statistic": "p95"}, {}, "LessThanThreshold", "p5", "107374182.4"),
    # a class without prices has memory too: a tenth of 8 GiB, of 8,589,934,592 bytes
    (
        {"above": 90},
        {"database": {**WHOLE["database"], "instanceClass": "db.m8g.large"}},
        "LessThanThreshold",
        "Average",
        "858993459.2",
    ),
    ({"below": 25}, {}, "GreaterThanThreshold", "Average", "805306368"),
    # Aurora counts from its greatest capacity: 2 ACU × 2 GiB, a tenth of 4,294,967,296 bytes
    ({"above": 90}, {"database": AURORA}, "LessThanThreshold", "Average", "429496729.6"),
]


@pytest.mark.parametrize(("asked", "layers", "comparison", "statistic", "bytes_free"), MEMORY)
def test_memory_in_use_is_what_is_not_free(
    asked: dict[str, Any], layers: dict[str, Any], comparison: str, statistic: str, bytes_free: str
):
    """RDS sends free bytes, so sides and extremes of the share in use change places."""
    found = watched({"of": "database", "metric": "memory", **asked}, **layers)
    assert (found.comparison, found.threshold) == (comparison, Decimal(bytes_free))
    assert found.series == (Series("AWS/RDS", "FreeableMemory", statistic, "database"),)


CACHES = [
    # two processors, one of which the engine uses: 80 % of it are 40 % of the host
    ("cache.t4g.micro", "CPUUtilization", "40"),
    ("cache.m7g.large", "CPUUtilization", "40"),
    ("cache.m7g.xlarge", "EngineCPUUtilization", "80"),
]


@pytest.mark.parametrize(("node", "metric", "threshold"), CACHES)
def test_the_engines_processor(node: str, metric: str, threshold: str):
    """On nodes of two processors the host is watched at the engine's share, on larger ones the engine itself."""
    found = watched({"of": "cache", "metric": "cpu", "above": 80}, cache={"version": "8.0", "nodeType": node})
    assert (found.series[0].name, found.threshold) == (metric, Decimal(threshold))


def test_every_node_of_a_cache_is_watched():
    """A failover makes another node the primary, so the worst of all counts."""
    cache = {"version": "8.0", "nodeType": "cache.t4g.micro", "nodes": 3}
    found = watched({"of": "cache", "metric": "memory", "above": 80}, cache=cache)
    assert [one.of for one in found.series] == ["cache.1", "cache.2", "cache.3"]
    assert found.expression == "MAX([m1, m2, m3])"
    assert watched({"of": "cache", "metric": "cpu", "below": 1}, cache=cache).expression == "MIN([m1, m2, m3])"


def _defaults(**layers: Any) -> dict[str, str]:
    """Return the default alarms as name: threshold."""
    found = default_alarms(sections_of(layers).topology)
    return {name: str(alarm.above if alarm.below is None else -alarm.below) for name, alarm in found.items()}


def test_default_alarms_of_services():
    """A routed service is watched at the load balancer, another by its tasks; one that may stop is not counted."""
    assert _defaults(services=WHOLE["services"]) == {
        "default-service-api-serverErrorPercent": "5",
        "default-service-api-healthyTargets": "-1",
        "default-service-api-cpu": "90",
        "default-service-api-memory": "90",
        "default-service-shop-serverErrorPercent": "5",
        "default-service-shop-healthyTargets": "-1",
        "default-service-shop-cpu": "90",
        "default-service-shop-memory": "90",
        "default-service-worker-runningCount": "-1",
        "default-service-worker-cpu": "90",
        "default-service-worker-memory": "90",
        "default-service-idle-cpu": "90",
        "default-service-idle-memory": "90",
    }


def test_default_alarms_of_data():
    """20 GB × 10 % = 2 GB free; half of four days are 172,800 seconds; only a cache that must keep is watched full."""
    assert _defaults(database=WHOLE["database"], cache=WHOLE["cache"], messaging=WHOLE["messaging"]) == {
        "default-database-cpu": "90",
        "default-database-connections": "None",
        "default-database-freeStorageGb": "-2",
        "default-cache-cpu": "90",
        "default-queue-jobs-ageSeconds": "172800",
    }
    assert _defaults(cache={**WHOLE["cache"], "purpose": "queue"}) == {
        "default-cache-cpu": "90",
        "default-cache-memory": "80",
    }
    assert set(_defaults(database=AURORA)) == {"default-database-cpu", "default-database-connections"}


def test_an_alarm_of_ones_own_takes_the_default_ones_place():
    """The same metric of the same thing is watched once, as the config says; without the switch there are no others."""
    own = {"busy": {"of": "database", "metric": "cpu", "above": 50}}
    layers = {"database": WHOLE["database"]}
    both = sections_of({**layers, "observability": {"alarms": own, "defaultAlarms": True}}).topology
    assert set(alarms(both)) == {"busy", "default-database-connections", "default-database-freeStorageGb"}
    alone = sections_of({**layers, "observability": {"alarms": own}}).topology
    assert set(alarms(alone)) == {"busy"}


@pytest.mark.parametrize(
    ("alarm", "words"),
    [
        ({"of": "service.api", "metric": "cpu", "above": 80}, "cpu of service.api above 80 for 5 minutes"),
        (
            {"of": "service.api", "metric": "healthyTargets", "below": 1, "minutes": 1, "periods": 2},
            "healthyTargets of service.api below 1 for 1 minute, 2 times in a row",
        ),
        ({"of": "database", "metric": "connections"}, "connections of database above 64 for 5 minutes"),
        ({"of": "database", "metric": "memory", "above": 90}, "memory of database above 90 for 5 minutes"),
        ({"of": "metric.length", "above": "0.5"}, "metric.length above 0.5 for 5 minutes"),
    ],
)
def test_an_alarm_in_words(alarm: dict[str, Any], words: str):
    """The mail says what was asked for, in the config's units, and a derived threshold as a number."""
    topology = sections_of({**WHOLE, "observability": {"alarms": {"it": alarm}}}).topology
    made = topology.observability.alarms["it"]
    known = {"length": {"namespace": "Shop", "name": "Length"}}
    whole = sections_of({**WHOLE, "observability": {"customMetrics": known}}).topology
    assert in_words(made, watch(whole, made)) == words
