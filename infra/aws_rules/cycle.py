"""The four years over which schedules are counted: 2025 to 2028, the last a leap year.

They hold every length of month; weekdays come out within a thousandth of their long-run mean.
"""

from datetime import UTC, datetime
from functools import cache
from typing import Final, NamedTuple

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "FIRST_YEAR": ("calendar",),
    "DAYS": ("calendar",),
    "DAY_MINUTES": ("calendar",),
    "MINUTES": ("calendar",),
    "START": ("calendar",),
}

FIRST_YEAR: Final = 2025
DAYS: Final = 4 * 365 + 1
DAY_MINUTES: Final = 24 * 60
MINUTES: Final = DAYS * DAY_MINUTES
START: Final = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
"""Minute 0 of the cycle."""


class Month(NamedTuple):
    """One month: its number, its first day counted from the start of the cycle, days, first weekday."""

    month: int
    first_day: int
    days: int
    first_weekday: int
    """1 is Sunday, as in cron."""

    def weekday(self, day: int) -> int:
        """Return the weekday of a day of this month, counted from 1; 1 is Sunday."""
        return (self.first_weekday + day - 2) % 7 + 1


@cache
def months() -> tuple[Month, ...]:
    """Return the 48 months."""
    found: list[Month] = []
    first_day, weekday = 0, 4  # 2025-01-01 was a Wednesday
    for year in range(FIRST_YEAR, FIRST_YEAR + 4):
        february = 29 if year % 4 == 0 else 28
        for month, days in enumerate((31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1):
            found.append(Month(month, first_day, days, weekday))
            first_day += days
            weekday = (weekday - 1 + days) % 7 + 1
    return tuple(found)
