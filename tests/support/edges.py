"""Small topologies with a load balancer, for tests that are about the edge and not about what stands behind it."""

from typing import Any

from tests.support.bills import Raw

IMAGE = "public.ecr.aws/docker/library/nginx:1.27"


def service(*paths: str, port: int = 8000, **more: Any) -> dict[str, Any]:
    """Return the smallest routed service; without paths it takes everything."""
    route = {"paths": list(paths)} if paths else {}
    containers = {"app": {"image": IMAGE, "ports": [port]}}
    return {"cpuUnits": 256, "memoryMib": 512, "containers": containers, "route": route, **more}


def balanced(edge: Raw | None = None, services: Raw | None = None, **more: Any) -> dict[str, Any]:
    """Return a topology with a load balancer before one service, or before those given."""
    parts = {"loadBalancer": {}, **(edge or {})}
    return {"edge": parts, "services": services or {"api": service()}, **more}
