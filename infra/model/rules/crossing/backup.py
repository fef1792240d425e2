"""What is backed up exists, and lets itself be backed up."""

from collections.abc import Iterator

from infra.model.problems import Problem, listed, nearest
from infra.model.rules.common import Where, broken
from infra.model.topology import Topology


def problems(topology: Topology, where: Where) -> Iterator[Problem]:
    """Yield resources of backup plans that are not there or not fit, paths below `topology`."""
    del where
    known = resources(topology)
    for name, plan in topology.backup.plans.items():
        for place, resource in enumerate(plan.resources):
            path = ("backup", "plans", name, "resources", place)
            if resource not in known:
                yield from broken(path, resource, f"is nothing to back up{_cure(resource, known)}")
            elif not _versioned(topology, resource):
                bucket = f"storage.buckets.{resource.partition('.')[2]}"
                yield from broken(path, resource, f"needs versions: set {bucket}.versioning: true")


def resources(topology: Topology) -> tuple[str, ...]:
    """Return what a plan may name."""
    return (
        *(("database",) if topology.database is not None else ()),
        *(f"fileSystem.{name}" for name in topology.storage.file_systems),
        *(f"bucket.{name}" for name in topology.storage.buckets),
    )


def _cure(resource: str, known: tuple[str, ...]) -> str:
    if not known:
        return "; the topology has no database, no file system and no bucket: null the plan"
    return nearest(resource, known) or f"; there is {listed(known, 'and')}"


def _versioned(topology: Topology, resource: str) -> bool:
    """Return whether a bucket keeps versions, without which AWS Backup cannot read it; True of all else."""
    kind, _, name = resource.partition(".")
    return kind != "bucket" or topology.storage.buckets[name].versioning
