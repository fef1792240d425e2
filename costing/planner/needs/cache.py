"""What a cache must have: memory for its data, and a copy of it where one node may be lost."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from costing.planner.needs.rejection import AVAILABILITY, BURSTABLE, Rejection
from infra.aws_rules import elasticache
from infra.model.cache import Cache, NodesCache
from infra.model.requirements import Requirements
from infra.model.workload import CacheWorkload

DATA_SHARE = Decimal("0.8")
"""Assumption of ours: how full the memory may be that is not reserved."""


class Question(NamedTuple):
    """A cache as its needs are judged: what runs now, what was measured, and the requirements of the tier."""

    today: Cache
    work: CacheWorkload
    requirements: Requirements


def rejection(asked: Question, candidate: Cache) -> Rejection | None:
    """Return the first requirement that a candidate fails."""
    return next(_failed(asked, candidate), None)


def _failed(asked: Question, candidate: Cache) -> Iterator[Rejection]:
    data = asked.work.data_gb
    if not isinstance(candidate, NodesCache):
        if data is None:
            yield Rejection("workload.cache.dataGb", "a figure: a serverless cache is billed by it", "none")
        elif candidate.max_data_gb < data:
            yield Rejection("workload.cache.dataGb", f"{data:f} GB", f"{candidate.max_data_gb} GB")
        return
    if candidate.node_type.startswith("cache.t") and not asked.requirements.burstable:
        yield Rejection(BURSTABLE, "no burstable node", candidate.node_type)
    if asked.requirements.availability != "none" and not candidate.fails_over:
        yield Rejection(AVAILABILITY, "a replica that takes over", f"{candidate.nodes} node")
    yield from _memory(asked, candidate)


def _memory(asked: Question, candidate: NodesCache) -> Iterator[Rejection]:
    data, has = asked.work.data_gb, _memory_gib(candidate)
    if data is not None:
        usable = has * (100 - elasticache.RESERVED_PERCENT) / 100 * DATA_SHARE
        if usable < data:
            yield Rejection("workload.cache.dataGb", f"{data:f} GB", f"{usable:.2f} GB of {has:f}")
        return
    today = _memory_gib(asked.today) if isinstance(asked.today, NodesCache) else Decimal(0)
    if has < today:
        yield Rejection("workload.cache.dataGb", f"{today:f} GiB as today, until it is measured", f"{has:f} GiB")


def _memory_gib(cache: NodesCache) -> Decimal:
    found = elasticache.find(cache.node_type)
    return found.memory_gib if found else Decimal(0)
