"""Counts what single decisions take, by the layers' own pricing functions."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from costing.adjust import commitments
from costing.demand.cache import cache_demand
from costing.demand.credits import surplus_credits
from costing.demand.messaging import queues
from costing.demand.network import traffic
from costing.demand.observability import observability_demand
from costing.demand.requests import Requests, requests
from costing.demand.secrets import secrets_demand
from costing.demand.services import ServiceDemand, request_shares, service_demand
from costing.demand.tier import Demand, demand_with, flows
from costing.estimate import LAYER_BILLS
from costing.layers import services as service_lines
from costing.layers.context import Context
from costing.ledger import Ledger
from costing.planner.measure.taken import CountingBook, Taken, taken_by
from infra.model.layers import LayerName
from infra.model.pricing import Reserved
from infra.model.stack import Sections

OWN: tuple[LayerName, ...] = ("services", "database", "cache")
"""Layers whose lines each belong to one decision: they are counted for that decision alone."""
SEES_SERVICES: tuple[LayerName, ...] = ("messaging", "secrets", "observability")
"""Layers, the network aside, whose lines depend on what services run."""

Running = Mapping[str, ServiceDemand]


class ServiceCount(NamedTuple):
    """What the lines of one service take, and its demand, through which the other layers see it."""

    demand: ServiceDemand
    taken: Taken


class Meter:
    """The estimator on a counting book, for one tier on one day."""

    def __init__(self, sections: Sections, region: str, today: date, *, watched: bool = False) -> None:
        self._today, self._watched = today, watched
        self._book = CountingBook(region, today)
        self.requests: Requests = requests(sections.workload)
        self.shares = request_shares(sections)
        self._demand = demand_with(sections, self.requests, self.running_in(sections))

    def running_in(self, sections: Sections) -> Running:
        """Return the demand of every service of `sections`."""
        return {name: service_demand(sections, name, self.requests, self.shares) for name in sections.topology.services}

    def service(self, sections: Sections, name: str) -> ServiceCount:
        """Return what one service of `sections` takes by its own lines."""
        found = service_demand(sections, name, self.requests, self.shares)
        alone = {name: found}
        demand = self._demand._replace(services=alone, credits=surplus_credits(sections, self.requests, alone))
        to = self._context(sections, demand)
        service_lines.add_service(to, name)
        return ServiceCount(found, self._closed(to, f"service.{name}"))

    def database(self, sections: Sections) -> Taken:
        """Return what the database of `sections` takes by its own lines."""
        to = self._context(sections, self._demand)
        LAYER_BILLS["database"].add_lines(to)
        return self._closed(to, "database")

    def cache(self, sections: Sections) -> Taken:
        """Return what the cache of `sections` takes by its own lines."""
        to = self._context(sections, self._demand._replace(cache=cache_demand(sections, self.requests)))
        LAYER_BILLS["cache"].add_lines(to)
        return self._closed(to, "cache")

    def beside(self, sections: Sections, running: Running) -> Taken:
        """Return what the layers take that see services, the network aside."""
        demand = self._demand._replace(
            services=running,
            queues=queues(sections, self.requests, running),
            secrets=secrets_demand(sections, running),
            observability=observability_demand(sections, running),
        )
        return self._lines(SEES_SERVICES, self._context(sections, demand))

    def network(self, sections: Sections, running: Running) -> Taken:
        """Return what the network of `sections` takes."""
        moved = flows(sections, self.requests, running)
        demand = self._demand._replace(traffic=traffic(sections, moved))
        return self._lines(("network",), self._context(sections, demand))

    def rest(self, sections: Sections) -> Taken:
        """Return what all lines of `sections` take that belong to no decision of their own."""
        to = self._context(sections, demand_with(sections, self.requests, self.running_in(sections)))
        service_lines.add_shared(to)
        return self._lines((layer for layer in LAYER_BILLS if layer not in OWN), to)

    def _context(self, sections: Sections, demand: Demand) -> Context:
        return Context(sections, demand, self._today, Ledger(self._book), self._watched)

    def _lines(self, layers: Iterable[LayerName], to: Context) -> Taken:
        for layer in layers:
            LAYER_BILLS[layer].add_lines(to)
        return taken_by(to.ledger.lines)

    def _closed(self, to: Context, covers: str) -> Taken:
        """Add what reservations of this one thing change, and return what is taken."""
        own = {
            name: one
            for name, one in to.sections.pricing.commitments.items()
            if isinstance(one, Reserved) and one.covers == covers
        }
        if own:
            pricing = to.sections.pricing.model_copy(update={"commitments": own})
            commitments.add_lines(to.ledger, to.sections.model_copy(update={"pricing": pricing}))
        return taken_by(to.ledger.lines)
