"""Which services are found by name, and under which."""

from infra.model.connections import ports_of
from infra.model.references import of_service
from infra.model.topology import Topology


def discovered(topology: Topology) -> tuple[str, ...]:
    """Return the services whose host or port others refer to, in the order of the topology."""
    asked = {
        reference.name
        for service in topology.services.values()
        for _, reference in of_service(service)
        if reference.kind == "service"
    }
    return tuple(name for name in topology.services if name in asked)


def namespace(topology: Topology, stack: str) -> str:
    """Return the private zone's name; the stack is in it, so that two stacks in one network do not meet."""
    return f"{topology.name}-{stack}.internal".lower().replace("_", "-")


def host_name(service: str, zone: str) -> str:
    """Return the name under which the tasks of a service are found."""
    return f"{service.lower()}.{zone}"


def addresses(topology: Topology, stack: str) -> dict[str, str]:
    """Return what references to services stand for: `service.NAME.host` and `service.NAME.port`."""
    zone, found = namespace(topology, stack), dict[str, str]()
    for name in discovered(topology):
        found[f"service.{name}.host"] = host_name(name, zone)
        found |= {f"service.{name}.port": str(port) for port in ports_of(topology.services[name])[:1]}
    return found
