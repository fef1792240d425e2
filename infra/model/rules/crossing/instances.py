"""Instances of this stack's own in their network: interfaces, ports, addresses and names."""

from collections.abc import Iterator

from infra.aws_rules import ec2, ecs, vpc
from infra.model.connections import ports_of, shares_host_network
from infra.model.network import CreatedNetwork
from infra.model.problems import Path, Problem
from infra.model.rules.common import Where, broken
from infra.model.services import AsgService
from infra.model.topology import Topology


def problems(topology: Topology, where: Where) -> Iterator[Problem]:
    """Yield what keeps tasks from an instance, or an instance from the network, paths below `topology`."""
    del where
    services = {n: s for n, s in topology.services.items() if isinstance(s, AsgService)}
    for name, service in services.items():
        yield from (p.under("services", name) for p in _crowded(topology, service))
    if services:
        yield from _network(topology)
        yield from _provider(topology, next(iter(services)))


def _crowded(topology: Topology, service: AsgService) -> Iterator[Problem]:
    """Tasks have an interface each, or share their instance's ports."""
    path: Path = ("tasksPerInstance",)
    each, kind = service.tasks_per_instance, service.instance_type
    if shares_host_network(topology, service):
        ports = ports_of(service)
        if each > 1 and ports:
            cure = "take 1, or another egress, where each task has an address"
            message = f"tasks would share port {ports[0]} of their instance, as egress publicAddress has it: {cure}"
            yield from broken(path, each, message)
    elif ec2.find(kind) is not None:
        yield from broken(path, each, ec2.tasks_problem(kind, each))


def _network(topology: Topology) -> Iterator[Problem]:
    network = topology.network
    if isinstance(network, CreatedNetwork) and vpc.overlaps_docker(network.cidr):
        message = f"overlaps {vpc.DOCKER_RANGE}, which Docker has for itself on instances: take another range"
        yield from broken(("network", "cidr"), str(network.cidr), message)


def _provider(topology: Topology, service: str) -> Iterator[Problem]:
    for prefix in ecs.PROVIDER_PREFIXES:
        if topology.name.startswith(prefix):
            message = (
                f"starts with {prefix}, and so would the capacity provider of {service}: AWS keeps that for itself"
            )
            yield from broken(("name",), topology.name, message)
