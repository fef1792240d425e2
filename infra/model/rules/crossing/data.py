"""What the workload says of buckets, file systems, queues and cache is about something that is there and fits."""

from collections.abc import Iterator, Mapping

from infra.model.cache import ServerlessCache
from infra.model.problems import Problem, listed, nearest
from infra.model.rules.common import Where, broken
from infra.model.stack import Sections


def problems(sections: Sections, where: Where) -> Iterator[Problem]:
    """Yield figures of nothing, and figures that cannot be, paths from the section on."""
    del where
    topology, workload = sections.topology, sections.workload
    yield from _unknown("buckets", workload.buckets, topology.storage.buckets)
    yield from _unknown("fileSystems", workload.file_systems, topology.storage.file_systems)
    yield from _unknown("queues", workload.queues, topology.messaging.queues)
    for name, system in workload.file_systems.items():
        total = system.infrequent_percent + system.archive_percent
        if total > 100:
            path = ("workload", "fileSystems", name, "archivePercent")
            yield from broken(path, system.archive_percent, f"and infrequentPercent are {total} percent together")
    cache, data = topology.cache, workload.cache.data_gb
    if isinstance(cache, ServerlessCache) and data is not None and data > cache.max_data_gb:
        cure = f"raise cache.maxDataGb, now {cache.max_data_gb}, or keep less"
        yield from broken(("workload", "cache", "dataGb"), data, f"does not fit: {cure}")


def _unknown(key: str, stated: Mapping[str, object], there: Mapping[str, object]) -> Iterator[Problem]:
    for name in stated:
        if name not in there:
            cure = nearest(name, there) or (f"; there is {listed(there, 'and')}" if there else "; null it")
            yield from broken(("workload", key, name), name, f"is none of the topology's{cure}")
