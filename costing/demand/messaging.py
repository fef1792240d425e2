"""What is asked of queues in a month: messages, and polls for them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from costing.assumptions import Assumption
from costing.demand.requests import Requests
from costing.demand.services import ServiceDemand
from costing.demand.stated import with_traffic
from costing.line_item import Why
from costing.money import ZERO, Figures, sum_of
from costing.units import SECONDS
from infra.aws_rules import sqs
from infra.model.grants import grants
from infra.model.stack import Sections
from infra.model.topology import Topology


class QueueDemand(NamedTuple):
    """Calls of one queue in a month, and how they came about."""

    calls: Figures
    why: Why


CONSUMING = ("consume", "sendAndConsume")
CALLS = Decimal(sqs.CALLS_PER_MESSAGE)
POLLS = SECONDS / sqs.POLL_SECONDS_MAX
"""Polls of one task in a month, each as long as SQS lets it wait."""


def queues(sections: Sections, requests: Requests, services: Mapping[str, ServiceDemand]) -> Mapping[str, QueueDemand]:
    """Return the demand of every queue, by name."""
    topology = sections.topology
    return {name: _queue(sections, name, requests, services) for name in topology.messaging.queues}


def _queue(sections: Sections, name: str, requests: Requests, services: Mapping[str, ServiceDemand]) -> QueueDemand:
    """A message is sent, received and deleted; whoever consumes polls day and night, messages or none."""
    known = sections.workload.queues.get(name)
    messages = known.messages_per_month if known else ZERO
    tasks = sum_of(services[consumer].tasks for consumer in consumers(sections.topology, name))
    calls = tasks.times(POLLS).plus(with_traffic(messages * CALLS, requests))
    why = Why(
        "{} messages × {} calls, and {} tasks that poll every {} s",
        (messages, CALLS, tasks.expected, sqs.POLL_SECONDS_MAX),
    )
    return QueueDemand(calls, why)


def consumers(topology: Topology, queue: str) -> tuple[str, ...]:
    """Return the services that take messages from a queue."""
    return tuple(
        name
        for name, service in topology.services.items()
        if any(g.kind == "queue" and g.name == queue and g.access in CONSUMING for g in grants(service))
    )


def messaging_assumptions(sections: Sections) -> Iterator[Assumption]:
    """Yield the figures that stand in for the workload's of queues."""
    for name in sections.topology.messaging.queues:
        if name not in sections.workload.queues:
            where = f"workload.queues.{name}.messagesPerMonth"
            yield Assumption(f"messages in {name}", "0 a month", "not stated", where)
