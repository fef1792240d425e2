"""Rows of what holds data: `rds`, `elasticache`, `efs`, `s3`, `sqs`, `mq`."""

from collections.abc import Callable
from typing import Any, Final

from sandbox.account import ACCOUNT_ID, Living
from sandbox.aws.row import Making, Output, Row

# The newest minor of each PostgreSQL major, and of each Aurora PostgreSQL major, as the account would get it for a
# bare major. Source: AWS's release calendars for RDS PostgreSQL and Aurora PostgreSQL, read in November 2026.
_POSTGRES_MINORS: Final = {
    "11": "11.22",
    "12": "12.22",
    "13": "13.23",
    "14": "14.24",
    "15": "15.19",
    "16": "16.15",
    "17": "17.11",
    "18": "18.6",
}
_AURORA_MINORS: Final = {"14": "14.17", "15": "15.10", "16": "16.8", "17": "17.4", "18": "18.3"}


def _actual(minors: dict[str, str], default: str) -> Output:
    def version(making: Making) -> str:
        asked = str(making.get("engineVersion", default))
        return minors.get(asked, asked)

    return version


def _host(suffix: str) -> str:
    return "{identifier}.c{hex11_host}.{region}." + suffix


def _port(making: Making) -> int:
    return int(making.get("port", 3306 if "mysql" in str(making.get("engine")) else 5432))


def _master_secrets(making: Making) -> list[dict[str, str]]:
    if not making.get("manageMasterUserPassword"):
        return []
    arn = making.fill("arn:{partition}:secretsmanager:{region}:{account}:secret:rds!db-{hex32_secret}-{hex6_secret}")
    key = str(making.get("masterUserSecretKmsKeyId", making.fill("alias/aws/secretsmanager")))
    return [{"kmsKeyId": key, "secretArn": arn, "secretStatus": "active"}]


def managed_secret(making: Making) -> list[Living]:
    """The secret that RDS makes and owns for a managed master password."""
    return [
        Living(
            "aws:secretsmanager/secret:Secret",
            secret["secretArn"],
            making.region,
            outputs={"arn": secret["secretArn"], "name": secret["secretArn"].split(":secret:")[1][:-7]},
            handles={"id": secret["secretArn"], "arn": secret["secretArn"]},
        )
        for secret in _master_secrets(making)
    ]


def _nodes(making: Making) -> list[str]:
    count = int(making.get("numCacheClusters", 1))
    return [f"{making.get('replicationGroupId')}-{number:03d}" for number in range(1, count + 1)]


def _clustered(making: Making) -> bool:
    return int(making.get("numNodeGroups", 1)) > 1 or making.get("clusterMode") == "enabled"


def _cache_host(kind: str) -> Output:
    """The endpoint's name: `master` and `replica` without cluster mode, `clustercfg` with it; TLS has its own."""

    def host(making: Making) -> str:
        if (kind == "clustercfg") is not _clustered(making):
            return ""
        tls = making.get("transitEncryptionEnabled", making.get("engine") == "valkey")
        name, label, code = str(making.get("replicationGroupId")), making.digits(6, "host"), "use1"
        prefix = f"{kind}.{name}.{label}" if tls else f"{name}.{label}.{kind.replace('master', 'ng.0001')}"
        return f"{prefix}.{code}.cache.amazonaws.com"

    return host


def _serverless_endpoint(port: int) -> Output:
    def endpoints(making: Making) -> list[dict[str, Any]]:
        name = f"{making.get('name')}-{making.digits(6, 'host')}.serverless.{making.region}.cache.amazonaws.com"
        return [{"address": name, "port": port}]

    return endpoints


def _website(making: Making) -> str:
    return f"{making.get('bucket')}.s3-website-{making.region}.amazonaws.com"


def _subnet_zone(prop: str) -> Callable[[Making], str]:
    def zone(making: Making) -> str:
        subnet = making.ref("subnetId")
        return str(subnet.get(prop)) if subnet else ""

    return zone


def _fs_host(making: Making) -> str:
    return f"{making.get('fileSystemId', making.id)}.efs.{making.region}.amazonaws.com"


