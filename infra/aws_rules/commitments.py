"""Savings Plans and reservations: what may be bought, what they cover, and in which order."""

import math
from decimal import Decimal
from typing import Final

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "PLAN_HOURLY_STEP": ("botocore",),
    "PLAN_HOURLY_MIN": ("botocore",),
    "PLAN_UPFRONT_SHARE": ("botocore", "savings-plans"),
    "RDS_UNITS": ("rds-reserved", "general-knowledge"),
}

PLAN_HOURLY_STEP: Final = Decimal("0.00001")
PLAN_HOURLY_MIN: Final = Decimal("0.001")
"""An hourly commitment has at most five digits after the decimal point and is at least a tenth of a cent."""

PLAN_UPFRONT_SHARE: Final = {"noUpfront": Decimal(0), "partialUpfront": Decimal("0.5"), "allUpfront": Decimal(1)}
"""The part of a Savings Plan's whole term that is paid at its start: half is the least of a partial one."""

RDS_UNITS: Final = {"single-az": 1, "multi-az": 2}
"""Normalised units of one class: a Multi-AZ deployment takes twice those of a Single-AZ one, a replica those of one.

Reservations of RDS for PostgreSQL are size-flexible: two units cover one Multi-AZ deployment, or two Single-AZ
instances or replicas of the same class.
"""


def plan_hourly(needed: Decimal) -> Decimal:
    """Return the least hourly commitment, in dollars, that reaches `needed`."""
    return max(PLAN_HOURLY_MIN, math.ceil(needed / PLAN_HOURLY_STEP) * PLAN_HOURLY_STEP)
