"""What CloudWatch, SNS, CloudTrail and X-Ray accept, and what the parts of an alarm demand of each other."""

from collections.abc import Iterator, Sequence

from infra.aws_rules import cloudwatch, ecs, logs, sns
from infra.aws_rules.metrics import METRICS
from infra.model.alarm_watch import SECONDS_PER_MINUTE, statistic
from infra.model.observability import Alarm, Alerts, CustomMetric, Observability, Tracing
from infra.model.problems import Path, Problem, listed, nearest, under
from infra.model.rules.common import Where, broken

WATCHED = {"service": "service.NAME", "database": "database", "cache": "cache", "queue": "queue.NAME"}
"""What sends metrics by itself, as `of` names it."""
OWN = "metric"
ALONE = frozenset({"database", "cache"})
"""Kinds of which a topology has one, so that no name follows."""
UNBOUNDED = frozenset({"connections"})
"""Metrics whose threshold is derived when none is given."""
SHARES = frozenset({"serverErrorPercent"})
"""Shares that never exceed 100 %."""


def problems(observability: Observability, where: Where) -> Iterator[Problem]:
    """Yield what is wrong with observability by itself, paths below `observability`."""
    del where
    days = observability.log_retention_days
    yield from broken(("logRetentionDays",), days, logs.retention_problem(days))
    yield from _twice(("instanceMetrics",), observability.instance_metrics)
    yield from _custom_metrics(observability)
    yield from under(_alerts(observability.alerts), "alerts")
    for name, alarm in observability.alarms.items():
        yield from under(_alarm(alarm), "alarms", name)
    if observability.tracing is not None:
        yield from under(_tracing(observability.tracing), "tracing")


def _twice(path: Path, values: Sequence[str]) -> Iterator[Problem]:
    for place, value in enumerate(values):
        if value in values[:place]:
            yield from broken((*path, place), value, "is named twice")


def _custom_metrics(observability: Observability) -> Iterator[Problem]:
    seen: dict[CustomMetric, str] = {}
    for key, metric in observability.custom_metrics.items():
        path = ("customMetrics", key)
        yield from broken((*path, "namespace"), metric.namespace, cloudwatch.namespace_problem(metric.namespace))
        yield from broken((*path, "name"), metric.name, cloudwatch.metric_name_problem(metric.name))
        if metric in seen:
            yield Problem(path, f"is the same metric as {seen[metric]}, and would be billed twice")
        seen.setdefault(metric, key)


def _alerts(alerts: Alerts) -> Iterator[Problem]:
    yield from _twice(("emails",), alerts.emails)
    yield from _twice(("sms",), alerts.sms)
    for place, email in enumerate(alerts.emails):
        yield from broken(("emails", place), email, sns.email_problem(email))


def _alarm(alarm: Alarm) -> Iterator[Problem]:
    kind, _, name = alarm.of.partition(".")
    if kind == OWN:
        if alarm.metric is not None:
            yield from broken(
                ("metric",), alarm.metric, f"has no place beside {alarm.of}, which is the metric: null it"
            )
    elif kind in WATCHED:
        yield from _metric(alarm, kind)
    else:
        close = nearest(kind, (*WATCHED, OWN))
        choices = listed((*WATCHED.values(), f"{OWN}.NAME"))
        yield from broken(("of",), alarm.of, f"is nothing that has metrics{close}; there is {choices}")
        return
    if (kind in ALONE) == bool(name):
        wanted = WATCHED.get(kind, f"{OWN}.NAME")
        yield from broken(("of",), alarm.of, f"is no {kind} of the topology: write {wanted}")
    yield from _threshold(alarm)
    yield from _statistic(alarm, kind)
    yield from _look_back(alarm)


def _metric(alarm: Alarm, kind: str) -> Iterator[Problem]:
    known = METRICS[kind]
    if alarm.metric is None:
        yield Problem(("metric",), f"is required: {listed(known)}")
    elif alarm.metric not in known:
        close = nearest(alarm.metric, known)
        yield from broken(("metric",), alarm.metric, f"is no metric of a {kind}: {listed(known)}{close}")


def _threshold(alarm: Alarm) -> Iterator[Problem]:
    if alarm.above is not None and alarm.below is not None:
        yield Problem((), "has both above and below: one alarm has one threshold; make two")
    if alarm.above is None and alarm.below is None and alarm.metric not in UNBOUNDED:
        yield Problem((), "has no threshold: give above or below")
    if alarm.below == 0:
        yield from broken(("below",), alarm.below, "can never be: no metric is negative")
    if alarm.above is not None and alarm.metric in SHARES and alarm.above >= 100:
        yield from broken(("above",), alarm.above, "can never be: it is a share in percent")


def _statistic(alarm: Alarm, kind: str) -> Iterator[Problem]:
    if "statistic" not in alarm.model_fields_set:
        return
    known = cloudwatch.statistic_problem(statistic(alarm.statistic)) is None
    wrong = None if known else "is no percentile: it is above p0, such as p95"
    metric = METRICS.get(kind, {}).get(alarm.metric or "")
    if metric is not None and metric.statistic:
        wrong = f"does not go with {alarm.metric}, which is counted in one way only: leave it out"
    elif metric is not None and alarm.statistic == "sum":
        wrong = f"adds up samples, which says nothing of {alarm.metric}: write average, minimum, maximum or p95"
    yield from broken(("statistic",), alarm.statistic, wrong)


def _look_back(alarm: Alarm) -> Iterator[Problem]:
    seconds = alarm.minutes * SECONDS_PER_MINUTE
    yield from broken(("periods",), alarm.periods, cloudwatch.evaluation_problem(seconds, alarm.periods))


def _tracing(tracing: Tracing) -> Iterator[Problem]:
    least = ecs.CONTAINER_MEMORY_LEAST_MIB
    if tracing.collector_memory_mib < least:
        yield from broken(("collectorMemoryMib",), tracing.collector_memory_mib, f"is below the {least} of a container")
    if tracing.sample_percent == 0:
        yield from broken(("samplePercent",), tracing.sample_percent, "records nothing: null tracing instead")
