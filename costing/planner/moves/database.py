"""Moves of the database: what RDS and Aurora change while they serve, after a failover, or not at all."""

from costing.planner.moves.move import (
    Operations,
    Row,
    Seen,
    added,
    every,
    grows,
    no,
    older,
    same_major,
    shrinks,
    turned_on,
)
from infra.aws_rules.rds_parameters import is_static
from infra.model.database import InstanceDatabase

INSTANCE = "aws:rds/instance:Instance"
CLUSTER = "aws:rds/cluster:Cluster"
MEMBER = "aws:rds/clusterInstance:ClusterInstance"
PARAMETERS = "aws:rds/parameterGroup:ParameterGroup"
CLUSTER_PARAMETERS = "aws:rds/clusterParameterGroup:ClusterParameterGroup"
UPDATE: Operations = {INSTANCE: "update"}
CLUSTER_UPDATE: Operations = {CLUSTER: "update"}

SETTINGS = 'Amazon RDS User Guide, "Settings for DB instances"'
STORAGE = 'Amazon RDS User Guide, "Working with storage for Amazon RDS DB instances"'
MULTI_AZ = 'Amazon RDS User Guide, "Multi-AZ DB instance deployments" and "Failing over a Multi-AZ DB instance"'
REPLICAS = 'Amazon RDS User Guide, "Working with DB instance read replicas"'
UPGRADES = 'Amazon RDS User Guide, "Upgrades of the RDS for PostgreSQL DB engine"'
GROUPS = 'Amazon RDS User Guide, "Working with parameter groups"'
EXTENDED = 'Amazon RDS User Guide, "Amazon RDS Extended Support"'
AURORA = 'Amazon Aurora User Guide, "Settings for Amazon Aurora"'
SERVERLESS = 'Amazon Aurora User Guide, "Managing Aurora Serverless v2 DB clusters"'
AURORA_STORAGE = 'Amazon Aurora User Guide, "Storage configurations for Amazon Aurora DB clusters"'

EVERYTHING = "everything in the database: dump it and load it into the new one"
AT_ONCE = "It is in force at once; the database goes on serving."
NEW_PASSWORD = "The password changes at once; tasks make no new connection until they are deployed with it."
BACKUPS = "backups older than the new retention; they are deleted"


def _instance(seen: Seen) -> bool:
    return isinstance(seen.topology.database, InstanceDatabase)


def _multi_az(seen: Seen) -> bool:
    database = seen.topology.database
    return isinstance(database, InstanceDatabase) and database.multi_az


def _static(seen: Seen) -> bool:
    return is_static(seen.path[-1])


def _setting(field: str, what: str = AT_ONCE) -> tuple[Row, ...]:
    """Return the rows of what both kinds change while they serve."""
    return (
        Row(f"database.{field}", "setting", what, SETTINGS, UPDATE, when=_instance),
        Row(f"database.{field}", "setting", what, AURORA, CLUSTER_UPDATE),
    )


def _anew(field: str, why: str) -> Row:
    return Row(f"database.{field}", "migration", why, SETTINGS, {INSTANCE: "replace"}, EVERYTHING, _instance)


