"""All derived quantities of one tier, each worked out once."""

from collections.abc import Mapping
from typing import NamedTuple

from costing.assumptions import Assumption
from costing.demand.database import database_assumptions
from costing.demand.interfaces import interfaces
from costing.demand.network import Flows, Traffic, traffic
from costing.demand.requests import Requests, at_load_balancer, requests
from costing.demand.services import ServiceDemand, services
from costing.money import ZERO, Figures, sum_of
from infra.model.stack import Sections


class Demand(NamedTuple):
    """What a tier asks of AWS in a month.

    Attributes:
        requests: of the whole application.
        at_load_balancer: requests the CDN does not answer.
        services: what each service runs and moves.
        traffic: gigabytes of the network layer.
        assumed: what stood in for figures that nobody gave.
    """

    requests: Requests
    at_load_balancer: Figures
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
        at_load_balancer(asked.monthly, topology.edge, workload),
        running,
        traffic(sections, flows),
        (*asked.assumed, *database_assumptions(sections)),
    )
