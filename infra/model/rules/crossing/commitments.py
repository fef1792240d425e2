"""Commitments and discounts: what is reserved exists and can be reserved, and no layer is discounted below nothing."""

from collections.abc import Iterator
from decimal import Decimal

from infra.model.cache import NodesCache
from infra.model.database import InstanceDatabase
from infra.model.layers import LAYERS
from infra.model.pricing import Reserved
from infra.model.problems import Problem, listed, nearest
from infra.model.rules.common import Where, broken
from infra.model.services import AsgService
from infra.model.stack import Sections
from infra.model.topology import Topology

SERVICE = "service."
EVERYTHING = Decimal(100)


def problems(sections: Sections, where: Where) -> Iterator[Problem]:
    """Yield reservations of what is not there, and discounts that together exceed a layer."""
    del where
    for name, one in sections.pricing.commitments.items():
        if isinstance(one, Reserved):
            path = ("pricing", "commitments", name)
            yield from broken((*path, "covers"), one.covers, _uncoverable(sections.topology, one.covers))
            if one.offering == "convertible" and not one.covers.startswith(SERVICE):
                yield Problem((*path, "offering"), "'convertible' is for instances of a service; leave it out")
    yield from _discounts(sections)


def _uncoverable(topology: Topology, covers: str) -> str | None:
    """Say why there is nothing to reserve under this name."""
    if covers == "database":
        if topology.database is None:
            return "is not there: this tier has no database"
        there = isinstance(topology.database, InstanceDatabase)
        return None if there else "is an Aurora Serverless cluster: only instances can be reserved"
    if covers == "cache":
        if topology.cache is None:
            return "is not there: this tier has no cache"
        return None if isinstance(topology.cache, NodesCache) else "is serverless: only nodes can be reserved"
    if covers.startswith(SERVICE):
        return _unreservable(topology, covers.removeprefix(SERVICE))
    return f"cannot be reserved{nearest(covers, ('database', 'cache'))}; covers is database, cache or service.NAME"


def _unreservable(topology: Topology, name: str) -> str | None:
    service = topology.services.get(name)
    if service is None:
        known = f"; services are {listed(topology.services, 'and')}" if topology.services else ""
        return f"is no service{nearest(name, topology.services) or known}"
    if isinstance(service, AsgService):
        return None
    return "runs on Fargate, which has no reservations: write `kind: computeSavingsPlan`"


def _discounts(sections: Sections) -> Iterator[Problem]:
    """Discounts are taken from the lines, not from one another, so their percentages add up."""
    discounts = sections.pricing.discounts
    for layer in LAYERS:
        reaching = [name for name, one in discounts.items() if not one.layers or layer in one.layers]
        percent = sum((discounts[name].percent for name in reaching), Decimal(0))
        if percent > EVERYTHING:
            yield Problem(("pricing", "discounts"), f"{listed(reaching, 'and')} take {percent} % off the layer {layer}")
            return
