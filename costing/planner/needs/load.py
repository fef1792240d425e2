"""What a service has to carry, and how many tasks of a size carry it."""

from decimal import Decimal
from typing import NamedTuple

from costing.capacity import Capacity, task_capacity, tasks_for
from costing.demand.counts import Size
from costing.demand.requests import Hours, Requests
from costing.money import ONE
from costing.units import THOUSAND
from infra.model.requirements import Requirements
from infra.model.workload import ServiceWorkload


class Load(NamedTuple):
    """Requests a second that reach a service: at the peak, in its quietest part of the month, and part by part."""

    peak: Decimal
    least: Decimal
    parts: tuple[Hours, ...]


def load_of(requests: Requests, share: Decimal) -> Load:
    """Return the load of a service that gets `share` of all requests."""
    parts = tuple(Hours(part.hours, part.per_second * share) for part in requests.profile)
    return Load(requests.peak * share, min(part.per_second for part in parts), parts)


class Allowed(NamedTuple):
    """How busy tasks may be, in percent: at the peak, and at the peak after a loss."""

    normal: Decimal
    after_loss: Decimal


def allowed(requirements: Requirements) -> Allowed:
    """Return the utilisation that requirements allow; after a loss never less than before."""
    normal = Decimal(requirements.target_utilisation_percent)
    return Allowed(normal, max(normal, Decimal(requirements.zone_lost_utilisation_percent)))


class Tasks(NamedTuple):
    """How many tasks carry the peak: when all is well, and after a loss; and what limits one task."""

    normal: int
    after_loss: int
    capacity: Capacity


def tasks_at_peak(load: Load, work: ServiceWorkload, size: Size, percent: Allowed) -> Tasks | None:
    """Return how many tasks of a size carry the peak; None where no number of them does."""
    normal, after = capacity_of(work, size, percent.normal), capacity_of(work, size, percent.after_loss)
    if normal is None or after is None or not normal.per_second or not after.per_second:
        return None
    return Tasks(int(tasks_for(load.peak, normal)), int(tasks_for(load.peak, after)), normal)


def capacity_of(work: ServiceWorkload, size: Size, percent: Decimal) -> Capacity | None:
    """Return what a task of a size carries at a utilisation; None where nobody said what a request costs."""
    return task_capacity(work, size.vcpu, size.memory_mib, percent, arm=size.arm)


def is_measured(work: ServiceWorkload) -> bool:
    """Return whether it is known how many requests a task carries."""
    return work.cpu_ms_per_request is not None or knows_memory(work)


def knows_memory(work: ServiceWorkload) -> bool:
    """Return whether it is known what memory requests take."""
    return bool(work.memory_mib_per_request) and work.latency_ms is not None


def busy_vcpu(work: ServiceWorkload, per_second: Decimal, *, arm: bool) -> Decimal | None:
    """Return the processors that requests keep busy; None where nobody said."""
    if work.cpu_ms_per_request is None:
        return None
    return per_second * work.cpu_ms_per_request * ((work.arm_factor or ONE) if arm else ONE) / THOUSAND
