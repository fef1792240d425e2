"""The bill of an RDS for PostgreSQL instance and its read replicas."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from costing.layers.context import Context
from costing.layers.database_common import INSTANCE, add_logs, backups, stored_gb
from costing.line_item import Kind, Why
from costing.money import ZERO, Figures, same
from costing.units import HOURS, HUNDRED, THOUSAND
from costing.words import many
from infra.aws_rules import rds_classes, rds_monitoring, rds_storage, rds_versions
from infra.model.database import InstanceDatabase

HOURS_OF_INSTANCE = Kind("database/instance/hours", "RDS instance", "hour", INSTANCE, "fixed")
HOURS_OF_REPLICA = Kind("database/replica/hours", "RDS read replica", "hour", INSTANCE, "fixed")
STORAGE = Kind("database/instance/storage", "RDS storage", "GB-month", INSTANCE, "fixed")
REPLICA_STORAGE = Kind("database/replica/storage", "RDS storage of replicas", "GB-month", INSTANCE, "fixed")
IOPS = Kind("database/instance/iops", "RDS provisioned IOPS", "IOPS-month", INSTANCE, "fixed")
REPLICA_IOPS = Kind("database/replica/iops", "RDS provisioned IOPS of replicas", "IOPS-month", INSTANCE, "fixed")
THROUGHPUT = Kind("database/instance/throughput", "RDS throughput", "MiBps-month", INSTANCE, "fixed")
REPLICA_THROUGHPUT = Kind("database/replica/throughput", "RDS throughput of replicas", "MiBps-month", INSTANCE, "fixed")
BACKUP = Kind("database/instance/backup", "RDS backups beyond the free part", "GB-month", INSTANCE, "usage")
INSIGHTS = Kind("database/instance/insights", "Database Insights retention", "vCPU-month", INSTANCE, "fixed")
INSIGHTS_ADVANCED = Kind(
    "database/instance/insights-advanced", "Database Insights (advanced)", "vCPU-hour", INSTANCE, "fixed"
)
EXTENDED_SUPPORT = Kind("database/instance/extended-support", "RDS Extended Support", "vCPU-hour", INSTANCE, "fixed")
CREDITS = Kind(
    "database/instance/surplus-credits", "RDS CPU credits above the baseline", "vCPU-hour", INSTANCE, "usage"
)

KINDS = (
    HOURS_OF_INSTANCE,
    HOURS_OF_REPLICA,
    STORAGE,
    REPLICA_STORAGE,
    IOPS,
    REPLICA_IOPS,
    THROUGHPUT,
    REPLICA_THROUGHPUT,
    BACKUP,
    INSIGHTS,
    INSIGHTS_ADVANCED,
    EXTENDED_SUPPORT,
    CREDITS,
)


def add_lines(to: Context, database: InstanceDatabase) -> None:
    """Add every line of an instance and its replicas."""
    _hours(to, database)
    _storage(to, database)
    _backup(to, database)
    _insights(to, database)
    _extended_support(to, database)
    _credits(to, database)
    add_logs(to, database, _machines(database), INSTANCE, INSTANCE)


def _zones(database: InstanceDatabase) -> str:
    return "multi-az" if database.multi_az else "single-az"


def _shown_zones(database: InstanceDatabase) -> str:
    return "Multi-AZ" if database.multi_az else "Single-AZ"


def _machines(database: InstanceDatabase) -> int:
    """Return how many machines run: the instance, its standby, its replicas."""
    return 1 + database.multi_az + database.read_replicas


def _hours(to: Context, database: InstanceDatabase) -> None:
    name, kind, replicas = f"{to.prefix}-database", database.instance_class, database.read_replicas
    to.ledger.add(
        HOURS_OF_INSTANCE,
        name,
        same(HOURS),
        f"rds.postgres.{_zones(database)}.{kind}",
        Why("{} h", (HOURS,)),
        name=f"RDS instance (on-demand, {_shown_zones(database)}, {kind})",
    )
    if replicas:
        to.ledger.add(
            HOURS_OF_REPLICA,
            f"{name}-replica-1",
            same(HOURS * replicas),
            f"rds.postgres.single-az.{kind}",
            Why("{} h × {}", (HOURS, many(replicas, "replica"))),
            name=f"RDS read replica (on-demand, {kind})",
        )


class _Volumes(NamedTuple):
    """The volumes of the instance, or of its replicas: what they are called and how many there are."""

    name: str
    label: str
    zones: str
    volumes: int
    storage: Kind
    iops: Kind
    throughput: Kind


def _volumes(to: Context, database: InstanceDatabase) -> Iterator[_Volumes]:
    name, replicas = f"{to.prefix}-database", database.read_replicas
    yield _Volumes(name, _shown_zones(database), _zones(database), 1, STORAGE, IOPS, THROUGHPUT)
    if replicas:
        kinds = REPLICA_STORAGE, REPLICA_IOPS, REPLICA_THROUGHPUT
        yield _Volumes(f"{name}-replica-1", many(replicas, "replica"), "single-az", replicas, *kinds)


def _storage(to: Context, database: InstanceDatabase) -> None:
    ebs, size = database.storage_type, Decimal(database.storage_gb)
    most = Decimal(database.max_storage_gb or database.storage_gb)
    for v in _volumes(to, database):
        grows = "" if most == size else ", growing to {} GB in the ceiling"
        to.ledger.add(
            v.storage,
            v.name,
            Figures(size * v.volumes, size * v.volumes, most * v.volumes),
            f"rds.storage.{ebs}.{v.zones}.gb-month",
            Why("{} GB × {}" + grows, (size, v.volumes, most)),
            name=f"{v.storage.name} ({ebs}, {v.label})",
        )
        _performance(to, database, v)


def _performance(to: Context, database: InstanceDatabase, v: _Volumes) -> None:
    """Add IOPS and throughput that are paid apart: all of io1's and io2's, what gp3 has above its baseline."""
    ebs, iops, mibps = database.storage_type, database.iops or 0, database.throughput_mibps or 0
    if ebs in rds_storage.PROVISIONED:
        why = Why("{} IOPS × {}", (iops, v.volumes))
        to.ledger.add(v.iops, v.name, same(Decimal(iops * v.volumes)), f"rds.{ebs}.iops-month.{v.zones}", why)
    included = rds_storage.included(ebs, database.storage_gb)
    if included is None:
        return
    if iops > included.iops:
        why = Why("({} IOPS less {} included) × {}", (iops, included.iops, v.volumes))
        extra = same(Decimal((iops - included.iops) * v.volumes))
        to.ledger.add(v.iops, v.name, extra, f"rds.gp3.extra-iops-month.{v.zones}", why)
    if mibps > included.mibps:
        why = Why("({} MiB/s less {} included) × {}", (mibps, included.mibps, v.volumes))
        extra = same(Decimal((mibps - included.mibps) * v.volumes))
        to.ledger.add(v.throughput, v.name, extra, f"rds.gp3.extra-throughput-mibps-month.{v.zones}", why)


def _backup(to: Context, database: InstanceDatabase) -> None:
    allocated = Decimal(database.storage_gb)
    figures, why = backups(to, database, stored_gb(to, allocated), same(allocated))
    to.ledger.add(BACKUP, f"{to.prefix}-database", figures, "rds.backup-storage.gb-month", why)


def _vcpu(database: InstanceDatabase) -> Decimal:
    found = rds_classes.find(database.instance_class)
    return Decimal(found.vcpu if found else 0)


def _insights(to: Context, database: InstanceDatabase) -> None:
    name, vcpu, readable = f"{to.prefix}-database", _vcpu(database), 1 + database.read_replicas
    if database.insights == "advanced":
        why = Why("{} vCPU × {} × {} h", (vcpu, many(readable, "instance"), HOURS))
        key = "cloudwatch.database-insights-advanced.vcpu-hour"
        to.ledger.add(INSIGHTS_ADVANCED, name, same(vcpu * readable * HOURS), key, why)
    months = rds_monitoring.paid_months(database.insights_retention_days)
    if database.insights != "standard" or not months:
        return
    why = Why("{} vCPU × {}, {} kept", (vcpu, many(readable, "instance"), many(months, "month")))
    prefix = "rds.performance-insights"
    to.ledger.add(INSIGHTS, name, same(vcpu * readable), f"{prefix}.first-extra-month.vcpu-month", why)
    if months > 1:
        later = same(vcpu * readable * (months - 1))
        key, label = f"{prefix}.additional-month.vcpu-month", f"{INSIGHTS.name} (further months)"
        to.ledger.add(INSIGHTS, name, later, key, why, name=label, meter="additional")


def _extended_support(to: Context, database: InstanceDatabase) -> None:
    """Extended Support is charged for every vCPU that runs, the standby's too."""
    major = rds_versions.major_of(database.version)
    period = major.period(to.today) if major else "standard"
    if not database.extended_support or period not in {"year1-2", "year3"}:
        return
    vcpu, machines = _vcpu(database), _machines(database)
    to.ledger.add(
        EXTENDED_SUPPORT,
        f"{to.prefix}-database",
        same(vcpu * machines * HOURS),
        f"rds.extended-support.{period}.vcpu-hour",
        Why("{} vCPU × {} × {} h", (vcpu, many(machines, "machine"), HOURS)),
        name=f"RDS Extended Support (PostgreSQL {database.version}, {period})",
    )


def _credits(to: Context, database: InstanceDatabase) -> None:
    """T classes of RDS always run unlimited: sustained use above the baseline is billed by the vCPU-hour."""
    found = rds_classes.find(database.instance_class)
    if found is None or found.baseline_percent is None:
        return
    baseline = Decimal(found.vcpu) * found.baseline_percent / HUNDRED
    ms = to.sections.workload.database.cpu_ms_per_request or ZERO
    surplus = sum(
        (
            h.hours * max(ZERO, min(Decimal(found.vcpu), h.per_second * ms / THOUSAND) - baseline)
            for h in to.demand.requests.profile
        ),
        ZERO,
    )
    most = (found.vcpu - baseline) * HOURS * _machines(database)
    given = to.sections.usage.database.surplus_credit_hours
    expected = surplus if given is None else given
    why = Why("mean use of {} vCPU above the baseline of {} %", (found.vcpu, found.baseline_percent))
    if given is not None:
        why = Why("given as usage.database.surplusCreditHours = {}; derived: {}", (given, surplus))
    figures = Figures(ZERO, expected, max(most, expected))
    to.ledger.add(CREDITS, f"{to.prefix}-database", figures, "rds.cpu-credits.t4g.vcpu-hour", why)
