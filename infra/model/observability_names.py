"""Logical names of observability, which the bill and the build must give alike."""

from infra.model.topology import Topology


def log_group(topology: Topology, service: str) -> str:
    """Return the name of a service's log group."""
    return f"{topology.name}-{service}"


def log_group_path(topology: Topology, stack: str, service: str) -> str:
    """Return what CloudWatch Logs calls the group; the stack is in it, so that two of one account do not meet."""
    return f"/{topology.name}/{stack}/{service}"


def alerts(topology: Topology) -> str:
    """Return the name of the topic that alarms tell."""
    return f"{topology.name}-alerts"


def subscription(topology: Topology, address: str) -> str:
    """Return the name of the subscription of an address or a telephone; the others keep theirs when one goes."""
    return f"{alerts(topology)}-{address}"


def alarm(topology: Topology, name: str) -> str:
    """Return the name of an alarm."""
    return f"{topology.name}-{name}"


def dashboard(topology: Topology) -> str:
    """Return the dashboard's name."""
    return f"{topology.name}-dashboard"


def trail(topology: Topology) -> str:
    """Return the name of the trail and its bucket."""
    return f"{topology.name}-trail"
