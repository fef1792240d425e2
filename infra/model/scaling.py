"""How many tasks a service runs: bounds, one policy, and changes of the bounds by the clock."""

from typing import Annotated, Literal, TypeAlias

from annotated_types import Ge, Le
from pydantic import Tag

from infra.model.base import Model
from infra.model.types import Amount, Count, EntryName, Positive, PositiveAmount, Text, Whole
from infra.model.variants import by_kind


class _Cooldowns(Model):
    scale_out_cooldown_seconds: Count = 60
    scale_in_cooldown_seconds: Count = 300


class Utilisation(_Cooldowns):
    """Target tracking on the mean CPU or memory of the service."""

    kind: Literal["cpu", "memory"]
    target_percent: Annotated[Whole, Ge(1), Le(100)] = 70


class Requests(_Cooldowns):
    """Target tracking on requests per target and minute; needs a route, not with blue/green."""

    kind: Literal["requests"] = "requests"
    target_per_minute: PositiveAmount


class ScaleOut(Model):
    """Add tasks when the metric stays above a threshold."""

    above: Amount
    for_minutes: Positive
    add: Positive = 1


class ScaleIn(Model):
    """Remove tasks when the metric stays below a threshold."""

    below: PositiveAmount
    for_minutes: Positive
    remove: Positive = 1


class Step(Model):
    """Two thresholds with a dead band between them."""

    kind: Literal["step"] = "step"
    metric: Text
    scale_out: ScaleOut
    scale_in: ScaleIn
    cooldown_seconds: Count = 60


class Backlog(_Cooldowns):
    """Target tracking on waiting messages per running task."""

    kind: Literal["backlog"] = "backlog"
    of: Text
    target_per_task: PositiveAmount


Policy: TypeAlias = Annotated[
    Annotated[Utilisation, Tag("cpu")]
    | Annotated[Utilisation, Tag("memory")]
    | Annotated[Requests, Tag("requests")]
    | Annotated[Step, Tag("step")]
    | Annotated[Backlog, Tag("backlog")],
    by_kind(),
]


class BoundsSchedule(Model):
    """From each time the cron expression fires, these bounds hold until another schedule fires."""

    cron: Text
    time_zone: Text = "UTC"
    min: Count
    max: Count


class Scaling(Model):
    """Bounds of the task count and what moves it between them."""

    min: Count = 1
    max: Count = 1
    policy: Policy | None = None
    schedules: dict[EntryName, BoundsSchedule] = {}
