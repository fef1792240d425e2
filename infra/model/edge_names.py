"""Logical names of the edge, which the bill and the build must give alike."""

from infra.model.routes import is_switched
from infra.model.topology import Topology


def load_balancer(topology: Topology) -> str:
    """Return the load balancer's name; with what Pulumi adds it stays below AWS's 32 characters."""
    return f"{topology.name}-lb"


def access_logs(topology: Topology) -> str:
    """Return the name of the bucket of access logs."""
    return f"{topology.name}-access-logs"


def origin_header(topology: Topology) -> str:
    """Return the name of the parameter that holds the CDN's secret header."""
    return f"{topology.name}-origin-header"


def cdn(topology: Topology) -> str:
    """Return the distribution's name."""
    return f"{topology.name}-cdn"


def site(topology: Topology) -> str:
    """Return the name of the site's bucket."""
    return f"{topology.name}-site"


def firewall(topology: Topology) -> str:
    """Return the web ACL's name."""
    return f"{topology.name}-waf"


def plan_firewall(topology: Topology) -> str:
    """Return the name of the web ACL without rules that a flat-rate plan demands where nobody asked for one."""
    return f"{topology.name}-plan"


def zone(topology: Topology) -> str:
    """Return the hosted zone's name."""
    return f"{topology.name}-zone"


def certificates(topology: Topology) -> tuple[str, ...]:
    """Return the names of the certificates: the load balancer's, then the CDN's."""
    edge = topology.edge
    balancer = (load_balancer(topology),) if edge.load_balancer and edge.load_balancer.host_names else ()
    return (*balancer, cdn(topology)) if edge.cdn and edge.cdn.host_names else balancer


def hosts(topology: Topology) -> tuple[str, ...]:
    """Return every host name: the load balancer's, then the CDN's."""
    edge = topology.edge
    parts = [part for part in (edge.load_balancer, edge.cdn) if part is not None]
    return tuple(host for part in parts for host in part.host_names)


def record(topology: Topology, host: str) -> str:
    """Return the name of the record of a host."""
    return f"{topology.name}-{host}"


def target_groups(topology: Topology, service: str) -> tuple[str, ...]:
    """Return the target group of a service; of blue/green both."""
    name = f"{topology.name}-{service}"
    return (name, f"{name}-2") if is_switched(topology, service) else (name,)
