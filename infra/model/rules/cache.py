"""What ElastiCache accepts."""

from collections.abc import Iterator

from infra.aws_rules import elasticache, windows
from infra.model.cache import Cache as AnyCache
from infra.model.cache import NodesCache
from infra.model.cache_windows import cache_windows
from infra.model.problems import Problem, nearest
from infra.model.rules.common import Where, broken


def problems(cache: AnyCache, where: Where) -> Iterator[Problem]:
    """Yield what is wrong with a cache by itself, paths below `cache`."""
    yield from broken(("version",), cache.version, _version(cache, where))
    yield from _snapshots(cache)
    if isinstance(cache, NodesCache):
        yield from _nodes(cache)
    elif not cache.evicts:
        cure = "take kind: nodes, which can be told to evict nothing"
        message = f"is not for a serverless cache, which drops keys that expire when it is full: {cure}"
        yield from broken(("purpose",), cache.purpose, message)


def _version(cache: AnyCache, where: Where) -> str | None:
    serverless = not isinstance(cache, NodesCache)
    if wrong := elasticache.version_problem(cache.engine, cache.version, serverless=serverless):
        return wrong
    if elasticache.surcharge_period(cache.engine, cache.version, where.today) != "ended":
        return None
    newest = elasticache.VERSIONS[cache.engine][-1]
    return f"is past Extended Support, and AWS makes no more of it; the newest is {newest}"


def _snapshots(cache: AnyCache) -> Iterator[Problem]:
    window = cache.snapshot_window
    if window is None:
        return
    wrong = windows.daily_problem(window, windows.CACHE_LEAST_MINUTES)
    if wrong is None and not cache.snapshot_retention_days:
        wrong = "is for snapshots, and none are kept: give snapshotRetentionDays"
    yield from broken(("snapshotWindow",), window, wrong)


def _nodes(cache: NodesCache) -> Iterator[Problem]:
    kind = cache.node_type
    wrong = elasticache.node_problem(kind)
    close = nearest(kind, elasticache.names()) if wrong else ""
    wrong = wrong or elasticache.node_version_problem(kind, cache.engine, cache.version)
    yield from broken(("nodeType",), kind, f"{wrong}{close}" if wrong else None)
    maintenance = cache.maintenance_window
    if maintenance is not None:
        yield from broken(("maintenanceWindow",), maintenance, _maintenance(cache, maintenance))


def _maintenance(cache: NodesCache, maintenance: str) -> str | None:
    """Return why a maintenance window is refused: its form, or an overlap with the daily snapshot."""
    if wrong := windows.weekly_problem(maintenance, windows.CACHE_LEAST_MINUTES):
        return wrong
    snapshot = cache_windows(cache).snapshot
    weekly, daily = windows.weekly(maintenance), windows.daily(snapshot) if snapshot else None
    if weekly is None or daily is None or not windows.overlap(daily, weekly):
        return None
    if cache.snapshot_window is None:
        return "leaves no hour of every day to a snapshot: make it shorter"
    return f"overlaps the snapshot window {snapshot}"
