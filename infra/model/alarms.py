"""What an alarm of the config comes to: which metrics it reads, how, and against which threshold.

Bill and build both start here: CloudWatch charges for each metric that an alarm reads.
"""

from collections.abc import Mapping

from infra.aws_rules import metrics
from infra.aws_rules.metrics import CloudMetric
from infra.model.alarm_watch import Series, Watch, over, series_of, watch_over
from infra.model.alarms_of_data import of_cache, of_database
from infra.model.cache import NodesCache
from infra.model.default_alarms import default_alarms
from infra.model.edge_names import target_groups
from infra.model.observability import Alarm
from infra.model.topology import Topology


def alarms(topology: Topology) -> Mapping[str, Alarm]:
    """Return every alarm by name: the default ones where they are wanted, then the config's own."""
    observability = topology.observability
    defaults = default_alarms(topology) if observability.default_alarms else {}
    return {**defaults, **observability.alarms}


def watch(topology: Topology, alarm: Alarm) -> Watch:
    """Return what CloudWatch is told of an alarm.

    Raises:
        ValueError: what it watches is not there, or has no metrics; the rules say so before.
    """
    kind, _, name = alarm.of.partition(".")
    database, cache = topology.database, topology.cache
    if kind == "service":
        return _of_service(topology, alarm, name)
    if kind == "database" and database is not None:
        return of_database(database, alarm)
    if kind == "cache" and isinstance(cache, NodesCache):
        return of_cache(cache, alarm)
    if kind == "queue":
        return watch_over(alarm, (series_of(alarm, metrics.METRICS["queue"][str(alarm.metric)], alarm.of),))
    if kind == "metric":
        own = topology.observability.custom_metrics[name]
        return watch_over(alarm, (series_of(alarm, CloudMetric(own.namespace, own.name), ""),))
    raise ValueError(f"nothing to watch: {alarm.of}")


def metric_count(topology: Topology, alarm: Alarm) -> int:
    """Return how many metrics an alarm is billed for."""
    return len(watch(topology, alarm).series)


def _of_service(topology: Topology, alarm: Alarm, name: str) -> Watch:
    metric = metrics.METRICS["service"][str(alarm.metric)]
    match alarm.metric:
        case "healthyTargets" | "responseTimeMs":
            series = _by_target(topology, alarm, name, metric)
            together = "SUM" if alarm.metric == "healthyTargets" else "MAX"
            return watch_over(alarm, series, expression=over(together, 1, len(series)), factor=metric.units)
        case "serverErrorPercent":
            errors = _by_target(topology, alarm, name, metric)
            count = len(errors)
            series = (*errors, *_by_target(topology, alarm, name, metrics.REQUESTS))
            share = f"100 * {over('SUM', 1, count) or 'm1'} / {over('SUM', count + 1, count) or 'm2'}"
            return watch_over(alarm, series, expression=share)
        case "runningCount" if topology.observability.container_insights != "disabled":
            return watch_over(alarm, (series_of(alarm, metrics.RUNNING_TASKS, alarm.of),))
        case _:
            return watch_over(alarm, (series_of(alarm, metric, alarm.of),))


def _by_target(topology: Topology, alarm: Alarm, service: str, metric: CloudMetric) -> tuple[Series, ...]:
    """Return the metric of each target group: of blue/green both, as either may be the one in use."""
    groups = range(len(target_groups(topology, service)))
    return tuple(series_of(alarm, metric, f"targets.{service}.{number}") for number in groups)
