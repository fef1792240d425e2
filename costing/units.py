"""Units of time and volume, each named once with its reason."""

import re
from decimal import Decimal
from functools import cache

from infra.aws_rules.month import HOURS_PER_MONTH

HOURS = Decimal(HOURS_PER_MONTH)
"""Hours of a month: 8,760 a year over 12, as AWS's own calculator counts."""
SECONDS = HOURS * 3600
DAYS = Decimal("30.42")
"""Days of a month: 365 over 12, rounded as published monthly prices do."""
MINUTES = HOURS * 60
KB_PER_GB = Decimal(1024 * 1024)
BYTES_PER_GB = Decimal(1024**3)
GB_PER_TB = Decimal(1024)
THOUSAND = Decimal(1000)
TEN_THOUSAND = Decimal(10_000)
HUNDRED_THOUSAND = Decimal(100_000)
MILLION = Decimal(1_000_000)
HUNDRED = Decimal(100)
MONTHS_PER_YEAR = 12

_MULTIPLES = {"k": THOUSAND, "M": MILLION}


@cache
def size_of(unit: str) -> Decimal:
    """Return how many pieces a unit holds: 10,000 for `10k requests`, 1 for `GB` and `alarm-month`."""
    match = re.match(r"(\d+)([kM]) ", unit)
    return Decimal(match[1]) * _MULTIPLES[match[2]] if match else Decimal(1)
