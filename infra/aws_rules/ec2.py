"""EC2 instance types that the price book knows, and what runs on them."""

from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from infra.aws_rules.values import words

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "FAMILIES": ("ec2-instance-types", "describe-instance-types", "general-knowledge"),
    "GIB_PER_VCPU": ("ec2-instance-types", "describe-instance-types", "general-knowledge"),
    "VCPU": ("ec2-instance-types", "describe-instance-types", "general-knowledge"),
    "INTERFACES": ("ec2-interfaces", "eni-max-pods"),
    "TRUNK_TASKS": ("ecs-trunking", "general-knowledge"),
    "BURSTABLE": ("ec2-burstable", "ec2-interfaces", "eni-max-pods"),
    "LAUNCH_CREDITS_PER_VCPU": ("ec2-burstable", "general-knowledge"),
    "UNLIMITED_BY_DEFAULT": ("ec2-burstable",),
    "ACCRUAL_HOURS": ("ec2-burstable",),
    "UNPRICED_FAMILIES": ("ec2-instance-types", "eni-max-pods"),
    "OWN_MEMORY_MIB": ("karpenter-memory",),
    "OWN_MEMORY_PERCENT": ("karpenter-memory",),
    "RESERVED_MEMORY_MIB": ("ecs-memory", "general-knowledge"),
    "PREVIOUS_GENERATION": ("ec2-burstable",),
    "INSTANCE_LIFETIME_LEAST_DAYS": ("botocore",),
    "REFRESH_SPREAD_PERCENT": ("botocore",),
    "DETAILED_METRICS": ("general-knowledge",),
    "BASIC_METRIC_MINUTES": ("asg-limits", "general-knowledge"),
    "ROOT_VOLUME_GIB": ("general-knowledge",),
}

FAMILIES: Final = {
    "c5": "x86_64",
    "c6a": "x86_64",
    "c6g": "arm64",
    "c6i": "x86_64",
    "c7g": "arm64",
    "c7i": "x86_64",
    "c8g": "arm64",
    "m5": "x86_64",
    "m5a": "x86_64",
    "m6a": "x86_64",
    "m6g": "arm64",
    "m6i": "x86_64",
    "m7a": "x86_64",
    "m7g": "arm64",
    "m7i": "x86_64",
    "m8g": "arm64",
    "r5": "x86_64",
    "r6g": "arm64",
    "r6i": "x86_64",
    "r7g": "arm64",
    "r7i": "x86_64",
    "r8g": "arm64",
}
"""The families that are not burstable, by processor."""

GIB_PER_VCPU: Final = {"c": 2, "m": 4, "r": 8}
VCPU: Final = {"medium": 1, "large": 2, "xlarge": 4, "2xlarge": 8, "4xlarge": 16}
"""Sizes; `medium` exists with Graviton only."""

INTERFACES: Final = {"medium": 2, "large": 3, "xlarge": 4, "2xlarge": 4, "4xlarge": 8}
"""Network interfaces by size, the instance's own included."""

TRUNK_TASKS: Final = {"medium": 4, "large": 10, "xlarge": 20, "2xlarge": 40, "4xlarge": 60}
"""Tasks with their own interface when the account has `awsvpcTrunking`, an opt-in.

AWS lists the fifth to seventh generation; c7i, m7i, r7i, m7a and the eighth follow by size. Burstable
types have no trunking.
"""

BURSTABLE: Final = """
    size     t2                  t3, t3a, t4g
    nano     1  0.5   3   5  2   2  0.5   6   5  2
    micro    1    1   6  10  2   2    1  12  10  2
    small    1    2  12  20  3   2    2  24  20  3
    medium   2    4  24  20  3   2    4  24  20  3
    large    2    8  36  30  3   2    8  36  30  3
    xlarge   4   16  54  22.5 3  4   16  96  40  4
    2xlarge  8   32  81.6 17 3   8   32  192 40  4
"""
"""vCPU, memory in GiB, CPU credits an hour, baseline percent of each vCPU, network interfaces.

t3a.small alone differs: two interfaces.
"""

LAUNCH_CREDITS_PER_VCPU: Final = 30
"""A T2 in standard mode starts with these; the later ones start with none."""

UNLIMITED_BY_DEFAULT: Final = {"t2": False, "t3": True, "t3a": True, "t4g": True}
"""Whether a launch without credit specification may burst at a charge."""

ACCRUAL_HOURS: Final = 24
"""The most credits an instance can save, in hours of earning."""

PREVIOUS_GENERATION: Final = frozenset({"t2"})

UNPRICED_FAMILIES: Final = words(
    """
    a1 c4 c5a c5ad c5d c5n c6gd c6gn c6id c6in c7a c7gd c7gn c7i-flex c8gd c8gn c8i g4dn g5 g5g g6
    g6e i3 i3en i4g i4i i7i i8g im4gn is4gen m4 m5ad m5d m5dn m5n m5zn m6gd m6id m6idn m6in m7gd
    m7i-flex m8gd m8i m8i-flex r4 r5a r5ad r5b r5d r5dn r5n r6a r6gd r6id r6idn r6in r7a r7gd r7iz
    r8gd r8i r8i-flex t1 x1 x2gd x2idn x2iedn z1d
    """
)
"""Families that EC2 has and the price book leaves out."""

