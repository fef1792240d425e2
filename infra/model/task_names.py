"""Names of what ECS runs, which build, outputs and the pipeline must give alike."""

import re

from infra.model.topology import Topology


def family(topology: Topology, stack: str, service: str) -> str:
    """Return the family of a service's task definitions; the stack is in it, so that two of one account do not mix."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", f"{topology.name}-{stack}-{service}")
