"""What ECS accepts of the containers of one task, and what they demand of each other."""

import re
from collections.abc import Iterator, Mapping

from infra.aws_rules import ecs
from infra.model.containers import Container
from infra.model.problems import Problem, listed, nearest, under
from infra.model.rules import credentials
from infra.model.rules.common import broken
from infra.model.services import AsgService, Service
from infra.model.tasks import TaskSize, task_size

_LOCAL_HOST = re.compile(r"(?<![\w.-])(localhost|127\.0\.0\.1)(?![\w.-])", re.IGNORECASE)


def problems(service: Service) -> Iterator[Problem]:
    """Yield what is wrong with the containers of a service by themselves, paths below the service."""
    found = service.containers
    yield from _together(service)
    yield from credentials.problems(service.environment, service.secrets)
    yield from _variables(service.environment, service.secrets, found, "")
    for name, container in found.items():
        path = ("containers", name)
        yield from under(credentials.problems(container.environment, container.secrets), *path)
        yield from under(_variables(container.environment, container.secrets, found, name), *path)
        yield from under(_waits(name, found), *path)
        yield from under(_mounts(service, container), *path)


def _together(service: Service) -> Iterator[Problem]:
    path, found = ("containers",), service.containers
    if len(found) > ecs.CONTAINERS_MAX:
        yield Problem(path, f"{len(found)} are more than the {ecs.CONTAINERS_MAX} that a task may have")
    if not any(container.essential for container in found.values()):
        yield Problem(path, "are all essential: false; ECS wants one whose end ends the task")
    yield from _cycles(found)
    yield from _ports(found)
    size = task_size(service)
    if size is not None:
        yield from _sums(service, size)


def _sums(service: Service, size: TaskSize) -> Iterator[Problem]:
    """Containers together may take no more than their task has."""
    what = _whose(service)
    limits = (("cpuUnits", "CPU units", size.cpu_units), ("memoryMib", "MiB", size.memory_mib))
    for key, unit, limit in limits:
        taken = [c.cpu_units if key == "cpuUnits" else c.memory_mib for c in service.containers.values()]
        total = sum(one or 0 for one in taken)
        if total > limit:
            yield Problem(("containers",), f"take {total} {unit} together; {what} has {limit}: trim them, or take more")
    whole = all(c.memory_mib is not None for c in service.containers.values())
    left = size.memory_mib - sum(c.memory_mib or 0 for c in service.containers.values())
    if not whole and 0 <= left < ecs.CONTAINER_MEMORY_LEAST_MIB:
        without = [n for n, c in service.containers.items() if c.memory_mib is None]
        yield Problem(("containers",), f"leave {left} MiB for {listed(without, 'and')}, which state no memoryMib")


def _whose(service: Service) -> str:
    """Return what a task's room is a share of, in words."""
    if not isinstance(service, AsgService):
        return "the task"
    each = "a task" if service.tasks_per_instance == 1 else f"each of {service.tasks_per_instance} tasks"
    return f"{each} on {service.instance_type}, less the system's own,"


def _cycles(found: Mapping[str, Container]) -> Iterator[Problem]:
    """Containers that wait for each other never start; each circle is told once."""
    told: set[str] = set()
    for start in found:
        chain = [start]
        while chain:
            waits = [n for n in found[chain[-1]].depends_on if n in found and n not in told]
            if not waits:
                told.add(chain.pop())
                continue
            if waits[0] in chain:
                circle = [*chain[chain.index(waits[0]) :], waits[0]]
                told.update(circle)
                yield Problem(("containers", circle[0], "dependsOn"), f"goes round in a circle: {' → '.join(circle)}")
                break
            chain.append(waits[0])


def _ports(found: Mapping[str, Container]) -> Iterator[Problem]:
    """All containers of a task share one address."""
    taken: dict[int, str] = {}
    for name, container in found.items():
        for place, port in enumerate(container.ports):
            path = ("containers", name, "ports", place)
            if port in taken:
                yield from broken(path, port, f"is taken by {taken[port]}: containers of a task share one address")
            taken.setdefault(port, name)


def _variables(
    environment: Mapping[str, str], secrets: Mapping[str, str], found: Mapping[str, Container], own: str
) -> Iterator[Problem]:
    for name in environment:
        if name in secrets:
            yield Problem(("secrets", name), "is a variable of environment too; it can be one of the two")
    for name, value in environment.items():
        if local := _LOCAL_HOST.search(value):
            yield Problem(("environment", name), f"names {local[0]}, {_neighbours(found, own)}")
    for name, value in secrets.items():
        if local := _LOCAL_HOST.search(value):
            yield Problem(("secrets", name), f"names {local[0]}, {_neighbours(found, own)}")


def _neighbours(found: Mapping[str, Container], own: str) -> str:
    """Say how a neighbour in the task is named, so that it can be checked that there is one."""
    others = [name for name, c in found.items() if name != own and c.ports]
    if not others:
        return "where nothing listens in this task: no other container has ports"
    return f"which stands for a container of the task: write ${{container.{others[0]}.host}}" + (
        f" (there are {listed(others, 'and')})" if len(others) > 1 else ""
    )


def _waits(name: str, found: Mapping[str, Container]) -> Iterator[Problem]:
    for other, condition in found[name].depends_on.items():
        path = ("dependsOn", other)
        if other not in found:
            known = [n for n in found if n != name]
            cure = nearest(other, known) or (f"; there are {listed(known, 'and')}" if known else "")
            yield Problem(path, f"is no container of this service{cure}")
        elif condition == "healthy" and found[other].health is None:
            yield Problem(path, f"waits for health, and {other} has no health check: give it one, or wait for start")
        elif condition in {"complete", "success"} and found[other].essential:
            yield Problem(path, f"waits for the end of {other}, which ends the task: set its essential: false")


def _mounts(service: Service, container: Container) -> Iterator[Problem]:
    taken: dict[str, str] = {}
    for source, path in container.mounts.items():
        if source.startswith("host.") and not isinstance(service, AsgService):
            cure = "use scratch.NAME, or fileSystem.NAME for what must last"
            yield Problem(("mounts", source), f"needs kind: asg, Fargate has no disk of a host: {cure}")
        if path in taken:
            yield from broken(("mounts", source), path, f"is where {taken[path]} is mounted too")
        taken.setdefault(path, source)
