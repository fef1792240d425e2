"""Amazon ECS: containers, deployments, capacity providers, names."""

from typing import Final

from infra.aws_rules.values import ALNUM, only

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "HEALTH_INTERVAL_SECONDS": ("botocore",),
    "HEALTH_TIMEOUT_SECONDS": ("botocore",),
    "HEALTH_RETRIES": ("botocore",),
    "HEALTH_START_SECONDS": ("botocore",),
    "STOP_TIMEOUT_DEFAULT_SECONDS": ("botocore",),
    "CONTAINER_MEMORY_LEAST_MIB": ("botocore",),
    "CONTAINERS_MAX": ("general-knowledge",),
    "CPU_UNITS_PER_VCPU": ("botocore",),
    "TASK_CPU_UNITS_LEAST": ("botocore",),
    "CONDITIONS": ("botocore",),
    "BAKE_MINUTES": ("botocore", "ecs-build"),
    "STRATEGY_ITEMS_MAX": ("ecs-build",),
    "WEIGHT": ("botocore",),
    "BASE": ("botocore",),
    "TARGET_CAPACITY_PERCENT": ("botocore",),
    "NAME_MAX": ("botocore",),
    "PROVIDER_PREFIXES": ("botocore",),
    "EXEC_ACTIONS": ("ecs-exec", "general-knowledge"),
    "POLICY_ALARMS": ("ecs-scaling", "general-knowledge"),
    "METRIC_MINUTES": ("ecs-scaling",),
}

HEALTH_INTERVAL_SECONDS: Final = (5, 300)
HEALTH_TIMEOUT_SECONDS: Final = (2, 60)
HEALTH_RETRIES: Final = (1, 10)
HEALTH_START_SECONDS: Final = (0, 300)
"""Least and most of a container's health check."""

STOP_TIMEOUT_DEFAULT_SECONDS: Final = 30
CONTAINER_MEMORY_LEAST_MIB: Final = 6
CONTAINERS_MAX: Final = 10
CPU_UNITS_PER_VCPU: Final = 1024
TASK_CPU_UNITS_LEAST: Final = 128
"""The least that a task on instances may reserve."""

CONDITIONS: Final = {"start": "START", "complete": "COMPLETE", "success": "SUCCESS", "healthy": "HEALTHY"}
"""What a container may wait for in another one."""

BAKE_MINUTES: Final = (0, 1440)
"""How long a blue/green deployment keeps both sets of tasks."""

STRATEGY_ITEMS_MAX: Final = 20
WEIGHT: Final = (0, 1000)
BASE: Final = (0, 100000)
"""Capacity provider strategies: only one item may have a base, and some weight must be above 0."""

TARGET_CAPACITY_PERCENT: Final = (1, 100)
NAME_MAX: Final = 255
PROVIDER_PREFIXES: Final = ("aws", "ecs", "fargate")
"""Capacity providers may not be called so."""

EXEC_ACTIONS: Final = (
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
)
"""What ECS Exec needs on the task role. It also needs a writable root file system."""

POLICY_ALARMS: Final = 2
"""Every target tracking policy makes two alarms, one to scale out and one to scale in."""

METRIC_MINUTES: Final = 1
"""CPU and memory of a service are sent every minute, at no charge."""


def healthy_tasks(desired: int, minimum_healthy_percent: int) -> int:
    """Return the tasks that must run during a rolling deployment: rounded up."""
    return -(-desired * minimum_healthy_percent // 100)


def most_tasks(desired: int, maximum_percent: int) -> int:
    """Return the tasks that may run during a rolling deployment: rounded down."""
    return desired * maximum_percent // 100


def deployment_problem(desired: int, minimum_healthy_percent: int, maximum_percent: int) -> str | None:
    """Say why a rolling deployment could never start a new task: none may stop and none may be added."""
    least = healthy_tasks(desired, minimum_healthy_percent)
    most = most_tasks(desired, maximum_percent)
    if desired == 0 or most > desired or least < desired:
        return None
    return (
        f"leaves a deployment no room: {least} of {desired} tasks must stay and no more than {most} may run; "
        "100 and 200 percent always work"
    )


def health_problem(interval_seconds: int, timeout_seconds: int, retries: int, start_seconds: int) -> str | None:
    """Say which setting of a container's health check is out of bounds."""
    for name, value, (least, most) in (
        ("interval", interval_seconds, HEALTH_INTERVAL_SECONDS),
        ("timeout", timeout_seconds, HEALTH_TIMEOUT_SECONDS),
        ("retries", retries, HEALTH_RETRIES),
        ("start period", start_seconds, HEALTH_START_SECONDS),
    ):
        if not least <= value <= most:
            return f"has {name} {value}; ECS takes {least} to {most}"
    return None


def name_problem(name: str) -> str | None:
    """Say why a name cannot be a cluster's, a service's or a task family's."""
    if not 1 <= len(name) <= NAME_MAX:
        return f"is not 1 to {NAME_MAX} characters"
    return None if only(name, ALNUM | {"-", "_"}) else "has characters other than letters, digits, _ and -"
