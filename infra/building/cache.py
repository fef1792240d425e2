"""The cache, and what references to it stand for."""

import pulumi

from infra.building.database import identifier
from infra.building.site import Site
from infra.components.cache import Cache, CacheWires
from infra.model.cache import PORT
from infra.model.connections import CACHE


def build_cache(site: Site) -> None:
    """Build the cache, where there is one."""
    topology = site.topology
    if topology.cache is None:
        return
    cache = Cache(
        "cache",
        topology=topology,
        wires=CacheWires(
            site.placed.private_subnet_ids,
            site.placed.security_groups[CACHE],
            f"{identifier(topology.name, site.stack.name)}-cache-final",
        ),
        opts=site.opts,
    )
    site.values |= {
        "cache.host": cache.host,
        "cache.port": str(PORT),
        "cache.url": pulumi.Output.format("rediss://{0}:{1}", cache.host, PORT),
    }
    site.dimensions["cache"] = cache.dimensions
    site.outputs["cacheHost"] = cache.host
