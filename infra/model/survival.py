"""What a topology survives without an outage: no loss, that of one task or machine, or that of a whole zone.

Classes by what is there twice, and where; no share of a year, since nothing in a model says how often a thing fails.
"""

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from infra.model.cache import NodesCache
from infra.model.connections import in_public_subnets
from infra.model.database import AuroraServerlessDatabase, Database
from infra.model.network import CreatedNetwork, NatGateway, NatInstance
from infra.model.services import AsgService, Job, RunningService
from infra.model.tasks import instances_for, least_tasks
from infra.model.topology import Topology

Level: TypeAlias = Literal["none", "instance", "zone"]
LEVELS: Final[tuple[Level, ...]] = ("none", "instance", "zone")
"""From the least to the best, in the words of requirements.availability."""


class Weakness(NamedTuple):
    """A part that does not survive the loss of a zone: the most it survives, and why."""

    survives: Level
    why: str


class Survival(NamedTuple):
    """The class a topology reaches, every part that keeps it from a better one, and the class that was asked for."""

    level: Level
    because: tuple[str, ...]
    asked: Level = "none"

    @property
    def falls_short(self) -> bool:
        """Whether more is asked for than is reached."""
        return LEVELS.index(self.asked) > LEVELS.index(self.level)


def survival(topology: Topology, asked: Level = "none") -> Survival:
    """Return the class that a topology reaches; its weakest part decides.

    Args:
        topology: what is built.
        asked: what requirements.availability asks for.
    """
    found = list(weaknesses(topology))
    level = _least(found)
    return Survival(level, tuple(one.why for one in found if one.survives == level), asked)


def _least(found: Sequence[Weakness]) -> Level:
    for level in LEVELS:
        if any(one.survives == level for one in found):
            return level
    return LEVELS[-1]


def weaknesses(topology: Topology) -> Iterator[Weakness]:
    """Yield every part whose loss, or whose zone's loss, is an outage."""
    for name, service in topology.services.items():
        if not isinstance(service, Job):
            yield from _service(name, service)
    if topology.database is not None and not _fails_over(topology.database):
        yield Weakness("none", "the database has no standby")
    if isinstance(topology.cache, NodesCache) and not topology.cache.fails_over:
        yield Weakness("none", "the cache is one node")
    broker = topology.messaging.broker
    if broker is not None and not broker.cluster:
        yield Weakness("none", "the broker is one machine")
    if topology.services and not in_public_subnets(topology):
        yield from _way_out(topology)


def _service(name: str, service: RunningService) -> Iterator[Weakness]:
    least, spot = least_tasks(service), service.spot
    if least < 1:
        yield Weakness("none", f"{name} may be down to no task")
    elif least == 1:
        yield Weakness("none", f"{name} may be down to one task")
    elif isinstance(service, AsgService) and instances_for(service, least) == 1:
        yield Weakness("none", f"{name} may be down to one instance")
    elif spot is not None and spot.share_percent == 100 and not spot.on_demand_base:
        yield Weakness("none", f"every task of {name} is on Spot")


def _fails_over(database: Database) -> bool:
    """A reader of a cluster takes over, as the standby of an instance does; copies to read from do not."""
    return database.readers > 0 if isinstance(database, AuroraServerlessDatabase) else database.multi_az


def _way_out(topology: Topology) -> Iterator[Weakness]:
    network = topology.network
    if not isinstance(network, CreatedNetwork):
        return
    match network.egress:
        case NatInstance():
            yield Weakness("none", "a NAT instance has no other that takes over")
        case NatGateway(per_zone=False):
            yield Weakness("instance", "one NAT gateway serves every zone")
        case _:
            pass
