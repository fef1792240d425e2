"""Storage autoscaling of RDS: when a volume grows, and by how much."""

from decimal import Decimal
from typing import Final

from infra.aws_rules.rds_storage import GROWTH_PERCENT

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "FREE_PERCENT": ("rds-storage", "general-knowledge"),
    "LEAST_STEP_GIB": ("rds-storage", "general-knowledge"),
}

FREE_PERCENT: Final = 10
"""A volume grows when less than this much of it is free."""

LEAST_STEP_GIB: Final = 10
"""A step is the greater of this and `GROWTH_PERCENT`; AWS's third measure, a forecast over hours, is left out."""


def grown(storage_gib: int, most_gib: int, stored_gib: Decimal) -> int:
    """Return the size of a volume, in GiB, that has taken in `stored_gib`; `most_gib` ends its growth."""
    size = storage_gib
    while size < most_gib and stored_gib > size * (1 - Decimal(FREE_PERCENT) / 100):
        size += max(LEAST_STEP_GIB, -(-size * GROWTH_PERCENT // 100))
    return max(storage_gib, min(size, most_gib))
