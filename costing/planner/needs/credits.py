"""Burstable types: what their baseline sustains, day by day.

A burstable processor earns credits for its baseline and spends them above it; what is saved is lost after a day of
earning. So a load is sustained without paying for more when a day needs no more than it earns, and when what it spends
above the baseline was not more than a day's earnings.
Source: Amazon EC2 User Guide, "Key concepts for burstable performance instances": 24 hours of earnings are the most
that an instance can save.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from costing.money import ZERO
from costing.units import HOURS
from infra.aws_rules.ec2 import ACCRUAL_HOURS

HOURS_A_DAY = 24


class Busy(NamedTuple):
    """Hours of a month in which so many processors are busy."""

    hours: Decimal
    vcpu: Decimal


def sustains(baseline_vcpu: Decimal, parts: Iterable[Busy]) -> bool:
    """Return whether processors with so much baseline carry a month of equal days without surplus credits.

    Args:
        baseline_vcpu: processors that may be busy for ever, of all instances together.
        parts: the month; each part is spread evenly over its days.
    """
    needed = spent = ZERO
    for part in parts:
        hours_a_day = part.hours * HOURS_A_DAY / HOURS
        needed += hours_a_day * part.vcpu
        spent += hours_a_day * max(ZERO, part.vcpu - baseline_vcpu)
    return needed <= HOURS_A_DAY * baseline_vcpu and spent <= ACCRUAL_HOURS * baseline_vcpu


def least_instances(baseline_each: Decimal, parts: Iterable[Busy], most: int) -> int | None:
    """Return how many instances sustain the load, each with so much baseline; None where `most` do not."""
    known = tuple(parts)
    return next((n for n in range(1, most + 1) if sustains(baseline_each * n, known)), None)
