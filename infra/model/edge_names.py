"""Logical names of the edge, which the bill and the build must give alike."""

from infra.model.services import BlueGreen
from infra.model.topology import Topology


def load_balancer(topology: Topology) -> str:
    """Return the load balancer's name; with what Pulumi adds it stays below AWS's 32 characters."""
    return f"{topology.name}-lb"


def access_logs(topology: Topology) -> str:
    """Return the name of the bucket of access logs."""
    return f"{topology.name}-access-logs"


def cdn(topology: Topology) -> str:
    """Return the distribution's name."""
    return f"{topology.name}-cdn"


def site(topology: Topology) -> str:
    """Return the name of the site's bucket."""
    return f"{topology.name}-site"


def firewall(topology: Topology) -> str:
    """Return the web ACL's name."""
    return f"{topology.name}-waf"


def zone(topology: Topology) -> str:
    """Return the hosted zone's name."""
    return f"{topology.name}-zone"


def record(topology: Topology, host: str) -> str:
    """Return the name of the record of a host."""
    return f"{topology.name}-{host.replace('*', 'any')}"


def target_groups(topology: Topology, service: str) -> tuple[str, ...]:
    """Return the target group of a service; of blue/green both."""
    name = f"{topology.name}-{service}"
    deployment = getattr(topology.services[service], "deployment", None)
    return (name, f"{name}-2") if isinstance(deployment, BlueGreen) else (name,)
