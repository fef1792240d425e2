"""What the cache may be: a node type and a number of nodes, of either engine, or a serverless cache."""

from collections.abc import Iterator
from typing import Any, TypeVar

from costing.planner.choices.choice import Choice
from costing.planner.choices.edits import Edit
from costing.planner.needs.cache import Question, rejection
from infra.aws_rules import elasticache
from infra.model.cache import Cache, NodesCache, ServerlessCache

C = TypeVar("C", NodesCache, ServerlessCache)

PATH = ("topology", "cache")
_COMMON = (frozenset(NodesCache.model_fields) & frozenset(ServerlessCache.model_fields)) - {"kind"}
VALKEY_FOR_REDIS = "7.2"
"""The Valkey that speaks Redis OSS 7.2's protocol and took over its code (ElastiCache User Guide, "Valkey 7.2")."""
HEADROOM_PERCENT = 125
"""How much larger than its data a serverless cache's limit is set."""


def cache_choices(asked: Question) -> list[Choice]:
    """Return what the cache may be: today's form first, then every other."""
    today = Choice(_named(asked.today), (), rejection(asked, asked.today), today=True)
    found = {today.name: today}
    for cache in (*_nodes(asked), *_serverless(asked)):
        name = _named(cache)
        if name not in found:
            found[name] = Choice(name, (Edit(PATH, cache),), rejection(asked, cache))
    return list(found.values())


def _named(cache: Cache) -> str:
    engine = f"{cache.engine} {cache.version}"
    if isinstance(cache, NodesCache):
        return f"{cache.node_type} × {cache.nodes}, {engine}"
    return f"serverless up to {cache.max_data_gb} GB, {engine}"


def _engines(today: Cache) -> Iterator[tuple[str, str]]:
    """Yield today's engine and version, and for Redis OSS the Valkey that takes its place."""
    yield today.engine, today.version
    if today.engine == "redis":
        yield "valkey", VALKEY_FOR_REDIS


def _nodes(asked: Question) -> Iterator[NodesCache]:
    """Yield every node type; as many nodes as today, and as few as may be."""
    today = asked.today
    template = _as(NodesCache, today, node_type="cache.t4g.micro")
    least = 1 if asked.requirements.availability == "none" else elasticache.FAILOVER_FROM_NODES
    for engine, version in _engines(today):
        for name in elasticache.names():
            for nodes in sorted({least, max(least, template.nodes)}):
                changes = {"engine": engine, "version": version, "node_type": name, "nodes": nodes}
                yield template.model_copy(update=changes)


def _serverless(asked: Question) -> Iterator[ServerlessCache]:
    """Yield a serverless cache of either engine, where it is known how much it holds and it may drop keys."""
    data, today = asked.work.data_gb, asked.today
    if data is None or not today.evicts:
        return
    limit = max(1, int(-(-data * HEADROOM_PERCENT // 100)))
    template = _as(ServerlessCache, today, max_data_gb=limit, max_ecpu_per_second=1000)
    for engine, version in _engines(today):
        major = version.partition(".")[0]
        yield template.model_copy(update={"engine": engine, "version": major})


def _as(kind: type[C], today: Cache, **least: Any) -> C:
    """Return today's cache, or with all that both kinds share one of the other kind."""
    if isinstance(today, kind):
        return today
    said = {name: getattr(today, name) for name in today.model_fields_set & _COMMON}
    return kind.model_validate({**said, **least})
