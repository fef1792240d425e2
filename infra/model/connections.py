"""Who talks to whom: every security group of a topology, and every rule between them."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from infra.aws_rules.vpc import GATEWAY_ENDPOINTS
from infra.model.front import listener_ports, only_from_cdn
from infra.model.grants import grants
from infra.model.network import CreatedNetwork, NoEgress, PublicAddress
from infra.model.services import AsgService, Job, RunningService, Service
from infra.model.topology import Topology

HTTP, HTTPS, POSTGRES, REDIS, AMQPS, NFS = 80, 443, 5432, 6379, 5671, 2049
"""Ports of the load balancer, TLS, PostgreSQL, Redis and Valkey, RabbitMQ over TLS, and EFS."""

LOAD_BALANCER, ENDPOINTS, DATABASE, CACHE, BROKER = "load-balancer", "endpoints", "database", "cache", "broker"
PORTS = {"database": (DATABASE, POSTGRES), "cache": (CACHE, REDIS), "broker": (BROKER, AMQPS)}


class Connection(NamedTuple):
    """A client that may open connections to a server's port; both are names of groups."""

    client: str
    server: str
    port: int


Outsider = Literal["anywhere", "cdn", "s3", "dynamodb"]
"""What is no group of this stack: all addresses, CloudFront's, and those of the services with gateway endpoints."""


class Opening(NamedTuple):
    """A port that is open between a group and the outside: inward to the group, or outward from it."""

    group: str
    direction: Literal["in", "out"]
    port: int
    peer: Outsider


def tasks_group(service: str) -> str:
    """Return the name of the security group of a service's tasks."""
    return f"{service}-tasks"


def instances_group(service: str) -> str:
    """Return the name of the security group of a service's instances, where tasks have interfaces of their own."""
    return f"{service}-instances"


def file_system_group(name: str) -> str:
    """Return the name of the security group of a file system's mount targets."""
    return f"{name}-files"


def groups(topology: Topology) -> dict[str, str]:
    """Return the security groups of a topology by name, with what each is for."""
    return dict(_groups(topology))


def _groups(topology: Topology) -> Iterator[tuple[str, str]]:
    if topology.edge.load_balancer is not None:
        yield LOAD_BALANCER, "Load balancer: HTTP and HTTPS from viewers"
    if interface_endpoints(topology):
        yield ENDPOINTS, "Interface endpoints: HTTPS from the services"
    for name, service in topology.services.items():
        yield tasks_group(name), f"Tasks of {name}"
        if isinstance(service, AsgService) and not shares_host_network(topology, service):
            yield instances_group(name), f"Container instances of {name}: nothing comes in"
    if topology.database is not None:
        yield DATABASE, "Database: PostgreSQL from the services that use it"
    if topology.cache is not None:
        yield CACHE, "Cache: Redis protocol from the services that use it"
    if topology.messaging.broker is not None:
        yield BROKER, "Broker: AMQP over TLS from the services that use it"
    for name in topology.storage.file_systems:
        yield file_system_group(name), f"File system {name}: NFS from the services that mount it"


def interface_endpoints(topology: Topology) -> tuple[str, ...]:
    """Return the endpoints that are billed by the hour and zone, in the order they are written."""
    return tuple(name for name in topology.network.endpoints if name not in GATEWAY_ENDPOINTS)


def in_public_subnets(topology: Topology) -> bool:
    """Return whether services sit in public subnets, with addresses of their own."""
    network = topology.network
    return isinstance(network, CreatedNetwork) and isinstance(network.egress, PublicAddress)


def shares_host_network(topology: Topology, service: Service) -> bool:
    """Return whether tasks use the network of their instance.

    A task with an interface of its own on EC2 gets no public address; in public subnets it would reach nothing.
    """
    return isinstance(service, AsgService) and in_public_subnets(topology)


def connections(topology: Topology) -> tuple[Connection, ...]:
    """Return every connection that some part of the topology needs, and no other, each once."""
    return tuple(dict.fromkeys(_connections(topology)))


def _connections(topology: Topology) -> Iterator[Connection]:
    for name, service in topology.services.items():
        group = tasks_group(name)
        if not isinstance(service, Job) and service.route is not None:
            yield Connection(LOAD_BALANCER, group, route_target(service)[1])
        for grant in grants(service):
            if grant.kind in PORTS:
                yield Connection(group, *PORTS[grant.kind])
            elif grant.kind == "service":
                for port in ports_of(topology.services[grant.name]):
                    yield Connection(group, tasks_group(grant.name), port)
            elif grant.kind == "fileSystem":
                yield Connection(group, file_system_group(grant.name), NFS)
        if interface_endpoints(topology):
            yield Connection(group, ENDPOINTS, HTTPS)
            if isinstance(service, AsgService) and not shares_host_network(topology, service):
                yield Connection(instances_group(name), ENDPOINTS, HTTPS)


def openings(topology: Topology) -> tuple[Opening, ...]:
    """Return every port that is open to or from the outside, and no other."""
    return tuple(_openings(topology))


def _openings(topology: Topology) -> Iterator[Opening]:
    viewers: Outsider = "cdn" if only_from_cdn(topology.edge) else "anywhere"
    for port in listener_ports(topology.edge):
        yield Opening(LOAD_BALANCER, "in", port, viewers)
    ways = _ways_out(topology)
    for name, service in topology.services.items():
        inside = [tasks_group(name)]
        if isinstance(service, AsgService) and not shares_host_network(topology, service):
            inside.append(instances_group(name))
        for group in inside:
            yield from (Opening(group, "out", HTTPS, way) for way in ways)


def has_way_out(topology: Topology) -> bool:
    """Return whether services reach the internet; of an adopted network that is taken for granted."""
    network = topology.network
    return not (isinstance(network, CreatedNetwork) and isinstance(network.egress, NoEgress))


def _ways_out(topology: Topology) -> tuple[Outsider, ...]:
    """Return where services may connect to by TLS: anywhere, or what gateway endpoints lead to and nothing else."""
    if has_way_out(topology):
        return ("anywhere",)
    ends: tuple[Outsider, ...] = ("s3", "dynamodb")
    return tuple(end for end in ends if end in topology.network.endpoints)


def ports_of(service: Service) -> tuple[int, ...]:
    """Return every port that a service's containers listen on."""
    return tuple(port for container in service.containers.values() for port in container.ports)


def route_target(service: RunningService) -> tuple[str, int]:
    """Return the container and the port that the load balancer sends requests to.

    Without either being named, the only container with a port, and its only port.
    """
    route = service.route
    with_ports = {name: c.ports for name, c in service.containers.items() if c.ports}
    container = (route.container if route else None) or next(iter(with_ports), "")
    ports = with_ports.get(container, ())
    return container, (route.port if route else None) or (ports[0] if ports else 0)
