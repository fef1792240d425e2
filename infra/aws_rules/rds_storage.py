"""Storage of RDS for PostgreSQL: types, sizes, IOPS and throughput."""

from typing import Final, NamedTuple

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "TYPES": ("botocore", "rds-storage"),
    "GP3_THRESHOLD_GB": ("terraform-28382", "rds-storage"),
    "GP3_SMALL": ("terraform-28382", "rds-storage"),
    "GP3_LARGE": ("terraform-28382", "rds-storage"),
    "GP3_MOST": ("rds-storage", "general-knowledge"),
    "GP3_IOPS_PER_MIBPS": ("rds-storage", "general-knowledge"),
    "PROVISIONED": ("botocore", "rds-storage", "general-knowledge"),
    "GROWTH_PERCENT": ("rds-storage", "general-knowledge"),
    "GROWTH_PAUSE_HOURS": ("rds-storage", "general-knowledge"),
}


class Performance(NamedTuple):
    """What a volume does: IOPS, and throughput in MiB/s."""

    iops: int
    mibps: int


TYPES: Final = {"gp3": (20, 65536), "gp2": (20, 65536), "io1": (100, 65536), "io2": (100, 65536)}
"""Least and most GiB by storage type. Magnetic (`standard`) is AWS's legacy and left out."""

GP3_THRESHOLD_GB: Final = 400
"""From here on gp3 is striped over four volumes; below it IOPS and throughput are fixed.

True of PostgreSQL, MySQL and MariaDB; Oracle changes at 200, SQL Server never.
"""

GP3_SMALL: Final = Performance(3000, 125)
"""Below the threshold: included, and neither may be set."""

GP3_LARGE: Final = Performance(12000, 500)
"""From the threshold on: included; more can be bought."""

GP3_MOST: Final = Performance(64000, 4000)
"""The most that gp3 sells, from the threshold on."""

GP3_IOPS_PER_MIBPS: Final = 4
"""A MiB/s of gp3 throughput needs at least four IOPS."""

PROVISIONED: Final = {"io1": (1000, 256000, 2, 50), "io2": (1000, 256000, 2, 1000)}
"""Types that are sold by IOPS: least and most IOPS, most GiB for one IOPS, most IOPS for one GiB."""

GROWTH_PERCENT: Final = 10
"""A step of growth, and the room `max_allocated_storage` must leave, is at least this much."""

GROWTH_PAUSE_HOURS: Final = 6
"""After a change of storage no other is taken for this long; storage never shrinks."""


def included(storage_type: str, storage_gb: int) -> Performance | None:
    """Return what a volume of gp3 does without paying more; None for the other types."""
    if storage_type != "gp3":
        return None
    return GP3_LARGE if storage_gb >= GP3_THRESHOLD_GB else GP3_SMALL


def size_problem(storage_type: str, storage_gb: int) -> str | None:
    """Say why a size in GiB is not sold in a storage type."""
    least, most = TYPES[storage_type]
    if least <= storage_gb <= most:
        return None
    return f"is outside the {least}-{most} GiB of {storage_type}"


def growth_problem(storage_gb: int, max_storage_gb: int) -> str | None:
    """Say why an autoscaling limit is too near to the size: RDS wants a tenth of room."""
    least = -(-storage_gb * (100 + GROWTH_PERCENT) // 100)
    if max_storage_gb >= least:
        return None
    return f"leaves no room to grow: autoscaling needs {GROWTH_PERCENT} % above the size, {least} GiB"


def iops_problem(storage_type: str, storage_gb: int, iops: int) -> str | None:
    """Say why IOPS cannot be had for a volume."""
    if storage_type == "gp2":
        return "cannot be set: gp2 gives 3 IOPS a GiB"
    if storage_type == "gp3":
        return _gp3_iops_problem(storage_gb, iops)
    least, most, gib_per_iops, iops_per_gib = PROVISIONED[storage_type]
    bottom, top = max(least, -(-storage_gb // gib_per_iops)), min(most, storage_gb * iops_per_gib)
    if bottom <= iops <= top:
        return None
    return f"is outside the {bottom}-{top} IOPS that {storage_type} takes at {storage_gb} GiB"


def _gp3_iops_problem(storage_gb: int, iops: int) -> str | None:
    if storage_gb < GP3_THRESHOLD_GB:
        return (
            f"cannot be set: below {GP3_THRESHOLD_GB} GiB gp3 has {GP3_SMALL.iops} IOPS, "
            f"no more and no less; from there on {GP3_LARGE.iops} are included"
        )
    if GP3_LARGE.iops <= iops <= GP3_MOST.iops:
        return None
    return f"is outside the {GP3_LARGE.iops}-{GP3_MOST.iops} IOPS of gp3 from {GP3_THRESHOLD_GB} GiB on"


def throughput_problem(storage_type: str, storage_gb: int, mibps: int, iops: int | None = None) -> str | None:
    """Say why throughput in MiB/s cannot be had for a volume; `iops` None means the included ones."""
    if storage_type != "gp3":
        return f"cannot be set: throughput is an option of gp3, not of {storage_type}"
    if storage_gb < GP3_THRESHOLD_GB:
        return (
            f"cannot be set: below {GP3_THRESHOLD_GB} GiB gp3 has {GP3_SMALL.mibps} MiB/s, "
            f"no more and no less; from there on {GP3_LARGE.mibps} are included"
        )
    top = min(GP3_MOST.mibps, (iops or GP3_LARGE.iops) // GP3_IOPS_PER_MIBPS)
    if GP3_LARGE.mibps <= mibps <= top:
        return None
    return f"is outside the {GP3_LARGE.mibps}-{top} MiB/s that gp3 takes with {iops or GP3_LARGE.iops} IOPS"
