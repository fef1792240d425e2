"""Moves of the cache: a replica takes over where there is one; alone, the only node is away for a while."""

from costing.planner.moves.move import Operations, Row, Seen, added, every, grows, older, shrinks
from infra.model.cache import NodesCache

GROUP = "aws:elasticache/replicationGroup:ReplicationGroup"
SERVERLESS = "aws:elasticache/serverlessCache:ServerlessCache"
PARAMETERS = "aws:elasticache/parameterGroup:ParameterGroup"

SCALING = 'Amazon ElastiCache User Guide, "Scaling replication groups for Valkey or Redis OSS (Cluster Mode Disabled)"'
VERSIONS = 'Amazon ElastiCache User Guide, "Version Management for ElastiCache"'
BACKUPS = 'Amazon ElastiCache User Guide, "Snapshot and restore"'
GROUPS = 'Amazon ElastiCache User Guide, "Valkey and Redis OSS parameters"'
LIMITS = 'Amazon ElastiCache User Guide, "Scaling ElastiCache Serverless"'

JOBS = "what waits in the queue: let the workers empty it first"
SNAPSHOTS = "snapshots older than the new retention; they are deleted"
UPDATE: Operations = {GROUP: "update"}
TO_SERVERLESS: Operations = {GROUP: "delete", SERVERLESS: "create"}
TO_NODES: Operations = {GROUP: "create", SERVERLESS: "delete"}
ANOTHER = "Another cache is made, empty, and services are deployed with its host"
COLD = f"{ANOTHER}: at first it answers less."
KEPT = "Snapshots are kept for another time."
SWITCH = "A replica takes over: some seconds without writes."
ALONE = "The only node is replaced, its keys copied as far as AWS can: minutes without the cache."


def _nodes(seen: Seen) -> bool:
    return isinstance(seen.topology.cache, NodesCache)


def _fails_over(seen: Seen) -> bool:
    cache = seen.topology.cache
    return isinstance(cache, NodesCache) and cache.fails_over


def _only_caches(seen: Seen) -> bool:
    cache = seen.topology.cache
    return cache is not None and not cache.holds_data


def _to_redis(seen: Seen) -> bool:
    return seen.after == "redis"


ROWS: tuple[Row, ...] = (
    Row("cache", "none", "A cache is made; nothing uses it yet.", SCALING, when=added),
    Row("cache", "downtime", "The cache goes; its keys can be made anew.", SCALING, when=_only_caches),
    Row("cache", "migration", "The cache goes with what it holds.", SCALING, data=JOBS),
    Row("cache.kind", "rolling", COLD, SCALING, TO_SERVERLESS, when=every(_nodes, _only_caches)),
    Row("cache.kind", "migration", f"{ANOTHER}.", SCALING, TO_SERVERLESS, JOBS, _nodes),
    Row("cache.kind", "rolling", COLD, SCALING, TO_NODES, when=_only_caches),
    Row("cache.kind", "migration", f"{ANOTHER}.", SCALING, TO_NODES, JOBS),
    Row(
        "cache.engine",
        "migration",
        "Valkey becomes no Redis OSS again: it takes a new cache.",
        VERSIONS,
        data=JOBS,
        when=_to_redis,
    ),
    Row(
        "cache.engine",
        "failover",
        f"Redis OSS becomes Valkey, the keys stay. {SWITCH}",
        VERSIONS,
        {GROUP: "update", PARAMETERS: "replace"},
        when=_fails_over,
    ),
    Row(
        "cache.engine",
        "downtime",
        f"Redis OSS becomes Valkey. {ALONE}",
        VERSIONS,
        {GROUP: "update", PARAMETERS: "replace"},
        when=every(_nodes, _only_caches),
    ),
    Row(
        "cache.engine",
        "downtime",
        f"Redis OSS becomes Valkey. {ALONE}",
        VERSIONS,
        {GROUP: "update", PARAMETERS: "replace"},
        JOBS,
        _nodes,
    ),
    Row("cache.engine", "migration", "A serverless cache keeps its engine.", LIMITS, {SERVERLESS: "replace"}, JOBS),
    Row("cache.version", "migration", "No version goes back.", VERSIONS, data=JOBS, when=older),
    Row("cache.version", "failover", SWITCH, VERSIONS, UPDATE, when=_fails_over),
    Row("cache.version", "downtime", ALONE, VERSIONS, UPDATE, when=every(_nodes, _only_caches)),
    Row("cache.version", "downtime", ALONE, VERSIONS, UPDATE, JOBS, _nodes),
    Row("cache.version", "setting", "The version changes while it serves.", VERSIONS, {SERVERLESS: "update"}),
    Row(
        "cache.purpose",
        "setting",
        "What happens when memory is full changes at once.",
        GROUPS,
        {PARAMETERS: "update"},
        when=_nodes,
    ),
    Row("cache.purpose", "setting", "Its description changes.", GROUPS, {SERVERLESS: "update"}),
    Row("cache.nodeType", "failover", SWITCH, SCALING, UPDATE, when=_fails_over),
    Row("cache.nodeType", "downtime", ALONE, SCALING, UPDATE, when=_only_caches),
    Row("cache.nodeType", "downtime", ALONE, SCALING, UPDATE, JOBS),
    Row("cache.nodes", "setting", "Replicas join while it serves.", SCALING, UPDATE, when=grows),
    Row("cache.nodes", "setting", "Replicas go; the primary serves on.", SCALING, UPDATE),
    Row("cache.snapshotRetentionDays", "setting", KEPT, BACKUPS, UPDATE, SNAPSHOTS, every(_nodes, shrinks)),
    Row("cache.snapshotRetentionDays", "setting", KEPT, BACKUPS, UPDATE, when=_nodes),
    Row("cache.snapshotRetentionDays", "setting", KEPT, BACKUPS, {SERVERLESS: "update"}, SNAPSHOTS, shrinks),
    Row("cache.snapshotRetentionDays", "setting", KEPT, BACKUPS, {SERVERLESS: "update"}),
    Row("cache.snapshotWindow", "setting", "Snapshots are made at another time.", BACKUPS, UPDATE, when=_nodes),
    Row("cache.snapshotWindow", "setting", "Snapshots are made at another time.", BACKUPS, {SERVERLESS: "update"}),
    Row("cache.maintenanceWindow", "setting", "AWS maintains it at another time.", VERSIONS, UPDATE),
    Row("cache.maxDataGb", "setting", "The limit moves while it serves.", LIMITS, {SERVERLESS: "update"}),
    Row("cache.maxEcpuPerSecond", "setting", "The limit moves while it serves.", LIMITS, {SERVERLESS: "update"}),
)
