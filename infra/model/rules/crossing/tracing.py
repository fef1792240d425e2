"""The collector of traces takes its share of every task, beside the containers of the config."""

from collections.abc import Iterator

from infra.aws_rules import ecs
from infra.model.collector import COLLECTOR, OTLP_HTTP_PORT, has_collector
from infra.model.observability import Tracing
from infra.model.problems import Problem, listed
from infra.model.references import is_running
from infra.model.rules.common import Where, broken
from infra.model.services import Service
from infra.model.tasks import TaskSize, task_size
from infra.model.topology import Topology


def problems(topology: Topology, where: Where) -> Iterator[Problem]:
    """Yield tasks that have no room for the collector, paths below `topology`."""
    del where
    tracing = topology.observability.tracing
    if tracing is None:
        return
    if not any(is_running(service) for service in topology.services.values()):
        yield Problem(("observability", "tracing"), "has no service to trace: jobs answer no requests; null it")
    for name, service in topology.services.items():
        size = task_size(service)
        if has_collector(topology, service) and size is not None:
            yield from _room(name, service, tracing, size)
            yield from _clashes(name, service)


def _room(name: str, service: Service, tracing: Tracing, size: TaskSize) -> Iterator[Problem]:
    """Containers and collector together take no more than the task has, and leave room for those without a limit."""
    path = ("services", name, "containers")
    found = service.containers.values()
    cpu, memory = sum(c.cpu_units or 0 for c in found), sum(c.memory_mib or 0 for c in found)
    waiting = [n for n, c in service.containers.items() if c.memory_mib is None]
    least = len(waiting) * ecs.CONTAINER_MEMORY_LEAST_MIB
    collector = f"the collector of observability.tracing takes {tracing.collector_cpu_units} CPU units"
    if cpu <= size.cpu_units < cpu + tracing.collector_cpu_units:
        left = size.cpu_units - cpu
        yield Problem(path, f"leave {left} of {size.cpu_units} CPU units, and {collector}: trim them, or take more")
    collector = f"the collector of observability.tracing takes {tracing.collector_memory_mib} MiB"
    if memory <= size.memory_mib < memory + least + tracing.collector_memory_mib:
        left = size.memory_mib - memory
        also = f" and {listed(waiting, 'and')} need some" if waiting else ""
        yield Problem(path, f"leave {left} of {size.memory_mib} MiB, and {collector}{also}: trim them, or take more")


def _clashes(name: str, service: Service) -> Iterator[Problem]:
    """All containers of a task share names and ports."""
    for key, container in service.containers.items():
        path = ("services", name, "containers", key)
        if key == COLLECTOR:
            yield Problem(path, "has the name of the collector of observability.tracing: take another")
        if OTLP_HTTP_PORT in container.ports:
            place = container.ports.index(OTLP_HTTP_PORT)
            taken = "is where the collector of observability.tracing listens: take another"
            yield from broken((*path, "ports", place), OTLP_HTTP_PORT, taken)
