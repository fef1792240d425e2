"""Amazon MQ for RabbitMQ: versions, instance types, disks, names."""

from typing import Final

from infra.aws_rules.values import ALNUM, only

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "VERSIONS": ("mq-versions",),
    "FAMILIES_OF_MAJOR": ("mq-versions",),
    "INSTANCE_TYPES": ("mq-versions", "ec2-instance-types"),
    "SINGLE_ONLY": ("mq-quotas",),
    "DISK_GIB": ("mq-quotas",),
    "CLUSTER_BROKERS": ("mq-versions",),
    "NAME_MAX": ("botocore",),
    "USER_LENGTH": ("botocore",),
    "PASSWORD_LEAST": ("botocore",),
    "PASSWORD_FORBIDDEN": ("botocore",),
    "PASSWORD_DISTINCT_LEAST": ("botocore",),
    "PORT": ("general-knowledge",),
}

VERSIONS: Final = ("3.13", "4.2", "4.3")
"""What can be created; AWS picks the patch."""

FAMILIES_OF_MAJOR: Final = {3: ("t3", "m5", "m7g"), 4: ("m7g",)}
"""RabbitMQ 4 runs on Graviton only, and its queues are quorum queues unless told."""

INSTANCE_TYPES: Final = {
    "mq.t3.micro": (2, 1),
    "mq.m5.large": (2, 8),
    "mq.m5.xlarge": (4, 16),
    "mq.m5.2xlarge": (8, 32),
    "mq.m5.4xlarge": (16, 64),
    "mq.m7g.medium": (1, 4),
    "mq.m7g.large": (2, 8),
    "mq.m7g.xlarge": (4, 16),
    "mq.m7g.2xlarge": (8, 32),
    "mq.m7g.4xlarge": (16, 64),
}
"""vCPU and memory in GiB."""

SINGLE_ONLY: Final = frozenset({"mq.t3.micro"})
DISK_GIB: Final = {"mq.t3.micro": 20}
"""Types that form no cluster; EBS of a broker where it is not the 200 GiB of the others."""

CLUSTER_BROKERS: Final = 3
NAME_MAX: Final = 50
USER_LENGTH: Final = (2, 100)
PASSWORD_LEAST: Final = 12
PASSWORD_DISTINCT_LEAST: Final = 4
PASSWORD_FORBIDDEN: Final = frozenset(",:=")
PORT: Final = 5671
"""AMQP over TLS, the only way in."""


def disk_gib(instance_type: str) -> int:
    """Return the EBS volume of one broker, in GiB."""
    return DISK_GIB.get(instance_type, 200)


def version_problem(version: str, instance_type: str) -> str | None:
    """Say why a version cannot be created, or not on a known type."""
    if version not in VERSIONS:
        return f"is not a version of RabbitMQ on Amazon MQ; there is {', '.join(VERSIONS)}"
    families = FAMILIES_OF_MAJOR[int(version.partition(".")[0])]
    if instance_type.split(".")[1] in families:
        return None
    return f"does not run on {instance_type}, only on {', '.join(f'mq.{family}' for family in families)}"


def type_problem(instance_type: str, *, cluster: bool) -> str | None:
    """Say why a broker cannot have an instance type."""
    if instance_type not in INSTANCE_TYPES:
        return f"is not a RabbitMQ instance type; there is {', '.join(INSTANCE_TYPES)}"
    return "cannot form a cluster" if cluster and instance_type in SINGLE_ONLY else None


def password_problem(password: str) -> str | None:
    """Say why a text cannot be a broker's password, without showing any of it."""
    if len(password) < PASSWORD_LEAST:
        return f"has {len(password)} characters; Amazon MQ wants {PASSWORD_LEAST} at least"
    if len(set(password)) < PASSWORD_DISTINCT_LEAST:
        return f"has fewer than {PASSWORD_DISTINCT_LEAST} different characters"
    return None if PASSWORD_FORBIDDEN.isdisjoint(password) else "has one of , : = which Amazon MQ refuses"


def user_problem(name: str) -> str | None:
    """Say why a name cannot be a broker's user."""
    least, most = USER_LENGTH
    if not least <= len(name) <= most:
        return f"is not {least} to {most} characters"
    if name == "guest":
        return "is refused by Amazon MQ"
    return None if only(name, ALNUM | frozenset("-._")) else "has characters other than letters, digits and - . _"
