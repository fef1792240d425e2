"""All derived quantities of one tier, each worked out once."""

from collections.abc import Mapping
from typing import NamedTuple

from costing.assumptions import Assumption
from costing.demand.database import database_assumptions
from costing.demand.delivery import delivery_assumptions
from costing.demand.edge import EdgeDemand, edge_assumptions, edge_demand
from costing.demand.interfaces import interfaces
from costing.demand.network import Flows, Traffic, traffic
from costing.demand.requests import Requests, requests
from costing.demand.services import ServiceDemand, services
from costing.money import ZERO, sum_of
from infra.model.stack import Sections


class Demand(NamedTuple):
    """What a tier asks of AWS in a month.

    Attributes:
        requests: of the whole application.
        edge: what viewers ask of load balancer, CDN and all that stands beside them.
        services: what each service runs and moves.
        traffic: gigabytes of the network layer.
        assumed: what stood in for figures that nobody gave.
    """

    requests: Requests
    edge: EdgeDemand
    services: Mapping[str, ServiceDemand]
    traffic: Traffic
    assumed: tuple[Assumption, ...]


def demand(sections: Sections) -> Demand:
    """Return the demand of a tier."""
    topology, workload = sections.topology, sections.workload
    asked = requests(workload)
    running = services(sections, asked)
    flows = Flows(
        asked.monthly,
        tuple(one.flow for one in running.values()),
        sum_of(one.logs for one in running.values()),
        interfaces(topology),
        workload.database.kb_per_request or ZERO,
        workload.cache.kb_per_request or ZERO,
    )
    return Demand(
        asked,
        edge_demand(sections, asked),
        running,
        traffic(sections, flows),
        _assumed(sections, asked),
    )


def _assumed(sections: Sections, asked: Requests) -> tuple[Assumption, ...]:
    return (
        *asked.assumed,
        *edge_assumptions(sections),
        *database_assumptions(sections),
        *delivery_assumptions(sections),
    )
