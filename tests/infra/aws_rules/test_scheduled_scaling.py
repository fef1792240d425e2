"""Shares of time of scheduled scaling."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from infra.aws_rules.scheduled_scaling import InForce, Scheduled, hours_weighted, shares


@pytest.mark.parametrize(
    ("schedules", "expected"),
    [
        ((), ()),
        ((("0 8 * * ? *", "UTC"),), (1,)),
        ((("0 8 * * ? *", "UTC"), ("0 20 * * ? *", "UTC")), (Fraction(1, 2), Fraction(1, 2))),
        ((("0 20 * * ? *", "UTC"), ("0 8 * * ? *", "UTC")), (Fraction(1, 2), Fraction(1, 2))),
        ((("0 6 * * ? *", "UTC"), ("0 12 * * ? *", "UTC")), (Fraction(1, 4), Fraction(3, 4))),
        # Again and again changes nothing while the same schedule is in force.
        ((("0 6,9 * * ? *", "UTC"), ("0 12 * * ? *", "UTC")), (Fraction(1, 4), Fraction(3, 4))),
        ((("* * * * ? *", "UTC"), ("0 12 * * ? *", "UTC")), (Fraction(1439, 1440), Fraction(1, 1440))),
        # In the same minute the later one of the two wins.
        ((("0 12 * * ? *", "UTC"), ("0 12 * * ? *", "UTC")), (0, 1)),
        # Noon in Kolkata is 06:30 in UTC.
        ((("0 12 * * ? *", "Asia/Kolkata"), ("30 18 * * ? *", "UTC")), (Fraction(1, 2), Fraction(1, 2))),
    ],
)
def test_shares(schedules, expected):
    """A schedule holds from its time to the next one's."""
    assert shares(schedules) == expected


def test_office_hours():
    """Monday to Friday from 8 to 19: 11 hours on each of 1043 working days."""
    morning, evening = shares((("0 8 ? * MON-FRI *", "UTC"), ("0 19 ? * MON-FRI *", "UTC")))
    assert morning == Fraction(1043 * 11, 1461 * 24)
    assert morning + evening == 1


@pytest.mark.parametrize(
    "schedules",
    [
        (("0 8 ? * MON-FRI *", "America/New_York"), ("30 2 * * ? *", "America/New_York")),
        (("0/30 0-3 * * ? *", "Europe/Berlin"), ("30 2 ? * SUN *", "Europe/Berlin")),
        (("0 9 1 * ? *", "Australia/Sydney"), ("0 9 L * ? *", "Asia/Kolkata"), ("0 0 ? * 1#2 *", "UTC")),
    ],
)
def test_shares_agree_with_a_clock(schedules):
    """A clock that ticks through four years in UTC, half hour by half hour, finds the same shares."""
    from infra.aws_rules.cron import parse
    from infra.aws_rules.cron_runs import days

    firing = []
    for text, name in schedules:
        dates = {datetime(2025, 1, 1, tzinfo=UTC).date() + timedelta(days=day) for day in days(parse(text))}
        firing.append((parse(text), dates, ZoneInfo(name)))
    events = []
    for tick in range(1461 * 48):
        now = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=30 * tick)
        for index, (cron, dates, place) in enumerate(firing):
            local = now.astimezone(place)
            if local.fold == 0 and local.hour in cron.hours and local.minute in cron.minutes:
                # The cycle is a circle: a local day before its first is its last.
                day = local.date()
                day = day.replace(year=day.year + 4) if day.year < 2025 else day
                day = day.replace(year=day.year - 4) if day.year > 2028 else day
                if day in dates:
                    events.append((tick, index))
    ticks = [0] * len(schedules)
    for position, (tick, index) in enumerate(events):
        following = events[position + 1][0] if position + 1 < len(events) else events[0][0] + 1461 * 48
        ticks[index] += following - tick
    assert shares(schedules) == tuple(Fraction(count, 1461 * 48) for count in ticks)


def test_hours_weighted():
    """Counts come back with their shares, in the given order."""
    found = hours_weighted([Scheduled("0 8 * * ? *", "UTC", 3, 4), Scheduled("0 20 * * ? *", "UTC", 1, 2)])
    assert found == (InForce(3, 4, Fraction(1, 2)), InForce(1, 2, Fraction(1, 2)))
    assert hours_weighted([]) == ()
