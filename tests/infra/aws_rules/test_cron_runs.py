"""How often an expression runs."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from infra.aws_rules import cron, cron_runs

ALL_DAYS = [date(2025, 1, 1) + timedelta(days=n) for n in range(1461)]
HOURS = 1461 * 24


def month_end(day):
    """Return the last day of the month of a day."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def last_working(day):
    """Return the last working day of the month of a day."""
    end = month_end(day)
    return end - timedelta(days=max(0, end.isoweekday() - 5))


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("0 0 * * ? *", lambda day: day.day > 0),
        ("0 0 1 * ? *", lambda day: day.day == 1),
        ("0 0 31 * ? *", lambda day: day.day == 31),
        ("0 0 L * ? *", lambda day: day == month_end(day)),
        ("0 0 LW * ? *", lambda day: day == last_working(day)),
        ("0 0 ? * MON-FRI *", lambda day: day.isoweekday() <= 5),
        ("0 0 ? * 1 *", lambda day: day.isoweekday() == 7),
        ("0 0 ? * L *", lambda day: day.isoweekday() == 6),
        ("0 0 ? * 6L *", lambda day: day.isoweekday() == 5 and day.day > month_end(day).day - 7),
        ("0 0 ? * 3#2 *", lambda day: day.isoweekday() == 2 and 8 <= day.day <= 14),
        ("0 0 ? * 2#5 *", lambda day: day.isoweekday() == 1 and day.day > 28),
        ("0 0 ? 6-8 SAT,SUN *", lambda day: day.month in {6, 7, 8} and day.isoweekday() > 5),
        ("0 0 29 2 ? *", lambda day: (day.month, day.day) == (2, 29)),
        ("0 0 1/10 * ? 2030", lambda day: day.day in {1, 11, 21, 31}),
    ],
)
def test_days(text, matches):
    """The days that fire are those that a walk through the calendar finds."""
    expected = tuple(n for n, day in enumerate(ALL_DAYS) if matches(day))
    assert cron_runs.days(cron.parse(text)) == expected


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        # 2025-02-15 is a Saturday, 2025-06-15 and 2025-06-01 are Sundays, 2025-03-01 is a Saturday,
        # 2025-08-31 is a Sunday, 2025-05-31 is a Saturday.
        ("0 0 15W 2 ? *", 2025, 2, 14),
        ("0 0 15W 6 ? *", 2025, 6, 16),
        ("0 0 1W 6 ? *", 2025, 6, 2),
        ("0 0 1W 3 ? *", 2025, 3, 3),
        ("0 0 31W 8 ? *", 2025, 8, 29),
        ("0 0 31W 5 ? *", 2025, 5, 30),
    ],
)
def test_nearest_working_day(text, year, month, day):
    """W moves to the nearest working day and stays in its month."""
    days = [ALL_DAYS[n] for n in cron_runs.days(cron.parse(text))]
    assert [found for found in days if found.year == year] == [date(year, month, day)]


@pytest.mark.parametrize(
    ("text", "time_zone", "runs"),
    [
        ("0 2 * * ? *", "UTC", Fraction(365, 12)),
        ("0 * * * ? *", "UTC", 730),
        ("0/5 * * * ? *", "UTC", 8760),
        ("* * * * ? *", "UTC", 43800),
        ("30 20 * * ? *", "Asia/Kolkata", Fraction(365, 12)),
        ("0 0 1 * ? *", "UTC", Fraction(48 * 730, HOURS)),
        # Half past two does not exist on four nights in four years; an hour earlier runs once, not twice.
        ("30 2 * * ? *", "America/New_York", Fraction(1457 * 730, HOURS)),
        ("30 1 * * ? *", "America/New_York", Fraction(365, 12)),
        ("0/5 * * * ? *", "Europe/Berlin", Fraction((1461 * 288 - 48) * 730, HOURS)),
    ],
)
def test_runs_per_month(text, time_zone, runs):
    """A month has 730 hours, and daylight saving takes away the runs of an hour."""
    assert cron_runs.runs_per_month(text, time_zone) == runs
