"""The cache: an ElastiCache replication group, of one node too, or a serverless cache."""

from collections.abc import Sequence
from typing import NamedTuple

import pulumi
import pulumi_aws as aws

from infra.aws_rules import elasticache
from infra.components.base import Layer
from infra.model.cache import PORT, NodesCache, ServerlessCache
from infra.model.cache_windows import cache_windows
from infra.model.topology import Topology

EVICT_ANY = "allkeys-lru"
"""A cache may lose any key; what must not be lost belongs in a queue."""
FIRST_WITH_MODE, FIRST_UPGRADED = 7, 6
"""Majors of Redis OSS from which TLS has a mode of its own, and minor versions upgrade by themselves."""


class CacheWires(NamedTuple):
    """What the cache hangs on.

    Attributes:
        subnet_ids: private subnets.
        security_group: names the services that may connect.
        final_snapshot: name of the snapshot that is taken before nodes are deleted, where data is protected.
    """

    subnet_ids: pulumi.Output[Sequence[str]]
    security_group: pulumi.Input[str]
    final_snapshot: str


class Cache(Layer):
    """Valkey or Redis OSS in private subnets, encrypted, reached by TLS alone.

    Attributes:
        host: where to connect.
        dimensions: by which CloudWatch knows the first node, or the serverless cache.
    """

    host: pulumi.Output[str]
    dimensions: dict[str, pulumi.Input[str]]

    def __init__(self, name: str, *, topology: Topology, wires: CacheWires, opts: pulumi.ResourceOptions) -> None:
        super().__init__(name, "cache", opts)
        logical, protect = f"{topology.name}-cache", topology.protect_data
        # What holds no data can be made anew: protected, it would stand in the way of a change of its kind.
        match topology.cache:
            case NodesCache() as nodes:
                self._nodes(logical, nodes, wires, keep=protect and nodes.holds_data)
            case ServerlessCache() as serverless:
                self._serverless(logical, serverless, wires, keep=protect and serverless.holds_data)
            case None:
                raise ValueError("a cache component needs a cache")
        self.register_outputs({"host": self.host})

    def _nodes(self, name: str, model: NodesCache, wires: CacheWires, *, keep: bool) -> None:
        """Make a replication group: the only resource that encrypts, and that a second node can join later."""
        group = aws.elasticache.SubnetGroup(name, subnet_ids=wires.subnet_ids, opts=self.child())
        windows, major = cache_windows(model), int(model.version.partition(".")[0])
        made = aws.elasticache.ReplicationGroup(
            name,
            description=f"{model.purpose} of {name}",
            engine=model.engine,
            engine_version=model.version,
            node_type=model.node_type,
            num_cache_clusters=model.nodes,
            automatic_failover_enabled=model.fails_over,
            multi_az_enabled=model.fails_over,
            port=PORT,
            parameter_group_name=self._parameters(name, model).name,
            subnet_group_name=group.name,
            security_group_ids=[wires.security_group],
            at_rest_encryption_enabled=True,
            transit_encryption_enabled=True,
            transit_encryption_mode="required" if major >= FIRST_WITH_MODE else None,
            maintenance_window=windows.maintenance,
            snapshot_window=windows.snapshot,
            snapshot_retention_limit=model.snapshot_retention_days,
            final_snapshot_identifier=wires.final_snapshot if keep else None,
            auto_minor_version_upgrade=True if major >= FIRST_UPGRADED else None,
            apply_immediately=True,
            opts=self.child(protect=keep),
        )
        self.host = made.primary_endpoint_address
        self.dimensions = {"CacheClusterId": made.member_clusters.apply(lambda members: min(members, default=""))}

    def _parameters(self, name: str, model: NodesCache) -> aws.elasticache.ParameterGroup:
        family = elasticache.parameter_family(model.engine, model.version) or ""
        policy = EVICT_ANY if model.evicts else elasticache.NO_EVICTION
        return aws.elasticache.ParameterGroup(
            # A family belongs to a major version: an upgrade needs a group beside the one still in use.
            f"{name}-{family.replace('.', '-')}",
            family=family,
            parameters=[{"name": "maxmemory-policy", "value": policy}],
            opts=self.child(),
        )

    def _serverless(self, name: str, model: ServerlessCache, wires: CacheWires, *, keep: bool) -> None:
        """Make a serverless cache; it is always encrypted, takes TLS alone and has no parameters."""
        window, most = model.snapshot_window, elasticache.SERVERLESS_SUBNETS[1]
        made = aws.elasticache.ServerlessCache(
            name,
            description=f"{model.purpose} of {name}",
            engine=model.engine,
            major_engine_version=model.version.partition(".")[0],
            cache_usage_limits={
                "data_storage": {"maximum": model.max_data_gb, "unit": "GB"},
                "ecpu_per_seconds": [{"maximum": model.max_ecpu_per_second}],
            },
            subnet_ids=wires.subnet_ids.apply(lambda ids: list(ids)[:most]),
            security_group_ids=[wires.security_group],
            snapshot_retention_limit=model.snapshot_retention_days,
            daily_snapshot_time=window.partition("-")[0] if window else None,
            # It stays in the subnets it was made in: without this, one zone more would end it and start another, empty.
            opts=self.child(protect=keep, ignore_changes=["subnetIds"]),
        )
        self.host = made.endpoints[0].address
        self.dimensions = {"clusterId": made.name}
