"""What RDS and Aurora accept."""

from collections.abc import Iterator

from infra.aws_rules import (
    aurora,
    rds_classes,
    rds_monitoring,
    rds_names,
    rds_parameters,
    rds_storage,
    rds_versions,
    windows,
)
from infra.model.database import AuroraServerlessDatabase, InstanceDatabase
from infra.model.database import Database as AnyDatabase
from infra.model.problems import Problem, listed, nearest
from infra.model.rules.common import Where, broken


def problems(database: AnyDatabase, where: Where) -> Iterator[Problem]:
    """Yield what is wrong with a database by itself, paths below `database`."""
    yield from _version(database, where)
    yield from broken(("name",), database.name, rds_names.database_name_problem(database.name))
    yield from broken(("user",), database.user, rds_names.user_name_problem(database.user))
    yield from _windows(database)
    yield from _watching(database)
    for name, value in database.parameters.items():
        yield from broken(("parameters", name), value, rds_parameters.value_problem(name, value))
    if isinstance(database, InstanceDatabase):
        yield from _instance(database)
    else:
        yield from _cluster(database)


def _version(database: AnyDatabase, where: Where) -> Iterator[Problem]:
    on_aurora = isinstance(database, AuroraServerlessDatabase)
    wrong = rds_versions.version_problem(database.version, aurora=on_aurora)
    ended = rds_versions.support_problem(database.version, where.today, extended=database.extended_support)
    if wrong and ended:
        wrong = f"{wrong}; and its major {ended}"
    wrong = wrong or ended
    yield from broken(("version",), database.version, wrong)


def _windows(database: AnyDatabase) -> Iterator[Problem]:
    backup, maintenance, least = (
        database.backup_window,
        database.maintenance_window,
        windows.RDS_LEAST_MINUTES,
    )
    daily = windows.daily(backup) if backup else None
    weekly = windows.weekly(maintenance) if maintenance else None
    if backup:
        yield from broken(("backupWindow",), backup, windows.daily_problem(backup, least))
    if maintenance:
        yield from broken(("maintenanceWindow",), maintenance, windows.weekly_problem(maintenance, least))
    if daily and weekly and windows.overlap(daily, weekly):
        yield from broken(("maintenanceWindow",), maintenance, f"overlaps the backup window {backup}")


def _watching(database: AnyDatabase) -> Iterator[Problem]:
    days, seconds = database.insights_retention_days, database.enhanced_monitoring_seconds
    wrong = rds_monitoring.retention_problem(days, database.insights)
    yield from broken(("insightsRetentionDays",), days, wrong)
    allowed = rds_monitoring.ENHANCED_MONITORING_SECONDS
    if seconds not in allowed:
        yield from broken(("enhancedMonitoringSeconds",), seconds, f"is none of {listed(allowed)}")


def _instance(database: InstanceDatabase) -> Iterator[Problem]:
    kind, major = database.instance_class, rds_versions.major_of(database.version)
    wrong = rds_classes.class_problem(kind)
    close = nearest(kind, rds_classes.names()) if wrong else ""
    wrong = wrong or (rds_classes.version_problem(kind, major.major) if major else None)
    yield from broken(("instanceClass",), kind, f"{wrong}{close}" if wrong else None)
    ebs, size = database.storage_type, database.storage_gb
    yield from broken(("storageGb",), size, rds_storage.size_problem(ebs, size))
    if database.max_storage_gb is not None:
        wrong = rds_storage.size_problem(ebs, database.max_storage_gb)
        wrong = wrong or rds_storage.growth_problem(size, database.max_storage_gb)
        yield from broken(("maxStorageGb",), database.max_storage_gb, wrong)
    if database.iops is not None:
        yield from broken(("iops",), database.iops, rds_storage.iops_problem(ebs, size, database.iops))
    elif ebs in rds_storage.PROVISIONED:
        yield Problem(("iops",), f"is required: {ebs} is sold by IOPS")
    if database.throughput_mibps is not None:
        wrong = rds_storage.throughput_problem(ebs, size, database.throughput_mibps, database.iops)
        yield from broken(("throughputMibps",), database.throughput_mibps, wrong)
    if database.read_replicas and database.password == "managed":
        yield Problem(("password",), "'managed' does not go with readReplicas: RDS refuses it; use config")


def _cluster(database: AuroraServerlessDatabase) -> Iterator[Problem]:
    for key, acu in (("minAcu", database.min_acu), ("maxAcu", database.max_acu)):
        yield from broken((key,), acu, aurora.capacity_problem(acu))
    yield from broken(("maxAcu",), database.max_acu, aurora.range_problem(database.min_acu, database.max_acu))
    wrong = aurora.serverless_problem(database.version)
    wrong = wrong or (aurora.pause_problem(database.version) if database.pauses else None)
    yield from broken(("version",), database.version, wrong)
    if not database.pauses and database.auto_pause_seconds is not None:
        yield Problem(("autoPauseSeconds",), "needs minAcu: 0; a cluster with a minimum never pauses")
