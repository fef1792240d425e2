"""How a bucket's data divides among storage classes, and what moving it costs: quantities without prices.

The workload says how much a bucket holds and how much it gains a month. What it gains passes through the stages of
its lifecycle, so a stage of so many days holds what that many days bring, and the last one all the rest. Without a
growth nothing is known to be old, and everything counts as young, which is the dearer reading.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from costing.money import ZERO
from costing.units import DAYS, HUNDRED, KB_PER_GB, THOUSAND
from infra.aws_rules import s3
from infra.model.lifecycle import START, Chain, Stage, chains
from infra.model.storage import Bucket
from infra.model.workload import BucketWorkload

TIERING = "INTELLIGENT_TIERING"


class Tiers(NamedTuple):
    """GB in the three automatic tiers of Intelligent-Tiering."""

    frequent: Decimal
    infrequent: Decimal
    archive_instant: Decimal


class Holdings(NamedTuple):
    """A bucket's month.

    Attributes:
        stock: GB by storage class; what classes add to each object of their own is in it.
        tiers: the part in Intelligent-Tiering, by tier.
        watched: thousands of objects that Intelligent-Tiering watches.
        moved: thousands of objects that move into each class.
        early: GB-months billed for objects that left each class before its minimum.
    """

    stock: dict[str, Decimal]
    tiers: Tiers
    watched: Decimal
    moved: dict[str, Decimal]
    early: dict[str, Decimal]


def holdings(bucket: Bucket, known: BucketWorkload) -> Holdings:
    """Return what a bucket holds and moves; prefixes with rules of their own share it evenly."""
    ways = chains(bucket) if moves(known) else (Chain("", (), None),)
    share = 1 / Decimal(len(ways))
    stored, growth = known.stored_gb * share, known.growth_gb_per_month * share
    stock: dict[str, Decimal] = {}
    moved: dict[str, Decimal] = {}
    early: dict[str, Decimal] = {}
    for way in ways:
        for stage, gb in _spread(way.stages, stored, growth):
            _add(stock, _with_overhead(stage.storage_class, gb, known))
        _add(moved, _moved(way, known.puts_per_month * share))
        _add(early, _early(way.stages, growth))
    tiers = _tiers(stock.get(TIERING, ZERO), known)
    watched = stock.get(TIERING, ZERO) * KB_PER_GB / known.average_object_kb / THOUSAND
    return Holdings(stock, tiers, watched, moved, early)


def moves(known: BucketWorkload) -> bool:
    """Return whether objects are large enough for S3 to move them at all.

    Source: Amazon S3 User Guide, "Transitioning objects": below 128 KB nothing moves by default.
    """
    return known.average_object_kb >= s3.SMALL_OBJECT_KB


def _add(to: dict[str, Decimal], more: Iterable[tuple[str, Decimal]]) -> None:
    for name, amount in more:
        to[name] = to.get(name, ZERO) + amount


def _spread(stages: tuple[Stage, ...], stored: Decimal, growth: Decimal) -> Iterator[tuple[Stage, Decimal]]:
    """Yield each stage with the GB in it; the last has what the others leave."""
    left = stored
    for stage in stages:
        if stage is stages[-1]:
            yield stage, left
            return
        days = Decimal((stage.until_days or 0) - stage.since_days)
        held = min(left, growth * days / DAYS) if growth else left
        left -= held
        yield stage, held


def _with_overhead(name: str, gb: Decimal, known: BucketWorkload) -> Iterator[tuple[str, Decimal]]:
    """Yield GB by class, with what an archived object adds in its own class and in STANDARD."""
    facts = s3.CLASSES[name]
    objects = gb * KB_PER_GB / known.average_object_kb
    yield name, gb + objects * facts.overhead_kb / KB_PER_GB
    if facts.standard_overhead_kb:
        yield START, objects * facts.standard_overhead_kb / KB_PER_GB


def _moved(way: Chain, puts: Decimal) -> Iterator[tuple[str, Decimal]]:
    """Yield thousands of objects into each class; in balance as many move as are put."""
    reached = {stage.storage_class for stage in way.stages}
    for _, name in way.steps:
        if name in reached:
            yield name, puts / THOUSAND


def _early(stages: tuple[Stage, ...], growth: Decimal) -> Iterator[tuple[str, Decimal]]:
    """Yield GB-months of classes that objects leave too soon, by a further move or by expiry."""
    for stage in stages:
        if stage.until_days is not None:
            days = s3.early_days(stage.storage_class, stage.until_days - stage.since_days)
            if days:
                yield stage.storage_class, growth * days / DAYS


def _tiers(held: Decimal, known: BucketWorkload) -> Tiers:
    """Return how Intelligent-Tiering divides what it holds.

    An object that nobody reads goes down a tier after 30 days and another after 90. So what came in the last 30 days is
    in the first tier whatever is idle, what came in the 60 before that no lower than the second.
    """
    growth = known.growth_gb_per_month
    first, second = (Decimal(days) for days in s3.TIERING_STEPS_DAYS)
    idle = min(held * (known.idle_percent or 0) / HUNDRED, max(ZERO, held - growth * first / DAYS))
    infrequent = min(idle, growth * (second - first) / DAYS)
    return Tiers(held - idle, infrequent, idle - infrequent)
