"""The bill of an Aurora PostgreSQL Serverless v2 cluster."""

from decimal import Decimal

from costing.assumptions import ACU_VCPU
from costing.demand.database import UNKNOWN_CLUSTER_GB
from costing.demand.derived import replaced
from costing.layers.context import Context
from costing.layers.database_common import (
    CLUSTER,
    CLUSTER_INSTANCE,
    add_logs,
    backups,
    stored_gb,
)
from costing.line_item import Kind, Why
from costing.money import ZERO, Figures
from costing.units import HOURS, MILLION, THOUSAND
from costing.words import many
from infra.aws_rules import rds_monitoring, rds_versions
from infra.model.database import AuroraServerlessDatabase

ACU = Kind("database/cluster/acu", "Aurora Serverless v2 capacity", "ACU-hour", CLUSTER_INSTANCE, "usage")
STORAGE = Kind("database/cluster/storage", "Aurora storage", "GB-month", CLUSTER, "usage")
IO = Kind("database/cluster/io", "Aurora I/O requests", "1M I/O", CLUSTER, "usage")
BACKUP = Kind("database/cluster/backup", "Aurora backups beyond the free part", "GB-month", CLUSTER, "usage")
INSIGHTS = Kind("database/cluster/insights", "Database Insights retention", "ACU-month", CLUSTER, "usage")
INSIGHTS_ADVANCED = Kind(
    "database/cluster/insights-advanced", "Database Insights (advanced)", "ACU-hour", CLUSTER, "usage"
)
EXTENDED_SUPPORT = Kind(
    "database/cluster/extended-support", "Aurora Extended Support", "ACU-hour", CLUSTER_INSTANCE, "usage"
)

KINDS = (ACU, STORAGE, IO, BACKUP, INSIGHTS, INSIGHTS_ADVANCED, EXTENDED_SUPPORT)

AWAKE_ACU = Decimal("0.5")
"""The least capacity of a cluster that is not paused."""


def add_lines(to: Context, database: AuroraServerlessDatabase) -> None:
    """Add every line of a cluster."""
    name, instances = f"{to.prefix}-database", 1 + database.readers
    capacity, why = _capacity(to, database)
    hours = capacity.times(HOURS * instances)
    in_words = Why("({}) × {} h × {}", (why, HOURS, many(instances, "instance")))
    optimised = "io-optimized." if database.io_optimized else ""
    flavour = "I/O-Optimized" if database.io_optimized else "Standard"
    key = f"aurora.serverless-v2.{optimised}acu-hour"
    to.ledger.add(ACU, f"{name}-1", hours, key, in_words, name=f"{ACU.name} ({flavour})")
    _data(to, database, flavour)
    _insights(to, database, capacity.times(Decimal(instances)), hours)
    _extended_support(to, database, hours, in_words)
    add_logs(to, database, instances, CLUSTER, CLUSTER_INSTANCE)


def _capacity(to: Context, database: AuroraServerlessDatabase) -> tuple[Figures, Why]:
    """Return the mean capacity of one instance in ACU, between the cluster's bounds."""
    workload, given = to.sections.workload.database, to.sections.usage.database.average_acu
    stated = given if given is not None else workload.average_acu
    if stated is not None:
        mean = min(max(stated, database.min_acu), database.max_acu)
        return Figures(database.min_acu, mean, database.max_acu), Why("{} ACU as stated", (mean,))
    requests = to.demand.requests
    busy = requests.average * (workload.cpu_ms_per_request or ZERO) / THOUSAND / ACU_VCPU
    awake = AWAKE_ACU if requests.average else ZERO
    mean = min(max(busy, awake, database.min_acu), database.max_acu)
    why = Why("{} ACU: {} requests a second, {} vCPU an ACU", (mean, requests.average, ACU_VCPU))
    return Figures(database.min_acu, mean, database.max_acu), why


def _data(to: Context, database: AuroraServerlessDatabase, flavour: str) -> None:
    name, workload = f"{to.prefix}-database", to.sections.workload.database
    stored = stored_gb(to, UNKNOWN_CLUSTER_GB)
    suffix = "io-optimized" if database.io_optimized else "standard"
    why = Why("{} GB, once for all instances", (stored.expected,))
    label = f"{STORAGE.name} ({flavour})"
    to.ledger.add(STORAGE, name, stored, f"aurora.storage.{suffix}.gb-month", why, name=label)
    figures, because = backups(to, database, stored, stored)
    to.ledger.add(BACKUP, name, figures, "aurora.backup-storage.gb-month", because)
    if not database.io_optimized:
        each, requests = workload.io_per_request or ZERO, to.demand.requests.monthly
        derived = requests.times(each / MILLION)
        given = to.sections.usage.database.io_million
        why = Why("{} requests × {} I/O", (requests.expected, each))
        if given is not None:
            why = Why("given as usage.database.ioMillion = {}; derived: {}", (given, derived.expected))
            derived = replaced(derived, given)
        to.ledger.add(IO, name, derived, "aurora.io-1m-requests", why)


def _insights(to: Context, database: AuroraServerlessDatabase, mean: Figures, hours: Figures) -> None:
    name = f"{to.prefix}-database"
    if database.insights == "advanced":
        why = Why("{} ACU-hours", (hours.expected,))
        key = "cloudwatch.database-insights-advanced.acu-hour"
        to.ledger.add(INSIGHTS_ADVANCED, name, hours, key, why)
    months = rds_monitoring.paid_months(database.insights_retention_days)
    if database.insights != "standard" or not months:
        return
    why = Why("{} ACU on average, {} kept", (mean.expected, many(months, "month")))
    prefix = "aurora.performance-insights"
    to.ledger.add(INSIGHTS, name, mean, f"{prefix}.first-extra-month.acu-month", why)
    if months > 1:
        later, label = mean.times(Decimal(months - 1)), f"{INSIGHTS.name} (further months)"
        key = f"{prefix}.additional-month.acu-month"
        to.ledger.add(INSIGHTS, name, later, key, why, name=label, meter="additional")


def _extended_support(to: Context, database: AuroraServerlessDatabase, hours: Figures, why: Why) -> None:
    major = rds_versions.major_of(database.version)
    period = major.period(to.today) if major else "standard"
    if database.extended_support and period in {"year1-2", "year3"}:
        label = f"Aurora Extended Support (PostgreSQL {database.version}, {period})"
        key = f"aurora.extended-support.{period}.acu-hour"
        to.ledger.add(EXTENDED_SUPPORT, f"{to.prefix}-database-1", hours, key, why, name=label)
