"""Network interfaces of everything that is no service: each writes flow log records all day."""

from decimal import Decimal

from costing.demand.network import GATEWAY_ENDPOINTS
from infra.model.cache import NodesCache
from infra.model.database import InstanceDatabase
from infra.model.network import CreatedNetwork, NatGateway, NatInstance
from infra.model.topology import Topology


def interfaces(topology: Topology) -> Decimal:
    """Return how many network interfaces gateways, endpoints, load balancer and data stores hold."""
    zones = topology.network.zone_count
    endpoints = sum(1 for e in topology.network.endpoints if e not in GATEWAY_ENDPOINTS)
    file_systems = len(topology.storage.file_systems)
    load_balancers = 1 if topology.edge.load_balancer else 0
    by_zone = zones * (endpoints + file_systems + load_balancers)
    return Decimal(nat_count(topology) + by_zone + _data_stores(topology))


def nat_count(topology: Topology) -> int:
    """Return how many NAT gateways or NAT instances the network has."""
    network = topology.network
    if not isinstance(network, CreatedNetwork) or not isinstance(network.egress, (NatGateway, NatInstance)):
        return 0
    return network.zone_count if network.egress.per_zone else 1


def _data_stores(topology: Topology) -> int:
    database, cache, broker = topology.database, topology.cache, topology.messaging.broker
    count = 0
    if isinstance(database, InstanceDatabase):
        count += 1 + database.multi_az + database.read_replicas
    elif database is not None:
        count += 1 + database.readers
    if isinstance(cache, NodesCache):
        count += cache.nodes
    elif cache is not None:
        count += topology.network.zone_count
    if broker is not None:
        count += 3 if broker.cluster else 1
    return count
