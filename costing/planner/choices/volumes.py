"""The storage that an RDS instance may have: every size at which its price or its performance turns."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal
from typing import Any, TypeAlias

from costing.money import ONE, rounded
from costing.planner.needs.database import Question, data_at_horizon_gb
from infra.aws_rules.rds_storage import GP3_THRESHOLD_GB, GROWTH_PERCENT, TYPES
from infra.model.database import InstanceDatabase

Volume: TypeAlias = dict[str, Any]
"""Fields of an instance that say what storage it has."""

FREE_SHARE = Decimal("0.1")
"""RDS grows a volume of which less than a tenth is free (Amazon RDS User Guide, "Managing capacity automatically")."""


def volumes(asked: Question) -> Iterator[Volume]:
    """Yield today's volume, the smallest that holds the data, and the size from which gp3 is faster.

    All of them may grow to what is there at the horizon. Without a figure of the stored data there is today's alone.
    """
    today, stored = asked.today, asked.work.stored_gb
    if isinstance(today, InstanceDatabase):
        yield _growing(asked, _of(today))
        if today.storage_type != "gp3":
            yield _growing(asked, {**_of(today), **_gp3(today.storage_gb)})
        if today.storage_gb < GP3_THRESHOLD_GB and asked.work.io_per_request:
            yield _growing(asked, _gp3(GP3_THRESHOLD_GB))
    if stored is not None:
        least = int(rounded(stored / (1 - FREE_SHARE), ONE, ROUND_CEILING))
        yield _growing(asked, _gp3(max(TYPES["gp3"][0], least)))


def _of(today: InstanceDatabase) -> Volume:
    names = ("storage_gb", "max_storage_gb", "storage_type", "iops", "throughput_mibps")
    return {name: getattr(today, name) for name in names}


def _gp3(size_gb: int) -> Volume:
    return {
        "storage_gb": size_gb,
        "max_storage_gb": None,
        "storage_type": "gp3",
        "iops": None,
        "throughput_mibps": None,
    }


def _growing(asked: Question, volume: Volume) -> Volume:
    """Return the volume with room up to the horizon, where it has not enough."""
    needed = data_at_horizon_gb(asked.work, asked.requirements)
    size, most = volume["storage_gb"], volume["max_storage_gb"] or 0
    if needed is None or max(size, most) >= needed:
        return volume
    room = -(-size * (100 + GROWTH_PERCENT) // 100)
    return {**volume, "max_storage_gb": max(room, int(rounded(needed, ONE, ROUND_CEILING)))}
