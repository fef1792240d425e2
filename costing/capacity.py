"""What one task can carry, from what one request was measured to cost; nothing here comes from benchmarks.

Requests a second of a task are the least of what its CPU does at the target utilisation and of what its memory holds at
once, by Little's law: requests in flight are their rate times their latency.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal, NamedTuple

from costing.money import ONE, ZERO
from costing.units import HUNDRED, THOUSAND
from infra.model.workload import ServiceWorkload

Binding = Literal["cpu", "memory", "requests"]


class Capacity(NamedTuple):
    """Requests a second that one task carries, and what limits it."""

    per_second: Decimal
    binding: Binding


def task_capacity(
    work: ServiceWorkload, vcpu: Decimal, memory_mib: Decimal, utilisation_percent: Decimal, *, arm: bool = False
) -> Capacity | None:
    """Return what one task carries; None where nobody said what a request costs.

    Args:
        work: measurements of the service: CPU milliseconds a request, latency, memory base and per request.
        vcpu: processors of the task; above `work.max_vcpu` more are of no use.
        memory_mib: memory of the task.
        utilisation_percent: how busy the processors may be.
        arm: whether the task runs on Graviton; `work.arm_factor` says how much longer a request takes there.
    """
    limits: list[Capacity] = []
    if work.cpu_ms_per_request is not None:
        useful = min(vcpu, work.max_vcpu) if work.max_vcpu is not None else vcpu
        cost = work.cpu_ms_per_request * ((work.arm_factor or ONE) if arm else ONE)
        limits.append(Capacity(useful * THOUSAND * utilisation_percent / HUNDRED / cost, "cpu"))
    if work.memory_mib_per_request and work.latency_ms is not None:
        room = memory_mib - (work.memory_mib_base or ZERO)
        in_flight = max(ZERO, (room / work.memory_mib_per_request).to_integral_value(ROUND_FLOOR))
        limits.append(Capacity(in_flight * THOUSAND / work.latency_ms, "memory"))
    return min(limits, default=None)


def tasks_for(per_second: Decimal, capacity: Capacity) -> Decimal:
    """Return how many tasks carry a rate; a task that carries nothing leaves it uncarried, which None cannot hide."""
    if not capacity.per_second:
        return ZERO if not per_second else Decimal("Infinity")
    return (per_second / capacity.per_second).to_integral_value(ROUND_CEILING)
