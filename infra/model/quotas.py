"""Which quotas of the account a topology draws from, and how much of each at the most."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, Decimal
from typing import Final

from infra.aws_rules import ec2
from infra.aws_rules.ecs import CPU_UNITS_PER_VCPU
from infra.aws_rules.quotas import QUOTAS
from infra.model import edge_names
from infra.model.connections import interface_endpoints
from infra.model.database import AuroraServerlessDatabase
from infra.model.edge import Route53
from infra.model.network import CreatedNetwork, NatGateway, NatInstance
from infra.model.routes import listener_rules
from infra.model.services import AsgService, FargateService, Job, RunningService
from infra.model.tasks import most_instances, most_tasks, overlaps
from infra.model.topology import Topology

Uses = Iterator[tuple[str, Decimal]]
ONE: Final = Decimal(1)


def quotas(topology: Topology) -> Mapping[str, int]:
    """Return how much of each quota a topology takes at the most, by the keys of `QUOTAS`; a job counts as one run.

    Deployments are counted with the tasks they run beside the old ones.
    """
    found: dict[str, Decimal] = {}
    for part in (_network(topology), _services(topology), _edge(topology), _data(topology)):
        for key, amount in part:
            found[key] = found.get(key, Decimal(0)) + amount
    return {key: int(found[key].to_integral_value(ROUND_CEILING)) for key in QUOTAS if found.get(key)}


def _network(topology: Topology) -> Uses:
    network = topology.network
    endpoints = len(interface_endpoints(topology))
    yield "interfaceEndpoints", Decimal(endpoints)
    if not isinstance(network, CreatedNetwork):
        return
    yield "vpcs", ONE
    egress = network.egress
    if isinstance(egress, (NatGateway, NatInstance)):
        yield "elasticIps", Decimal(network.zone_count if egress.per_zone else 1)
    if isinstance(egress, NatGateway):
        yield "natGateways", ONE
    if isinstance(egress, NatInstance) and (kind := ec2.find(egress.instance_type)):
        yield "instanceVcpu", Decimal(kind.vcpu * (network.zone_count if egress.per_zone else 1))


def _services(topology: Topology) -> Uses:
    for service in topology.services.values():
        if isinstance(service, AsgService):
            kind = ec2.find(service.instance_type)
            each = Decimal(kind.vcpu if kind else 0)
            yield from _shared(service, most_instances(service), each, ("instanceVcpu", "spotInstanceVcpu"))
        else:
            each = Decimal(service.cpu_units) / CPU_UNITS_PER_VCPU
            yield from _shared(service, _tasks(service), each, ("fargateVcpu", "fargateSpotVcpu"))


def _tasks(service: FargateService | Job) -> int:
    """Return the most tasks at once, the overlap of a deployment included."""
    if isinstance(service, Job):
        return 1
    return most_tasks(service) * (2 if overlaps(service) else 1)


def _shared(service: RunningService | Job, count: int, each: Decimal, keys: tuple[str, str]) -> Uses:
    """Yield what is on demand and what is on Spot, whole pieces of each."""
    spot = service.spot
    beyond = max(count - spot.on_demand_base, 0) if spot else 0
    on_spot = (Decimal(beyond * spot.share_percent) / 100).to_integral_value(ROUND_CEILING) if spot else Decimal(0)
    yield keys[0], (count - on_spot) * each
    yield keys[1], on_spot * each


def _edge(topology: Topology) -> Uses:
    edge = topology.edge
    if edge.load_balancer is not None:
        yield "loadBalancers", ONE
        yield "listenerRules", Decimal(len(listener_rules(topology)))
    yield "certificates", Decimal(len(edge_names.certificates(topology)))
    if isinstance(edge.dns, Route53) and edge.dns.create_zone:
        yield "hostedZones", ONE


def _data(topology: Topology) -> Uses:
    database, cache = topology.database, topology.cache
    if isinstance(database, AuroraServerlessDatabase):
        yield "databaseClusters", ONE
        yield "databaseInstances", Decimal(1 + database.readers)
    elif database is not None:
        yield "databaseInstances", Decimal(1 + database.read_replicas)
    if cache is not None and cache.kind == "nodes":
        yield "cacheNodes", Decimal(cache.nodes)
    yield "fileSystems", Decimal(len(topology.storage.file_systems))
