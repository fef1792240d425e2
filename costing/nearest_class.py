"""The class, node or instance type nearest to one without a price, to be named where the price is missing."""

import math
import re
from collections.abc import Iterable
from typing import NamedTuple

from infra.aws_rules.values import words

PREFIXES = words(
    "rds.postgres.single-az.db. rds.postgres.multi-az.db. ec2.linux. elasticache.valkey.cache. "
    "elasticache.redis.cache. mq.rabbitmq.single.mq. mq.rabbitmq.cluster.mq."
)
"""What keys of on-demand hours begin with; a family and a size follow."""

_TYPE = re.compile(r"(?P<series>[a-z]+?)(?P<generation>\d+)(?P<processor>[a-z-]*)\.(?P<size>[a-z0-9]+)")
_SMALL = {"nano": 0, "micro": 1, "small": 2, "medium": 3, "large": 4, "xlarge": 5}
_KIN = {"c": "m", "x": "r", "z": "r"}
"""Series that the book lacks, each with the one whose share of memory is closest."""


class _Type(NamedTuple):
    """A type taken apart; `size` grows by one with each doubling."""

    series: str
    graviton: bool
    size: float
    generation: int


def nearest_class(item: str, items: Iterable[str]) -> str | None:
    """Return the type with a price that is closest to the one that `item` is the key of.

    The same series comes first, then the same processor, the closest size, the closest generation, the name.
    None where `item` is no key of a type, or `items` has none of its kind.

    Args:
        item: the key that has no price.
        items: every key that has one.
    """
    prefix = next((p for p in PREFIXES if item.startswith(p)), None)
    wanted = _taken_apart(item.removeprefix(prefix)) if prefix else None
    if prefix is None or wanted is None:
        return None
    found = [
        (_distance(wanted, other), name)
        for name in (one.removeprefix(prefix) for one in items if one.startswith(prefix))
        if (other := _taken_apart(name)) is not None
    ]
    return _shown(prefix, min(found)[1]) if found else None


def _taken_apart(name: str) -> _Type | None:
    match = _TYPE.fullmatch(name)
    size = _size(match["size"]) if match else None
    if match is None or size is None:
        return None
    return _Type(match["series"], "g" in match["processor"], size, int(match["generation"]))


def _size(name: str) -> float | None:
    many = re.fullmatch(r"([1-9]\d*)xlarge", name)
    return _SMALL["xlarge"] + math.log2(int(many[1])) if many else _SMALL.get(name)


def _distance(wanted: _Type, other: _Type) -> tuple[bool, bool, bool, float, int]:
    return (
        other.series != wanted.series,
        other.series != _KIN.get(wanted.series, wanted.series),
        other.graviton != wanted.graviton,
        abs(other.size - wanted.size),
        abs(other.generation - wanted.generation),
    )


def _shown(prefix: str, name: str) -> str:
    kind = prefix.rstrip(".").rpartition(".")[2]
    return f"{kind}.{name}" if kind in {"db", "cache", "mq"} else name
