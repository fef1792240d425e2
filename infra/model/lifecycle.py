"""What a bucket's lifecycle rules do together: the way of an object under each prefix, from class to class."""

from typing import NamedTuple

from infra.model.storage import Bucket, LifecycleRule

START = "STANDARD"
"""Objects arrive here: a bucket has no default class, only what its rules make of new objects."""


class Stage(NamedTuple):
    """The time an object spends in one storage class, in days since it was made; None means for good."""

    storage_class: str
    since_days: int
    until_days: int | None


class Chain(NamedTuple):
    """What happens to the objects under one prefix.

    Attributes:
        prefix: of the objects; empty for all that no other prefix covers.
        steps: days and the class to move to, in the order of the days.
        expire_after_days: when objects are deleted, if they are.
    """

    prefix: str
    steps: tuple[tuple[int, str], ...]
    expire_after_days: int | None

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The classes an object passes through; one that it leaves on the day it came is none."""
        starts = [(0, START), *self.steps]
        ends = [day for day, _ in self.steps] + [self.expire_after_days]
        found = (Stage(name, since, until) for (since, name), until in zip(starts, ends, strict=True))
        return tuple(stage for stage in found if stage.until_days is None or stage.until_days > stage.since_days)


def chains(bucket: Bucket) -> tuple[Chain, ...]:
    """Return the ways of a bucket's objects, one for each prefix that a rule names; one for all where none does.

    A rule holds for everything below its prefix, so an object under `a/b/` follows the rules of `a/b/`, `a/` and the
    empty prefix together.
    """
    prefixes = sorted({rule.prefix for rule in bucket.lifecycle.values()}) or [""]
    return tuple(_chain(bucket, prefix) for prefix in prefixes)


def _chain(bucket: Bucket, prefix: str) -> Chain:
    rules = [rule for rule in bucket.lifecycle.values() if prefix.startswith(rule.prefix)]
    first = [(0, bucket.storage_class)] if bucket.storage_class != START else []
    ends = [rule.expire_after_days for rule in rules if rule.expire_after_days is not None]
    return Chain(prefix, (*first, *sorted(_moves(rules))), min(ends, default=None))


def _moves(rules: list[LifecycleRule]) -> list[tuple[int, str]]:
    return [(r.after_days, r.storage_class) for r in rules if r.after_days is not None and r.storage_class is not None]
