"""The bill of an S3 bucket: data by storage class, moves between classes, requests, retrieval."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from costing.demand.stated import with_traffic
from costing.demand.storage import bucket_workload
from costing.layers.context import Context
from costing.layers.s3_lifecycle import START, TIERING, Holdings, holdings
from costing.ledger import Slice
from costing.line_item import Kind, Why
from costing.money import ONE, ZERO, Figures, same
from costing.units import GB_PER_TB, KB_PER_GB, THOUSAND
from infra.aws_rules import s3
from infra.model.storage import Bucket
from infra.model.workload import BucketWorkload

BUCKET = "aws:s3/bucket:Bucket"

STANDARD = Kind("storage/BUCKET/standard", "S3 storage", "GB-month", BUCKET, "usage")
TIERED = Kind("storage/BUCKET/tiering", "S3 storage", "GB-month", BUCKET, "usage")
MONITORING = Kind("storage/BUCKET/monitoring", "S3 objects watched", "1k object-months", BUCKET, "usage")
AGED = Kind("storage/BUCKET/aged", "S3 storage", "GB-month", BUCKET, "usage")
TRANSITION = Kind("storage/BUCKET/transition", "S3 lifecycle moves", "1k requests", BUCKET, "usage")
EARLY = Kind("storage/BUCKET/early-delete", "S3 storage billed to its minimum", "GB-month", BUCKET, "usage")
PUT = Kind("storage/BUCKET/put", "S3 PUT requests", "1k requests", BUCKET, "usage")
GET = Kind("storage/BUCKET/get", "S3 GET requests", "1k requests", BUCKET, "usage")
RETRIEVAL = Kind("storage/BUCKET/retrieval", "S3 retrieval", "GB", BUCKET, "usage")
RESTORE = Kind("storage/BUCKET/restore", "S3 restore requests", "1k requests", BUCKET, "usage")

KINDS = (STANDARD, TIERED, MONITORING, AGED, TRANSITION, EARLY, PUT, GET, RETRIEVAL, RESTORE)


class Rows(NamedTuple):
    """Which rows of the book a colder class is priced by; `get` and `restore` where it has rows of its own."""

    storage: str
    move: str
    retrieval: str
    get: str = ""
    restore: str = ""


AGED_ROWS: Mapping[str, Rows] = {
    "STANDARD_IA": Rows("s3.standard-ia", "ia", "retrieval-gb", get="get-1k"),
    "ONEZONE_IA": Rows("s3.onezone-ia", "onezone-ia", "retrieval-gb", get="get-1k"),
    "GLACIER_IR": Rows("s3.glacier-ir", "glacier-ir", "retrieval-gb", get="get-1k"),
    "GLACIER": Rows("s3.glacier-flexible", "glacier", "retrieval-standard-gb", restore="restore-standard-1k"),
    "DEEP_ARCHIVE": Rows("s3.deep-archive", "deep-archive", "retrieval-standard-gb", restore="restore-standard-1k"),
}
"""Classes that data ages into, from the warmest to the coldest."""

STANDARD_SLICES = (
    Slice("s3.standard.gb-month.first-50tb", 50 * GB_PER_TB),
    Slice("s3.standard.gb-month.50-500tb", 500 * GB_PER_TB),
    Slice("s3.standard.gb-month.over-500tb"),
)


class _Lines:
    """The lines of one bucket."""

    def __init__(self, to: Context, name: str, bucket: Bucket) -> None:
        self.to, self.name, self.bucket = to, name, bucket
        self.resource = f"{to.prefix}-{name}"
        self.known: BucketWorkload = bucket_workload(to.sections, name)
        self.held: Holdings = holdings(bucket, self.known)
        self.objects = KB_PER_GB / self.known.average_object_kb
        """Objects in one GB."""

    def add(self, kind: Kind, figures: Figures, key: str, why: Why, *, of: str = "", meter: str = "") -> None:
        """Add a line; `of` is a storage class that its name shows."""
        label = self.label(kind, of)
        self.to.ledger.add(kind, self.resource, figures, key, why, name=label, of=self.name, meter=meter)

    def label(self, kind: Kind, of: str) -> str:
        """Return what the bill prints: the kind, and in one bracket the storage class and the bucket."""
        return f"{kind.name} ({', '.join(part for part in (of, self.name) if part)})"


def add_lines(to: Context, name: str, bucket: Bucket) -> None:
    """Add every line of a bucket."""
    lines = _Lines(to, name, bucket)
    _warm(lines)
    _tiered(lines)
    _aged(lines)
    _moves(lines)
    _requests(lines)
    _retrieval(lines)


def _warm(lines: _Lines) -> None:
    """STANDARD is graduated, and holds what archived objects leave there for their index."""
    gb = lines.held.stock.get(START, ZERO)
    if START not in lines.held.stock:
        return
    why = Why("{} of {} GB stored", (gb, lines.known.stored_gb))
    label, name = lines.label(STANDARD, START), lines.name
    lines.to.ledger.graduated(STANDARD, lines.resource, same(gb), STANDARD_SLICES, why, name=label, of=name)


def _tiered(lines: _Lines) -> None:
    held, tiers = lines.held.stock.get(TIERING), lines.held.tiers
    if held is None:
        return
    why = Why("{} GB, {} % of it idle", (held, lines.known.idle_percent or 0))
    parts = (
        ("frequent.gb-month.first-50tb", tiers.frequent, ""),
        ("infrequent.gb-month", tiers.infrequent, "infrequent"),
        ("archive-instant.gb-month", tiers.archive_instant, "archive-instant"),
    )
    for key, gb, meter in parts:
        if gb or not meter:
            tier = f"{TIERING} {meter}".strip()
            lines.add(TIERED, same(gb), f"s3.intelligent-tiering.{key}", why, of=tier, meter=meter)
    watched = Why("{} GB in objects of {} KB", (held, lines.known.average_object_kb))
    key = "s3.intelligent-tiering.monitoring-1k-objects"
    lines.add(MONITORING, same(lines.held.watched), key, watched)


def _aged(lines: _Lines) -> None:
    for meter, name, rows in _present(lines.held.stock):
        gb, facts = lines.held.stock[name], s3.CLASSES[name]
        overhead = f", with {facts.overhead_kb} KB an object" if facts.overhead_kb else ""
        why = Why("{} of {} GB stored" + overhead, (gb, lines.known.stored_gb))
        lines.add(AGED, same(gb), f"{rows.storage}.gb-month", why, of=name, meter=meter)
    for meter, name, rows in _present(lines.held.early):
        gb = lines.held.early[name]
        why = Why("{} GB-months less than the {} days of the class", (gb, s3.CLASSES[name].least_days))
        lines.add(EARLY, Figures(ZERO, gb, gb), f"{rows.storage}.gb-month", why, of=name, meter=meter)


def _present(amounts: Mapping[str, Decimal]) -> list[tuple[str, str, Rows]]:
    """Return the colder classes among `amounts`, each with the meter that tells it from the first."""
    found = [(name, rows) for name, rows in AGED_ROWS.items() if name in amounts]
    return [(_slug(name) if place else "", name, rows) for place, (name, rows) in enumerate(found)]


def _slug(name: str) -> str:
    return name.lower().replace("_", "-")


def _moves(lines: _Lines) -> None:
    """S3 counts every move of an object as a request of the class it moves to.

    Moves long after the put are taken in balance; those on the day itself follow the puts to their peak.
    """
    moved = lines.held.moved
    keys = {TIERING: "intelligent-tiering", **{name: rows.move for name, rows in AGED_ROWS.items()}}
    present = [name for name in keys if name in moved]
    for place, name in enumerate(present):
        count = moved[name]
        at_once = name == TIERING == lines.bucket.storage_class
        figures = with_traffic(count, lines.to.demand.requests) if at_once else Figures(ZERO, count, count)
        why = Why("{} thousand objects a month reach the class, as many as are put", (count,))
        meter = _slug(name) if place else ""
        lines.add(TRANSITION, figures, f"s3.lifecycle-to-{keys[name]}-1k", why, of=name, meter=meter)


def _requests(lines: _Lines) -> None:
    """Objects arrive in STANDARD, and are read from the class they are in."""
    known, requests = lines.known, lines.to.demand.requests
    puts = with_traffic(known.puts_per_month / THOUSAND, requests)
    lines.add(PUT, puts, "s3.standard.put-1k", Why("{} a month as given", (known.puts_per_month,)))
    gets = with_traffic(known.gets_per_month / THOUSAND, requests)
    left = gets
    for meter, name, rows in _present(lines.held.stock):
        if rows.get:
            count = min(left.expected, _retrieved(lines, name) * lines.objects / THOUSAND)
            cold = Figures(ZERO, count, count)
            left = Figures(left.floor, left.expected - count, left.ceiling - count)
            why = Why("{} thousand reads of what is retrieved", (count,))
            own = meter or _slug(name)
            lines.add(GET, cold, f"{rows.storage}.{rows.get}", why, of=name, meter=own)
    family = "intelligent-tiering" if TIERING in lines.held.stock else "standard"
    why = Why("{} of {} thousand a month as given", (left.expected, gets.expected))
    lines.add(GET, left, f"s3.{family}.get-1k", why)


def _retrieval(lines: _Lines) -> None:
    for meter, name, rows in _present(lines.held.stock):
        gb = _retrieved(lines, name)
        why = Why("{} GB of {} GB retrieved a month", (gb, lines.known.retrieved_gb_per_month))
        lines.add(RETRIEVAL, Figures(ZERO, gb, gb), f"{rows.storage}.{rows.retrieval}", why, of=name, meter=meter)
        if rows.restore:
            count = gb * lines.objects / THOUSAND
            told = Why("{} GB in objects of {} KB", (gb, lines.known.average_object_kb))
            lines.add(
                RESTORE, Figures(ZERO, count, count), f"{rows.storage}.{rows.restore}", told, of=name, meter=meter
            )


def _retrieved(lines: _Lines, name: str) -> Decimal:
    """Return the GB retrieved from one class: its share of all that is in the colder ones, or of their number."""
    cold = {one: gb for one, gb in lines.held.stock.items() if one in AGED_ROWS}
    total = sum(cold.values(), ZERO)
    share = cold[name] / total if total else ONE / len(cold)
    return lines.known.retrieved_gb_per_month * share
