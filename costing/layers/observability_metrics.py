"""What is measured: Container Insights, metrics of instances and of the application, traces."""

from decimal import Decimal

from costing.assumptions import INSIGHTS_LOG_KB
from costing.layers.context import Context
from costing.layers.observability_logs import LOGS_POOL
from costing.ledger import Slice
from costing.line_item import Kind, Why
from costing.money import sum_of
from costing.units import HOURS, MINUTES
from infra.model.clusters import cluster_name, clusters
from infra.model.grants import grants
from infra.model.references import is_running
from infra.model.services import AsgService

CLUSTER, SERVICE = "aws:ecs/cluster:Cluster", "aws:ecs/service:Service"
GROUP, TASK = "aws:autoscaling/group:Group", "aws:ecs/taskDefinition:TaskDefinition"
METRICS_POOL = "always.cloudwatch.custom-metrics"

INSIGHTS = Kind("observability/insights/metrics", "Container Insights metrics", "metric-month", CLUSTER, "fixed")
INSIGHTS_LOGS = Kind(
    "observability/insights/logs", "Container Insights logs ingested", "GB", CLUSTER, "fixed", LOGS_POOL
)
INSTANCE_METRICS = Kind(
    "observability/instance-metrics", "Metrics of instances", "metric-month", GROUP, "fixed", METRICS_POOL
)
CUSTOM_METRICS = Kind(
    "observability/custom-metrics", "Metrics of the application", "metric-month", SERVICE, "usage", METRICS_POOL
)
TRACES = Kind("observability/traces", "Traces recorded", "1M traces", TASK, "usage", "always.xray.traces-recorded")

KINDS = (INSIGHTS, INSIGHTS_LOGS, INSTANCE_METRICS, CUSTOM_METRICS, TRACES)

FIRST_METRICS = "cloudwatch.metric-month.first-10k"
METRIC_SLICES = (
    Slice(FIRST_METRICS, Decimal(10_000)),
    Slice("cloudwatch.metric-month.10k-250k", Decimal(250_000)),
    Slice("cloudwatch.metric-month.250k-1m", Decimal(1_000_000)),
    Slice("cloudwatch.metric-month.over-1m"),
)


def add_lines(to: Context) -> None:
    """Add the lines of all that is measured."""
    watching = to.sections.topology.observability
    if watching.container_insights != "disabled":
        _insights(to)
    if watching.instance_metrics:
        _instance_metrics(to)
    if watching.custom_metrics:
        _custom_metrics(to)
    if watching.tracing is not None:
        _traces(to)


def _insights(to: Context) -> None:
    """The plain mode sends metrics at the price of one's own, the enhanced one at a price of its own."""
    topology, asked = to.sections.topology, to.demand.observability
    enhanced = topology.observability.container_insights == "enhanced"
    name = cluster_name(topology, clusters(topology)[0].key)
    kind = INSIGHTS if enhanced else INSIGHTS._replace(pool=METRICS_POOL)
    key = "cloudwatch.container-insights-enhanced-ecs.metric-month" if enhanced else FIRST_METRICS
    label = f"{INSIGHTS.name} ({topology.observability.container_insights})"
    to.ledger.add(kind, name, asked.insights, key, asked.insights_why, name=label)
    tasks = sum_of(one.tasks for one in to.demand.services.values())
    why = Why("{} KB a minute and task × {} minutes × {} tasks", (INSIGHTS_LOG_KB, MINUTES, tasks.expected))
    to.ledger.add(INSIGHTS_LOGS, name, asked.insights_logs, "cloudwatch.logs.ingest-standard-gb", why)


def _instance_metrics(to: Context) -> None:
    services = to.sections.topology.services
    on_instances = [name for name, service in services.items() if isinstance(service, AsgService)]
    if not on_instances:
        return
    entries = to.sections.topology.observability.instance_metrics
    running = sum_of(to.demand.services[name].instance_hours for name in on_instances).times(1 / HOURS)
    why = Why("{} metrics ({}) × {} instances", (len(entries), ", ".join(entries), running.expected))
    resource = f"{to.prefix}-{on_instances[0]}"
    to.ledger.add(INSTANCE_METRICS, resource, running.times(Decimal(len(entries))), FIRST_METRICS, why)


def _custom_metrics(to: Context) -> None:
    asked = to.demand.observability.metrics
    services = to.sections.topology.services
    sending = next(n for n, s in services.items() if any(grant.kind == "metric" for grant in grants(s)))
    kind = CUSTOM_METRICS if is_running(services[sending]) else CUSTOM_METRICS._replace(resource=TASK)
    to.ledger.graduated(kind, f"{to.prefix}-{sending}", asked.figures, METRIC_SLICES, asked.why)


def _traces(to: Context) -> None:
    asked = to.demand.observability.traces
    traced = next(name for name, service in to.sections.topology.services.items() if is_running(service))
    to.ledger.add(TRACES, f"{to.prefix}-{traced}", asked.figures, "xray.traces-recorded-1m", asked.why)
