"""How often a cron expression runs: counted over the four years of `cycle`, stated per month of 730 hours.

The year field only says whether an expression applies, so the rate is that of a year in which it does.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from infra.aws_rules import cycle, time_zones
from infra.aws_rules.cron import Cron, parse
from infra.aws_rules.month import HOURS_PER_MONTH

if TYPE_CHECKING:
    from fractions import Fraction

SOURCES: Final[dict[str, tuple[str, ...]]] = {}


@lru_cache(maxsize=256)
def runs_per_month(text: str, time_zone: str = "UTC") -> "Fraction":
    """Return how often an expression runs in a month of 730 hours, exactly.

    Once a day is 365/12, once an hour is 730. Times that daylight saving skips do not run.

    Args:
        text: An expression that `cron.problem` accepts.
        time_zone: A zone that `time_zones.problem` accepts.
    """
    from fractions import Fraction  # noqa: PLC0415 - a slow import that a config without cron never needs

    cron = parse(text)
    runs = len(days(cron)) * len(times(cron)) - _skipped(cron, time_zone)
    return Fraction(runs * HOURS_PER_MONTH * 60, cycle.MINUTES)


def times(cron: Cron) -> list[int]:
    """Return the minutes of a day at which an expression fires, ascending."""
    return sorted(hour * 60 + minute for hour in cron.hours for minute in cron.minutes)


@lru_cache(maxsize=256)
def days(cron: Cron) -> tuple[int, ...]:
    """Return the days of the cycle on which an expression fires, counted from 0, ascending."""
    return tuple(
        month.first_day + day - 1
        for month in cycle.months()
        if month.month in cron.months
        for day in sorted(_days_of(cron, month))
    )


def _skipped(cron: Cron, time_zone: str) -> int:
    """Count the runs that fall into an hour that the clock skips."""
    firing = set(days(cron))
    return sum(
        gap <= day * cycle.DAY_MINUTES + time < end
        for gap, end in time_zones.gaps(time_zone)
        for day in {gap // cycle.DAY_MINUTES, (end - 1) // cycle.DAY_MINUTES} & firing
        for time in times(cron)
    )


def _days_of(cron: Cron, month: cycle.Month) -> set[int]:
    """Return the days of one month that match, counted from 1."""
    if cron.special:
        return {day for day in _special_days(cron.special, month) if day <= month.days}
    if cron.month_days:
        return {day for day in cron.month_days if day <= month.days}
    return {day for day in range(1, month.days + 1) if month.weekday(day) in cron.week_days}


def _special_days(special: str, month: cycle.Month) -> set[int]:
    if special == "L":
        return {month.days}
    if special.endswith("W"):
        wanted = month.days if special == "LW" else int(special[:-1])
        return {_working_day(wanted, month)} if wanted <= month.days else set()
    weekday, _, count = special.rstrip("L").partition("#")
    first = 1 + (int(weekday) - month.first_weekday) % 7
    return {first + 7 * (int(count) - 1)} if count else {first + 7 * ((month.days - first) // 7)}


def _working_day(day: int, month: cycle.Month) -> int:
    """Return the working day nearest to a day, in the same month."""
    weekday = month.weekday(day)
    if weekday == 7:  # Saturday: the Friday before, or the Monday after the first
        return day - 1 if day > 1 else day + 2
    if weekday == 1:  # Sunday: the Monday after, or the Friday before the last
        return day + 1 if day < month.days else day - 2
    return day
