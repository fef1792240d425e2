"""Container Insights: how many metrics ECS sends in each mode."""

from typing import Final, NamedTuple

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "FARGATE": ("insights-metrics",),
    "HEALTH": ("insights-metrics",),
    "LESS_ON_EC2": ("insights-metrics",),
}


class Counts(NamedTuple):
    """Metrics by what they are counted for: one cluster, each service, and so on."""

    cluster: int
    service: int
    task_family: int
    running_task: int
    container_definition: int
    running_container: int


FARGATE: Final = {
    "disabled": Counts(0, 0, 0, 0, 0, 0),
    "enabled": Counts(12, 15, 10, 0, 0, 0),
    "enhanced": Counts(25, 21, 16, 32, 14, 14),
}
"""By mode, without EBS volumes and restart policies."""

HEALTH: Final = {
    "disabled": Counts(0, 0, 0, 0, 0, 0),
    "enabled": Counts(0, 0, 0, 0, 0, 0),
    "enhanced": Counts(1, 0, 0, 0, 2, 2),
}
"""What a container with a health check adds; the cluster's one once."""

LESS_ON_EC2: Final = {
    "disabled": Counts(0, 0, 0, 0, 0, 0),
    "enabled": Counts(1, 2, 2, 0, 0, 0),
    "enhanced": Counts(2, 3, 3, 6, 0, 0),
}
"""What is missing on EC2 capacity: the ephemeral storage of Fargate."""


def counts(mode: str, *, ec2: bool = False) -> Counts:
    """Return the metrics of a mode on Fargate or on EC2 capacity."""
    if not ec2:
        return FARGATE[mode]
    return Counts(*(count - less for count, less in zip(FARGATE[mode], LESS_ON_EC2[mode], strict=True)))
