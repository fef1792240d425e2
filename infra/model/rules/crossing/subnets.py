"""Room in the subnets for all that may run at once, deployments included."""

from collections.abc import Iterator
from ipaddress import IPv4Network
from typing import NamedTuple

from infra.aws_rules import vpc
from infra.model.addresses import address_plan
from infra.model.connections import in_public_subnets, interface_endpoints, shares_host_network
from infra.model.network import CreatedNetwork, NatGateway, NatInstance
from infra.model.problems import Problem
from infra.model.rules.common import Where
from infra.model.services import AsgService, Job, Service
from infra.model.tasks import most_instances, most_tasks, overlaps
from infra.model.topology import Topology


class Needed(NamedTuple):
    """Addresses that one subnet of each side must have free."""

    public: int
    private: int


def problems(topology: Topology, where: Where) -> Iterator[Problem]:
    """Yield subnets that are too small, paths below `topology`."""
    del where
    network = topology.network
    if not isinstance(network, CreatedNetwork):
        return
    plan, needed = address_plan(network), needed_addresses(topology, network.zone_count)
    sides = (("public", plan.public, needed.public), ("private", plan.private, needed.private))
    for side, ranges, wanted in sides:
        for place, subnet in enumerate(ranges):
            wrong = _too_small(topology, side, subnet, wanted)
            if wrong is not None and network.subnets is not None:
                yield Problem(("network", "subnets", side, place), f"'{subnet}' {wrong}")
            elif wrong is not None and place == 0:
                message = f"'{network.cidr}' makes {side} subnets such as {subnet}, which {wrong}"
                yield Problem(("network", "cidr"), message)


def _too_small(topology: Topology, side: str, subnet: IPv4Network, wanted: int) -> str | None:
    most = vpc.LOAD_BALANCER_PREFIX_MAX
    if side == "public" and topology.edge.load_balancer is not None and subnet.prefixlen > most:
        return f"is smaller than the /{most} that a load balancer wants"
    usable = vpc.usable_addresses(subnet)
    if wanted <= usable:
        return None
    return f"has {usable} addresses, and {wanted} may be wanted at once, deployments included: take a larger range"


def needed_addresses(topology: Topology, zones: int) -> Needed:
    """Return the addresses that each subnet must hold, tasks and instances spread evenly over the zones."""
    network, edge = topology.network, topology.edge
    egress = network.egress if isinstance(network, CreatedNetwork) else None
    running = sum(_of_service(topology, service) for service in topology.services.values())
    each = -(-running // zones)
    front = vpc.LOAD_BALANCER_ADDRESSES if edge.load_balancer else 0
    gateway = 1 if isinstance(egress, (NatGateway, NatInstance)) else 0
    stores = (topology.database, topology.cache, topology.messaging.broker)
    inside = len(interface_endpoints(topology)) * vpc.ENDPOINT_ADDRESSES
    inside += len(topology.storage.file_systems) + sum(1 for store in stores if store is not None)
    public = in_public_subnets(topology)
    return Needed(front + gateway + (each if public else 0), inside + (0 if public else each))


def _of_service(topology: Topology, service: Service) -> int:
    """Return the addresses of all tasks a service may have at once, and of its instances."""
    if isinstance(service, Job):
        return vpc.TASK_ADDRESSES
    tasks = most_tasks(service) * (2 if overlaps(service) else 1) * vpc.TASK_ADDRESSES
    if not isinstance(service, AsgService):
        return tasks
    return most_instances(service) + (0 if shares_host_network(topology, service) else tasks)
