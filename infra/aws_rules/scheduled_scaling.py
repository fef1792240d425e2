"""Scheduled scaling: how much of the time each schedule's minimum and maximum are in force.

A scheduled action of Application Auto Scaling sets both when its cron expression fires, and they stay
until the next action of any schedule fires. Shares are counted over the four years of `cycle` in whole
minutes, so they are exact and always the same.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from infra.aws_rules import cycle, time_zones
from infra.aws_rules.cron import parse
from infra.aws_rules.cron_runs import days, times

if TYPE_CHECKING:
    from fractions import Fraction

SOURCES: Final[dict[str, tuple[str, ...]]] = {}

When: TypeAlias = tuple[str, str]
"""A cron expression and its time zone, both accepted by their `problem` functions."""

_Event: TypeAlias = tuple[int, int]  # a minute, and the index of the schedule that fires


class Scheduled(NamedTuple):
    """One schedule: when it fires, and the task counts it sets."""

    cron: str
    time_zone: str
    min: int
    max: int


class InForce(NamedTuple):
    """The task counts of one schedule and the share of all time in which they hold, 0 to 1."""

    min: int
    max: int
    share: "Fraction"


def hours_weighted(schedules: Iterable[Scheduled]) -> tuple[InForce, ...]:
    """Return each schedule's counts with the share of the month in which they are in force."""
    given = tuple(schedules)
    found = shares(tuple((one.cron, one.time_zone) for one in given))
    return tuple(InForce(one.min, one.max, share) for one, share in zip(given, found, strict=True))


@lru_cache(maxsize=256)
def shares(schedules: tuple[When, ...]) -> "tuple[Fraction, ...]":
    """Return the share of all time in which each schedule was the last to fire.

    Returns:
        One share for each, in the given order, adding up to 1; all 0 when none ever fires. Where two
        fire in the same minute, the later in the given order wins.
    """
    from fractions import Fraction  # noqa: PLC0415 - a slow import that a config without cron never needs

    events = sorted(_events(schedules))
    minutes = [0] * len(schedules)
    for (start, index), (end, _) in pairwise(events):
        minutes[index] += end - start
    if events:  # the last one holds until the first of the next cycle
        minutes[events[-1][1]] += events[0][0] + cycle.MINUTES - events[-1][0]
    return tuple(Fraction(count, cycle.MINUTES) for count in minutes)


def _events(schedules: tuple[When, ...]) -> Iterator[_Event]:
    """Yield every time at which some schedule fires, in UTC minutes of the cycle."""
    zones = dict.fromkeys(time_zone for _, time_zone in schedules)
    for name in zones:
        mine = {index: text for index, (text, time_zone) in enumerate(schedules) if time_zone == name}
        for minute, index in _local_events(mine, name, thin=len(zones) == 1):
            utc = time_zones.utc_minute(minute, name)
            if utc is not None:
                yield utc % cycle.MINUTES, index


def _local_events(schedules: dict[int, str], time_zone: str, *, thin: bool) -> Iterator[_Event]:
    """Yield the fires of the schedules of one zone in local minutes.

    Days on which the same schedules fire are alike, so each kind is worked out once. Thinned, a
    schedule that is in force already is not yielded again; on a day that loses an hour it must be.
    """
    firing: dict[int, list[int]] = {}
    for index, text in schedules.items():
        for day in days(parse(text)):
            firing.setdefault(day, []).append(index)
    losing = {minute // cycle.DAY_MINUTES for gap in time_zones.gaps(time_zone) for minute in gap}
    kinds: dict[tuple[int, ...], list[_Event]] = {}
    for day, indices in firing.items():
        kind = tuple(indices)
        if kind not in kinds:
            kinds[kind] = sorted((time, index) for index in kind for time in times(parse(schedules[index])))
        day_events = _thinned(kinds[kind]) if thin and day not in losing else kinds[kind]
        for time, index in day_events:
            yield day * cycle.DAY_MINUTES + time, index


def _thinned(events: list[_Event]) -> list[_Event]:
    """Leave out events of the schedule that fired just before."""
    return events[:1] + [event for previous, event in pairwise(events) if event[1] != previous[1]]
