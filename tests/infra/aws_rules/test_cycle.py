"""The four years over which schedules are counted."""

from datetime import date, timedelta

from infra.aws_rules import cycle


def test_months_are_the_calendar():
    """Lengths and weekdays are those of the real calendar, day by day."""
    day = date(2025, 1, 1)
    for month in cycle.months():
        for number in range(1, month.days + 1):
            assert (day.month, day.day) == (month.month, number)
            assert month.weekday(number) == day.isoweekday() % 7 + 1
            assert (day - date(2025, 1, 1)).days == month.first_day + number - 1
            day += timedelta(days=1)
    assert day == date(2029, 1, 1)
    assert cycle.DAYS == 1461
    assert cycle.MINUTES == 1461 * 1440
