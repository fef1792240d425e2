"""What a reservation is of: the rows of its terms and payments, and the lines it covers.

Keys of combinations that AWS does not sell or the book does not have are made all the same: a missing price names them,
and `pricing.given` with `rate` can fill them.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from costing.line_item import Kind
from infra.aws_rules.commitments import RDS_UNITS
from infra.model.cache import NodesCache
from infra.model.database import InstanceDatabase
from infra.model.layers import LayerName
from infra.model.pricing import Payment, Reserved
from infra.model.services import AsgService
from infra.model.topology import Topology

DATABASE = Kind("commitments/NAME/database", "RDS reservation", "effective hour", "aws:rds/instance:Instance", "fixed")
CACHE = Kind(
    "commitments/NAME/cache",
    "ElastiCache reservation",
    "effective node-hour",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "fixed",
)
INSTANCES = Kind("commitments/NAME/instances", "EC2 reservation", "hour", "aws:autoscaling/group:Group", "fixed")

KINDS = (DATABASE, CACHE, INSTANCES)

Term: TypeAlias = tuple[Literal[1, 3], Payment]
TERMS: tuple[Term, ...] = (
    (1, "noUpfront"),
    (1, "partialUpfront"),
    (1, "allUpfront"),
    (3, "noUpfront"),
    (3, "partialUpfront"),
    (3, "allUpfront"),
)
SERVICE = "service."


class Offer(NamedTuple):
    """What a reservation is of.

    Attributes:
        layer: where its lines stand.
        kind: the line it becomes.
        type: class, node or instance type, with its deployment.
        keys: the row of each term and payment.
        units: normalised units of one reservation.
        targets: ids of the lines it covers, with the units that an hour of each takes.
    """

    layer: LayerName
    kind: Kind
    type: str
    keys: Mapping[Term, str]
    units: int
    targets: tuple[tuple[str, int], ...]


def offer(topology: Topology, reserved: Reserved) -> Offer | None:
    """Return what `reserved` is of; None where the topology has nothing of the kind."""
    if reserved.covers == "database" and isinstance(topology.database, InstanceDatabase):
        return _database(topology.database)
    if reserved.covers == "cache" and isinstance(topology.cache, NodesCache):
        return _cache(topology.cache)
    service = topology.services.get(reserved.covers.removeprefix(SERVICE))
    if reserved.covers.startswith(SERVICE) and isinstance(service, AsgService):
        return _instances(reserved.covers.removeprefix(SERVICE), service, reserved.offering)
    return None


def row_of(machine: InstanceDatabase | NodesCache, reserved: Reserved) -> str:
    """Return the row that a reservation of a database or of cache nodes is paid by."""
    found = _database(machine) if isinstance(machine, InstanceDatabase) else _cache(machine)
    return found.keys[reserved.term_years, reserved.payment]


def _database(database: InstanceDatabase) -> Offer:
    zones, label = ("multi-az", "Multi-AZ") if database.multi_az else ("single-az", "Single-AZ")
    paid = _paid("no-upfront", "partial-effective", "all-effective")
    end = f"{zones}.{database.instance_class}"
    return Offer(
        "database",
        DATABASE,
        f"{database.instance_class}, {label}",
        {(y, p): f"rds.postgres.reserved.{y}yr-{paid[p]}.{end}" for y, p in TERMS},
        RDS_UNITS[zones],
        (("database/instance/hours", RDS_UNITS[zones]), ("database/replica/hours", RDS_UNITS["single-az"])),
    )


def _cache(cache: NodesCache) -> Offer:
    """One row of Valkey has its own form: three years without upfront money."""
    paid = _paid("no-upfront", "partial-upfront", "all-upfront")
    prefix = "elasticache.reserved" if cache.engine == "redis" else "elasticache.valkey.reserved"
    keys: dict[Term, str] = {(y, p): f"{prefix}.{y}yr-{paid[p]}-effective.{cache.node_type}" for y, p in TERMS}
    if cache.engine == "valkey":
        keys[1, "noUpfront"] = f"{prefix}.1yr-no-upfront.{cache.node_type}"
        keys[3, "noUpfront"] = f"{prefix}.3yr.{cache.node_type}"
    return Offer("cache", CACHE, f"{cache.node_type}, {cache.engine}", keys, 1, (("cache/nodes/hours", 1),))


def _instances(name: str, service: AsgService, offering: str) -> Offer:
    paid = _paid("no-upfront", "partial-upfront-effective", "all-upfront-effective")
    return Offer(
        "services",
        INSTANCES,
        f"{service.instance_type}, {offering}",
        {(y, p): f"ec2.reserved-{offering}.{y}yr-{paid[p]}.{service.instance_type}" for y, p in TERMS},
        1,
        ((f"services/{name}/instances", 1),),
    )


def _paid(nothing: str, part: str, everything: str) -> dict[Payment, str]:
    return {"noUpfront": nothing, "partialUpfront": part, "allUpfront": everything}
