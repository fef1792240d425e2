"""Alarms watch things that are there and send the metric; what is published is published by somebody."""

from collections.abc import Iterable, Iterator

from infra.aws_rules.metrics import METRICS
from infra.model.cache import NodesCache
from infra.model.dashboard import is_empty
from infra.model.database import AuroraServerlessDatabase
from infra.model.grants import grants
from infra.model.observability import Alarm
from infra.model.problems import Problem, listed, nearest, under
from infra.model.references import is_running
from infra.model.rules.common import Where, broken
from infra.model.services import AsgService, FargateService
from infra.model.stack import Sections
from infra.model.topology import Topology

AT_LOAD_BALANCER = frozenset({"healthyTargets", "responseTimeMs", "serverErrorPercent"})
"""Metrics that the load balancer sends."""


def problems(topology: Topology, where: Where) -> Iterator[Problem]:
    """Yield alarms without anything to watch, and metrics that nobody sends, paths below `topology`."""
    del where
    for name, alarm in topology.observability.alarms.items():
        yield from under(_alarm(topology, alarm), "observability", "alarms", name)
    yield from under(_unsent(topology), "observability")


def _alarm(topology: Topology, alarm: Alarm) -> Iterator[Problem]:
    kind, _, name = alarm.of.partition(".")
    by_name: dict[str, Iterable[str]] = {
        "service": (n for n, s in topology.services.items() if is_running(s)),
        "queue": topology.messaging.queues,
        "metric": topology.observability.custom_metrics,
    }
    if kind in by_name and name:
        yield from broken(("of",), alarm.of, _not_among(kind, name, tuple(by_name[kind])))
    elif alarm.of == "database":
        yield from _database(topology, alarm)
    elif alarm.of == "cache":
        yield from _cache(topology)
    if kind == "service" and alarm.metric in AT_LOAD_BALANCER:
        service = topology.services.get(name)
        if isinstance(service, (FargateService, AsgService)) and service.route is None:
            others = [metric for metric in METRICS["service"] if metric not in AT_LOAD_BALANCER]
            wrong = f"is sent by the load balancer, and {name} has no route: {listed(others)}"
            yield from broken(("metric",), alarm.metric, wrong)


PLACES = {"service": "the services that run all the time", "queue": "messaging.queues", "metric": "customMetrics"}


def _not_among(kind: str, name: str, known: tuple[str, ...]) -> str | None:
    if name in known:
        return None
    cure = nearest(name, known) or (f", which are {listed(known, 'and')}" if known else "; null this alarm")
    return f"is not among {PLACES[kind]}{cure}"


def _database(topology: Topology, alarm: Alarm) -> Iterator[Problem]:
    database = topology.database
    if database is None:
        yield from broken(("of",), alarm.of, "is not there: add database, or null this alarm")
    elif isinstance(database, AuroraServerlessDatabase) and alarm.metric == "freeStorageGb":
        others = [metric for metric in METRICS["database"] if metric != alarm.metric]
        yield from broken(("metric",), alarm.metric, f"is nothing of Aurora, whose storage grows: {listed(others)}")
    used = alarm.below if alarm.above is None else alarm.above
    if alarm.metric == "memory" and used is not None and used >= 100:
        side = "below" if alarm.above is None else "above"
        yield from broken((side,), used, "is all of the memory or more: it is a share in percent")


def _cache(topology: Topology) -> Iterator[Problem]:
    if topology.cache is None:
        yield from broken(("of",), "cache", "is not there: add cache, or null this alarm")
    elif not isinstance(topology.cache, NodesCache):
        yield from broken(("of",), "cache", "is serverless, and grows to its limits by itself: only nodes are watched")


def _unsent(topology: Topology) -> Iterator[Problem]:
    """Metrics cost, so somebody must send them."""
    services, watching = topology.services, topology.observability
    sent = {grant.name for service in services.values() for grant in grants(service) if grant.kind == "metric"}
    for name in watching.custom_metrics:
        if name not in sent:
            cure = f"give one uses: {{ metric.{name}: publish }}, or null it"
            yield Problem(("customMetrics", name), f"is published by no service: {cure}")
    if watching.instance_metrics and not any(isinstance(service, AsgService) for service in services.values()):
        yield Problem(("instanceMetrics",), "are of instances, and no service is of kind asg: leave them out")
    if watching.container_insights != "disabled" and not services:
        yield from broken(("containerInsights",), watching.container_insights, "has no service to look into")
    if watching.dashboard and is_empty(topology):
        yield Problem(("dashboard",), "has nothing to show: there is no service, database, cache or queue")


def usage_problems(sections: Sections, where: Where) -> Iterator[Problem]:
    """Yield given quantities of what the tier does not have, paths from the section on."""
    del where
    given, topology = sections.usage.observability, sections.topology
    path = ("usage", "observability")
    if given.log_gb is not None and not topology.services:
        yield Problem((*path, "logGb"), "is given, and there is no service to write logs")
    if given.metrics is not None and not topology.observability.custom_metrics:
        yield Problem((*path, "metrics"), "is given, and observability.customMetrics has none")
    if given.traces_million is not None and topology.observability.tracing is None:
        yield Problem((*path, "tracesMillion"), "is given, and observability.tracing is not there")
