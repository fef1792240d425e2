"""Rules of databases, caches, files, buckets, queues and brokers.

Sources: Amazon RDS User Guide (limits, storage types, PostgreSQL release calendar), Amazon RDS and ElastiCache API
References, Amazon SQS Developer Guide, Amazon S3 User Guide.
"""

import json
from collections.abc import Iterator
from typing import Final

from sandbox.aws.row import Making
from sandbox.aws.rules.common import (
    Rule,
    among,
    exactly_one,
    needs,
    policy_problems,
    siblings,
    statements,
    within,
    zones_of,
)

# The minors of PostgreSQL that a new instance may name, by major. RDS release calendar, read in November 2026.
_POSTGRES: Final = {
    "11": ("22",),
    "12": ("22",),
    "13": ("23",),
    "14": tuple(map(str, range(18, 25))),
    "15": tuple(map(str, range(13, 20))),
    "16": tuple(map(str, range(9, 16))),
    "17": tuple(map(str, range(5, 12))),
    "18": ("1", "2", "3", "4", "6"),
}
_AURORA_LEAST: Final = {"14": 17, "15": 10, "16": 8, "17": 4, "18": 3}
_AURORA_LONG_TERM: Final = {"11.9", "12.9", "13.9", "14.6"}  # the long-term lines are still offered beside them
_RESERVED: Final = {"admin", "rdsadmin", "rdsrepladmin", "rds_superuser"}
_GP3_STRIPED_GIB: Final = 400
_INSIGHTS_DAYS: Final = (7, *(31 * month for month in range(1, 24)), 731)
_MONITORING_SECONDS: Final = (0, 1, 5, 10, 15, 30, 60)


def _two_zones(making: Making) -> Iterator[str]:
    zones = set(zones_of(making.refs_under("subnetIds")))
    if len(zones) < 2:
        yield (
            "DBSubnetGroupDoesNotCoverEnoughAZs: the subnet group needs subnets in at least two zones, "
            f"not only {', '.join(zones) or 'none'}"
        )


def _engine_version(making: Making) -> Iterator[str]:
    version, engine = str(making.get("engineVersion", "")), making.get("engine")
    major, _, minor = version.partition(".")
    if not version or engine not in {"postgres", "aurora-postgresql"}:
        return
    known = _POSTGRES if engine == "postgres" else _AURORA_LEAST
    live = major in known and (
        not minor
        or (minor.split("-")[0] in _POSTGRES[major] if engine == "postgres" else _at_least(minor, _AURORA_LEAST[major]))
    )
    if not live and not (engine == "aurora-postgresql" and version in _AURORA_LONG_TERM):
        yield f"InvalidParameterCombination: cannot find version {version} for {engine}"


def _at_least(minor: str, least: int) -> bool:
    return minor.isdigit() and int(minor) >= least


def _master_user(prop: str, password: str) -> Rule:
    def rule(making: Making) -> Iterator[str]:
        if making.get("replicateSourceDb") or making.get("snapshotIdentifier"):
            return
        name = making.get(prop)
        if name is None:
            yield f"{prop} is required"
        elif "postgres" in str(making.get("engine")) and (name in _RESERVED or str(name).startswith("pg_")):
            yield f"InvalidParameterValue: {prop} {name} is a reserved word used by the engine"
        yield from exactly_one(password, f"{password}Wo", "manageMasterUserPassword")(making)

    return rule


def _storage(making: Making) -> Iterator[str]:
    if making.get("replicateSourceDb") or making.get("snapshotIdentifier"):
        return
    size, kind = making.get("allocatedStorage"), making.get("storageType", "gp3")
    if size is None:
        yield "allocatedStorage is required"
        return
    least = {"io1": 100, "io2": 100, "standard": 5}.get(str(kind), 20)
    if not least <= int(size) <= 65536:
        yield f"InvalidParameterValue: storage of type {kind} must be between {least} and 65536 GiB, not {size}"
    fixed = kind == "gp3" and int(size) < _GP3_STRIPED_GIB and "postgres" in str(making.get("engine"))
    if fixed and (
        making.props.get("iops") not in (None, 3000) or making.props.get("storageThroughput") not in (None, 125)
    ):
        yield f"InvalidParameterCombination: gp3 below {_GP3_STRIPED_GIB} GiB takes neither iops nor storageThroughput"
    most = making.get("maxAllocatedStorage")
    if most and int(most) <= int(size):
        yield f"InvalidParameterCombination: maxAllocatedStorage {most} must exceed allocatedStorage {size}"


