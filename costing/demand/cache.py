"""What the cache holds and does in a month."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from costing.assumptions import Assumption
from costing.demand.derived import Derived, derived, none
from costing.demand.requests import Requests
from costing.line_item import Why
from costing.money import ONE, ZERO, Figures, same
from costing.units import MILLION, SECONDS
from infra.aws_rules import elasticache
from infra.model.cache import NodesCache, ServerlessCache
from infra.model.stack import Sections

ECPU, BACKUP = "cache.ecpuMillion", "cache.backupGb"


class CacheDemand(NamedTuple):
    """The cache's month.

    Attributes:
        data_gb: what it holds.
        ecpu: work of a serverless cache, in millions of ECPU.
        backup: snapshots beyond the free one, in GB-months.
    """

    data_gb: Decimal
    ecpu: Derived
    backup: Derived

    @property
    def derived(self) -> tuple[Derived, ...]:
        """Every quantity that a given one may contradict."""
        return (self.ecpu, self.backup)


def cache_demand(sections: Sections, requests: Requests) -> CacheDemand:
    """Return what the cache of a tier has to hold and do."""
    data = data_gb(sections)
    return CacheDemand(data, _ecpu(sections, requests), _backup(sections, data))


def data_gb(sections: Sections) -> Decimal:
    """Return the GB in the cache: as stated, else full nodes, or the least that a serverless cache is billed for."""
    cache, stated = sections.topology.cache, sections.workload.cache.data_gb
    if stated is not None or cache is None:
        return stated or ZERO
    if isinstance(cache, ServerlessCache):
        return elasticache.SERVERLESS_LEAST_GB[cache.engine]
    node = elasticache.find(cache.node_type)
    return node.usable_gib if node else ZERO


def _ecpu(sections: Sections, requests: Requests) -> Derived:
    """A command that moves up to 1 KB takes one ECPU, larger ones as many as they move KB.

    Source: Amazon ElastiCache pricing, "ElastiCache Processing Units".
    """
    cache, given = sections.topology.cache, sections.usage.cache.ecpu_million
    if not isinstance(cache, ServerlessCache):
        return none(ECPU)
    each = max(ONE, sections.workload.cache.kb_per_request or ZERO)
    most = cache.max_ecpu_per_second * SECONDS / MILLION
    figures = Figures(*(min(one, most) for one in requests.monthly.times(each / MILLION)))
    why = Why(
        "{} requests × {} ECPU, at most {} a second", (requests.monthly.expected, each, cache.max_ecpu_per_second)
    )
    return derived(ECPU, figures, why, given)


def _backup(sections: Sections, data: Decimal) -> Derived:
    """Every snapshot is a full copy; one is free.

    Source: Amazon ElastiCache pricing, "Backup storage".
    """
    cache, given = sections.topology.cache, sections.usage.cache.backup_gb
    if cache is None or not cache.snapshot_retention_days:
        return none(BACKUP)
    paid = Decimal(max(0, cache.snapshot_retention_days - 1))
    why = Why("{} GB × ({} daily snapshots less 1 free)", (data, cache.snapshot_retention_days))
    return derived(BACKUP, same(data * paid), why, given)


def cache_assumptions(sections: Sections) -> Iterator[Assumption]:
    """Yield the figures that stand in for the workload's of the cache."""
    cache, known = sections.topology.cache, sections.workload.cache
    if cache is None:
        return
    if known.kb_per_request is None:
        yield Assumption("cache traffic", "0 KB a request", "not stated", "workload.cache.kbPerRequest")
    serverless = not isinstance(cache, NodesCache)
    if known.data_gb is None and (serverless or cache.snapshot_retention_days > 1):
        reason = "the least that is billed" if serverless else "a full node"
        yield Assumption("data in the cache", f"{data_gb(sections)} GB", reason, "workload.cache.dataGb")
