"""What an RDS instance and an Aurora cluster are billed for alike."""

from decimal import Decimal

from costing.assumptions import (
    CHANGE_PER_DAY,
    CHANGE_PER_DAY_CEILING,
    DB_LOG_BYTES,
    DB_LOG_BYTES_CEILING,
)
from costing.layers.context import Context
from costing.line_item import Kind, Why
from costing.money import ZERO, Figures, same
from costing.units import BYTES_PER_GB, KB_PER_GB, SECONDS
from infra.model.database import Database

INSTANCE, CLUSTER = "aws:rds/instance:Instance", "aws:rds/cluster:Cluster"
CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance"
INGEST = "cloudwatch.logs.ingest-standard-gb"
EVENT_KB, EVENT_KB_CEILING = Decimal("3.2"), Decimal(8)
"""One sample of enhanced monitoring as a log event; more processes make it longer."""

ENHANCED_MONITORING = Kind(
    "database/instance/enhanced-monitoring",
    "Enhanced monitoring (log ingestion)",
    "GB",
    INSTANCE,
    "fixed",
    "always.cloudwatch.logs-gb",
)
LOG_EXPORT = Kind(
    "database/instance/log-export", "Database logs exported", "GB", INSTANCE, "usage", "always.cloudwatch.logs-gb"
)


def add_logs(to: Context, database: Database, instances: int, resource: str, monitored: str) -> None:
    """Add the log ingestion of enhanced monitoring and of exported logs."""
    name = f"{to.prefix}-database"
    if database.enhanced_monitoring_seconds:
        every = Decimal(database.enhanced_monitoring_seconds)
        samples = SECONDS / every * instances
        small, large = (samples * kb / KB_PER_GB for kb in (EVENT_KB, EVENT_KB_CEILING))
        why = Why("a sample of {} KB every {} s from {} instances", (EVENT_KB, every, instances))
        kind = ENHANCED_MONITORING._replace(resource=monitored)
        first = name if monitored == INSTANCE else f"{name}-1"
        to.ledger.add(kind, first, Figures(small, small, large), INGEST, why)
    if database.log_exports:
        requests = to.demand.requests.monthly
        figures = Figures(
            ZERO,
            requests.expected * DB_LOG_BYTES / BYTES_PER_GB,
            requests.ceiling * DB_LOG_BYTES_CEILING / BYTES_PER_GB,
        )
        why = Why("{} requests × {} bytes", (requests.expected, DB_LOG_BYTES))
        to.ledger.add(LOG_EXPORT._replace(resource=resource), name, figures, INGEST, why)


def backups(to: Context, database: Database, stored: Figures, free: Figures) -> tuple[Figures, Why]:
    """Return the GB-months of automated backups beyond the free part, and how they came about.

    A first full copy, and for each day of retention what that day changed: nothing in the floor, 1 % as expected,
    5 % in the ceiling.
    """
    days = Decimal(database.backup_retention_days)
    expected = max(ZERO, stored.expected * (1 + CHANGE_PER_DAY * days) - free.expected)
    figures = Figures(
        max(ZERO, stored.floor - free.floor),
        expected,
        max(expected, stored.ceiling * (1 + CHANGE_PER_DAY_CEILING * days) - free.ceiling),
    )
    why = Why(
        "{} GB × (1 + {} a day × {} days) less {} GB free, not below 0",
        (stored.expected, CHANGE_PER_DAY, days, free.expected),
    )
    given = to.sections.usage.database.backup_gb
    if given is None:
        return figures, why
    stated = Why("given as usage.database.backupGb = {}; derived: {}", (given, why))
    return Figures(min(figures.floor, given), given, max(figures.ceiling, given)), stated


def stored_gb(to: Context, otherwise: Decimal) -> Figures:
    """Return the GB the database holds; without a figure, `otherwise`."""
    stated = to.sections.workload.database.stored_gb
    return same(stated if stated is not None else otherwise)
