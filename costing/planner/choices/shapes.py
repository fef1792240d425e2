"""Every size a task may have: those of Fargate, and shares of EC2 instances."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from costing.demand.counts import Size
from costing.planner.needs.service import Candidate, Host
from costing.units import HUNDRED
from infra.aws_rules import ec2, ecs, fargate
from infra.model.connections import ports_of
from infra.model.services import AsgService, RunningService


class Shape(NamedTuple):
    """A size of a task on Fargate, or so many tasks on an instance type.

    `units` and `memory_mib` are what ECS reserves for one task; `type` is empty on Fargate.
    """

    name: str
    units: int
    memory_mib: int
    architecture: str
    type: str
    tasks_per_instance: int
    burstable: bool
    candidate: Candidate


def on_fargate(architecture: str) -> Iterator[Shape]:
    """Yield every size of Fargate."""
    for size in fargate.all_sizes():
        found = Size(
            Decimal(size.cpu_units) / ecs.CPU_UNITS_PER_VCPU, Decimal(size.memory_mib), architecture == "arm64"
        )
        name = f"fargate {size.cpu_units}/{size.memory_mib} {architecture}"
        yield Shape(
            name, size.cpu_units, size.memory_mib, architecture, "", 0, burstable=False, candidate=Candidate(found)
        )


def on_instances(architecture: str, *, one_each: bool, pays_for_surplus: bool) -> Iterator[Shape]:
    """Yield every instance type of today's generations with every number of tasks that fits on it.

    Args:
        architecture: of the processor.
        one_each: whether an instance holds one task, because tasks would share its ports.
        pays_for_surplus: whether burstable types run unlimited, so that nothing has to be sustained.
    """
    for found in ec2.catalogue().values():
        if found.architecture != architecture or found.family in ec2.PREVIOUS_GENERATION:
            continue
        most = (
            1 if one_each else min(found.awsvpc_tasks, found.vcpu * ecs.CPU_UNITS_PER_VCPU // ecs.TASK_CPU_UNITS_LEAST)
        )
        for tasks in range(1, most + 1):
            yield _share(found, tasks, pays_for_surplus=pays_for_surplus)


def _share(found: ec2.InstanceType, tasks: int, *, pays_for_surplus: bool) -> Shape:
    """Return one of so many even shares of an instance."""
    arm = found.architecture == "arm64"
    size = Size(Decimal(found.vcpu) / tasks, Decimal(found.registered_memory_mib) / tasks, arm)
    share = None
    if found.baseline_percent is not None and not pays_for_surplus:
        share = found.vcpu * found.baseline_percent / HUNDRED
    return Shape(
        f"{found.name} with {tasks} a host" if tasks > 1 else found.name,
        found.vcpu * ecs.CPU_UNITS_PER_VCPU // tasks,
        found.registered_memory_mib // tasks,
        found.architecture,
        found.name,
        tasks,
        found.burstable,
        Candidate(size, Host(tasks, share)),
    )


def shape_of(service: RunningService) -> Shape | None:
    """Return what a service runs on as it is configured; None for an instance type nobody knows."""
    if isinstance(service, AsgService):
        found = ec2.find(service.instance_type)
        unlimited = service.cpu_credits == "unlimited"
        return _share(found, service.tasks_per_instance, pays_for_surplus=unlimited) if found else None
    wanted = (service.cpu_units, service.memory_mib)
    return next((s for s in on_fargate(service.architecture) if (s.units, s.memory_mib) == wanted), None)


class Reserved(NamedTuple):
    """What the containers of a task reserve together, and whether they share ports of their host."""

    units: int
    memory_mib: int
    has_ports: bool


def reserved(service: RunningService) -> Reserved:
    """Return what the containers of a service take of their task; six MiB at least for each that does not say."""
    containers = service.containers.values()
    memory = sum(c.memory_mib or ecs.CONTAINER_MEMORY_LEAST_MIB for c in containers)
    return Reserved(sum(c.cpu_units or 0 for c in containers), memory, bool(ports_of(service)))
