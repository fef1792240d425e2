"""What follows from a service about its tasks: their size, how many may change, how they are replaced."""

from functools import cache
from typing import NamedTuple

from infra.aws_rules import ec2
from infra.aws_rules.ecs import CPU_UNITS_PER_VCPU
from infra.model.grants import Grant, grants
from infra.model.services import (
    AsgService,
    BlueGreen,
    Deployment,
    FargateService,
    Job,
    Rolling,
    RunningService,
    Service,
)

SELF_SCALE = Grant("self", "", "scale")


class TaskSize(NamedTuple):
    """What ECS reserves for one task."""

    cpu_units: int
    memory_mib: int


def task_size(service: Service) -> TaskSize | None:
    """Return the size of a task: on instances its even share of what one registers; None for an unknown type."""
    if isinstance(service, (FargateService, Job)):
        return TaskSize(service.cpu_units, service.memory_mib)
    found = ec2.find(service.instance_type)
    if found is None:
        return None
    each = service.tasks_per_instance
    return TaskSize(found.vcpu * CPU_UNITS_PER_VCPU // each, found.registered_memory_mib // each)


def scales_itself(service: Service) -> bool:
    """Return whether the application may set its own task count."""
    return SELF_SCALE in grants(service)


def is_scaled(service: RunningService) -> bool:
    """Return whether something other than the config moves the task count."""
    scaling = service.scaling
    return bool(scaling.policy or scaling.schedules or scales_itself(service))


def most_tasks(service: RunningService) -> int:
    """Return the greatest task count that bounds and schedules allow."""
    return max(service.scaling.max, *(s.max for s in service.scaling.schedules.values()), 0)


def least_tasks(service: RunningService) -> int:
    """Return the smallest task count that bounds and schedules allow."""
    return min(service.scaling.min, *(s.min for s in service.scaling.schedules.values()), most_tasks(service))


def is_stateful(service: Service) -> bool:
    """Return whether state lives in a task, so that two at once would harm it."""
    return any(container.stateful for container in service.containers.values())


@cache
def _stop_first() -> Rolling:
    return Rolling(minimum_healthy_percent=0, maximum_percent=100)


def deployment_of(service: RunningService) -> Deployment:
    """Return how tasks are replaced: as the config says; where it is silent and a task keeps state, one by one."""
    said = "deployment" in service.model_fields_set
    return _stop_first() if is_stateful(service) and not said else service.deployment


def overlaps(service: RunningService) -> bool:
    """Return whether old and new tasks run side by side while a service is deployed."""
    deployment = deployment_of(service)
    return isinstance(deployment, BlueGreen) or deployment.maximum_percent > 100


def instances_for(service: AsgService, tasks: int) -> int:
    """Return how many instances hold so many tasks."""
    return -(-tasks // service.tasks_per_instance)


def most_instances(service: AsgService) -> int:
    """Return the size that the group may grow to: one more for rolling deployments, a second set for blue/green."""
    full = instances_for(service, most_tasks(service))
    return full * (2 if isinstance(service.deployment, BlueGreen) else 1) + 1
