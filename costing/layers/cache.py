"""The bill of the cache: nodes by the hour, or a serverless cache by what it holds and does."""

from decimal import Decimal

from costing.demand.derived import Derived
from costing.layers.context import Context
from costing.line_item import Kind, Why
from costing.money import Figures, same
from costing.units import HOURS
from costing.words import many
from infra.aws_rules import elasticache
from infra.model.cache import NodesCache, ServerlessCache

GROUP, SERVERLESS = (
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:elasticache/serverlessCache:ServerlessCache",
)
LABELS = {"valkey": "Valkey", "redis": "Redis OSS"}

NODES = Kind("cache/nodes/hours", "ElastiCache nodes", "node-hour", GROUP, "fixed")
NODES_BACKUP = Kind("cache/nodes/backup", "ElastiCache snapshots beyond the free one", "GB-month", GROUP, "usage")
EXTENDED_SUPPORT = Kind("cache/nodes/extended-support", "ElastiCache Extended Support", "node-hour", GROUP, "fixed")
DATA = Kind("cache/serverless/data", "ElastiCache Serverless data", "GB-hour", SERVERLESS, "usage")
ECPU = Kind("cache/serverless/ecpu", "ElastiCache Serverless work", "1M ECPU", SERVERLESS, "usage")
SERVERLESS_BACKUP = Kind(
    "cache/serverless/backup", "ElastiCache Serverless snapshots beyond the free one", "GB-month", SERVERLESS, "usage"
)

KINDS = (NODES, NODES_BACKUP, EXTENDED_SUPPORT, DATA, ECPU, SERVERLESS_BACKUP)


def add_lines(to: Context) -> None:
    """Add every line of the cache layer."""
    match to.sections.topology.cache:
        case NodesCache() as nodes:
            _nodes(to, nodes)
        case ServerlessCache() as serverless:
            _serverless(to, serverless)
        case None:
            pass


def _nodes(to: Context, cache: NodesCache) -> None:
    name, hours = f"{to.prefix}-cache", HOURS * cache.nodes
    key = f"elasticache.{cache.engine}.{cache.node_type}"
    what = f"{LABELS[cache.engine]}, {cache.node_type}"
    why = Why("{} h × {}", (HOURS, many(cache.nodes, "node")))
    to.ledger.add(NODES, name, same(hours), key, why, name=f"{NODES.name} (on-demand, {what})")
    period = elasticache.surcharge_period(cache.engine, cache.version, to.today)
    if period in {"year1-2", "year3"}:
        label = f"{EXTENDED_SUPPORT.name} ({LABELS[cache.engine]} {cache.version}, {period})"
        share = f"elasticache.extended-support.{period}.surcharge"
        to.ledger.surcharge(EXTENDED_SUPPORT, name, same(hours), key, share, why, name=label)
    _backup(to, NODES_BACKUP, cache, to.demand.cache.backup)


def _serverless(to: Context, cache: ServerlessCache) -> None:
    """Data is billed by the hour from a least amount on, and work by the ECPU.

    Source: Amazon ElastiCache pricing, "Serverless".
    """
    name, prefix, label = f"{to.prefix}-cache", f"elasticache.serverless.{cache.engine}", LABELS[cache.engine]
    most, held = Decimal(cache.max_data_gb), to.demand.cache.data_gb
    billed = min(max(held, elasticache.SERVERLESS_LEAST_GB[cache.engine]), most)
    why = Why("{} GB held, {} billed, at most {}, × {} h", (held, billed, most, HOURS))
    data = Figures(billed, billed, most).times(HOURS)
    to.ledger.add(DATA, name, data, f"{prefix}.gb-hour", why, name=f"{DATA.name} ({label})")
    work = to.demand.cache.ecpu
    to.ledger.add(ECPU, name, work.figures, f"{prefix}.1m-ecpu", work.why, name=f"{ECPU.name} ({label})")
    _backup(to, SERVERLESS_BACKUP, cache, to.demand.cache.backup)


def _backup(to: Context, kind: Kind, cache: NodesCache | ServerlessCache, backup: Derived) -> None:
    if cache.snapshot_retention_days:
        to.ledger.add(kind, f"{to.prefix}-cache", backup.figures, "elasticache.backup-storage-gb-month", backup.why)
