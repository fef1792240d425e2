"""Where each price of the book stands in the AWS Price List: service, attributes, usage type, tier.

The Price List is asked by `pricing:GetProducts`. Attributes narrow the answer; the usage type picks the one product,
after its prefix for the region. A pattern's names in braces are parts of the item's key, `{type*}` one that may hold
dots; they may be used in attributes and usage types. Usage types were read in offer files and bills, in infracost's
resource code and in AWS's documents; `KEPT_AS_IT_IS` has what the Price List does not hold, or where the usage type is
not known, and such rows stay as they are.
"""

import re
from functools import cache
from typing import NamedTuple


class Filter(NamedTuple):
    """How to find the price of an item.

    Attributes:
        pattern: of the item's key.
        service: service code.
        usage: usage types without their prefix, in the order they are tried.
        attributes: what the product must say of itself.
        tiers: names of the graduated prices that the key's `{tier}` may have, the first first; the last is `…` where
            AWS has further ones that the book does not need.
        term: years, payment and offering of a reservation; empty for on-demand.
    """

    pattern: str
    service: str
    usage: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...] = ()
    tiers: tuple[str, ...] = ()
    term: tuple[str, ...] = ()


class Found(NamedTuple):
    """A filter that fits an item, with the parts of the item's key."""

    filter: Filter
    parts: dict[str, str]

    @property
    def usage(self) -> tuple[str, ...]:
        """Usage types to try, in order."""
        return tuple(one.format(**self.parts) for one in self.filter.usage)

    @property
    def attributes(self) -> tuple[tuple[str, str], ...]:
        """What to ask for."""
        return tuple((name, value.format(**self.parts)) for name, value in self.filter.attributes)


MORE = "…"
EC2 = "AmazonEC2"
RDS = "AmazonRDS"
CACHE = "AmazonElastiCache"
WATCH = "AmazonCloudWatch"
S3 = "AmazonS3"
POSTGRES = ("databaseEngine", "PostgreSQL")
AURORA = ("databaseEngine", "Aurora PostgreSQL")
SINGLE, MULTI = ("deploymentOption", "Single-AZ"), ("deploymentOption", "Multi-AZ")
LINUX = (
    ("productFamily", "Compute Instance"),
    ("operatingSystem", "Linux"),
    ("tenancy", "Shared"),
    ("preInstalledSw", "NA"),
    ("capacitystatus", "Used"),
    ("licenseModel", "No License required"),
)
RDS_INSTANCE = (("productFamily", "Database Instance"), POSTGRES)
NODE = (("productFamily", "Cache Instance"), ("locationType", "AWS Region"))
TRANSFER_TIERS = ("first-10tb", "10-50tb", "50-150tb")
NO, PARTIAL, ALL = "No Upfront", "Partial Upfront", "All Upfront"


def _rds_reserved(key: str, years: str, payment: str) -> tuple[Filter, Filter]:
    start = f"rds.postgres.reserved.{key}"
    term = (years, payment, "standard")
    return (
        Filter(f"{start}.single-az.{{type*}}", RDS, ("InstanceUsage:{type}",), (*RDS_INSTANCE, SINGLE), term=term),
        Filter(f"{start}.multi-az.{{type*}}", RDS, ("Multi-AZUsage:{type}",), (*RDS_INSTANCE, MULTI), term=term),
    )


