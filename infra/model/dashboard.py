"""What the dashboard shows: for each thing that is there, the metrics one looks at first."""

from collections.abc import Iterator
from typing import NamedTuple

from infra.aws_rules import metrics
from infra.aws_rules.metrics import CloudMetric
from infra.model.alarm_watch import Series
from infra.model.alarms import alarms
from infra.model.cache import NodesCache
from infra.model.database import InstanceDatabase
from infra.model.edge_names import target_groups
from infra.model.references import is_running
from infra.model.topology import Topology


class Panel(NamedTuple):
    """A graph: its title, and the lines in it."""

    title: str
    series: tuple[Series, ...]


def panels(topology: Topology) -> tuple[Panel, ...]:
    """Return the graphs of a topology, in the order of its layers."""
    return (
        *_of_services(topology),
        *_of_database(topology),
        *_of_cache(topology),
        *_of_queues(topology),
        *_of_the_application(topology),
    )


def is_empty(topology: Topology) -> bool:
    """Return whether a dashboard would show nothing at all."""
    return not panels(topology) and not alarms(topology)


def _line(kind: str, metric: str, of: str, statistic: str = "Average") -> Series:
    return _drawn(metrics.METRICS[kind][metric], of, statistic)


def _drawn(metric: CloudMetric, of: str, statistic: str) -> Series:
    return Series(metric.namespace, metric.name, metric.statistic or statistic, of)


def _of_services(topology: Topology) -> Iterator[Panel]:
    for name, service in topology.services.items():
        if not is_running(service):
            continue
        of = f"service.{name}"
        yield Panel(f"{name}: CPU and memory, %", (_line("service", "cpu", of), _line("service", "memory", of)))
        if getattr(service, "route", None) is None:
            continue
        groups = [f"targets.{name}.{number}" for number in range(len(target_groups(topology, name)))]
        requests = tuple(_drawn(metrics.REQUESTS, group, "Sum") for group in groups)
        errors = tuple(_line("service", "serverErrorPercent", group) for group in groups)
        yield Panel(f"{name}: requests and server errors", (*requests, *errors))
        times = tuple(
            _line("service", "responseTimeMs", group, kind) for group in groups for kind in ("Average", "p95")
        )
        yield Panel(f"{name}: response time, s", times)


def _of_database(topology: Topology) -> Iterator[Panel]:
    database = topology.database
    if database is None:
        return
    yield Panel("database: CPU, %", (_line("database", "cpu", "database"),))
    yield Panel("database: connections", (_line("database", "connections", "database"),))
    free = ("freeStorageGb", "memory") if isinstance(database, InstanceDatabase) else ("memory",)
    yield Panel("database: free, bytes", tuple(_line("database", metric, "database") for metric in free))


def _of_cache(topology: Topology) -> Iterator[Panel]:
    cache = topology.cache
    if isinstance(cache, NodesCache):
        nodes = [f"cache.{number + 1}" for number in range(cache.nodes)]
        lines = tuple(_line("cache", metric, node) for metric in ("cpu", "memory") for node in nodes)
        yield Panel("cache: engine CPU and memory, %", lines)


def _of_queues(topology: Topology) -> Iterator[Panel]:
    for name in topology.messaging.queues:
        of = f"queue.{name}"
        yield Panel(f"{name}: messages waiting", (_line("queue", "depth", of),))
        yield Panel(f"{name}: age of the oldest message, s", (_line("queue", "ageSeconds", of, "Maximum"),))


def _of_the_application(topology: Topology) -> Iterator[Panel]:
    for name, own in topology.observability.custom_metrics.items():
        yield Panel(name, (Series(own.namespace, own.name, "Average", ""),))