def _settings(making: Making) -> Iterator[str]:
    if making.get("monitoringInterval", 0) and not making.get("monitoringRoleArn"):
        yield "InvalidParameterCombination: a monitoringInterval needs monitoringRoleArn"
    if making.get("multiAz") and making.get("availabilityZone"):
        yield "InvalidParameterCombination: a Multi-AZ instance takes no availabilityZone"
    insights = making.get("performanceInsightsRetentionPeriod", 0)
    if insights and insights not in _INSIGHTS_DAYS:
        yield f"InvalidParameterValue: performanceInsightsRetentionPeriod {insights} is not 7, 31 to 713 by 31, or 731"
    source = making.ref("replicateSourceDb")
    if source and not source.get("backupRetentionPeriod"):
        yield f"InvalidDBInstanceState: {source.id} has no automated backups, so it can have no replica"
    if source and making.get("manageMasterUserPassword"):
        yield "InvalidParameterCombination: a replica takes no managed password"


def _family(prop: str) -> Rule:
    """A parameter group's family fits the engine's major version."""

    def rule(making: Making) -> Iterator[str]:
        group = making.ref(prop)
        version = str(making.get("engineVersion", "")).partition(".")[0]
        if group and version and not str(group.get("family")).endswith(version):
            yield (
                f"InvalidParameterCombination: {prop} {group.id} is of family {group.get('family')}, "
                f"not for {making.get('engine')} {version}"
            )

    return rule


def _cluster_engine(making: Making) -> Iterator[str]:
    cluster = making.ref("clusterIdentifier")
    if cluster is None:
        return
    if (theirs := cluster.get("engine")) != making.get("engine"):
        yield f"InvalidParameterCombination: engine {making.get('engine')} differs from the cluster's {theirs}"
    if making.get("instanceClass") == "db.serverless" and not cluster.get("serverlessv2ScalingConfiguration"):
        yield "InvalidParameterCombination: db.serverless needs serverlessv2ScalingConfiguration on the cluster"


def _replication(making: Making) -> Iterator[str]:
    nodes = int(making.get("numCacheClusters", 1))
    if making.get("automaticFailoverEnabled") and nodes < 2 and not making.get("replicasPerNodeGroup"):
        yield "InvalidParameterCombination: automatic failover needs at least two nodes"
    if making.get("multiAzEnabled") and not making.get("automaticFailoverEnabled"):
        yield "InvalidParameterCombination: several zones need automatic failover"
    if making.get("authToken") and not making.get("transitEncryptionEnabled"):
        yield "InvalidParameterCombination: an AUTH token needs transit encryption"
    if nodes > 6:
        yield f"InvalidParameterValue: a group has at most six nodes, not {nodes}"


def _cache_family(making: Making) -> Iterator[str]:
    group = making.ref("parameterGroupName")
    wanted = f"{making.get('engine', 'redis')}{str(making.get('engineVersion', '')).partition('.')[0]}"
    family = str(group.get("family")) if group else wanted
    if group and making.get("engineVersion") and not family.startswith(wanted):
        yield f"InvalidParameterCombination: parameter group {group.id} is of family {family}, not {wanted}"


def _one_target_per_zone(making: Making) -> Iterator[str]:
    subnet = making.ref("subnetId")
    for other in siblings(making):
        same_zone = subnet and other.get("availabilityZoneName") == subnet.get("availabilityZone")
        if same_zone and other.get("fileSystemId") == making.get("fileSystemId"):
            yield f"MountTargetConflict: {making.get('fileSystemId')} has {other.id} in that zone already"