ROWS: tuple[Row, ...] = (
    Row("database", "none", "A database is made; nothing uses it yet.", SETTINGS, when=added),
    Row("database", "migration", "The database is deleted.", SETTINGS, data="everything in the database"),
    Row(
        "database.kind",
        "migration",
        "RDS and Aurora are two databases: the new one starts empty, and the old one is deleted.",
        'Amazon Aurora User Guide, "Migrating data to Amazon Aurora with PostgreSQL compatibility"',
        {INSTANCE: "delete", CLUSTER: "create", MEMBER: "create"},
        EVERYTHING,
        _instance,
    ),
    Row(
        "database.kind",
        "migration",
        "Aurora and RDS are two databases: the new one starts empty, and the old one is deleted.",
        'Amazon Aurora User Guide, "Migrating data to Amazon Aurora with PostgreSQL compatibility"',
        {CLUSTER: "delete", MEMBER: "delete", INSTANCE: "create"},
        EVERYTHING,
    ),
    Row("database.version", "migration", "No version goes back.", UPGRADES, data=EVERYTHING, when=older),
    Row(
        "database.version",
        "downtime",
        "The engine restarts with the minor version, a standby too: minutes without the database.",
        UPGRADES,
        UPDATE,
        when=every(_instance, same_major),
    ),
    Row(
        "database.version",
        "downtime",
        "A major upgrade: the database is away for minutes, longer with many objects; replicas follow.",
        UPGRADES,
        {INSTANCE: "update", PARAMETERS: "replace"},
        when=_instance,
    ),
    Row(
        "database.version",
        "downtime",
        "The engine restarts with the minor version: up to a minute without the database.",
        UPGRADES,
        CLUSTER_UPDATE,
        when=same_major,
    ),
    Row(
        "database.version",
        "downtime",
        "A major upgrade: the cluster is away for minutes.",
        UPGRADES,
        {CLUSTER: "update", CLUSTER_PARAMETERS: "replace"},
    ),
    _anew("name", "The first database of an instance is named when it is made."),
    _anew("user", "The master user is named when the instance is made."),
    Row(
        "database.name",
        "migration",
        "It is named when it is made.",
        AURORA,
        {CLUSTER: "replace", MEMBER: "replace"},
        EVERYTHING,
    ),
    Row(
        "database.user",
        "migration",
        "It is named when it is made.",
        AURORA,
        {CLUSTER: "replace", MEMBER: "replace"},
        EVERYTHING,
    ),
    Row("database.password", "downtime", NEW_PASSWORD, SETTINGS, UPDATE, when=_instance),
    Row("database.password", "downtime", NEW_PASSWORD, AURORA, CLUSTER_UPDATE),
    Row("database.backupRetentionDays", "setting", AT_ONCE, SETTINGS, UPDATE, BACKUPS, every(_instance, shrinks)),
    Row(
        "database.backupRetentionDays",
        "setting",
        AT_ONCE,
        AURORA,
        CLUSTER_UPDATE,
        BACKUPS,
        every(no(_instance), shrinks),
    ),
    *_setting("backupRetentionDays"),
    *_setting("backupWindow"),
    *_setting("maintenanceWindow"),
    Row(
        "database.parameters.*",
        "setting",
        "It is in force after the next restart of the database, which Pulumi does not make.",
        GROUPS,
        {PARAMETERS: "update"},
        when=every(_instance, _static),
    ),
    Row("database.parameters.*", "setting", AT_ONCE, GROUPS, {PARAMETERS: "update"}, when=_instance),
    Row("database.parameters.*", "setting", AT_ONCE, GROUPS, {CLUSTER_PARAMETERS: "update"}),
    *_setting("logExports"),
    *_setting("insights"),
    *_setting("insightsRetentionDays"),
    *_setting("enhancedMonitoringSeconds"),
    Row(
        "database.extendedSupport",
        "migration",
        "RDS takes it only from a new or restored database: restore a snapshot.",
        EXTENDED,
        UPDATE,
        EVERYTHING,
        _instance,
    ),
    Row(
        "database.extendedSupport",
        "migration",
        "Aurora takes it only from a new or restored cluster: restore a snapshot.",
        EXTENDED,
        CLUSTER_UPDATE,
        EVERYTHING,
    ),
    Row(
        "database.instanceClass",
        "failover",
        "The standby changes first and takes over: one or two minutes without the database.",
        MULTI_AZ,
        UPDATE,
        when=_multi_az,
    ),
    Row(
        "database.instanceClass",
        "downtime",
        "The instance restarts on other hardware: minutes without the database.",
        SETTINGS,
        UPDATE,
    ),
    Row(
        "database.storageGb",
        "migration",
        "RDS storage never shrinks: it takes a smaller instance and the data moved there.",
        STORAGE,
        UPDATE,
        EVERYTHING,
        shrinks,
    ),
    Row(
        "database.storageGb",
        "setting",
        "It grows while the database serves; the next change of storage waits six hours.",
        STORAGE,
        UPDATE,
    ),
    Row("database.maxStorageGb", "setting", AT_ONCE, STORAGE, UPDATE),
    Row(
        "database.storageType",
        "setting",
        "RDS copies the volume while the database serves, slower for hours; the next change waits six.",
        STORAGE,
        UPDATE,
    ),
    Row("database.iops", "setting", "It comes while the database serves, slower for hours.", STORAGE, UPDATE),
    Row("database.throughputMibps", "setting", "It comes while the database serves.", STORAGE, UPDATE),
    Row(
        "database.multiAz",
        "setting",
        "A standby is made from a snapshot while the database serves, writes slower for a while.",
        MULTI_AZ,
        UPDATE,
        when=turned_on,
    ),
    Row("database.multiAz", "setting", "The standby goes; the database serves on.", MULTI_AZ, UPDATE),
    Row(
        "database.readReplicas",
        "setting",
        "Copies are made from a snapshot; without a standby writes pause for a moment.",
        REPLICAS,
        {INSTANCE: "create"},
        when=grows,
    ),
    Row(
        "database.readReplicas",
        "rolling",
        "A copy goes; services that read there are deployed with another host first.",
        REPLICAS,
        {INSTANCE: "delete"},
    ),
    Row("database.minAcu", "setting", "Capacity moves while the database serves.", SERVERLESS, CLUSTER_UPDATE),
    Row(
        "database.maxAcu",
        "setting",
        "Capacity moves while the database serves; limits such as max_connections follow at the next restart.",
        SERVERLESS,
        CLUSTER_UPDATE,
    ),
    Row("database.autoPauseSeconds", "setting", AT_ONCE, SERVERLESS, CLUSTER_UPDATE),
    Row(
        "database.readers",
        "none",
        "A reader joins the cluster.",
        SERVERLESS,
        {MEMBER: "create"},
        when=grows,
    ),
    Row("database.readers", "failover", "A reader goes; its open reads break.", SERVERLESS, {MEMBER: "delete"}),
    Row(
        "database.ioOptimized",
        "setting",
        "It changes while the database serves; to I/O-Optimized once in 30 days.",
        AURORA_STORAGE,
        CLUSTER_UPDATE,
    ),
)