FILTERS: tuple[Filter, ...] = (
    # network
    Filter("nat.gateway-hour", EC2, ("NatGateway-Hours",), (("productFamily", "NAT Gateway"),)),
    Filter("nat.gateway-gb", EC2, ("NatGateway-Bytes",), (("productFamily", "NAT Gateway"),)),
    Filter("vpc.public-ipv4.in-use-hour", "AmazonVPC", ("PublicIPv4:InUseAddress",)),
    Filter("vpc.interface-endpoint-hour", "AmazonVPC", ("VpcEndpoint-Hours",), (("productFamily", "VpcEndpoint"),)),
    Filter(
        "vpc.interface-endpoint-gb.{tier}",
        "AmazonVPC",
        ("VpcEndpoint-Bytes",),
        (("productFamily", "VpcEndpoint"),),
        ("first-1pb", "1pb-5pb", "over-5pb"),
    ),
    Filter(
        "transfer.internet-out-gb.{tier}",
        "AWSDataTransfer",
        ("DataTransfer-Out-Bytes",),
        (("transferType", "AWS Outbound"), ("toLocation", "External")),
        (*TRANSFER_TIERS, "over-150tb"),
    ),
    Filter(
        "transfer.inter-az-gb-each-direction",
        "AWSDataTransfer",
        ("DataTransfer-Regional-Bytes",),
        (("transferType", "IntraRegion"),),
    ),
    Filter("cloudwatch.logs.vended-s3-gb.{tier}", WATCH, ("S3-Egress-Bytes",), (), ("first-10tb", MORE)),
    Filter("cloudwatch.logs.vended-cloudwatch-gb.{tier}", WATCH, ("VendedLog-Bytes",), (), ("first-10tb", MORE)),
    # edge
    Filter("alb.hour", "AWSELB", ("LoadBalancerUsage",), (("productFamily", "Load Balancer-Application"),)),
    Filter("alb.lcu-hour", "AWSELB", ("LCUUsage",), (("productFamily", "Load Balancer-Application"),)),
    Filter("waf.web-acl-month", "awswaf", ("WebACLV2",)),
    Filter("waf.rule-month", "awswaf", ("RuleV2",)),
    Filter("waf.requests-1m", "awswaf", ("RequestV2-Tier1",)),
    Filter(
        "cloudfront.{edge}.out-gb.{tier}",
        "AmazonCloudFront",
        ("{EDGE}-DataTransfer-Out-Bytes",),
        (("transferType", "CloudFront Outbound"),),
        (*TRANSFER_TIERS, "150-500tb", "500tb-1pb", "1-5pb", "over-5pb"),
    ),
    Filter("cloudfront.{edge}.https-10k", "AmazonCloudFront", ("{EDGE}-Requests-Tier2-HTTPS",)),
    Filter("route53.hosted-zone-month.{tier}", "AmazonRoute53", ("HostedZone",), (), ("first-25", "over-25")),
    Filter(
        "route53.queries-standard-1m.{tier}",
        "AmazonRoute53",
        ("DNS-Queries",),
        (("routingType", "Standard"),),
        ("first-1b", "over-1b"),
    ),
    # services
    Filter("fargate.linux-x86.vcpu-hour", "AmazonECS", ("Fargate-vCPU-Hours:perCPU",)),
    Filter("fargate.linux-x86.gb-hour", "AmazonECS", ("Fargate-GB-Hours",)),
    Filter("fargate.linux-arm.vcpu-hour", "AmazonECS", ("Fargate-ARM-vCPU-Hours:perCPU",)),
    Filter("fargate.linux-arm.gb-hour", "AmazonECS", ("Fargate-ARM-GB-Hours",)),
    Filter("fargate.ephemeral-storage-gb-hour", "AmazonECS", ("Fargate-EphemeralStorage-GB-Hours",)),
    Filter("ec2.linux.{type*}", EC2, ("BoxUsage:{type}",), LINUX),
    *(
        Filter(
            f"ec2.reserved-{offering}.{years}-no-upfront.{{type*}}",
            EC2,
            ("BoxUsage:{type}",),
            LINUX,
            term=(years, NO, offering),
        )
        for offering in ("standard", "convertible")
        for years in ("1yr", "3yr")
    ),
    Filter("ec2.cpu-credits.{family}.vcpu-hour", EC2, ("CPUCredits:{family}",), (("operatingSystem", "Linux"),)),
    Filter("ebs.gp3.gb-month", EC2, ("EBS:VolumeUsage.gp3",), (("volumeApiName", "gp3"),)),
    # database
    Filter("rds.postgres.single-az.{type*}", RDS, ("InstanceUsage:{type}",), (*RDS_INSTANCE, SINGLE)),
    Filter("rds.postgres.multi-az.{type*}", RDS, ("Multi-AZUsage:{type}",), (*RDS_INSTANCE, MULTI)),
    *_rds_reserved("1yr-no-upfront", "1yr", NO),
    *_rds_reserved("1yr-partial-effective", "1yr", PARTIAL),
    *_rds_reserved("3yr-partial-effective", "3yr", PARTIAL),
    *(
        Filter(
            f"rds.storage.{kind}.{option[1].lower()}.gb-month",
            RDS,
            (f"RDS:{'Multi-AZ-' if option is MULTI else ''}{usage}",),
            (("productFamily", "Database Storage"), POSTGRES, option),
        )
        for kind, usage in (("gp2", "GP2-Storage"), ("gp3", "GP3-Storage"), ("io1", "PIOPS-Storage"))
        for option in (SINGLE, MULTI)
    ),
    Filter("rds.gp3.extra-iops-month.single-az", RDS, ("RDS:GP3-PIOPS",), (POSTGRES, SINGLE)),
    Filter("rds.gp3.extra-iops-month.multi-az", RDS, ("RDS:Multi-AZ-GP3-PIOPS",), (POSTGRES, MULTI)),
    Filter("rds.gp3.extra-throughput-mibps-month.single-az", RDS, ("RDS:GP3-Throughput",), (POSTGRES, SINGLE)),
    Filter("rds.gp3.extra-throughput-mibps-month.multi-az", RDS, ("RDS:Multi-AZ-GP3-Throughput",), (POSTGRES, MULTI)),
    Filter("rds.backup-storage.gb-month", RDS, ("RDS:ChargedBackupUsage",), (POSTGRES,)),
    Filter("rds.performance-insights.first-extra-month.vcpu-month", RDS, ("PI_LTR_FMR",)),
    Filter("rds.performance-insights.additional-month.vcpu-month", RDS, ("PI_LTR_AMR",)),
    Filter("rds.extended-support.year1-2.vcpu-hour", RDS, ("ExtendedSupport:Yr1-Yr2:PostgreSQL12",)),
    Filter("rds.extended-support.year3.vcpu-hour", RDS, ("ExtendedSupport:Yr3:PostgreSQL12",)),
    Filter("rds.cpu-credits.t4g.vcpu-hour", RDS, ("CPUCredits:db.t4g",), (POSTGRES,)),
    Filter("aurora.serverless-v2.acu-hour", RDS, ("Aurora:ServerlessV2Usage",), (AURORA,)),
    Filter("aurora.serverless-v2.io-optimized.acu-hour", RDS, ("Aurora:ServerlessV2IOOptimizedUsage",), (AURORA,)),
    Filter("aurora.storage.standard.gb-month", RDS, ("Aurora:StorageUsage",), (AURORA,)),
    Filter("aurora.storage.io-optimized.gb-month", RDS, ("Aurora:IO-OptimizedStorageUsage",), (AURORA,)),
    Filter("aurora.io-1m-requests", RDS, ("Aurora:StorageIOUsage",), (AURORA,)),
    Filter("aurora.backup-storage.gb-month", RDS, ("Aurora:BackupUsage",), (AURORA,)),
    Filter("aurora.extended-support.year1-2.acu-hour", RDS, ("ExtendedSupport:ASv2:Yr1-Yr2:PostgreSQL12",)),
    Filter("aurora.extended-support.year3.acu-hour", RDS, ("ExtendedSupport:ASv2:Yr3:PostgreSQL12",)),
    Filter(
        "cloudwatch.database-insights-advanced.vcpu-hour",
        WATCH,
        ("CW:DatabaseInsights-vCPU-Hours",),
        (("databaseEngineType", "RDS"),),
    ),
    Filter(
        "cloudwatch.database-insights-advanced.acu-hour",
        WATCH,
        ("CW:DatabaseInsights-ACU-Hours",),
    ),
    # cache
    Filter("elasticache.redis.{type*}", CACHE, ("NodeUsage:{type}",), (*NODE, ("cacheEngine", "Redis"))),
    Filter("elasticache.valkey.cache.{type*}", CACHE, ("NodeUsage:cache.{type}",), (*NODE, ("cacheEngine", "Valkey"))),
    Filter(
        "elasticache.reserved.1yr-no-upfront-effective.{type*}",
        CACHE,
        ("NodeUsage:{type}",),
        (*NODE, ("cacheEngine", "Redis")),
        term=("1yr", NO, "standard"),
    ),
    Filter(
        "elasticache.reserved.1yr-all-upfront-effective.{type*}",
        CACHE,
        ("NodeUsage:{type}",),
        (*NODE, ("cacheEngine", "Redis")),
        term=("1yr", ALL, "standard"),
    ),
    Filter(
        "elasticache.valkey.reserved.1yr-no-upfront.{type*}",
        CACHE,
        ("NodeUsage:{type}",),
        (*NODE, ("cacheEngine", "Valkey")),
        term=("1yr", NO, "standard"),
    ),
    *(
        Filter(f"elasticache.serverless.{engine.lower()}.{key}", CACHE, (f"{usage}:{engine}",))
        for engine in ("Valkey", "Redis")
        for key, usage in (("gb-hour", "CachedData"), ("1m-ecpu", "ElastiCacheProcessingUnits"))
    ),
    Filter("elasticache.backup-storage-gb-month", CACHE, ("BackupUsage",), (("productFamily", "Storage Snapshot"),)),
    # storage
    Filter(
        "s3.standard.gb-month.{tier}",
        S3,
        ("TimedStorage-ByteHrs",),
        (("volumeType", "Standard"),),
        ("first-50tb", "50-500tb", "over-500tb"),
    ),
    Filter("s3.standard.put-1k", S3, ("Requests-Tier1",), (("group", "S3-API-Tier1"),)),
    Filter("s3.standard.get-1k", S3, ("Requests-Tier2",), (("group", "S3-API-Tier2"),)),
    Filter(
        "s3.intelligent-tiering.frequent.gb-month.{tier}",
        S3,
        ("TimedStorage-INT-FA-ByteHrs",),
        (),
        ("first-50tb", MORE),
    ),
    Filter("s3.intelligent-tiering.infrequent.gb-month", S3, ("TimedStorage-INT-IA-ByteHrs",)),
    Filter("s3.intelligent-tiering.monitoring-1k-objects", S3, ("Monitoring-Automation-INT",)),
    Filter("s3.standard-ia.gb-month", S3, ("TimedStorage-SIA-ByteHrs",)),
    Filter("s3.onezone-ia.gb-month", S3, ("TimedStorage-ZIA-ByteHrs",)),
    Filter("s3.glacier-ir.gb-month", S3, ("TimedStorage-GIR-ByteHrs",)),
    Filter("s3.glacier-flexible.gb-month", S3, ("TimedStorage-GlacierByteHrs",)),
    Filter("s3.deep-archive.gb-month", S3, ("TimedStorage-GDA-ByteHrs",)),
    Filter("efs.standard.gb-month", "AmazonEFS", ("TimedStorage-ByteHrs",)),
    Filter("efs.ia.gb-month", "AmazonEFS", ("IATimedStorage-ByteHrs",)),
    Filter("efs.provisioned-throughput-mibps-month", "AmazonEFS", ("ProvisionedTP-MiBpsHrs",)),
    # messaging
    Filter(
        "sqs.standard-1m.{tier}",
        "AWSQueueService",
        ("Requests-RBP", "Requests-Tier1"),
        (("queueType", "Standard"),),
        ("first-100b", MORE),
    ),
    Filter(
        "sqs.fifo-1m.{tier}",
        "AWSQueueService",
        ("Requests-FIFO-RBP", "Requests-FIFO-Tier1", "Requests-RBP", "Requests-Tier1"),
        (("queueType", "FIFO (first-in, first-out)"),),
        ("first-100b", MORE),
    ),
    # secrets
    Filter(
        "secretsmanager.secret-month",
        "AWSSecretsManager",
        ("AWSSecretsManager-Secrets", "AWSSecretsManager-Secret"),
    ),
    Filter(
        "secretsmanager.api-10k-requests",
        "AWSSecretsManager",
        ("AWSSecretsManagerAPIRequest", "AWSSecretsManager-APIRequests"),
    ),
    Filter("kms.10k-requests", "awskms", ("KMS-Requests",)),
    # observability
    Filter(
        "cloudwatch.logs.ingest-standard-gb", WATCH, ("DataProcessing-Bytes",), (("productFamily", "Data Payload"),)
    ),
    Filter("cloudwatch.logs.ingest-infrequent-access-gb", WATCH, ("DataProcessingIA-Bytes",)),
    Filter(
        "cloudwatch.logs.storage-gb-month", WATCH, ("TimedStorage-ByteHrs",), (("productFamily", "Storage Snapshot"),)
    ),
    Filter(
        "cloudwatch.metric-month.{tier}",
        WATCH,
        ("CW:MetricMonitorUsage",),
        (("group", "Metric"),),
        ("first-10k", "10k-250k", "250k-1m", "over-1m"),
    ),
    Filter("cloudwatch.alarm.standard-month", WATCH, ("CW:AlarmMonitorUsage",), (("productFamily", "Alarm"),)),
    Filter("cloudwatch.dashboard-month", WATCH, ("DashboardsUsageHour",)),
    Filter("xray.traces-recorded-1m", "AWSXRay", ("XRay-TracesStored",)),
    Filter("sns.email-100k", "AmazonSNS", ("DeliveryAttempts-SMTP",)),
    Filter("sns.requests-1m", "AmazonSNS", ("Requests-Tier1",), (("group", "SNS-Requests-Tier1"),)),
    Filter("cloudtrail.management-events-extra-copy-100k", "AWSCloudTrail", ("PaidEventsRecorded",)),
    # backup, delivery
    Filter("backup.efs-warm-gb-month", "AWSBackup", ("WarmStorage-ByteHrs-EFS",)),
    Filter("backup.efs-cold-gb-month", "AWSBackup", ("ColdStorage-ByteHrs-EFS",)),
    Filter("backup.s3-warm-gb-month", "AWSBackup", ("WarmStorage-ByteHrs-S3",)),
    Filter("ecr.storage-gb-month", "AmazonECR", ("TimedStorage-ByteHrs",)),
    Filter("eks.cluster-hour", "AmazonEKS", ("AmazonEKS-Hours:perCluster",)),
)

