"""Figures of ours that stand in for what nobody has stated; every report names those it used."""

from decimal import Decimal
from typing import NamedTuple


class Assumption(NamedTuple):
    """A figure taken because none was given, and the key of the config that replaces it."""

    name: str
    value: str
    reason: str
    instead: str


ROLL_MINUTES = Decimal(10)
"""How long old and new tasks of a rolling deployment run side by side."""
PULL_MINUTES = Decimal(1)
"""From the start of billing of a Fargate task to its first instruction."""
LOG_COMPRESSION = Decimal("0.15")
"""Size of stored logs as a share of what was sent; the ceiling takes 1."""
FLOW_RECORD_BYTES = Decimal(120)
FLOW_RECORDS_PER_CONNECTION = Decimal(4)
FLOW_RECORDS_PER_INTERFACE_MINUTE = Decimal(20)
ALB_LOG_BYTES = Decimal(100)
"""One entry of a load balancer's access log, compressed."""
LOG_FILES = Decimal(8760)
"""Files a month that a load balancer node or a trail writes: one in five minutes."""
SITE_GB = Decimal("0.1")
TRAIL_GB = Decimal("0.1")
DB_LOG_BYTES = Decimal(50)
DB_LOG_BYTES_CEILING = Decimal(200)
CHANGE_PER_DAY = Decimal("0.01")
"""The share of stored data that changes in a day, and so is kept once more by that day's backup."""
CHANGE_PER_DAY_CEILING = Decimal("0.05")
NEW_LAYERS = Decimal("0.2")
"""The part of an image that a new tag does not share with the one before."""
INSIGHTS_LOG_KB = Decimal("1.5")
"""Performance log of Container Insights, a minute and task."""
SETTING_READS = Decimal(1)
"""Reads of each secret when a task starts."""
ACU_VCPU = Decimal("0.25")
"""Processing power of one Aurora capacity unit."""
