"""CloudWatch metrics that AWS services send by themselves: what they are called, and in which unit they count."""

from decimal import Decimal
from typing import Final, NamedTuple

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "METRICS": ("ecs-metrics", "elb-metrics", "rds-metrics", "elasticache-metrics", "sqs-metrics"),
    "RUNNING_TASKS": ("insights-metrics",),
    "REQUESTS": ("elb-metrics",),
    "BYTES_PER_GB": ("rds-metrics",),
    "SAMPLE_SECONDS": ("ecs-metrics", "ecs-task-count"),
    "CACHE_HOST_CPU": ("elasticache-which-metrics",),
    "CACHE_HOST_CPU_UPTO_VCPU": ("elasticache-which-metrics",),
    "CACHE_CONNECTIONS_MAX": ("elasticache-parameters",),
    "CACHE_NODE_ID": ("elasticache-metrics", "general-knowledge"),
}


class CloudMetric(NamedTuple):
    """A metric of an AWS service.

    Attributes:
        namespace, name: as CloudWatch knows it.
        units: how many of its own units one of the config's unit is: 0.001 seconds a millisecond.
        statistic: the only one that says what is asked; empty where the user chooses.
    """

    namespace: str
    name: str
    units: Decimal = Decimal(1)
    statistic: str = ""


BYTES_PER_GB: Final = Decimal(1024**3)

METRICS: Final = {
    "service": {
        "cpu": CloudMetric("AWS/ECS", "CPUUtilization"),
        "memory": CloudMetric("AWS/ECS", "MemoryUtilization"),
        "runningCount": CloudMetric("AWS/ECS", "CPUUtilization", statistic="SampleCount"),
        "healthyTargets": CloudMetric("AWS/ApplicationELB", "HealthyHostCount", statistic="Minimum"),
        "responseTimeMs": CloudMetric("AWS/ApplicationELB", "TargetResponseTime", Decimal("0.001")),
        "serverErrorPercent": CloudMetric("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", statistic="Sum"),
    },
    "database": {
        "cpu": CloudMetric("AWS/RDS", "CPUUtilization"),
        "memory": CloudMetric("AWS/RDS", "FreeableMemory"),
        "connections": CloudMetric("AWS/RDS", "DatabaseConnections"),
        "freeStorageGb": CloudMetric("AWS/RDS", "FreeStorageSpace", BYTES_PER_GB),
    },
    "cache": {
        "cpu": CloudMetric("AWS/ElastiCache", "EngineCPUUtilization"),
        "memory": CloudMetric("AWS/ElastiCache", "DatabaseMemoryUsagePercentage"),
        "connections": CloudMetric("AWS/ElastiCache", "CurrConnections"),
    },
    "queue": {
        "depth": CloudMetric("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
        "ageSeconds": CloudMetric("AWS/SQS", "ApproximateAgeOfOldestMessage"),
    },
}
"""By what is watched, and what is asked of it.

ECS sends one sample of a service's CPU a minute and running task, so that their number counts the tasks. The memory of
a database is sent as bytes that are free; a free byte count falls as use rises.
"""

RUNNING_TASKS: Final = CloudMetric("ECS/ContainerInsights", "RunningTaskCount", statistic="Minimum")
"""The same count where Container Insights is on."""

REQUESTS: Final = CloudMetric("AWS/ApplicationELB", "RequestCount", statistic="Sum")
"""What server errors are a share of."""

SAMPLE_SECONDS: Final = 60
"""The only period over which the number of samples is the number of tasks."""

CACHE_HOST_CPU: Final = CloudMetric("AWS/ElastiCache", "CPUUtilization")
CACHE_HOST_CPU_UPTO_VCPU: Final = 2
"""On nodes of so few processors the host's CPU is to be watched; the engine works on one processor, so that its share
of the whole is a fraction."""

CACHE_CONNECTIONS_MAX: Final = 65000
"""`maxclients` of Valkey and Redis OSS, which no parameter group can change."""

CACHE_NODE_ID: Final = "{group}-{number:03}"
"""How ElastiCache names the nodes of a replication group, from 001."""
