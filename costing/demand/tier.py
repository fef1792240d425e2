"""All derived quantities of one tier, each worked out once."""

from collections.abc import Mapping
from typing import NamedTuple

from costing.assumptions import Assumption
from costing.demand.cache import CacheDemand, cache_assumptions, cache_demand
from costing.demand.credits import surplus_credits
from costing.demand.database import database_assumptions
from costing.demand.delivery import delivery_assumptions
from costing.demand.derived import Derived, replaced
from costing.demand.edge import EdgeDemand, edge_assumptions, edge_demand
from costing.demand.interfaces import interfaces
from costing.demand.messaging import QueueDemand, messaging_assumptions, queues
from costing.demand.network import Flows, Traffic, traffic
from costing.demand.observability import ObservabilityDemand, observability_assumptions, observability_demand
from costing.demand.requests import Requests, requests
from costing.demand.secrets import SecretsDemand, secrets_demand
from costing.demand.services import ServiceDemand, service_assumptions, services
from costing.demand.storage import storage_assumptions
from costing.money import ZERO, sum_of
from infra.model.stack import Sections


class Demand(NamedTuple):
    """What a tier asks of AWS in a month.

    Attributes:
        requests: of the whole application.
        edge: what viewers ask of load balancer, CDN and all that stands beside them.
        services: what each service runs and moves.
        credits: vCPU-hours above the baseline, of services whose instances burst at a charge.
        traffic: gigabytes of the network layer.
        cache: what the cache holds and does.
        queues: calls of each queue.
        secrets: how often secrets are read.
        observability: what is logged, measured and traced.
        assumed: what stood in for figures that nobody gave.
    """

    requests: Requests
    edge: EdgeDemand
    services: Mapping[str, ServiceDemand]
    credits: Mapping[str, Derived]
    traffic: Traffic
    cache: CacheDemand
    queues: Mapping[str, QueueDemand]
    secrets: SecretsDemand
    observability: ObservabilityDemand
    assumed: tuple[Assumption, ...]


def demand(sections: Sections) -> Demand:
    """Return the demand of a tier."""
    asked = requests(sections.workload)
    return demand_with(sections, asked, services(sections, asked))


def demand_with(sections: Sections, asked: Requests, running: Mapping[str, ServiceDemand]) -> Demand:
    """Return the demand of a tier whose requests and services' own demand are known."""
    return Demand(
        asked,
        edge_demand(sections, asked),
        running,
        surplus_credits(sections, asked, running),
        traffic(sections, flows(sections, asked, running)),
        cache_demand(sections, asked),
        queues(sections, asked, running),
        secrets_demand(sections, running),
        observability_demand(sections, running),
        _assumed(sections, asked, running),
    )


def flows(sections: Sections, asked: Requests, running: Mapping[str, ServiceDemand]) -> Flows:
    """Return what the network needs to know of everything else in a tier.

    Logs are those that are written: where `usage.observability.logGb` says how much, that much leaves the network.
    """
    workload = sections.workload
    logs = sum_of(one.logs for one in running.values())
    return Flows(
        asked.monthly,
        tuple(one.flow for one in running.values()),
        replaced(logs, sections.usage.observability.log_gb) if running else logs,
        interfaces(sections.topology),
        workload.database.kb_per_request or ZERO,
        workload.cache.kb_per_request or ZERO,
    )


def _assumed(sections: Sections, asked: Requests, running: Mapping[str, ServiceDemand]) -> tuple[Assumption, ...]:
    return (
        *asked.assumed,
        *edge_assumptions(sections),
        *service_assumptions(sections, running),
        *database_assumptions(sections),
        *cache_assumptions(sections),
        *storage_assumptions(sections),
        *messaging_assumptions(sections),
        *observability_assumptions(sections),
        *delivery_assumptions(sections),
    )
