"""How many tasks of a service run: the least, on average, and the most."""

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from costing.capacity import Capacity, task_capacity, tasks_for
from costing.demand.requests import Requests
from costing.line_item import Why
from costing.money import ONE, ZERO, Figures
from costing.units import HOURS
from infra.aws_rules import ec2
from infra.model.scaling import Policy, Scaling, Utilisation
from infra.model.scaling import Requests as RequestsPolicy
from infra.model.services import AsgService, FargateService, RunningService
from infra.model.tasks import most_tasks
from infra.model.workload import ServiceWorkload

NO_BOUND = Decimal(1_000_000)
"""More tasks than any service runs."""


class Bounds(NamedTuple):
    """Least and most tasks, and the share of the month in which they hold."""

    least: Decimal
    most: Decimal
    share: Decimal


class Part(NamedTuple):
    """A share of the month with so many tasks."""

    share: Decimal
    tasks: Decimal


class Counts(NamedTuple):
    """Tasks of a service with their derivation.

    Attributes:
        least, mean, most: the month in parts, as its bounds and its load change.
        most_at_once: the greatest count that may ever run.
        why: how the mean came about.
        assumed: whether nothing but the bounds told the mean, and there is room between them.
    """

    least: tuple[Part, ...]
    mean: tuple[Part, ...]
    most: tuple[Part, ...]
    most_at_once: Decimal
    why: Why
    assumed: bool = False

    @property
    def tasks(self) -> Figures:
        """Tasks running: least, average and most, each over the whole month."""
        return _ordered(*(sum((p.share * p.tasks for p in parts), ZERO) for parts in self[:3]))

    def instances(self, service: AsgService) -> Figures:
        """Return the whole instances that hold the tasks, part of the month by part."""
        each = service.tasks_per_instance
        return _ordered(*(sum((p.share * _whole(p.tasks / each) for p in parts), ZERO) for parts in self[:3]))


def _ordered(least: Decimal, mean: Decimal, most: Decimal) -> Figures:
    """Return three figures of which none is below the one before; a stated mean may lie outside of the bounds' own."""
    return Figures(min(least, mean), mean, max(most, mean))


def _whole(count: Decimal) -> Decimal:
    return count.to_integral_value(ROUND_CEILING)


class Size(NamedTuple):
    """What one task has: processors, memory, and whether they are Graviton's."""

    vcpu: Decimal
    memory_mib: Decimal
    arm: bool


def size_of(service: RunningService) -> Size:
    """Return what a task has; on an instance, its even share of what the instance registers with ECS."""
    if isinstance(service, FargateService):
        return Size(Decimal(service.cpu_units) / 1024, Decimal(service.memory_mib), service.architecture == "arm64")
    found = ec2.find(service.instance_type)
    if found is None:
        return Size(ZERO, ZERO, arm=False)
    each = Decimal(service.tasks_per_instance)
    return Size(found.vcpu / each, found.registered_memory_mib / each, found.architecture == "arm64")


def counts(
    service: RunningService, work: ServiceWorkload, requests: Requests, share: Decimal, utilisation_percent: Decimal
) -> Counts:
    """Return the tasks of a service.

    Args:
        service: bounds, schedules and policy.
        work: what is known of it; `average_count` decides where it is given.
        requests: of the whole application.
        share: the part of them that this service gets.
        utilisation_percent: how busy tasks may be where the policy has no target of its own.
    """
    held = bounds(service.scaling)
    least = tuple(Part(b.share, b.least) for b in held)
    most = tuple(Part(b.share, b.most) for b in held)
    at_once = Decimal(most_tasks(service))
    if work.average_count is not None:
        mean = (Part(ONE, work.average_count),)
        return Counts(least, mean, most, at_once, Why("{} tasks as given", (work.average_count,)))
    capacity = _capacity(service.scaling.policy, size_of(service), work, utilisation_percent)
    if capacity is not None and share:
        return _carried(Counts(least, least, most, at_once, Why("")), requests, share, capacity, held)
    waiting = _jobs(work)
    if waiting is not None:
        mean = tuple(Part(b.share, _within(waiting, b)) for b in held)
        return Counts(
            least, mean, most, at_once, Why("{} tasks for the jobs of a minute, within the bounds", (waiting,))
        )
    why = Why("{} tasks: the least, for want of measurements", (sum((p.share * p.tasks for p in least), ZERO),))
    return Counts(least, least, most, at_once, why, assumed=any(b.most > b.least for b in held))


def unbound_mean(
    policy: Policy | None,
    size: Size,
    work: ServiceWorkload,
    requests: Requests,
    share: Decimal,
    utilisation_percent: Decimal,
) -> Decimal:
    """Return the mean that measurements give tasks of a size under a policy, whatever their bounds; 0 without any.

    A task that carries nothing has `NO_BOUND` beside it.
    """
    capacity = _capacity(policy, size, work, utilisation_percent)
    if capacity is not None and share:
        return sum(
            (
                part.hours / HOURS * min(tasks_for(part.per_second * share, capacity), NO_BOUND)
                for part in requests.profile
            ),
            ZERO,
        )
    return _jobs(work) or ZERO


def bounds(scaling: Scaling) -> tuple[Bounds, ...]:
    """Return the bounds of a service through the month; schedules replace the service's own from when they fire."""
    if not scaling.schedules:
        return (Bounds(Decimal(scaling.min), Decimal(scaling.max), ONE),)
    from infra.aws_rules.scheduled_scaling import Scheduled, hours_weighted  # noqa: PLC0415 - slow, and seldom needed

    entries = (Scheduled(s.cron, s.time_zone, s.min, s.max) for _, s in sorted(scaling.schedules.items()))
    found = hours_weighted(entries)
    shares = [(Decimal(f.min), Decimal(f.max), Decimal(f.share.numerator) / f.share.denominator) for f in found]
    return tuple(Bounds(*one) for one in shares if one[2])


def _capacity(
    policy: Policy | None, size: Size, work: ServiceWorkload, utilisation_percent: Decimal
) -> Capacity | None:
    if isinstance(policy, RequestsPolicy):
        return Capacity(policy.target_per_minute / 60, "requests")
    target = Decimal(policy.target_percent) if isinstance(policy, Utilisation) else utilisation_percent
    return task_capacity(work, size.vcpu, size.memory_mib, target, arm=size.arm)


def _carried(known: Counts, requests: Requests, share: Decimal, capacity: Capacity, held: Iterable[Bounds]) -> Counts:
    """Return the counts that carry the profile of the month."""
    mean = tuple(
        Part(part.hours / HOURS * b.share, _within(tasks_for(part.per_second * share, capacity), b))
        for part in requests.profile
        for b in held
    )
    rate, tasks = requests.average * share, sum((p.share * p.tasks for p in mean), ZERO)
    why = Why("{} requests a second, {} a task (by {}): {} tasks", (rate, capacity.per_second, capacity.binding, tasks))
    return known._replace(mean=mean, why=why)


def _within(count: Decimal, b: Bounds) -> Decimal:
    return min(max(count, b.least), b.most)


def _jobs(work: ServiceWorkload) -> Decimal | None:
    if work.jobs_per_minute is None or work.jobs_per_minute_per_task is None:
        return None
    rate = work.jobs_per_minute.average or work.jobs_per_minute.peak or ZERO
    return _whole(rate / work.jobs_per_minute_per_task)
