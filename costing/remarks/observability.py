"""Remarks on logs, alarms and the audit trail: what is final, what nobody hears, what a second one would cost."""

from collections.abc import Iterator

from costing.demand.tier import Demand
from infra.model.alarms import alarms
from infra.model.services import BlueGreen, Job
from infra.model.stack import Sections
from infra.model.topology import Topology


def remarks(sections: Sections, asked: Demand) -> Iterator[str]:
    """Yield what should be known of observability."""
    del asked
    topology = sections.topology
    watching = topology.observability
    if watching.log_class == "INFREQUENT_ACCESS" and topology.services:
        yield (
            "logs of class INFREQUENT_ACCESS have no metric filters and no live tail, and a log group never changes "
            "its class: another one makes new groups, and what the old ones hold is lost"
        )
    if not (watching.alerts.emails or watching.alerts.sms) and _unheard(topology):
        yield "alarms ring and nobody is told: give observability.alerts.emails"
    if watching.trail is not None:
        yield "the audit trail is free as the first of the account in its region; a second one is charged by the event"


def _unheard(topology: Topology) -> bool:
    """Return whether there are alarms that no deployment listens to either."""
    heard: set[str] = set()
    for service in topology.services.values():
        if not isinstance(service, Job) and isinstance(service.deployment, BlueGreen):
            heard.update(service.deployment.roll_back_on)
    return bool(set(alarms(topology)) - heard)
