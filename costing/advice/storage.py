"""Buckets and file systems: classes with a least object size, and throughput that stored data has to earn."""

from collections.abc import Iterator

from costing.advice.case import Case
from costing.advice.proposal import Proposal
from costing.line_item import shown
from infra.aws_rules.efs import INCLUDED_GIB_PER_MIBPS
from infra.model.storage import Bucket, FileSystem
from infra.model.workload import BucketWorkload, FileSystemWorkload

SMALLEST_KB = 128
"""What Standard-IA, One Zone-IA and Glacier Instant Retrieval bill an object as at least (S3 storage classes)."""
COLD = ("STANDARD_IA", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE")
UNKNOWN_BUCKET, UNKNOWN_FILE_SYSTEM = BucketWorkload.model_construct(), FileSystemWorkload.model_construct()


def proposals(case: Case) -> Iterator[Proposal]:
    """Yield other ways to keep the same data."""
    for name, bucket in case.topology.storage.buckets.items():
        yield from _bucket(name, bucket, case.workload.buckets.get(name, UNKNOWN_BUCKET))
    for name, system in case.topology.storage.file_systems.items():
        yield from _file_system(name, system, case.workload.file_systems.get(name, UNKNOWN_FILE_SYSTEM))


def _bucket(name: str, bucket: Bucket, work: BucketWorkload) -> Iterator[Proposal]:
    size = f"objects of {shown(work.average_object_kb)} KB on average"
    if bucket.storage_class == "INTELLIGENT_TIERING":
        yield Proposal(
            f"no-tiering.{name}",
            f"S3 Standard for {name} in place of Intelligent-Tiering",
            {"topology": {"storage": {"buckets": {name: {"storageClass": "STANDARD"}}}}},
            f"Watching over {size} is charged by the thousand; it pays where much of the data lies idle (idlePercent).",
            "Amazon S3 pricing: Intelligent-Tiering",
            group=f"bucket.{name}",
        )
    for rule_name, rule in bucket.lifecycle.items():
        if rule.storage_class in COLD:
            yield Proposal(
                f"no-transition.{name}.{rule_name}",
                f"Leave {name} in S3 Standard",
                {"topology": {"storage": {"buckets": {name: {"lifecycle": {rule_name: None}}}}}},
                f"With {size} moving to {rule.storage_class}, its least size of {SMALLEST_KB} KB and its retrieval "
                "cost more than it saves.",
                "Amazon S3: storage classes, minimum object size and duration",
                group=f"bucket.{name}",
            )


def _file_system(name: str, system: FileSystem, work: FileSystemWorkload) -> Iterator[Proposal]:
    """Elastic throughput is paid by the GB moved, bursting is earned by what is stored."""
    other = "elastic" if system.throughput_mode == "bursting" else "bursting"
    if system.throughput_mode == "provisioned" or (other == "bursting" and system.archive_after_days is not None):
        return
    earned = work.stored_gb / INCLUDED_GIB_PER_MIBPS
    yield Proposal(
        f"efs-{other}.{name}",
        f"{other.capitalize()} throughput for {name}",
        {"topology": {"storage": {"fileSystems": {name: {"throughputMode": other}}}}},
        f"{shown(work.stored_gb)} GB earn a steady {shown(earned)} MiB/s in bursting mode, and credits for more at "
        "times; elastic throughput has no such limit and is paid by the GB moved.",
        "Amazon EFS: performance and throughput modes",
        sort="saving" if other == "bursting" else "risk",
    )