def _fs_arn(making: Making) -> str:
    fs = making.get("fileSystemId")
    return f"arn:aws:elasticfilesystem:{making.region}:{ACCOUNT_ID}:file-system/{fs}"


def _broker_instances(making: Making) -> list[dict[str, Any]]:
    host = f"{making.id}.mq.{making.region}.on.aws"
    scheme = "amqps" if making.get("engineType") == "RabbitMQ" else "amqp+ssl"
    console = f"https://{host}"
    return [{"consoleUrl": console, "endpoints": [f"{scheme}://{host}:5671"], "ipAddress": ""}]


def _vpc_of_first_subnet(making: Making) -> str:
    subnets = making.refs_under("subnetIds")
    return str(subnets[0].get("vpcId")) if subnets else ""


def _of_bucket(suffix: str = "") -> Row:
    return Row("{bucket}" + suffix)


_RDS: Final = "arn:{partition}:rds:{region}:{account}:"
_CACHE: Final = "arn:{partition}:elasticache:{region}:{account}:"

DATA: dict[str, Row] = {
    "aws:rds/instance:Instance": Row(
        "db-{HEX26}",
        _RDS + "db:{identifier}",
        {
            "address": _host("rds.amazonaws.com"),
            "endpoint": lambda making: making.fill(_host("rds.amazonaws.com")) + f":{_port(making)}",
            "port": _port,
            "engineVersionActual": _actual(_POSTGRES_MINORS, "17"),
            "engine": "postgres",
            "engineLifecycleSupport": "open-source-rds-extended-support",
            "hostedZoneId": "Z{HEX13_zone}",
            "latestRestorableTime": "",
            "listenerEndpoints": [],
            "masterUserSecrets": _master_secrets,
            "replicas": [],
            "resourceId": "{id}",
            "status": "available",
            "upgradeRolloutOrder": "second",
            "backupRetentionPeriod": 0,
            "backupWindow": "03:00-03:30",
            "maintenanceWindow": "sun:04:00-sun:04:30",
            "caCertIdentifier": "rds-ca-rsa2048-g1",
            "databaseInsightsMode": "standard",
            "licenseModel": "postgresql-license",
            "networkType": "IPV4",
            "multiAz": False,
            "iops": 3000,
            "storageThroughput": 125,
            "storageType": "gp3",
        },
        also=managed_secret,
    ),
    "aws:rds/cluster:Cluster": Row(
        "{clusterIdentifier}",
        _RDS + "cluster:{clusterIdentifier}",
        {
            "endpoint": "{clusterIdentifier}.cluster-c{hex11_host}.{region}.rds.amazonaws.com",
            "readerEndpoint": "{clusterIdentifier}.cluster-ro-c{hex11_host}.{region}.rds.amazonaws.com",
            "port": lambda making: 3306 if "mysql" in str(making.get("engine")) else 5432,
            "engineVersionActual": _actual(_AURORA_MINORS, "17"),
            "engineLifecycleSupport": "open-source-rds-extended-support",
            "hostedZoneId": "Z{HEX13_zone}",
            "clusterResourceId": "cluster-{HEX26_resource}",
            "caCertificateValidTill": "2061-05-01T00:00:00Z",
            "masterUserSecrets": _master_secrets,
            "upgradeRolloutOrder": "second",
            "backupRetentionPeriod": 1,
            "preferredBackupWindow": "03:00-03:30",
            "preferredMaintenanceWindow": "sun:04:00-sun:04:30",
            "databaseInsightsMode": "standard",
            "storageType": "",
        },
        also=managed_secret,
    ),
    "aws:rds/clusterInstance:ClusterInstance": Row(
        "{identifier}",
        _RDS + "db:{identifier}",
        {
            "dbiResourceId": "db-{HEX26_resource}",
            "endpoint": _host("rds.amazonaws.com"),
            "port": lambda making: 3306 if "mysql" in str(making.get("engine")) else 5432,
            "engineVersionActual": _actual(_AURORA_MINORS, "17"),
            "kmsKeyId": "",
            "networkType": "IPV4",
            "storageEncrypted": lambda making: (
                bool(cluster.get("storageEncrypted")) if (cluster := making.ref("clusterIdentifier")) else False
            ),
            "writer": lambda making: making.get("promotionTier", 0) == 0,
            "caCertIdentifier": "rds-ca-rsa2048-g1",
        },
    ),
    "aws:rds/subnetGroup:SubnetGroup": Row(
        "{name}", _RDS + "subgrp:{name}", {"supportedNetworkTypes": ["IPV4"], "vpcId": _vpc_of_first_subnet}
    ),
    "aws:rds/parameterGroup:ParameterGroup": Row("{name}", _RDS + "pg:{name}"),
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": Row("{name}", _RDS + "cluster-pg:{name}"),
    "aws:elasticache/replicationGroup:ReplicationGroup": Row(
        "{replicationGroupId}",
        _CACHE + "replicationgroup:{replicationGroupId}",
        {
            "clusterEnabled": _clustered,
            "configurationEndpointAddress": _cache_host("clustercfg"),
            "primaryEndpointAddress": _cache_host("master"),
            "readerEndpointAddress": _cache_host("replica"),
            "engineVersionActual": lambda making: f"{making.get('engineVersion', '8.1')}.0",
            "memberClusters": _nodes,
            "numCacheClusters": 1,
            "numNodeGroups": 1,
            "engine": "redis",
            "maintenanceWindow": "sun:05:00-sun:06:00",
            "snapshotWindow": "03:00-04:00",
            "networkType": "ipv4",
            "ipDiscovery": "ipv4",
            "atRestEncryptionEnabled": lambda making: making.get("engine") == "valkey",
            "clusterMode": "disabled",
        },
    ),
    "aws:elasticache/subnetGroup:SubnetGroup": Row(
        "{name}", _CACHE + "subnetgroup:{name}", {"vpcId": _vpc_of_first_subnet}
    ),
    "aws:elasticache/parameterGroup:ParameterGroup": Row("{name}", _CACHE + "parametergroup:{name}"),
    "aws:elasticache/serverlessCache:ServerlessCache": Row(
        "{name}",
        _CACHE + "serverlesscache:{name}",
        {
            "createTime": "2026-01-01T00:00:00Z",
            "endpoints": _serverless_endpoint(6379),
            "readerEndpoints": _serverless_endpoint(6380),
            "fullEngineVersion": lambda making: str(making.get("majorEngineVersion", "8")),
            "status": "available",
        },
    ),
    "aws:elasticache/user:User": Row("{userId}", _CACHE + "user:{userId}"),
    "aws:elasticache/userGroup:UserGroup": Row("{userGroupId}", _CACHE + "usergroup:{userGroupId}"),
    "aws:elasticache/cluster:Cluster": Row(
        "{clusterId}",
        _CACHE + "cluster:{clusterId}",
        {
            "cacheNodes": lambda making: [
                {
                    "id": f"{number:04d}",
                    "address": making.fill("{clusterId}.{hex6_host}.0001.use1.cache.amazonaws.com"),
                    "port": making.get("port", 6379),
                    "availabilityZone": f"{making.region}a",
                    "outpostArn": "",
                }
                for number in range(1, int(making.get("numCacheNodes", 1)) + 1)
            ],
            "clusterAddress": "",
            "configurationEndpoint": "",
            "engineVersionActual": lambda making: str(making.get("engineVersion", "7.1")),
            "port": 6379,
        },
    ),
    "aws:efs/fileSystem:FileSystem": Row(
        "fs-{hex17}",
        "arn:{partition}:elasticfilesystem:{region}:{account}:file-system/{id}",
        {
            "availabilityZoneId": "",
            "dnsName": _fs_host,
            "name": lambda making: str(making.get("tagsAll", {}).get("Name", "")),
            "numberOfMountTargets": 0,
            "sizeInBytes": [{"value": 6144, "valueInIa": 0, "valueInStandard": 6144}],
            "encrypted": False,
            "performanceMode": "generalPurpose",
        },
    ),
    "aws:efs/mountTarget:MountTarget": Row(
        "fsmt-{hex17}",
        outputs={
            "availabilityZoneId": _subnet_zone("availabilityZoneId"),
            "availabilityZoneName": _subnet_zone("availabilityZone"),
            "dnsName": _fs_host,
            "fileSystemArn": _fs_arn,
            "mountTargetDnsName": lambda making: f"{_subnet_zone('availabilityZone')(making)}.{_fs_host(making)}",
            "networkInterfaceId": "eni-{hex17_eni}",
            "ipAddress": "10.0.0.{hex1}",
        },
    ),
    "aws:efs/accessPoint:AccessPoint": Row(
        "fsap-{hex17}",
        "arn:{partition}:elasticfilesystem:{region}:{account}:access-point/{id}",
        {"fileSystemArn": _fs_arn},
    ),
    "aws:efs/backupPolicy:BackupPolicy": Row("{fileSystemId}"),
    "aws:efs/fileSystemPolicy:FileSystemPolicy": Row("{fileSystemId}"),
    "aws:s3/bucket:Bucket": Row(
        "{bucket}",
        "arn:{partition}:s3:::{bucket}",
        {
            "bucketDomainName": "{bucket}.s3.amazonaws.com",
            "bucketRegion": "{region}",
            "bucketRegionalDomainName": "{bucket}.s3.{region}.amazonaws.com",
            "hostedZoneId": "Z{HEX13_zone}",
            "websiteDomain": "",
            "websiteEndpoint": "",
            "requestPayer": "BucketOwner",
        },
    ),
    "aws:s3/bucketVersioning:BucketVersioning": _of_bucket(),
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": _of_bucket(),
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": Row(
        "{bucket}", outputs={"transitionDefaultMinimumObjectSize": "all_storage_classes_128K"}
    ),
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": _of_bucket(),
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": _of_bucket(),
    "aws:s3/bucketPolicy:BucketPolicy": _of_bucket(),
    "aws:s3/bucketLogging:BucketLogging": _of_bucket(),
    "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration": _of_bucket(),
    "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration": Row(
        "{bucket}",
        outputs={"websiteDomain": "s3-website-{region}.amazonaws.com", "websiteEndpoint": _website},
    ),
    "aws:s3/bucketAcl:BucketAcl": _of_bucket(",{acl}"),
    "aws:s3/bucketNotification:BucketNotification": _of_bucket(),
    "aws:s3/bucketMetric:BucketMetric": _of_bucket(":{name}"),
    "aws:s3/bucketIntelligentTieringConfiguration:BucketIntelligentTieringConfiguration": _of_bucket(":{name}"),
    "aws:s3/bucketObjectv2:BucketObjectv2": Row(
        "{bucket}/{key}",
        "arn:{partition}:s3:::{bucket}/{key}",
        {
            "checksumCrc32": "",
            "checksumCrc32c": "",
            "checksumCrc64nvme": "",
            "checksumSha1": "",
            "checksumSha256": "",
            "contentType": "application/octet-stream",
            "etag": "{hex32_etag}",
            "serverSideEncryption": "AES256",
            "storageClass": "STANDARD",
            "versionId": "",
        },
    ),
    "aws:sqs/queue:Queue": Row(
        "https://sqs.{region}.amazonaws.com/{account}/{name}",
        "arn:{partition}:sqs:{region}:{account}:{name}",
        {"url": "{id}", "sqsManagedSseEnabled": True},
    ),
    "aws:sqs/queuePolicy:QueuePolicy": Row("{queueUrl}"),
    "aws:sqs/redrivePolicy:RedrivePolicy": Row("{queueUrl}"),
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": Row("{queueUrl}"),
    "aws:mq/broker:Broker": Row(
        "b-{uuid}",
        "arn:{partition}:mq:{region}:{account}:broker:{brokerName}:{id}",
        {
            "instances": _broker_instances,
            "pendingDataReplicationMode": "",
            "sharedResources": [],
            "authenticationStrategy": "simple",
            "storageType": "ebs",
        },
    ),
    "aws:mq/configuration:Configuration": Row(
        "c-{uuid}",
        "arn:{partition}:mq:{region}:{account}:configuration:{id}",
        {
            "latestRevision": lambda making: int(making.previous.get("latestRevision")) + 1 if making.previous else 1,
            "authenticationStrategy": "simple",
        },
    ),
}
