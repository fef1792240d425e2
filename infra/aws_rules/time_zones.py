"""IANA time zones, as EventBridge Scheduler and Application Auto Scaling name them.

Daylight saving is EventBridge Scheduler's: a local time that the clock skips does not happen, one that
it repeats happens once.
"""

from bisect import bisect_right
from datetime import UTC, timedelta, tzinfo
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from infra.aws_rules import cycle

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "LONGEST": ("botocore",),
    "WITHOUT_SLASH": ("scheduler-zones", "general-knowledge"),
}

LONGEST: Final = 50
"""Characters of a zone that EventBridge Scheduler takes."""

WITHOUT_SLASH: Final = frozenset({"UTC", "GMT", "EST", "MST", "HST", "EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT"})
"""The zones without a region before a slash that AWS takes."""


_UNKNOWN: Final = "is not a time zone of the IANA database, such as UTC or Europe/Berlin"
_WEEK_MINUTES: Final = 7 * cycle.DAY_MINUTES


class Span(NamedTuple):
    """A time of one offset: where it starts and ends in local minutes of the cycle, and its offset."""

    local_start: int
    local_end: int
    offset: int


def problem(name: str) -> str | None:
    """Say why a name is no time zone."""
    if name == "UTC":
        return None
    if len(name) > LONGEST or ("/" not in name and name not in WITHOUT_SLASH):
        return _UNKNOWN
    if _load(name):
        return None
    return _UNKNOWN if _load("Etc/UTC") else "cannot be checked: this system has no time zone data; install tzdata"


def zone(name: str) -> tzinfo:
    """Return a time zone by its name.

    Raises:
        ValueError: There is no such zone, or the system has no time zone data.
    """
    found = UTC if name == "UTC" else _load(name)
    if found is None:
        raise ValueError(f"{name} is not a time zone of the IANA database")
    return found


@lru_cache(maxsize=64)
def _load(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - a slow import that a config in UTC never needs

    try:
        return ZoneInfo(name)
    except (ValueError, KeyError, OSError):  # unknown, no relative path, a directory of zones
        return None


@lru_cache(maxsize=64)
def spans(name: str) -> tuple[Span, ...]:
    """Return the spans of one offset that a zone has over the cycle, in order, two days to spare."""
    place, spare = zone(name), 2 * cycle.DAY_MINUTES
    starts, offsets = [-spare], [_offset(place, 0)]
    for week in range(_WEEK_MINUTES, cycle.MINUTES + _WEEK_MINUTES, _WEEK_MINUTES):  # no zone changes twice in one
        after = _offset(place, week)
        if after != offsets[-1]:
            starts.append(_change(place, week - _WEEK_MINUTES, week))
            offsets.append(after)
    edges = pairwise([*starts, cycle.MINUTES + spare])
    return tuple(Span(a + offset, b + offset, offset) for (a, b), offset in zip(edges, offsets, strict=True))


def gaps(name: str) -> list[tuple[int, int]]:
    """Return the local minutes that the clock skips, from the first up to the end, not included."""
    return [(one.local_end, two.local_start) for one, two in pairwise(spans(name)) if one.local_end < two.local_start]


def utc_minute(local_minute: int, name: str) -> int | None:
    """Return the minute in UTC that a local one first stands for; None for one that the clock skips."""
    its_spans = spans(name)
    span = its_spans[bisect_right(its_spans, local_minute, key=_end)]
    return local_minute - span.offset if local_minute >= span.local_start else None


def _end(span: Span) -> int:
    return span.local_end


def _offset(place: tzinfo, minute: int) -> int:
    moment = (cycle.START + timedelta(minutes=minute)).astimezone(place)
    return round((moment.utcoffset() or timedelta()).total_seconds() / 60)


def _change(place: tzinfo, low: int, high: int) -> int:
    """Return the first minute after `low` that has the offset of `high`."""
    before = _offset(place, low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(place, middle) == before else (low, middle)
    return high
