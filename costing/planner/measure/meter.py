"""Counts what single decisions take, by the layers' own pricing functions."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

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
from costing.planner.measure.counting import CountingBook, CountingLedger, taken_by
from costing.planner.measure.taken import Taken
from infra.model.layers import LayerName
from infra.model.pricing import Reserved
from infra.model.stack import Sections

OWN: tuple[LayerName, ...] = ("services", "database", "cache")
"""Layers whose lines each belong to one decision: they are counted for that decision alone."""
SEES_SERVICES: tuple[LayerName, ...] = ("messaging", "secrets", "observability")
"""Layers, the network aside, whose lines depend on what services run."""

Running = Mapping[str, ServiceDemand]
Add: TypeAlias = Callable[[Context], None]
"""Adds lines to the ledger of a context."""


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
        own = self._own(sections, demand, f"service.{name}", lambda to: service_lines.add_service(to, name))
        return ServiceCount(found, own)

    def database(self, sections: Sections) -> Taken:
        """Return what the database of `sections` takes by its own lines."""
        return self._own(sections, self._demand, "database", LAYER_BILLS["database"].add_lines)

    def cache(self, sections: Sections) -> Taken:
        """Return what the cache of `sections` takes by its own lines."""
        demand = self._demand._replace(cache=cache_demand(sections, self.requests))
        return self._own(sections, demand, "cache", LAYER_BILLS["cache"].add_lines)

    def beside(self, sections: Sections, running: Running) -> Taken:
        """Return what the layers take that see services, the network aside."""
        demand = self._demand._replace(
            services=running,
            queues=queues(sections, self.requests, running),
            secrets=secrets_demand(sections, running),
            observability=observability_demand(sections, running),
        )
        return self._taken(SEES_SERVICES, sections, demand)

    def network(self, sections: Sections, running: Running) -> Taken:
        """Return what the network of `sections` takes."""
        moved = flows(sections, self.requests, running)
        return self._taken(("network",), sections, self._demand._replace(traffic=traffic(sections, moved)))

    def rest(self, sections: Sections) -> Taken:
        """Return what all lines of `sections` take that belong to no decision of their own."""
        demand = demand_with(sections, self.requests, self.running_in(sections))
        layers: list[LayerName] = [layer for layer in LAYER_BILLS if layer not in OWN]
        return self._taken(layers, sections, demand, service_lines.add_shared)

    def _taken(self, layers: Iterable[LayerName], sections: Sections, demand: Demand, *more: Add) -> Taken:
        ledger = CountingLedger(self._book)
        to = self._context(sections, demand, ledger)
        for add in (*more, *(LAYER_BILLS[layer].add_lines for layer in layers)):
            add(to)
        return ledger.taken

    def _own(self, sections: Sections, demand: Demand, covers: str, add: Add) -> Taken:
        """Return what some lines take, with what reservations of this one thing change."""
        own = {
            name: one
            for name, one in sections.pricing.commitments.items()
            if isinstance(one, Reserved) and one.covers == covers
        }
        if not own:
            counting = CountingLedger(self._book)
            add(self._context(sections, demand, counting))
            return counting.taken
        ledger = Ledger(self._book)
        add(self._context(sections, demand, ledger))
        pricing = sections.pricing.model_copy(update={"commitments": own})
        commitments.add_lines(ledger, sections.model_copy(update={"pricing": pricing}))
        return taken_by(ledger.lines)

    def _context(self, sections: Sections, demand: Demand, ledger: Ledger) -> Context:
        return Context(sections, demand, self._today, ledger, self._watched)
