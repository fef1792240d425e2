"""The bill of AWS Backup: recovery points by what they are of, warm and cold."""

from collections.abc import Iterator
from decimal import Decimal

from costing.assumptions import CHANGE_PER_DAY, CHANGE_PER_DAY_CEILING
from costing.demand.database import UNKNOWN_CLUSTER_GB
from costing.demand.storage import bucket_workload, files_workload
from costing.layers.context import Context
from costing.layers.database_common import backups, stored_gb
from costing.line_item import Kind, Why
from costing.money import NOTHING, ZERO, Figures, same
from infra.aws_rules.backup import COLD_LEAST_DAYS
from infra.model.backup import BackupPlan
from infra.model.database import Database, InstanceDatabase

PLAN = "aws:backup/plan:Plan"

DATABASE = Kind("backup/NAME/database", "Backups of the database", "GB-month", PLAN, "usage")
FILES = Kind("backup/NAME/file-system", "Backups of file systems", "GB-month", PLAN, "usage")
FILES_COLD = Kind("backup/NAME/file-system-cold", "Backups of file systems, cold", "GB-month", PLAN, "usage")
BUCKETS = Kind("backup/NAME/bucket", "Backups of buckets", "GB-month", PLAN, "usage")

KINDS = (DATABASE, FILES, FILES_COLD, BUCKETS)


def add_lines(to: Context) -> None:
    """Add every line of the backup layer."""
    of_database = [name for name, plan in to.sections.topology.backup.plans.items() if "database" in plan.resources]
    for name, plan in to.sections.topology.backup.plans.items():
        if name in of_database and to.sections.topology.database is not None:
            _database(to, name, plan, to.sections.topology.database, of_database)
        _file_systems(to, name, plan)
        _buckets(to, name, plan)


def _add(to: Context, kind: Kind, name: str, figures: Figures, key: str, why: Why) -> None:
    to.ledger.add(kind, f"{to.prefix}-{name}", figures, key, why, name=f"{kind.name} ({name})", of=name)


def _kept(stored: Figures, days: int) -> Figures:
    """Return a full copy and what changed on each day that is kept: nothing, 1 % and 5 % of it a day."""
    changed = (ZERO, CHANGE_PER_DAY, CHANGE_PER_DAY_CEILING)
    return Figures(*(gb * (1 + share * days) for gb, share in zip(stored, changed, strict=True)))


def _database(to: Context, name: str, plan: BackupPlan, database: Database, plans: list[str]) -> None:
    """Recovery points are snapshots, and billed as the database's own backups are; these use up the free part first.

    Source: AWS Backup pricing, "Amazon RDS": no charge up to the size of the database, automated backups included.
    """
    stored = _stored(to, database)
    kept = _kept(stored, plan.keep_days)
    left = _free_left(to, database, stored) if name == plans[0] else NOTHING
    expected = max(ZERO, kept.expected - left.expected)
    figures = Figures(
        min(expected, max(ZERO, kept.floor - left.floor)), expected, max(expected, kept.ceiling - left.ceiling)
    )
    why = Why(
        "{} GB × (1 + {} a day × {} days) less {} GB free that automated backups leave",
        (stored.expected, CHANGE_PER_DAY, plan.keep_days, left.expected),
    )
    given = to.sections.usage.backup.stored_gb
    if given is not None:
        part = given / len(plans)
        why = Why(
            "{} of what is given as usage.backup.storedGb = {}; derived: " + why.sentence, (part, given, *why.values)
        )
        figures = Figures(min(figures.floor, part), part, max(figures.ceiling, part))
    on_rds = isinstance(database, InstanceDatabase)
    _add(to, DATABASE, name, figures, "backup.rds-warm-gb-month" if on_rds else "aurora.backup-storage.gb-month", why)


def _stored(to: Context, database: Database) -> Figures:
    full = Decimal(database.storage_gb) if isinstance(database, InstanceDatabase) else UNKNOWN_CLUSTER_GB
    return stored_gb(to, full)


def _free_left(to: Context, database: Database, stored: Figures) -> Figures:
    """Return the GB of free backup storage that the database's own backups do not use."""
    if to.sections.usage.database.backup_gb:
        return NOTHING
    free = same(Decimal(database.storage_gb)) if isinstance(database, InstanceDatabase) else stored
    used, _ = backups(to, database, stored, NOTHING)
    return Figures(*(max(ZERO, one - other) for one, other in zip(free, used, strict=True)))


def _file_systems(to: Context, name: str, plan: BackupPlan) -> None:
    there = to.sections.topology.storage.file_systems
    names = [one for one in _of("fileSystem", plan) if one in there]
    if not names:
        return
    stored = same(sum((files_workload(to.sections, one).stored_gb for one in names), ZERO))
    warm = plan.keep_days if plan.cold_after_days is None else min(plan.keep_days, plan.cold_after_days)
    why = Why("{} GB × (1 + {} a day × {} days)", (stored.expected, CHANGE_PER_DAY, warm))
    _add(to, FILES, name, _kept(stored, warm), "backup.efs-warm-gb-month", why)
    if plan.cold_after_days is not None:
        days = max(COLD_LEAST_DAYS, plan.keep_days - plan.cold_after_days)
        cold = Figures(*(one - gb for one, gb in zip(_kept(stored, days), stored, strict=True)))
        told = Why("{} GB × {} a day × {} days in cold storage", (stored.expected, CHANGE_PER_DAY, days))
        _add(to, FILES_COLD, name, cold, "backup.efs-cold-gb-month", told)


def _buckets(to: Context, name: str, plan: BackupPlan) -> None:
    there = to.sections.topology.storage.buckets
    names = [one for one in _of("bucket", plan) if one in there]
    if names:
        stored = same(sum((bucket_workload(to.sections, one).stored_gb for one in names), ZERO))
        why = Why("{} GB × (1 + {} a day × {} days)", (stored.expected, CHANGE_PER_DAY, plan.keep_days))
        _add(to, BUCKETS, name, _kept(stored, plan.keep_days), "backup.s3-warm-gb-month", why)


def _of(kind: str, plan: BackupPlan) -> Iterator[str]:
    """Yield the names of the resources of one kind in a plan."""
    for resource in plan.resources:
        found, _, name = resource.partition(".")
        if found == kind:
            yield name
