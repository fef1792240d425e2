"""What S3 and EFS accept."""

from collections.abc import Iterator

from infra.aws_rules import efs, s3
from infra.model.lifecycle import START, Chain, chains
from infra.model.problems import Problem
from infra.model.rules.common import Where, broken
from infra.model.storage import Bucket, FileSystem, LifecycleRule, Storage


def problems(storage: Storage, where: Where) -> Iterator[Problem]:
    """Yield what is wrong with buckets and file systems by themselves, paths below `storage`."""
    del where
    names: dict[str, str] = {}
    for key, bucket in storage.buckets.items():
        path = ("buckets", key)
        if bucket.name is not None:
            yield from broken((*path, "name"), bucket.name, s3.name_problem(bucket.name))
            if bucket.name in names:
                yield from broken((*path, "name"), bucket.name, f"is the name of {names[bucket.name]} too")
            names.setdefault(bucket.name, key)
        yield from (p.under(*path, "lifecycle") for p in _lifecycle(bucket))
    for key, system in storage.file_systems.items():
        if key in storage.buckets:
            yield Problem(("fileSystems", key), "is the name of a bucket too: lines of the bill are told apart by it")
        yield from (p.under("fileSystems", key) for p in _file_system(system))


def _lifecycle(bucket: Bucket) -> Iterator[Problem]:
    found = [p.under(name) for name, rule in bucket.lifecycle.items() for p in _rule(rule)]
    yield from found
    if not found:
        yield from _ways(bucket)


def _rule(rule: LifecycleRule) -> Iterator[Problem]:
    after, to, end = rule.after_days, rule.storage_class, rule.expire_after_days
    if after is None and to is None and end is None:
        yield Problem((), "does nothing: give afterDays with storageClass, expireAfterDays, or both")
    if to is not None and after is None:
        yield from broken(("storageClass",), to, "needs afterDays: when objects move there")
    if after is not None and to is None:
        yield from broken(("afterDays",), after, "needs storageClass: where objects move to")


def _ways(bucket: Bucket) -> Iterator[Problem]:
    """Judge the classes that rules of one prefix, and of what lies above it, lead through together."""
    said: set[str] = set()
    for chain in chains(bucket):
        for wrong in _way(chain):
            if wrong not in said:
                yield Problem((), f"{wrong} ({f'under {chain.prefix!r}' if chain.prefix else 'everywhere'})")
            said.add(wrong)


def _way(chain: Chain) -> Iterator[str]:
    if wrong := s3.transition_problem(START, chain.steps):
        yield wrong
    end, last = chain.expire_after_days, max((day for day, _ in chain.steps), default=-1)
    if end is not None and end <= last:
        yield f"deletes objects after {end} days, and would move them after {last}"


def _file_system(system: FileSystem) -> Iterator[Problem]:
    mode, mibps = system.throughput_mode, system.provisioned_mibps
    if mode == "provisioned" and mibps is None:
        yield Problem(("provisionedMibps",), "is required: provisioned throughput is bought by the MiB/s")
    if mode != "provisioned" and mibps is not None:
        yield from broken(("provisionedMibps",), mibps, f"needs throughputMode: provisioned, not {mode}")
    cold, archive = system.infrequent_access_after_days, system.archive_after_days
    if cold is not None:
        yield from broken(("infrequentAccessAfterDays",), cold, efs.lifecycle_problem(cold))
    if archive is None:
        return
    wrong = efs.lifecycle_problem(archive) or efs.order_problem(cold, archive)
    if wrong is None and mode not in efs.ARCHIVE_MODES:
        wrong = f"needs throughputMode: {efs.ARCHIVE_MODES[0]}, the only one with an archive, not {mode}"
    yield from broken(("archiveAfterDays",), archive, wrong)
