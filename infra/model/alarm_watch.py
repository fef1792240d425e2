"""The parts an alarm is made of: the metrics it reads, the maths over them, the threshold."""

from decimal import Decimal
from typing import NamedTuple

from infra.aws_rules.cloudwatch import COMPARISONS
from infra.aws_rules.metrics import CloudMetric
from infra.model.observability import Alarm
from infra.model.types import plain

SECONDS_PER_MINUTE = 60
MISSING_IS_BAD = frozenset({"runningCount", "healthyTargets"})
"""Metrics that AWS stops sending when there is nothing left to count."""


class Series(NamedTuple):
    """One metric that an alarm reads, and is billed for.

    Attributes:
        namespace, name, statistic: as CloudWatch knows them.
        of: what tells it from others of its name: "service.api", "targets.api.0", "database", "cache.1", "queue.jobs";
            empty for a metric of the application's own.
    """

    namespace: str
    name: str
    statistic: str
    of: str


class Watch(NamedTuple):
    """An alarm as CloudWatch takes it.

    Attributes:
        series: what it reads; named m1, m2 and so on in the expression.
        expression: metric maths over the series; empty for one series alone.
        comparison: CloudWatch's word for above or below.
        threshold: in the metric's own unit.
        period_seconds: over which the statistic is taken.
        periods: how many in a row must be beyond the threshold.
        missing: what the absence of data stands for.
    """

    series: tuple[Series, ...]
    expression: str
    comparison: str
    threshold: Decimal
    period_seconds: int
    periods: int
    missing: str


def watch_over(
    alarm: Alarm,
    series: tuple[Series, ...],
    *,
    expression: str = "",
    factor: Decimal = Decimal(1),
    threshold: Decimal = Decimal(0),
) -> Watch:
    """Return an alarm on some series.

    Args:
        alarm: as the config has it.
        series: what it reads.
        expression: maths over them.
        factor: turns the config's unit into the metric's.
        threshold: in the metric's unit, where the config gives none.
    """
    side, given = ("below", alarm.below) if alarm.below is not None else ("above", alarm.above)
    # Samples count tasks over one minute only: five minutes are five of them.
    by_minute = alarm.metric == "runningCount"
    return Watch(
        series,
        expression,
        COMPARISONS[side],
        threshold if given is None else given * factor,
        SECONDS_PER_MINUTE * (1 if by_minute else alarm.minutes),
        alarm.periods * (alarm.minutes if by_minute else 1),
        "breaching" if alarm.metric in MISSING_IS_BAD else "notBreaching",
    )


def in_words(alarm: Alarm, watch: Watch) -> str:
    """Return what an alarm says when it rings: `cpu of service.api above 80 for 5 minutes`."""
    what = f"{alarm.metric} of {alarm.of}" if alarm.metric is not None else alarm.of
    side, given = ("below", alarm.below) if alarm.below is not None else ("above", alarm.above)
    long = "1 minute" if alarm.minutes == 1 else f"{alarm.minutes} minutes"
    again = f", {alarm.periods} times in a row" if alarm.periods > 1 else ""
    return f"{what} {side} {plain(watch.threshold if given is None else given)} for {long}{again}"


def series_of(alarm: Alarm, metric: CloudMetric, of: str) -> Series:
    """Return a metric with the statistic that the alarm asks for, or the only one that makes sense of it."""
    return Series(metric.namespace, metric.name, metric.statistic or statistic(alarm.statistic), of)


def statistic(name: str) -> str:
    """Return CloudWatch's word for a statistic; percentiles are theirs already."""
    return name if name.startswith("p") else name.capitalize()


def over(function: str, first: int, count: int) -> str:
    """Return `SUM([m1, m2])` over so many series from m<first> on; nothing for one alone, which needs no maths.

    Functions over a list leave out a series that has no data; a plain sum would have none either.
    """
    if count == 1:
        return ""
    return f"{function}([{', '.join(f'm{number}' for number in range(first, first + count))}])"