def _dead_letters(making: Making) -> Iterator[str]:
    text = making.get("redrivePolicy")
    if not text:
        return
    try:
        target = json.loads(str(text)).get("deadLetterTargetArn")
    except ValueError:
        yield "InvalidParameterValue: redrivePolicy is no JSON"
        return
    queue = next((one for one in making.account.there("aws:sqs/queue:Queue") if one.get("arn") == target), None)
    if queue is None:
        yield f"InvalidParameterValue: the dead-letter queue {target} does not exist"
    elif bool(queue.get("fifoQueue")) is not bool((making.ref("queueUrl") or making).get("fifoQueue")):
        yield "InvalidParameterValue: a queue and its dead-letter queue are both FIFO or both standard"


def _queue_name(making: Making) -> Iterator[str]:
    if bool(making.get("fifoQueue")) is not str(making.get("name")).endswith(".fifo"):
        yield f"InvalidParameterValue: the name {making.get('name')} and fifoQueue contradict each other"


def _broker(making: Making) -> Iterator[str]:
    count, mode = len(making.get("subnetIds", [])), str(making.get("deploymentMode", "SINGLE_INSTANCE"))
    wanted = {"SINGLE_INSTANCE": (0, 1), "ACTIVE_STANDBY_MULTI_AZ": (2,)}.get(mode)
    if wanted and count not in wanted:
        yield f"BadRequestException: {mode} takes {' or '.join(map(str, wanted))} subnets, not {count}"
    for user in making.get("users", []):
        if not 12 <= len(str(user.get("password"))) <= 250:
            yield "BadRequestException: a broker's password has 12 to 250 characters"


def _bucket_policy(making: Making) -> Iterator[str]:
    """A policy for everybody is refused where the bucket blocks public policies."""
    blocks = making.account.of("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")
    blocked = any(block.get("bucket") == making.get("bucket") and block.get("blockPublicPolicy") for block in blocks)
    for statement in statements(making.get("policy")):
        everybody = statement.get("Principal") in ("*", {"AWS": "*"})
        if blocked and everybody and statement.get("Effect") == "Allow" and not statement.get("Condition"):
            yield "AccessDenied: the policy is public and the bucket blocks public policies"


_RETENTION: Final = within("backupRetentionPeriod", 0, 35)

DATA_RULES: Final[dict[str, tuple[Rule, ...]]] = {
    "aws:rds/subnetGroup:SubnetGroup": (_two_zones,),
    "aws:rds/instance:Instance": (
        _engine_version,
        _master_user("username", "password"),
        _storage,
        _settings,
        _family("parameterGroupName"),
        _RETENTION,
        among("monitoringInterval", _MONITORING_SECONDS),
    ),
    "aws:rds/cluster:Cluster": (
        _engine_version,
        _master_user("masterUsername", "masterPassword"),
        _family("dbClusterParameterGroupName"),
        within("backupRetentionPeriod", 1, 35),
    ),
    "aws:rds/clusterInstance:ClusterInstance": (_cluster_engine,),
    "aws:elasticache/replicationGroup:ReplicationGroup": (
        _replication,
        _cache_family,
        within("snapshotRetentionLimit", 0, 35),
    ),
    "aws:efs/mountTarget:MountTarget": (_one_target_per_zone,),
    "aws:efs/fileSystemPolicy:FileSystemPolicy": (policy_problems("policy"),),
    "aws:sqs/queue:Queue": (
        _queue_name,
        _dead_letters,
        within("visibilityTimeoutSeconds", 0, 43200),
        within("messageRetentionSeconds", 60, 1209600),
    ),
    "aws:sqs/queuePolicy:QueuePolicy": (policy_problems("policy"),),
    "aws:sqs/redrivePolicy:RedrivePolicy": (_dead_letters,),
    "aws:mq/broker:Broker": (needs("users"), _broker),
    "aws:s3/bucketPolicy:BucketPolicy": (policy_problems("policy"), _bucket_policy),
}