KEPT_AS_IT_IS = {
    "fargate.spot.**": "Spot prices float; the Price List has none",
    "ec2.spot.**": "Spot prices float; the Price List has none",
    "fargate.*.vcpu-hour.compute-sp-*": "rates of savings plans stand in a price list of their own",
    "fargate.*.gb-hour.compute-sp-*": "rates of savings plans stand in a price list of their own",
    "database-sp.**": "rates of savings plans stand in a price list of their own",
    "always.**": "an allowance, not a price",
    "elasticache.extended-support.**": "a share of the node's price, stated by AWS in words",
    "elasticache.valkey.reserved.3yr.**": "several ways to pay, mixed",
    "cloudfront.flat-rate.*": "plans are not in the Price List",
    "waf.cloudfront.*": "a copy of the us-east-1 row",
    "acm.public-certificate": "free of charge",
    "ssm.standard-parameter-month": "free of charge",
    "budgets.*": "the same everywhere, stated by AWS in words",
    "cost-explorer.api-request": "the same everywhere, stated by AWS in words",
    "cloudfront.*.origin-gb": "its usage type is not known",
    "cloudfront.invalidation-path": "its usage type is not known",
    "cloudfront.function-1m": "its usage type is not known",
    "eventbridge.scheduler-1m": "its usage type is not known",
    "rds.storage.io2.**": "its usage type is not known",
    "rds.io1.iops-month.*": "its usage type is not known",
    "rds.io2.iops-month.*": "its usage type is not known",
    "aurora.performance-insights.**": "its usage type is not known",
    "cloudwatch.container-insights-enhanced-ecs.metric-month": "its usage type is not known",
    "efs.ia.*-gb": "its usage type is not known",
    "efs.ia.elastic-throughput.gb-month": "its usage type is not known",
    "efs.archive.**": "its usage type is not known",
    "efs.elastic-throughput.*": "its usage type is not known",
    "s3.*.retrieval-gb": "requests and retrievals share usage types: told apart by operation alone",
    "s3.*.retrieval-standard-gb": "requests and retrievals share usage types: told apart by operation alone",
    "s3.*.restore-standard-1k": "requests and retrievals share usage types: told apart by operation alone",
    "s3.standard-ia.*-1k": "requests and retrievals share usage types: told apart by operation alone",
    "s3.onezone-ia.*-1k": "requests and retrievals share usage types: told apart by operation alone",
    "s3.glacier-ir.*-1k": "requests and retrievals share usage types: told apart by operation alone",
    "s3.glacier-flexible.put-1k": "requests and retrievals share usage types: told apart by operation alone",
    "s3.deep-archive.put-1k": "requests and retrievals share usage types: told apart by operation alone",
    "s3.lifecycle-to-*": "requests and retrievals share usage types: told apart by operation alone",
    "s3.intelligent-tiering.put-1k": "requests and retrievals share usage types: told apart by operation alone",
    "s3.intelligent-tiering.get-1k": "requests and retrievals share usage types: told apart by operation alone",
    "s3.intelligent-tiering.archive-instant.gb-month": "its usage type is not known",
    "mq.**": "the meter of a cluster is not known to be for one broker or three",
    "backup.rds-warm-gb-month": "billed as RDS backup storage",
}
"""Rows of the book that no query finds, with the reason."""


def filter_of(item: str) -> Found | None:
    """Return where an item stands in the Price List; None where it is not there, or not known to be."""
    for one in FILTERS:
        match = _template(one.pattern).fullmatch(item)
        if match is not None:
            parts = match.groupdict()
            return Found(one, {**parts, **{name.upper(): value.upper() for name, value in parts.items()}})
    return None


def kept_because(item: str) -> str | None:
    """Return why an item is left as it is; None where the Price List has it."""
    for pattern, reason in KEPT_AS_IT_IS.items():
        if _stars(pattern).fullmatch(item):
            return reason
    return None


@cache
def _template(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+\*?)\}", pattern)
    return re.compile("".join(_group(part) if place % 2 else re.escape(part) for place, part in enumerate(parts)))


def _group(name: str) -> str:
    return f"(?P<{name.removesuffix('*')}>{'.+' if name.endswith('*') else '[^.]+'})"


@cache
def _stars(pattern: str) -> re.Pattern[str]:
    return re.compile(re.escape(pattern).replace(r"\*\*", ".+").replace(r"\*", "[^.]+"))
