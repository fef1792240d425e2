"""Alarms on data stores: what their metrics say of memory, connections and CPU."""

from collections.abc import Mapping
from decimal import Decimal

from infra.aws_rules import elasticache, metrics, rds_classes
from infra.aws_rules.cloudwatch import COMPARISONS
from infra.aws_rules.metrics import CloudMetric
from infra.model.alarm_watch import Series, Watch, over, series_of, statistic, watch_over
from infra.model.cache import NodesCache
from infra.model.database import AuroraServerlessDatabase, Database
from infra.model.database_limits import connection_limit
from infra.model.observability import Alarm

CONNECTIONS_PERCENT = 80
"""The share of all connections there can be, above which `connections` rings where no threshold is given."""
ACU_GIB = 2
"""Memory of an Aurora capacity unit."""


def of_database(database: Database, alarm: Alarm) -> Watch:
    """Return the alarm on a database."""
    metric = metrics.METRICS["database"][str(alarm.metric)]
    if alarm.metric == "memory":
        return _free_memory(database, alarm, metric)
    limit = (connection_limit(database) or 0) * CONNECTIONS_PERCENT // 100
    series = series_of(alarm, metric, "database")
    return watch_over(alarm, (series,), factor=metric.units, threshold=Decimal(limit))


_OPPOSITE: Mapping[str, str] = {"minimum": "maximum", "maximum": "minimum"}


def _free_memory(database: Database, alarm: Alarm, metric: CloudMetric) -> Watch:
    """Return the alarm on what is free: more than 90 % used is less than a tenth free, the most used the least free."""
    used = alarm.below if alarm.above is None else alarm.above
    free = (100 - (used or Decimal(0))) / 100 * memory_gib(database) * metrics.BYTES_PER_GB
    opposite = _OPPOSITE.get(alarm.statistic, alarm.statistic)
    if opposite.startswith("p"):
        opposite = f"p{100 - Decimal(opposite[1:])}"
    series = Series(metric.namespace, metric.name, statistic(opposite), "database")
    side = "above" if alarm.above is None else "below"
    return watch_over(alarm, (series,))._replace(comparison=COMPARISONS[side], threshold=free)


def memory_gib(database: Database) -> Decimal:
    """Return a database's memory; of Aurora what it has at its greatest capacity, which its metric counts from."""
    if isinstance(database, AuroraServerlessDatabase):
        return database.max_acu * ACU_GIB
    found = rds_classes.find(database.instance_class)
    return Decimal(found.memory_gib if found else 0)


def of_cache(cache: NodesCache, alarm: Alarm) -> Watch:
    """Return the alarm on the fullest or busiest of all nodes: which one is primary changes with a failover."""
    metric, factor = metrics.METRICS["cache"][str(alarm.metric)], Decimal(1)
    if alarm.metric == "cpu":
        metric, factor = _engine_cpu(cache)
    series = tuple(series_of(alarm, metric, f"cache.{number + 1}") for number in range(cache.nodes))
    limit = Decimal(metrics.CACHE_CONNECTIONS_MAX * CONNECTIONS_PERCENT // 100)
    together = over("MAX" if alarm.below is None else "MIN", 1, len(series))
    return watch_over(alarm, series, expression=together, factor=factor, threshold=limit)


def _engine_cpu(cache: NodesCache) -> tuple[CloudMetric, Decimal]:
    """Return the metric of the engine's one processor; on small nodes the host's, of which that is a share."""
    node = elasticache.find(cache.node_type)
    if node is None or node.vcpu > metrics.CACHE_HOST_CPU_UPTO_VCPU:
        return metrics.METRICS["cache"]["cpu"], Decimal(1)
    return metrics.CACHE_HOST_CPU, Decimal(1) / node.vcpu
