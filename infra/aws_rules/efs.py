"""Amazon EFS: lifecycle days, throughput, mount targets."""

from decimal import Decimal
from typing import Final

from infra.aws_rules.values import neighbours

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "LIFECYCLE_DAYS": ("botocore",),
    "PROVISIONED_MIBPS": ("botocore",),
    "THROUGHPUT_MODES": ("botocore",),
    "INCLUDED_GIB_PER_MIBPS": ("efs-performance", "general-knowledge"),
    "BURSTING_KIBPS_PER_GIB": ("efs-throughput",),
    "BURSTING_LEAST_MIBPS": ("efs-bursting-least",),
    "BURSTING_MOST_OF_SMALL_MIBPS": ("efs-throughput",),
    "PORT": ("ecs-build",),
    "ARCHIVE_MODES": ("efs-performance", "general-knowledge"),
}

LIFECYCLE_DAYS: Final = (1, 7, 14, 30, 60, 90, 180, 270, 365)
"""Days without access after which files move to infrequent access, or to archive."""

THROUGHPUT_MODES: Final = ("elastic", "bursting", "provisioned")
ARCHIVE_MODES: Final = ("elastic",)
"""Throughput modes, and those that the archive class needs."""

PROVISIONED_MIBPS: Final = (1, 3414)
"""The most depends on the region: 1024 in some."""

INCLUDED_GIB_PER_MIBPS: Final = 20
"""Every 20 GiB in the standard class include 1 MiB/s of provisioned throughput."""

BURSTING_KIBPS_PER_GIB: Final = 50
BURSTING_LEAST_MIBPS: Final = 1
BURSTING_MOST_OF_SMALL_MIBPS: Final = 100
"""Bursting: what every GiB in the standard class earns, the least that is reported for any size, and the burst of a
file system below 1 TiB while its credits last."""

PORT: Final = 2049


def lifecycle_problem(days: int) -> str | None:
    """Say why files cannot move after so many days, and name the nearest that can."""
    if days in LIFECYCLE_DAYS:
        return None
    near = " or ".join(str(day) for day in neighbours(days, LIFECYCLE_DAYS) if day is not None)
    return f"is not a number of days EFS knows; the nearest is {near}"


def lifecycle_name(days: int) -> str:
    """Return what the API calls a number of days: AFTER_1_DAY, AFTER_30_DAYS."""
    return f"AFTER_{days}_DAY" if days == 1 else f"AFTER_{days}_DAYS"


def order_problem(infrequent_days: int | None, archive_days: int | None) -> str | None:
    """Say why files cannot move to archive when they do: not before infrequent access."""
    if infrequent_days is None or archive_days is None or archive_days > infrequent_days:
        return None
    return f"is not later than the {infrequent_days} days of infrequent access"


def billed_throughput(provisioned_mibps: Decimal, standard_gib: Decimal) -> Decimal:
    """Return the provisioned throughput in MiB/s that is not included with the stored data."""
    return max(Decimal(0), provisioned_mibps - standard_gib / INCLUDED_GIB_PER_MIBPS)
