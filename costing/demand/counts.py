"""How many tasks of a service run: the least, on average, and the most."""

from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from costing.capacity import Capacity, task_capacity, tasks_for
from costing.demand.requests import Requests
from costing.line_item import Why
from costing.money import ZERO, Figures
from costing.units import HOURS
from infra.aws_rules import ec2
from infra.model.scaling import Requests as RequestsPolicy
from infra.model.scaling import Scaling, Utilisation
from infra.model.services import AsgService, FargateService, RunningService
from infra.model.workload import ServiceWorkload


class Bounds(NamedTuple):
    """Least and most tasks, and the share of the month in which they hold."""

    least: Decimal
    most: Decimal
    share: Decimal


class Counts(NamedTuple):
    """Tasks of a service with their derivation.

    Attributes:
        tasks: least, average and most; with schedules each is weighted by the hours its bounds hold.
        most_at_once: the greatest count that may ever run.
    """

    tasks: Figures
    most_at_once: Decimal
    why: Why


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
    scaling = service.scaling
    held = bounds(scaling)
    least = sum((b.least * b.share for b in held), ZERO)
    most = sum((b.most * b.share for b in held), ZERO)
    at_once = max(b.most for b in held)
    mean, why = _mean(service, work, requests, share, utilisation_percent, held)
    return Counts(Figures(min(least, mean), mean, max(most, mean)), at_once, why)


def bounds(scaling: Scaling) -> tuple[Bounds, ...]:
    """Return the bounds of a service through the month; schedules replace the service's own from when they fire."""
    if not scaling.schedules:
        return (Bounds(Decimal(scaling.min), Decimal(scaling.max), Decimal(1)),)
    from infra.aws_rules.scheduled_scaling import Scheduled, hours_weighted  # noqa: PLC0415 - slow, and seldom needed

    entries = (Scheduled(s.cron, s.time_zone, s.min, s.max) for _, s in sorted(scaling.schedules.items()))
    found = hours_weighted(entries)
    shares = [(Decimal(f.min), Decimal(f.max), Decimal(f.share.numerator) / f.share.denominator) for f in found]
    return tuple(Bounds(*one) for one in shares if one[2])


def _mean(
    service: RunningService,
    work: ServiceWorkload,
    requests: Requests,
    share: Decimal,
    utilisation_percent: Decimal,
    held: tuple[Bounds, ...],
) -> tuple[Decimal, Why]:
    if work.average_count is not None:
        return work.average_count, Why("{} tasks as given", (work.average_count,))
    capacity = _capacity(service, work, utilisation_percent)
    if capacity is not None and share:
        return _carried(requests, share, capacity, held)
    waiting = _jobs(work)
    if waiting is not None:
        mean = sum((_within(waiting, b) * b.share for b in held), ZERO)
        return mean, Why("{} tasks for the jobs of a minute, within the bounds", (mean,))
    mean = sum((b.least * b.share for b in held), ZERO)
    return mean, Why("{} tasks: the least, for want of measurements", (mean,))


def _capacity(service: RunningService, work: ServiceWorkload, utilisation_percent: Decimal) -> Capacity | None:
    policy = service.scaling.policy
    if isinstance(policy, RequestsPolicy):
        return Capacity(policy.target_per_minute / 60, "cpu")
    target = Decimal(policy.target_percent) if isinstance(policy, Utilisation) else utilisation_percent
    size = size_of(service)
    return task_capacity(work, size.vcpu, size.memory_mib, target, arm=size.arm)


def _carried(requests: Requests, share: Decimal, capacity: Capacity, held: tuple[Bounds, ...]) -> tuple[Decimal, Why]:
    """Return the mean count that carries the profile of the month."""
    mean = sum(
        (
            part.hours / HOURS * b.share * _within(tasks_for(part.per_second * share, capacity), b)
            for part in requests.profile
            for b in held
        ),
        ZERO,
    )
    rate = requests.average * share
    why = Why("{} requests a second, {} a task (by {}): {} tasks", (rate, capacity.per_second, capacity.binding, mean))
    return mean, why


def _within(count: Decimal, b: Bounds) -> Decimal:
    return min(max(count, b.least), b.most)


def _jobs(work: ServiceWorkload) -> Decimal | None:
    if work.jobs_per_minute is None or work.jobs_per_minute_per_task is None:
        return None
    rate = work.jobs_per_minute.average or work.jobs_per_minute.peak or ZERO
    return (rate / work.jobs_per_minute_per_task).to_integral_value(ROUND_CEILING)


def instances(service: AsgService, tasks: Decimal) -> Decimal:
    """Return how many instances hold so many tasks."""
    return (tasks / service.tasks_per_instance).to_integral_value(ROUND_CEILING)
