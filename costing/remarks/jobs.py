"""Remarks on jobs: a queue in the cache without anybody whose only work is to take from it."""

from collections.abc import Iterator

from costing.demand.tier import Demand
from infra.model.cache import NodesCache
from infra.model.grants import grants
from infra.model.problems import listed
from infra.model.services import Job
from infra.model.stack import Sections


def remarks(sections: Sections, asked: Demand) -> Iterator[str]:
    """Yield who answers requests and takes jobs from the cache in one and the same task."""
    del asked
    topology = sections.topology
    if not isinstance(topology.cache, NodesCache) or topology.cache.evicts:
        return
    users = {name: s for name, s in topology.services.items() if any(g.kind == "cache" for g in grants(s))}
    if users and all(not isinstance(s, Job) and s.route is not None for s in users.values()):
        yield (
            f"whatever takes jobs from the cache answers requests too ({listed(users, 'and')}): scaling in stops its "
            "jobs, and one task count serves two loads; a worker without a route scales on its queue"
        )
