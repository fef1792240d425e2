"""Aurora Serverless v2 for PostgreSQL: capacity units, auto-pause and connections."""

from decimal import Decimal
from itertools import pairwise
from typing import Final

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "ACU_MEMORY_GIB": ("aurora-capacity",),
    "ACU_STEP": ("botocore",),
    "ACU_MAX": ("botocore",),
    "ACU_MAX_LEAST": ("aurora-capacity",),
    "AUTO_PAUSE_SECONDS": ("botocore",),
    "SERVERLESS_FROM_MINOR": ("general-knowledge",),
    "PAUSE_FROM_MINOR": ("general-knowledge",),
    "RESUME_SECONDS": ("general-knowledge",),
    "CONNECTIONS": ("aurora-capacity", "general-knowledge"),
    "CONNECTIONS_MAX": ("aurora-capacity",),
    "CONNECTIONS_WHEN_SMALL": ("general-knowledge",),
}

ACU_MEMORY_GIB: Final = 2
"""One Aurora capacity unit is about two GiB with CPU and network to match."""

ACU_STEP: Final = Decimal("0.5")
ACU_MAX: Final = 256
ACU_MAX_LEAST: Final = 1
"""The maximum must be above 0.5, so it is 1 at least."""

AUTO_PAUSE_SECONDS: Final = (300, 86400)
"""Idle time before a cluster with minimum 0 pauses; AWS's default is the first."""

SERVERLESS_FROM_MINOR: Final = {13: 6, 14: 3, 15: 2, 16: 1}
"""The first minor that can be serverless (v2); later majors all can, earlier ones never."""

PAUSE_FROM_MINOR: Final = {13: 15, 14: 12, 15: 7, 16: 3}
"""The first minor that may scale to 0; later majors all do, earlier ones never."""

RESUME_SECONDS: Final = 15
"""What the first connection to a paused cluster waits, about."""

CONNECTIONS: Final = ((1, 189), (4, 823), (8, 1669), (16, 3360), (32, 5000))
"""`max_connections` by maximum capacity, where AWS tells it."""

CONNECTIONS_MAX: Final = 5000
CONNECTIONS_WHEN_SMALL: Final = 2000
"""The most there can be, and the most when the minimum capacity is 0 or 0.5."""


def capacity_problem(acu: Decimal) -> str | None:
    """Say why a number is no capacity in ACU."""
    if not 0 <= acu <= ACU_MAX:
        return f"is outside the 0-{ACU_MAX} ACU of Aurora Serverless v2"
    return f"is not in steps of {ACU_STEP} ACU" if acu % ACU_STEP else None


def range_problem(min_acu: Decimal, max_acu: Decimal) -> str | None:
    """Say why a maximum capacity does not go with a minimum."""
    if max_acu < ACU_MAX_LEAST:
        return f"is less than {ACU_MAX_LEAST} ACU, the least maximum"
    return f"is less than the minimum, {min_acu} ACU" if max_acu < min_acu else None


def serverless_problem(version: str) -> str | None:
    """Say why a version of Aurora PostgreSQL cannot be serverless; a major alone means its newest minor."""
    return _before(version, SERVERLESS_FROM_MINOR, "cannot be serverless")


def pause_problem(version: str) -> str | None:
    """Say why a version of Aurora PostgreSQL cannot scale to 0; a major alone means its newest minor."""
    return _before(version, PAUSE_FROM_MINOR, "cannot pause")


def _before(version: str, first_minors: dict[int, int], what: str) -> str | None:
    major, _, minor = version.partition(".")
    if not major.isdecimal():
        return None
    first = first_minors.get(int(major))
    oldest = min(first_minors)
    if first is None:
        return f"{what}: needs version {oldest}.{first_minors[oldest]} or later" if int(major) < oldest else None
    return f"{what}: needs version {major}.{first} or later" if minor.isdecimal() and int(minor) < first else None


def connection_limit(min_acu: Decimal, max_acu: Decimal) -> int:
    """Return the connections that a serverless instance takes: they follow the maximum capacity.

    Between the points that AWS publishes the count is drawn straight and rounded down.
    """
    cap = CONNECTIONS_WHEN_SMALL if min_acu <= ACU_STEP else CONNECTIONS_MAX
    for (low, fewer), (high, more) in pairwise(CONNECTIONS):
        if max_acu <= high:
            drawn = fewer + (more - fewer) * (max_acu - low) / (high - low)
            return min(cap, int(drawn))
    return cap
