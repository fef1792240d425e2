"""Which ECS clusters a topology has: one for all that runs on Fargate, and one for each service on instances.

A capacity provider of instances can leave a cluster only once no task uses it, and a service can use it only once the
cluster has it. In one cluster a change of a service's kind would need both orders at once; a cluster of its own is made
before its service and goes after it.
"""

from typing import NamedTuple

from infra.model.services import AsgService, Service
from infra.model.topology import Topology


class Cluster(NamedTuple):
    """A cluster: `key` is the service it is for, empty for the one that all on Fargate share."""

    key: str
    services: tuple[str, ...]

    @property
    def on_instances(self) -> bool:
        """Whether tasks run on instances of this stack's own."""
        return bool(self.key)


def cluster_key(name: str, service: Service) -> str:
    """Return the key of the cluster that a service or a job runs in."""
    return name if isinstance(service, AsgService) else ""


def clusters(topology: Topology) -> tuple[Cluster, ...]:
    """Return the clusters, that of Fargate first; none without services."""
    found: dict[str, tuple[str, ...]] = {}
    for name, service in topology.services.items():
        key = cluster_key(name, service)
        found[key] = (*found.get(key, ()), name)
    return tuple(Cluster(key, found[key]) for key in sorted(found))


def cluster_name(topology: Topology, key: str) -> str:
    """Return the logical name of a cluster."""
    return f"{topology.name}-{key}" if key else topology.name
