"""The cache: Valkey, Graviton, a second node under a queue."""

from collections.abc import Iterator
from typing import Any

from costing.advice.case import Case
from costing.advice.graviton import GRAVITON
from costing.advice.proposal import Proposal
from infra.aws_rules import elasticache
from infra.model.cache import NodesCache

NEWEST_VALKEY = elasticache.VERSIONS["valkey"][-1]
SERVERLESS_VALKEY = str(elasticache.SERVERLESS_MAJORS["valkey"][-1])


def proposals(case: Case) -> Iterator[Proposal]:
    """Yield other ways to run the same cache."""
    cache = case.topology.cache
    if cache is None:
        return
    if cache.engine == "redis":
        version = NEWEST_VALKEY if isinstance(cache, NodesCache) else SERVERLESS_VALKEY
        yield Proposal(
            "valkey",
            "Valkey in place of Redis OSS",
            _patch(engine="valkey", version=version),
            "Valkey is compatible with Redis OSS 7 and AWS charges a fifth less for its nodes, a third for serverless. "
            "The engine changes in place.",
            "Amazon ElastiCache pricing",
            group="cache-engine",
        )
    if isinstance(cache, NodesCache):
        yield from _nodes(cache)


def _nodes(cache: NodesCache) -> Iterator[Proposal]:
    _, family, size = cache.node_type.split(".")
    other = f"cache.{GRAVITON.get(family, '')}.{size}"
    if elasticache.find(other) is not None:
        yield Proposal(
            "cache-graviton",
            f"{other} in place of {cache.node_type}",
            _patch(nodeType=other),
            "The same size on Graviton; nodes are replaced one by one, a single node with its data.",
            "Amazon ElastiCache: supported node types",
            group="cache-node",
        )
    if cache.nodes == 1 and not cache.evicts:
        yield Proposal(
            "cache-second-node",
            "A second cache node under the job queue",
            _patch(nodes=2),
            "Jobs that wait in a single node are lost with it; a replica in another zone takes over with them.",
            "Amazon ElastiCache: replication groups and Multi-AZ",
            sort="switch",
        )


def _patch(**fields: Any) -> dict[str, Any]:
    return {"topology": {"cache": fields}}
