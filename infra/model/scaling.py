"""How many tasks a service runs: bounds, one policy, and changes of the bounds by the clock."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Tag

from infra.model.base import Model
from infra.model.types import Amount, Count, EntryName, Positive, PositiveAmount, Text, whole
from infra.model.variants import by_kind


class _Cooldowns(Model):
    """The pauses of target tracking.

    Attributes:
        scale_out_cooldown_seconds: Seconds until the next step up.
        scale_in_cooldown_seconds: Seconds until the next step down.
    """

    scale_out_cooldown_seconds: Count = 60
    scale_in_cooldown_seconds: Count = 300


class Utilisation(_Cooldowns):
    """Target tracking on the mean CPU or memory of the service.

    Attributes:
        kind: Target tracking on the service's `cpu` or `memory`.
        target_percent: Percent of its reservation that is aimed at.
    """

    kind: Literal["cpu", "memory"]
    target_percent: Annotated[int, whole(ge=1, le=100)] = 70


class Requests(_Cooldowns):
    """Target tracking on requests per target and minute; needs a route, not with blue/green.

    Attributes:
        kind: Target tracking on requests; needs a route, not with blueGreen.
        target_per_minute: Requests a minute and task that are aimed at.
    """

    kind: Literal["requests"] = "requests"
    target_per_minute: PositiveAmount


class ScaleOut(Model):
    """Add tasks when the metric stays above a threshold.

    Attributes:
        above: Threshold above which tasks are added.
        for_minutes: Minutes it must hold.
        add: Tasks added.
    """

    above: Amount
    for_minutes: Positive
    add: Positive = 1


class ScaleIn(Model):
    """Remove tasks when the metric stays below a threshold.

    Attributes:
        below: Threshold below which tasks are removed.
        for_minutes: Minutes it must hold.
        remove: Tasks removed.
    """

    below: PositiveAmount
    for_minutes: Positive
    remove: Positive = 1


class Step(Model):
    """Two thresholds with a dead band between them.

    Attributes:
        kind: Step scaling with two thresholds.
        metric: `cpu`, `memory`, `queue.NAME` or `metric.NAME`.
        scale_out: When and by how much it grows.
        scale_in: When and by how much it shrinks.
        cooldown_seconds: Seconds between two steps.
    """

    kind: Literal["step"] = "step"
    metric: Text
    scale_out: ScaleOut
    scale_in: ScaleIn
    cooldown_seconds: Count = 60


class Backlog(_Cooldowns):
    """Target tracking on waiting messages per running task.

    Attributes:
        kind: Target tracking on messages a running task.
        of: `queue.NAME` or `metric.NAME`.
        target_per_task: Messages a task that are aimed at.
    """

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
    """From each time the cron expression fires, these bounds hold until another schedule fires.

    Attributes:
        cron: When these bounds begin, six fields.
        time_zone: The zone of `cron`.
        min: Least tasks from then on.
        max: Most tasks from then on.
    """

    cron: Text
    time_zone: Text = "UTC"
    min: Count
    max: Count


class Scaling(Model):
    """Bounds of the task count and what moves it between them.

    Attributes:
        min: Least tasks: the floor.
        max: Most tasks: the ceiling.
        policy: What moves the count between them; absent nothing does.
        schedules: Times at which the bounds change, by name.
    """

    min: Count = 1
    max: Count = 1
    policy: Policy | None = None
    schedules: dict[EntryName, BoundsSchedule] = {}
