"""What all decisions have in common: zones, the way out, the store of secrets. Each combination is one situation."""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from costing.planner.choices.choice import Choice
from costing.planner.choices.edits import Edit, edited
from costing.planner.choices.network import (
    FREE_ENDPOINT,
    NETWORK,
    Endpoints,
    egress_choices,
    egress_name,
    endpoints,
    zone_choices,
)
from costing.planner.choices.stores import store_choices
from costing.planner.choices.subject import Place
from costing.planner.needs.rejection import Rejection
from infra.model.connections import in_public_subnets
from infra.model.network import NoEgress
from infra.model.services import AsgService
from infra.model.stack import Sections

ENDPOINTS = (*NETWORK, "endpoints")
CLOSED = egress_name(NoEgress())


class Situation(NamedTuple):
    """One value for each common decision.

    Attributes:
        zones, egress, store: what was chosen.
        with_free: whether the free endpoint of S3 is there.
        with_instances: whether services may run on instances; without a way out that takes more endpoints.
        endpoints: those that must be there, and those that may be.
        sections: the tier with all of this, and with the required endpoints alone.
        today: whether all of it is as it is now.
    """

    zones: Choice
    egress: Choice
    store: Choice
    with_free: bool
    with_instances: bool
    endpoints: Endpoints
    sections: Sections
    today: bool

    @property
    def parts(self) -> tuple[Choice, ...]:
        """The decisions in it."""
        return (self.zones, self.egress, self.store)

    @property
    def named(self) -> tuple[tuple[str, Choice], ...]:
        """The decisions in it by name."""
        return (("zones", self.zones), ("egress", self.egress), ("store", self.store))

    @property
    def rejection(self) -> Rejection | None:
        """The first requirement that one of its decisions fails."""
        return next((part.rejection for part in self.parts if part.rejection), None)

    @property
    def network(self) -> str:
        """Zones and way out in words: what breaks ties."""
        free = "" if self.with_free else f", no {FREE_ENDPOINT} endpoint"
        alone = "" if self.with_instances else ", Fargate only"
        return f"{self.egress.name}, {self.zones.name}{free}{alone}"

    @property
    def place(self) -> Place:
        """What services see of it."""
        return Place(self.sections.topology.network.zone_count, in_public_subnets(self.sections.topology))


def situations(sections: Sections, region: str) -> list[Situation]:
    """Return every combination; today's comes first."""
    found = [
        _situation(sections, zones, egress, store, with_free=free, with_instances=instances)
        for zones, egress, store in product(
            zone_choices(sections, region), egress_choices(sections), store_choices(sections)
        )
        for free, instances in _variants(sections, egress)
    ]
    return sorted(found, key=lambda one: not one.today)


def _variants(sections: Sections, egress: Choice) -> Iterator[tuple[bool, bool]]:
    """Yield with and without the free endpoint and instances, where that makes a difference."""
    has_free = FREE_ENDPOINT in _endpoints(sections)
    if egress.name == CLOSED:
        yield True, True
        yield True, False
        return
    if egress.today and not has_free:
        yield False, True
    yield True, True


def _situation(
    sections: Sections, zones: Choice, egress: Choice, store: Choice, *, with_free: bool, with_instances: bool
) -> Situation:
    chosen = edited(sections, (*zones.edits, *egress.edits, *store.edits))
    found = endpoints(chosen, egress.name, with_instances=with_instances)
    free = (FREE_ENDPOINT,) if with_free else ()
    required = tuple(dict.fromkeys((*found.required, *free)))
    found = Endpoints(required, tuple(e for e in found.open if e not in required))
    bare = edited(chosen, (Edit(ENDPOINTS, required),))
    today = zones.today and egress.today and store.today and with_free is (FREE_ENDPOINT in _endpoints(sections))
    if egress.name == CLOSED:
        today = today and with_instances is _has_instances(sections)
    return Situation(zones, egress, store, with_free, with_instances, found, bare, today)


def _endpoints(sections: Sections) -> tuple[str, ...]:
    return sections.topology.network.endpoints


def _has_instances(sections: Sections) -> bool:
    return any(isinstance(service, AsgService) for service in sections.topology.services.values())
