"""The maintenance and snapshot windows of cache nodes.

ElastiCache draws a window that nobody gave, and then refuses the group when the two overlap, snapshots or none. So
where one is given, the other is set too, clear of it.
"""

from typing import NamedTuple

from infra.aws_rules import windows
from infra.model.cache import NodesCache

LENGTH, CLEARANCE = windows.CACHE_LEAST_MINUTES, 60
"""Minutes of a window that we set, and between it and the other."""
_DAY = 24 * 60


class CacheWindows(NamedTuple):
    """Both in UTC, `sun:05:00-sun:06:00` and `03:00-04:00`; None leaves the choice to AWS."""

    maintenance: str | None
    snapshot: str | None


def cache_windows(cache: NodesCache) -> CacheWindows:
    """Return the windows to ask for: those given, and where one is given the other beside it."""
    maintenance, snapshot = cache.maintenance_window, cache.snapshot_window
    if maintenance and not snapshot:
        weekly = windows.weekly(maintenance)
        snapshot = _daily(weekly.start - CLEARANCE - LENGTH) if weekly else None
    elif snapshot and not maintenance:
        daily = windows.daily(snapshot)
        maintenance = _on_sunday(daily.start + daily.minutes + CLEARANCE) if daily else None
    return CacheWindows(maintenance, snapshot)


def _daily(start: int) -> str:
    return f"{_clock(start)}-{_clock(start + LENGTH)}"


def _on_sunday(start: int) -> str:
    """Return a weekly window that starts on Sunday, or on Monday when the time runs past midnight."""
    return f"{_day(start)}:{_clock(start)}-{_day(start + LENGTH)}:{_clock(start + LENGTH)}"


def _day(minute: int) -> str:
    return windows.DAYS[(windows.DAYS.index("sun") + minute // _DAY) % len(windows.DAYS)]


def _clock(minute: int) -> str:
    hours, minutes = divmod(minute % _DAY, 60)
    return f"{hours:02}:{minutes:02}"
