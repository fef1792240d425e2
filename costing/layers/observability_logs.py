"""What is written down: logs of services, and the audit trail."""

from costing.assumptions import LOG_COMPRESSION, LOG_FILES, TRAIL_GB
from costing.layers.context import Context
from costing.line_item import Kind, Why
from costing.money import ZERO, Figures, same
from costing.units import DAYS, THOUSAND
from infra.model import observability_names
from infra.model.observability import Trail

LOG_GROUP, BUCKET = "aws:cloudwatch/logGroup:LogGroup", "aws:s3/bucket:Bucket"
LOGS_POOL = "always.cloudwatch.logs-gb"

INGEST = Kind("observability/logs/ingest", "Logs ingested", "GB", LOG_GROUP, "usage", LOGS_POOL)
STORED = Kind("observability/logs/stored", "Logs stored", "GB-month", LOG_GROUP, "usage", LOGS_POOL)
TRAIL_STORED = Kind("observability/trail/stored", "Audit trail stored", "GB-month", BUCKET, "fixed")
TRAIL_PUT = Kind("observability/trail/put", "Audit trail written", "1k requests", BUCKET, "fixed")
TRAIL_EVENTS = Kind(
    "observability/trail/events", "Audit trail events", "100k events", "aws:cloudtrail/trail:Trail", "fixed"
)

KINDS = (INGEST, STORED, TRAIL_STORED, TRAIL_PUT, TRAIL_EVENTS)

CLASSES = {
    "STANDARD": ("ingest-standard-gb", "standard class"),
    "INFREQUENT_ACCESS": ("ingest-infrequent-access-gb", "infrequent access"),
}


def add_lines(to: Context) -> None:
    """Add the lines of logs, where there are services to write them, and of the trail."""
    if to.sections.topology.services:
        _logs(to)
    trail = to.sections.topology.observability.trail
    if trail is not None:
        _trail(to, trail)


def _logs(to: Context) -> None:
    topology = to.sections.topology
    watching, logs = topology.observability, to.demand.observability.logs
    name = observability_names.log_group(topology, next(iter(topology.services)))
    item, words = CLASSES[watching.log_class]
    label = f"{INGEST.name} ({words})"
    to.ledger.add(INGEST, name, logs.figures, f"cloudwatch.logs.{item}", logs.why, name=label)
    kept = logs.figures.times(watching.log_retention_days / DAYS)
    stored = Figures(kept.floor * LOG_COMPRESSION, kept.expected * LOG_COMPRESSION, kept.ceiling)
    why = Why(
        "{} GB a month × {} of {} days × {} compressed (the ceiling: not)",
        (logs.figures.expected, watching.log_retention_days, DAYS, LOG_COMPRESSION),
    )
    to.ledger.add(STORED, name, stored, "cloudwatch.logs.storage-gb-month", why)


def _trail(to: Context, trail: Trail) -> None:
    """CloudTrail writes the first copy of management events free of charge; the bucket is not free."""
    name = observability_names.trail(to.sections.topology)
    why = Why("{} GB a month × {} of {} days", (TRAIL_GB, trail.retention_days, DAYS))
    stored = same(TRAIL_GB * trail.retention_days / DAYS)
    to.ledger.add(TRAIL_STORED, name, stored, "s3.standard.gb-month.first-50tb", why)
    files = Why("{} files a month, one in five minutes, in thousands", (LOG_FILES,))
    to.ledger.add(TRAIL_PUT, name, same(LOG_FILES / THOUSAND), "s3.standard.put-1k", files)
    first = Why("the first copy of management events is free")
    to.ledger.add(TRAIL_EVENTS, name, same(ZERO), "cloudtrail.management-events-extra-copy-100k", first)
