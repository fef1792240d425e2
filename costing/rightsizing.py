"""Which size would do, from what containers were seen to use.

The figures are the workload's `services.NAME.measured`: peaks of CPU and memory by container, from `docker stats`,
Container Insights or a load test. Room is left above them: CPU may reach the requirements' target of utilisation,
memory `MEMORY_PERCENT`, since a task that runs out of memory is stopped where one that runs out of CPU is slow.
"""

from decimal import Decimal
from typing import NamedTuple

from infra.aws_rules import ec2, fargate
from infra.aws_rules.ecs import CPU_UNITS_PER_VCPU
from infra.aws_rules.fargate import Size
from infra.model.services import AsgService, FargateService, Job, Service
from infra.model.workload import ServiceWorkload

MEMORY_PERCENT = 80
"""Compute Optimizer leaves 20 % of memory free by default (rightsizing preferences)."""


class Needed(NamedTuple):
    """What one task needs, room above its peak included; `used` is the peak itself."""

    cpu_units: Decimal
    memory_mib: Decimal
    used_cpu_units: Decimal
    used_memory_mib: Decimal


def needed(service: Service, work: ServiceWorkload | None, target_percent: int) -> Needed | None:
    """Return what a task of a service needs; None where a container was not measured and has no limit either.

    Args:
        service: whose containers they are.
        work: what was measured of them.
        target_percent: of its CPU that a task may use at peak.
    """
    cpu = _used(service, work, "cpu_units")
    memory = _used(service, work, "memory_mib")
    if cpu is None or memory is None:
        return None
    limits = [Decimal(sum(getattr(c, field) or 0 for c in service.containers.values())) for field in _FIELDS]
    return Needed(
        max(cpu * 100 / target_percent, limits[0]),
        max(memory * 100 / MEMORY_PERCENT, limits[1]),
        cpu,
        memory,
    )


_FIELDS = ("cpu_units", "memory_mib")


def _used(service: Service, work: ServiceWorkload | None, field: str) -> Decimal | None:
    """Return the sum of the containers' peaks; a container that nobody measured counts with its limit."""
    if work is None or not any(getattr(one, field) for one in work.measured.values()):
        return None
    total = Decimal(0)
    for name, container in service.containers.items():
        seen = work.measured.get(name)
        used = (getattr(seen, field) if seen else None) or getattr(container, field)
        if used is None:
            return None
        total += used
    return total


def task_size(service: FargateService | Job, need: Needed, vcpu_usd: Decimal, gb_usd: Decimal) -> Size | None:
    """Return the cheapest task size that holds what is needed, at the prices of an hour; None where none does."""
    fits = [one for one in fargate.all_sizes() if one.cpu_units >= need.cpu_units and one.memory_mib >= need.memory_mib]

    def usd(one: Size) -> tuple[Decimal, Size]:
        return Decimal(one.cpu_units) / CPU_UNITS_PER_VCPU * vcpu_usd + Decimal(one.memory_mib) / 1024 * gb_usd, one

    best = min(fits, key=usd, default=None)
    return None if best is None or best == Size(service.cpu_units, service.memory_mib) else best


def instance_type(service: AsgService, need: Needed) -> ec2.InstanceType | None:
    """Return the smallest type of the same family that holds as many tasks as now, CPU credits left aside."""
    family = service.instance_type.partition(".")[0]
    fits = (one for one in ec2.catalogue().values() if one.family == family and _holds(one, service, need))
    best = next(fits, None)
    return None if best is None or best.name == service.instance_type else best


def _holds(one: ec2.InstanceType, service: AsgService, need: Needed) -> bool:
    share = (one.baseline_percent or 100) / Decimal(100)
    tasks = service.tasks_per_instance
    return (
        one.vcpu * share * CPU_UNITS_PER_VCPU >= need.cpu_units * tasks
        and one.registered_memory_mib >= need.memory_mib * tasks
        and one.awsvpc_tasks >= tasks
    )
