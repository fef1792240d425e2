"""DB instance classes of RDS for PostgreSQL, those that the price book knows and the others."""

import re
from typing import Final, NamedTuple

from infra.aws_rules.values import words

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "ARCHITECTURES": ("rds-instance-classes", "general-knowledge"),
    "SIZES": ("rds-instance-classes", "describe-instance-types", "general-knowledge"),
    "BASELINE_PERCENT": ("ec2-burstable", "rds-instance-classes", "general-knowledge"),
    "UNPRICED_FAMILIES": ("cfn-lint",),
    "VCPU_PER_XLARGE": ("rds-instance-classes",),
    "GIB_PER_VCPU": ("rds-instance-classes", "general-knowledge"),
    "NOT_BEFORE_MAJOR": ("cfn-lint", "general-knowledge"),
}

ARCHITECTURES: Final = {
    "t3": "x86_64",
    "t4g": "arm64",
    "m5": "x86_64",
    "m6g": "arm64",
    "m6i": "x86_64",
    "m7g": "arm64",
    "m7i": "x86_64",
    "r5": "x86_64",
    "r6g": "arm64",
    "r6i": "x86_64",
    "r7g": "arm64",
    "r7i": "x86_64",
}
"""The families with prices; the processor is invisible to clients, but not to the price."""

SIZES: Final = {
    "t": {
        "micro": (2, 1),
        "small": (2, 2),
        "medium": (2, 4),
        "large": (2, 8),
        "xlarge": (4, 16),
        "2xlarge": (8, 32),
    },
    "m": {"large": (2, 8), "xlarge": (4, 16), "2xlarge": (8, 32), "4xlarge": (16, 64)},
    "r": {"large": (2, 16), "xlarge": (4, 32), "2xlarge": (8, 64), "4xlarge": (16, 128)},
}
"""vCPU and memory in GiB by series and size. db.t3.micro has two vCPU, not one."""

BASELINE_PERCENT: Final = {"micro": 10, "small": 20, "medium": 20, "large": 30, "xlarge": 40, "2xlarge": 40}
"""What each vCPU of a db.t class may use for ever; RDS always runs them unlimited and bills the rest."""

UNPRICED_FAMILIES: Final = words(
    "c6gd m5d m6gd m6id m6idn m8a m8g m8gd m9g r5b r5d r6gd r6id r6idn r7gd r8a r8g r8gd x2g x2iedn z1d"
)
"""Families that RDS for PostgreSQL sells and the price book leaves out."""


NOT_BEFORE_MAJOR: Final = {
    "t4g": 12,
    "m6g": 12,
    "r6g": 12,
    "m6i": 12,
    "r6i": 12,
    "m7g": 13,
    "r7g": 13,
    "m7i": 13,
    "r7i": 13,
}
"""The first major version whose last minor runs on a family; families not named run on all."""


VCPU_PER_XLARGE: Final = 4
"""Processors of an xlarge; a 2xlarge has twice as many, a large half, a medium a quarter. Only db.t differs."""

GIB_PER_VCPU: Final = {"c": 2, "m": 4, "r": 8, "z": 8, "x2g": 16, "x2iedn": 32}
"""Memory of the families without prices, by family or else by series."""


class DbClass(NamedTuple):
    """One DB instance class; `baseline_percent` is None unless the class is burstable."""

    name: str
    vcpu: int
    memory_gib: int
    architecture: str
    baseline_percent: int | None

    @property
    def burstable(self) -> bool:
        """Whether CPU above the baseline is billed as surplus credits."""
        return self.baseline_percent is not None


def family(name: str) -> str:
    """Return the family of a class name: t4g for db.t4g.micro, empty when the name has no such form."""
    parts = name.split(".")
    return parts[1] if len(parts) == 3 and parts[0] == "db" else ""


def find(name: str) -> DbClass | None:
    """Return the class of that name, with prices or without; None where there is no such class."""
    its_family, size = family(name), name.rpartition(".")[2]
    if its_family in UNPRICED_FAMILIES:
        return _without_prices(name, its_family, _vcpu_of_size(size))
    architecture = ARCHITECTURES.get(its_family)
    shape = SIZES[its_family[0]].get(size) if architecture else None
    if architecture is None or shape is None:
        return None
    baseline = BASELINE_PERCENT[size] if its_family.startswith("t") else None
    return DbClass(name, shape[0], shape[1], architecture, baseline)


def _without_prices(name: str, its_family: str, vcpu: int) -> DbClass | None:
    generation = its_family.lstrip("cmrxz")[:2]
    architecture = "arm64" if generation.endswith("g") else "x86_64"
    per_vcpu = GIB_PER_VCPU.get(its_family) or GIB_PER_VCPU[its_family[0]]
    return DbClass(name, vcpu, vcpu * per_vcpu, architecture, None) if vcpu else None


def _vcpu_of_size(size: str) -> int:
    many = re.fullmatch(r"([1-9]\d?)xlarge", size)
    if many:
        return int(many[1]) * VCPU_PER_XLARGE
    return {"medium": VCPU_PER_XLARGE // 4, "large": VCPU_PER_XLARGE // 2, "xlarge": VCPU_PER_XLARGE}.get(size, 0)


def names() -> tuple[str, ...]:
    """Return every class name, families in their order and sizes ascending."""
    return tuple(f"db.{f}.{size}" for f in ARCHITECTURES for size in SIZES[f[0]])


def class_problem(name: str) -> str | None:
    """Say why a name is that of no class; one without prices is a class."""
    if find(name):
        return None
    its_family = family(name)
    if its_family in ARCHITECTURES:
        sizes = ", ".join(SIZES[its_family[0]])
        return f"is not a size the price book has; db.{its_family} comes as {sizes}"
    return "is not a DB instance class of RDS for PostgreSQL"


def version_problem(name: str, major: int) -> str | None:
    """Say why a class is not offered for a major version of PostgreSQL."""
    first = NOT_BEFORE_MAJOR.get(family(name), 0)
    return f"runs PostgreSQL {first} and later only" if major < first else None