OWN_MEMORY_MIB: Final = 64
OWN_MEMORY_PERCENT: Final = 7
"""What a container instance registers less than its type's memory: firmware, kernel, reserved pages.

Together they cover what was measured on every type here but c5.large, which lacks 433 MiB of 4096.
"""

RESERVED_MEMORY_MIB: Final = 128
"""What tasks leave to the agent, Docker and the system, by the agent's setting `ECS_RESERVED_MEMORY`.

Tasks that fill an instance would contend with them otherwise. AWS names the setting, with 256 MiB as an example.
"""

INSTANCE_LIFETIME_LEAST_DAYS: Final = 1
REFRESH_SPREAD_PERCENT: Final = 100
"""Auto Scaling: the shortest `MaxInstanceLifetime`, and the widest gap between the least and the most
healthy percent of an instance refresh."""

DETAILED_METRICS: Final = 7
BASIC_METRIC_MINUTES: Final = 5
"""Paid metrics of an instance with detailed monitoring, and how seldom they come without."""

ROOT_VOLUME_GIB: Final = (30, 16384)
"""The ECS-optimized AL2023 image has a root snapshot of 30 GiB; gp3 goes up to 16 TiB."""


class InstanceType(NamedTuple):
    """One type; the last three are None unless it is burstable."""

    name: str
    vcpu: int
    memory_mib: int
    architecture: str
    network_interfaces: int
    trunk_tasks: int | None
    baseline_percent: Decimal | None
    credits_per_hour: Decimal | None
    unlimited_by_default: bool | None

    @property
    def family(self) -> str:
        """The part before the dot."""
        return self.name.partition(".")[0]

    @property
    def generation(self) -> int:
        """The digit of the family: 4 of t4g."""
        return int(self.family[1])

    @property
    def burstable(self) -> bool:
        """Whether CPU above the baseline costs credits."""
        return self.baseline_percent is not None

    @property
    def awsvpc_tasks(self) -> int:
        """The tasks with an interface of their own that fit without trunking."""
        return self.network_interfaces - 1

    @property
    def registered_memory_mib(self) -> int:
        """What ECS can give to containers: the low end of what is measured, less what is reserved for the system."""
        return self.memory_mib * (100 - OWN_MEMORY_PERCENT) // 100 - OWN_MEMORY_MIB - RESERVED_MEMORY_MIB


@cache
def catalogue() -> dict[str, InstanceType]:
    """Return every type by name, families in order and sizes ascending."""
    types = [*_burstable_types(), *_other_types()]
    return {one.name: one for one in types}


def find(name: str) -> InstanceType | None:
    """Return the type of that name, None when the price book has no such type."""
    return catalogue().get(name)


def type_problem(name: str) -> str | None:
    """Say why a type cannot be used: no such type, or one without prices."""
    if name in catalogue():
        return None
    family = name.partition(".")[0]
    if family in UNPRICED_FAMILIES:
        return "is an EC2 instance type, but the price book has no prices for it"
    sizes = [one.name.partition(".")[2] for one in catalogue().values() if one.family == family]
    if sizes:
        return f"is not a size the price book has; {family} comes as {', '.join(sizes)}"
    return "is not an EC2 instance type"


def tasks_problem(name: str, tasks: int) -> str | None:
    """Say why so many tasks with interfaces of their own do not fit on a known type."""
    most = catalogue()[name].awsvpc_tasks
    return None if tasks <= most else f"is more than the {most} tasks that {name} has network interfaces for"


def refresh_problem(min_healthy_percent: int, max_healthy_percent: int) -> str | None:
    """Say why an instance refresh cannot have these bounds."""
    if max_healthy_percent - min_healthy_percent <= REFRESH_SPREAD_PERCENT:
        return None
    return f"is more than {REFRESH_SPREAD_PERCENT} above the least healthy percent"


def _burstable_types() -> list[InstanceType]:
    types: list[InstanceType] = []
    for family, unlimited in UNLIMITED_BY_DEFAULT.items():
        for line in BURSTABLE.strip().splitlines()[1:]:
            size, *figures = line.split()
            vcpu, gib, credits_per_hour, baseline, interfaces = figures[:5] if family == "t2" else figures[5:]
            name = f"{family}.{size}"
            types.append(
                InstanceType(
                    name=name,
                    vcpu=int(vcpu),
                    memory_mib=int(Decimal(gib) * 1024),
                    architecture="arm64" if family == "t4g" else "x86_64",
                    network_interfaces=2 if name == "t3a.small" else int(interfaces),
                    trunk_tasks=None,
                    baseline_percent=Decimal(baseline),
                    credits_per_hour=Decimal(credits_per_hour),
                    unlimited_by_default=unlimited,
                )
            )
    return types


def _other_types() -> list[InstanceType]:
    return [
        InstanceType(
            name=f"{family}.{size}",
            vcpu=vcpu,
            memory_mib=vcpu * GIB_PER_VCPU[family[0]] * 1024,
            architecture=architecture,
            network_interfaces=INTERFACES[size],
            trunk_tasks=TRUNK_TASKS[size],
            baseline_percent=None,
            credits_per_hour=None,
            unlimited_by_default=None,
        )
        for family, architecture in FAMILIES.items()
        for size, vcpu in VCPU.items()
        if size != "medium" or architecture == "arm64"
    ]
