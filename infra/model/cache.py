"""The cache: ElastiCache nodes or serverless, Valkey or Redis OSS."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Tag

from infra.aws_rules import elasticache
from infra.model.base import Model
from infra.model.types import Text, whole
from infra.model.variants import by_kind

PORT = 6379
"""Valkey and Redis OSS, with TLS as without."""


class _AnyCache(Model):
    """What nodes and serverless share.

    Attributes:
        engine: `valkey`, or `redis` at a higher price.
        version: The engine's version, quoted; each engine has its own.
        purpose: `cache` evicts when full; `queue` and `both` never do.
        snapshot_retention_days: Days a daily snapshot is kept; 0 takes none.
        snapshot_window: Daily hours in UTC, "03:00-04:00"; absent AWS chooses.
    """

    engine: Literal["valkey", "redis"] = "valkey"
    version: Text
    purpose: Literal["cache", "queue", "both"] = "cache"
    snapshot_retention_days: Annotated[int, whole(ge=0, le=35)] = 0
    snapshot_window: Text | None = None

    @property
    def evicts(self) -> bool:
        """Whether full memory drops the least recently used keys; a queue must not lose its jobs."""
        return self.purpose == "cache"

    @property
    def holds_data(self) -> bool:
        """Whether anything would be missed: jobs in a queue, or what daily snapshots are taken of."""
        return not self.evicts or self.snapshot_retention_days > 0


class NodesCache(_AnyCache):
    """A replication group with cluster mode off: one primary, and replicas from the second node on.

    Attributes:
        kind: Nodes of a chosen size.
        node_type: Such as `cache.t4g.micro`.
        nodes: 1, or more for failover across zones.
        maintenance_window: Weekly hours in UTC, "sun:05:00-sun:06:00"; absent AWS chooses.
    """

    kind: Literal["nodes"] = "nodes"
    node_type: Text
    nodes: Annotated[int, whole(ge=1, le=6)] = 1
    maintenance_window: Text | None = None

    @property
    def fails_over(self) -> bool:
        """Whether a replica takes over, from another zone."""
        return self.nodes >= elasticache.FAILOVER_FROM_NODES


class ServerlessCache(_AnyCache):
    """A cache that is billed by stored data and work done.

    Attributes:
        kind: Paid by what is stored and asked.
        max_data_gb: GB of data it may grow to, in the ceiling.
        max_ecpu_per_second: Processing units a second it may grow to, in the ceiling.
    """

    kind: Literal["serverless"] = "serverless"
    max_data_gb: Annotated[int, whole(ge=1, le=5000)]
    max_ecpu_per_second: Annotated[int, whole(ge=1000, le=15_000_000)]


Cache: TypeAlias = Annotated[
    Annotated[NodesCache, Tag("nodes")] | Annotated[ServerlessCache, Tag("serverless")], by_kind("nodes")
]
