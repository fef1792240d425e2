"""What is watched and told: alarms, the dashboard, mails."""

from decimal import Decimal
from typing import NamedTuple

from costing.layers.context import Context
from costing.line_item import Kind, Resource, Why
from costing.money import ONE, ZERO, Figures, same
from costing.units import HUNDRED_THOUSAND, MILLION
from infra.aws_rules.ecs import POLICY_ALARMS
from infra.model import observability_names
from infra.model.alarms import alarms, metric_count
from infra.model.scaling import Backlog, Policy, Step
from infra.model.services import AsgService, Job
from infra.model.topology import Topology

ALARM, POLICY = "aws:cloudwatch/metricAlarm:MetricAlarm", "aws:appautoscaling/policy:Policy"
CAPACITY_PROVIDER = "aws:ecs/capacityProvider:CapacityProvider"
BACKLOG_METRICS = 2
"""Messages, and the tasks they are shared by: a policy on the backlog watches both."""
RINGS_CEILING = Decimal(10)
"""How often a month each alarm rings in the ceiling; once in the expected figure."""

ALARMS = Kind(
    "observability/alarms", "Alarms (metrics watched)", "alarm-month", ALARM, "fixed", "always.cloudwatch.alarms"
)
DASHBOARD = Kind(
    "observability/dashboard",
    "Dashboard",
    "dashboard-month",
    "aws:cloudwatch/dashboard:Dashboard",
    "fixed",
    "always.cloudwatch.dashboards",
)
EMAIL = Kind(
    "observability/alerts/email",
    "Alerts by e-mail",
    "100k notifications",
    "aws:sns/topicSubscription:TopicSubscription",
    "usage",
    "always.sns.email-notifications",
)
PUBLISH = Kind(
    "observability/alerts/publish",
    "Alerts published",
    "1M requests",
    "aws:sns/topic:Topic",
    "usage",
    "always.sns.requests",
)

KINDS = (ALARMS, DASHBOARD, EMAIL, PUBLISH)


def add_lines(to: Context) -> None:
    """Add the lines of alarms, dashboard and alerts."""
    topology = to.sections.topology
    _alarms(to)
    if topology.observability.dashboard:
        name = observability_names.dashboard(topology)
        to.ledger.add(DASHBOARD, name, same(ONE), "cloudwatch.dashboard-month", Why("one"))
    _alerts(to)


class _Watched(NamedTuple):
    """Metrics in alarms that scaling makes by itself, and the first resource that makes them."""

    metrics: int
    made_by: Resource


def _alarms(to: Context) -> None:
    """CloudWatch bills each metric of each alarm; scaling policies and capacity providers make alarms of their own."""
    topology = to.sections.topology
    own = {name: metric_count(topology, alarm) for name, alarm in alarms(topology).items()}
    scaling = _of_scaling(topology)
    total = sum(own.values()) + sum(one.metrics for one in scaling)
    if not total:
        return
    first = Resource(ALARM, observability_names.alarm(topology, next(iter(own)))) if own else scaling[0].made_by
    why = Why(
        "{} metrics in {} alarms, {} in those of scaling policies and capacity providers",
        (sum(own.values()), len(own), sum(one.metrics for one in scaling)),
    )
    kind = ALARMS._replace(resource=first.type)
    to.ledger.add(kind, first.name, same(Decimal(total)), "cloudwatch.alarm.standard-month", why)


def _of_scaling(topology: Topology) -> list[_Watched]:
    found: list[_Watched] = []
    for name, service in topology.services.items():
        if isinstance(service, Job):
            continue
        logical = f"{topology.name}-{name}"
        if service.scaling.policy is not None:
            found.append(_of_policy(service.scaling.policy, logical))
        if isinstance(service, AsgService):
            found.append(_Watched(POLICY_ALARMS, Resource(CAPACITY_PROVIDER, logical)))
    return found


def _of_policy(policy: Policy, logical: str) -> _Watched:
    """Return what a policy watches; the alarms of steps are the program's own, others AWS makes."""
    if isinstance(policy, Step):
        return _Watched(POLICY_ALARMS, Resource(ALARM, f"{logical}-out"))
    metrics = BACKLOG_METRICS if isinstance(policy, Backlog) else 1
    return _Watched(POLICY_ALARMS * metrics, Resource(POLICY, logical))


def _alerts(to: Context) -> None:
    """Each alarm tells the topic, and the topic every address: mails are counted, text messages have a given price."""
    topology = to.sections.topology
    alerts, count = topology.observability.alerts, Decimal(len(alarms(topology)))
    if not alerts.emails and not alerts.sms:
        return
    name, rings = observability_names.alerts(topology), Figures(ZERO, count, count * RINGS_CEILING)
    why = Why("{} alarms, each once a month (ten times in the ceiling)", (count,))
    to.ledger.add(PUBLISH, name, rings.times(1 / MILLION), "sns.requests-1m", why)
    if alerts.emails:
        mails = Why("{} alarms, each once a month (ten times in the ceiling), × {}", (count, len(alerts.emails)))
        number = rings.times(len(alerts.emails) / HUNDRED_THOUSAND)
        to.ledger.add(
            EMAIL, observability_names.subscription(topology, alerts.emails[0]), number, "sns.email-100k", mails
        )
