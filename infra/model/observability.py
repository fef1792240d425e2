"""Observability: logs, metrics, alarms, dashboard, traces and the audit trail."""

from decimal import Decimal
from typing import Annotated, Literal

from infra.model.base import Model, defaults
from infra.model.types import Amount, Email, EntryName, Positive, Text, Whole, number, pattern, whole

Statistic = Annotated[
    str,
    pattern(
        r"^(average|minimum|maximum|sum|p\d{1,2}(\.\d{1,2})?)$",
        "is none of average, minimum, maximum, sum, or a percentile such as p95",
    ),
]
PhoneNumber = Annotated[str, pattern(r"^\+[1-9][0-9]{6,14}$", "is not a phone number such as +15555550100")]


class CustomMetric(Model):
    """A metric the application publishes itself.

    Attributes:
        namespace: The namespace the application publishes to.
        name: The metric's name there.
    """

    namespace: Text
    name: Text


class Alerts(Model):
    """Who hears of alarms.

    Attributes:
        emails: Who is told; each confirms a mail first.
        sms: Numbers that are told, priced by `pricing.given.sms`.
    """

    emails: tuple[Email, ...] = ()
    sms: tuple[PhoneNumber, ...] = ()


AlarmMetric = Literal[
    "cpu",
    "memory",
    "runningCount",
    "healthyTargets",
    "responseTimeMs",
    "serverErrorPercent",
    "connections",
    "freeStorageGb",
    "depth",
    "ageSeconds",
]


class Alarm(Model):
    """A threshold on one metric of one thing; `connections` derives its own.

    Attributes:
        of: `service.NAME`, `database`, `cache`, `queue.NAME`, or `metric.NAME`, which then needs no `metric`.
        metric: cpu, memory, runningCount, healthyTargets, responseTimeMs, serverErrorPercent, connections,
            freeStorageGb, depth or ageSeconds.
        above: Threshold that is too much; absent for connections it is derived.
        below: Threshold that is too little.
        minutes: Minutes of one period.
        periods: Periods in a row that must breach.
        statistic: How a period is summed up: average, sum, minimum, maximum …
    """

    of: Text
    metric: AlarmMetric | None = None
    above: Amount | None = None
    below: Amount | None = None
    minutes: Annotated[int, whole(ge=1, le=1440)] = 5
    periods: Annotated[int, whole(ge=1, le=100)] = 1
    statistic: Statistic = "average"


class Tracing(Model):
    """An OpenTelemetry collector beside every task, sending a sample of traces to X-Ray.

    Attributes:
        sample_percent: Percent of requests that are traced.
        collector_cpu_units: CPU units of the collector in every task.
        collector_memory_mib: MiB of the collector in every task.
    """

    sample_percent: Annotated[Decimal, number(ge=0, le=100)] = Decimal(5)
    collector_cpu_units: Positive = 64
    collector_memory_mib: Positive = 128


class Trail(Model):
    """A CloudTrail trail of management events into a bucket of its own.

    Attributes:
        retention_days: Days that CloudTrail's files are kept.
    """

    retention_days: Positive = 90


class Observability(Model):
    """What is recorded, watched and told.

    Attributes:
        log_retention_days: Days logs are kept, one of the values CloudWatch knows.
        log_class: `STANDARD`, or `INFREQUENT_ACCESS` at half the price of ingestion, without live tail and metric
            filters.
        container_insights: `disabled`, `enabled` or `enhanced`; charged by metric or observation.
        instance_metrics: `memory`, `disk` of instances by the CloudWatch agent, charged by metric and instance.
        custom_metrics: Metrics that the application publishes, by name, charged each.
        alerts: Who hears of alarms; one topic.
        default_alarms: A documented set of alarms for every layer that is there (docs/alarms.md).
        alarms: Alarms by name.
        dashboard: One dashboard of everything.
        tracing: X-Ray by an OpenTelemetry collector in every task; absent none.
        trail: CloudTrail into a bucket; absent none.
    """

    log_retention_days: Whole = 30
    log_class: Literal["STANDARD", "INFREQUENT_ACCESS"] = "STANDARD"
    container_insights: Literal["disabled", "enabled", "enhanced"] = "disabled"
    instance_metrics: tuple[Literal["memory", "disk"], ...] = ()
    custom_metrics: dict[EntryName, CustomMetric] = {}
    alerts: Alerts = defaults()
    default_alarms: bool = False
    alarms: dict[EntryName, Alarm] = {}
    dashboard: bool = False
    tracing: Tracing | None = None
    trail: Trail | None = None
