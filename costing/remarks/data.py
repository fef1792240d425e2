"""Remarks on what holds data: what may be lost, what does not fit, what has to be switched on first."""

from collections.abc import Iterator
from decimal import Decimal

from costing.demand.storage import files_workload
from costing.demand.tier import Demand
from costing.line_item import shown
from infra.aws_rules import efs, elasticache
from infra.model.cache import NodesCache
from infra.model.database import AuroraServerlessDatabase
from infra.model.stack import Sections
from infra.model.storage import FileSystem
from infra.model.topology import Topology


def remarks(sections: Sections, asked: Demand) -> Iterator[str]:
    """Yield what should be known of cache, broker, file systems and backups."""
    topology = sections.topology
    if isinstance(topology.cache, NodesCache):
        yield from _nodes(topology.cache, asked)
    elif topology.cache is not None:
        yield "a full serverless cache drops only keys that expire, and refuses to write when there are none: set a TTL"
    for name, system in topology.storage.file_systems.items():
        yield from _bursting(name, system, files_workload(sections, name).stored_gb)
    yield from _backups(topology)
    if topology.messaging.broker is not None:
        yield "the broker writes no logs: Amazon MQ would keep them without an end, in groups nobody can make before it"


def _nodes(cache: NodesCache, asked: Demand) -> Iterator[str]:
    if not cache.evicts:
        lacking = [
            *(["a second node"] if not cache.fails_over else []),
            *(["snapshotRetentionDays"] if not cache.snapshot_retention_days else []),
        ]
        if lacking:
            yield f"jobs that wait in the cache are lost with its node: give it {' and '.join(lacking)}, or use a queue"
    node = elasticache.find(cache.node_type)
    if node is not None and asked.cache.data_gb > node.usable_gib:
        happens = "evicts keys" if cache.evicts else "refuses to write"
        data, room = shown(asked.cache.data_gb), shown(node.usable_gib)
        yield f"{data} GB do not fit into the {room} GiB that {cache.node_type} has for data: full, it {happens}"


def _bursting(name: str, system: FileSystem, stored_gb: Decimal) -> Iterator[str]:
    """What a small file system moves once its credits are spent, which heavy reading does within minutes."""
    steady = max(stored_gb * efs.BURSTING_KIBPS_PER_GIB / 1024, efs.BURSTING_LEAST_MIBPS)
    if system.throughput_mode == "bursting" and steady < efs.BURSTING_MOST_OF_SMALL_MIBPS:
        yield (
            f"{name} bursts to {efs.BURSTING_MOST_OF_SMALL_MIBPS} MiB/s on credits, and on {shown(stored_gb)} GB falls "
            f"to {shown(steady)} MiB/s without: throughputMode: elastic pays for what is moved instead"
        )


def _backups(topology: Topology) -> Iterator[str]:
    """Naming a resource includes it in a plan whatever the account has switched on, but for Aurora.

    Source: AWS Backup Developer Guide, "Assigning resources", service opt-in.
    """
    planned = {resource for plan in topology.backup.plans.values() for resource in plan.resources}
    if "database" in planned and isinstance(topology.database, AuroraServerlessDatabase):
        yield "AWS Backup takes Aurora only where the account has it switched on: aws backup describe-region-settings"
