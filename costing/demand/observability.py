"""What is logged, measured and traced in a month."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from costing.assumptions import INSIGHTS_LOG_KB, Assumption
from costing.demand.derived import Derived, derived, none
from costing.demand.insights import insights_metrics
from costing.demand.services import ServiceDemand
from costing.line_item import Why, shown
from costing.money import NOTHING, ZERO, Figures, sum_of
from costing.units import HUNDRED, KB_PER_GB, MILLION, MINUTES
from infra.model.services import Job
from infra.model.stack import Sections

LOGS, TRACES, METRICS = "observability.logGb", "observability.tracesMillion", "observability.metrics"


class ObservabilityDemand(NamedTuple):
    """Observability's month.

    Attributes:
        logs: GB that containers write.
        traces: that are recorded, in millions.
        metrics: of the application's own.
        insights: metrics of Container Insights, as a mean over the month.
        insights_why: how they come about.
        insights_logs: GB of Container Insights' own logs.
    """

    logs: Derived
    traces: Derived
    metrics: Derived
    insights: Figures
    insights_why: Why
    insights_logs: Figures

    @property
    def derived(self) -> tuple[Derived, ...]:
        """Every quantity that a given one may contradict."""
        return (self.logs, self.traces, self.metrics)


def observability_demand(sections: Sections, running: Mapping[str, ServiceDemand]) -> ObservabilityDemand:
    """Return what a tier sends to CloudWatch and X-Ray."""
    topology = sections.topology
    on = topology.observability.container_insights != "disabled"
    insights, why = insights_metrics(topology, running)
    tasks = sum_of(one.tasks for one in running.values())
    return ObservabilityDemand(
        _logs(sections, running),
        _traces(sections, running),
        _metrics(sections),
        insights,
        why,
        tasks.times(INSIGHTS_LOG_KB * MINUTES / KB_PER_GB) if on else NOTHING,
    )


def _logs(sections: Sections, running: Mapping[str, ServiceDemand]) -> Derived:
    if not running:
        return none(LOGS)
    total = sum_of(one.logs for one in running.values())
    told = ", ".join(f"{name} {shown(one.logs.expected)}" for name, one in running.items())
    return derived(LOGS, total, Why("GB of " + "{}", (told,)), sections.usage.observability.log_gb)


def _traces(sections: Sections, running: Mapping[str, ServiceDemand]) -> Derived:
    """Return the traces of the requests that reach services: the collector lets a share of them through."""
    tracing = sections.topology.observability.tracing
    if tracing is None:
        return none(TRACES)
    asked = sum_of(one.requests for one in running.values())
    share = tracing.sample_percent / HUNDRED
    why = Why("{} requests × {} % / 1,000,000", (asked.expected, tracing.sample_percent))
    return derived(TRACES, asked.times(share / MILLION), why, sections.usage.observability.traces_million)


def _metrics(sections: Sections) -> Derived:
    """Return own metrics: one for each entry, where the application runs and sends them."""
    own = sections.topology.observability.custom_metrics
    if not own:
        return none(METRICS)
    count = Decimal(len(own))
    why = Why("{} of the application's own: {}", (count, ", ".join(own)))
    return derived(METRICS, Figures(ZERO, count, count), why, sections.usage.observability.metrics)


def observability_assumptions(sections: Sections) -> Iterator[Assumption]:
    """Yield the figures that stand in for the workload's of logs."""
    workload, rate = sections.workload, sections.workload.requests_per_second
    if "log_bytes_per_request" in workload.model_fields_set or not (rate.average or rate.peak):
        return
    if sections.usage.observability.log_gb is not None:
        return
    silent = [
        name
        for name, service in sections.topology.services.items()
        if not isinstance(service, Job) and service.route is not None and not _says(sections, name)
    ]
    if silent:
        value = f"{shown(workload.log_bytes_per_request)} bytes a request"
        yield Assumption("logs", value, "not stated", "workload.logBytesPerRequest")


def _says(sections: Sections, service: str) -> bool:
    known = sections.workload.services.get(service)
    return known is not None and known.log_bytes_per_request is not None
