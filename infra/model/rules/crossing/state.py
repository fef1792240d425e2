"""State that lives in a task, or in a file system that one task alone may write: two at once would spoil it."""

from collections.abc import Iterator

from infra.model.problems import Path, Problem, listed
from infra.model.rules.common import Where, broken
from infra.model.services import BlueGreen, Job, Service
from infra.model.tasks import is_stateful, most_tasks, overlaps
from infra.model.topology import Topology


def problems(topology: Topology, where: Where) -> Iterator[Problem]:
    """Yield every way in which two tasks could hold the same state, paths below `topology`."""
    del where
    for name, service in topology.services.items():
        if is_stateful(service) and not isinstance(service, Job):
            yield from (p.under("services", name) for p in _one_at_a_time(service))
    yield from _shared_files(topology)


def _one_at_a_time(service: Service) -> Iterator[Problem]:
    if isinstance(service, Job):
        return
    keepers = listed([n for n, c in service.containers.items() if c.stateful], "and")
    most = most_tasks(service)
    if most > 1:
        scaling = service.scaling
        schedules = [n for n, s in scaling.schedules.items() if s.max > 1]
        path: Path = ("scaling", "max") if scaling.max > 1 else ("scaling", "schedules", schedules[0], "max")
        cure = "take 1, or move the state out of the task"
        yield from broken(path, most, f"tasks would each have a {keepers} of their own, which is stateful: {cure}")
    if overlaps(service):
        key = "kind" if isinstance(service.deployment, BlueGreen) else "maximumPercent"
        cure = "leave deployment out, and the old task stops before the new one starts"
        yield Problem(("deployment", key), f"runs two tasks at once, and {keepers} is stateful: {cure}")


def _shared_files(topology: Topology) -> Iterator[Problem]:
    """Stateful containers of two services may not write one file system."""
    writers: dict[str, str] = {}
    for service_name, service in topology.services.items():
        for name, container in service.containers.items():
            for source in container.mounts if container.stateful else ():
                other = writers.setdefault(source, service_name)
                if source.startswith("fileSystem.") and other != service_name:
                    path = ("services", service_name, "containers", name, "mounts", source)
                    yield Problem(path, f"is written by a stateful container of {other} too: give each its own")
