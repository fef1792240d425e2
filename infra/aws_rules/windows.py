"""Weekly maintenance windows and daily backup windows, as RDS, ElastiCache and Amazon MQ write them (UTC)."""

from typing import Final, NamedTuple

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "DAYS": ("botocore",),
    "RDS_LEAST_MINUTES": ("botocore",),
    "CACHE_LEAST_MINUTES": ("botocore", "general-knowledge"),
}

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Day names of `ddd:hh24:mi-ddd:hh24:mi`."""

RDS_LEAST_MINUTES: Final = 30
"""The shortest backup or maintenance window of RDS and Aurora."""

CACHE_LEAST_MINUTES: Final = 60
"""The shortest maintenance or snapshot window of ElastiCache."""

_DAY_MINUTES: Final = 24 * 60
_WEEK_MINUTES: Final = 7 * _DAY_MINUTES


class Window(NamedTuple):
    """A span of minutes of the week from Monday 00:00 UTC; `every` is a day or a week in minutes."""

    start: int
    minutes: int
    every: int


def weekly(text: str) -> Window | None:
    """Read `sun:05:00-sun:06:00`; None when the text has another form."""
    start, _, end = text.partition("-")
    minutes = [_minute_of_week(start), _minute_of_week(end)]
    first, last = minutes
    if first is None or last is None:
        return None
    return Window(first, (last - first) % _WEEK_MINUTES, _WEEK_MINUTES)


def daily(text: str) -> Window | None:
    """Read `03:00-04:00`, which may pass midnight; None when the text has another form."""
    start, _, end = text.partition("-")
    first, last = _minute_of_day(start), _minute_of_day(end)
    if first is None or last is None:
        return None
    return Window(first, (last - first) % _DAY_MINUTES, _DAY_MINUTES)


def overlap(one: Window, other: Window) -> bool:
    """Tell whether two windows share a minute in some week."""
    every = min(one.every, other.every)
    return (other.start - one.start) % every < one.minutes or (one.start - other.start) % every < other.minutes


def weekly_problem(text: str, least_minutes: int) -> str | None:
    """Say why a text is no weekly window of at least so many minutes."""
    window = weekly(text)
    if window is None:
        return "is not a weekly window in UTC such as sun:05:00-sun:06:00"
    return _length_problem(window, least_minutes)


def daily_problem(text: str, least_minutes: int) -> str | None:
    """Say why a text is no daily window of at least so many minutes."""
    window = daily(text)
    if window is None:
        return "is not a daily window in UTC such as 03:00-04:00"
    return _length_problem(window, least_minutes)


def _length_problem(window: Window, least_minutes: int) -> str | None:
    if window.minutes >= least_minutes:
        return None
    return f"lasts {window.minutes} minutes; AWS wants {least_minutes} at least"


def _minute_of_day(text: str) -> int | None:
    hour, _, minute = text.partition(":")
    if not (len(hour) == len(minute) == 2 and (hour + minute).isdecimal()):
        return None
    if int(hour) > 23 or int(minute) > 59:
        return None
    return int(hour) * 60 + int(minute)


def _minute_of_week(text: str) -> int | None:
    day, _, time = text.partition(":")
    minute = _minute_of_day(time)
    if day.lower() not in DAYS or minute is None:
        return None
    return DAYS.index(day.lower()) * _DAY_MINUTES + minute
