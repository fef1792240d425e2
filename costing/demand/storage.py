"""What is taken for granted of buckets and file systems that nobody described."""

from collections.abc import Iterator

from costing.assumptions import Assumption
from infra.model.lifecycle import chains
from infra.model.stack import Sections
from infra.model.storage import Bucket
from infra.model.workload import BucketWorkload, FileSystemWorkload

UNKNOWN_BUCKET = BucketWorkload.model_construct()
UNKNOWN_FILES = FileSystemWorkload.model_construct()


def bucket_workload(sections: Sections, name: str) -> BucketWorkload:
    """Return what is known of a bucket."""
    return sections.workload.buckets.get(name, UNKNOWN_BUCKET)


def files_workload(sections: Sections, name: str) -> FileSystemWorkload:
    """Return what is known of a file system."""
    return sections.workload.file_systems.get(name, UNKNOWN_FILES)


def storage_assumptions(sections: Sections) -> Iterator[Assumption]:
    """Yield the figures that stand in for the workload's of buckets and file systems."""
    storage = sections.topology.storage
    for name, bucket in storage.buckets.items():
        where = f"workload.buckets.{name}"
        if name not in sections.workload.buckets:
            yield Assumption(f"data in {name}", "0 GB", "not stated", f"{where}.storedGb")
        else:
            yield from _of_bucket(name, bucket, bucket_workload(sections, name), where)
    for name in storage.file_systems:
        if name not in sections.workload.file_systems:
            where = f"workload.fileSystems.{name}.storedGb"
            yield Assumption(f"data in {name}", "0 GB", "not stated", where)


def _of_bucket(name: str, bucket: Bucket, known: BucketWorkload, where: str) -> Iterator[Assumption]:
    if "average_object_kb" not in known.model_fields_set:
        size = f"{known.average_object_kb} KB"
        yield Assumption(f"objects in {name}", size, "not stated", f"{where}.averageObjectKb")
    if bucket.storage_class == "INTELLIGENT_TIERING" and known.idle_percent is None:
        yield Assumption(f"idle objects in {name}", "0 %", "not stated", f"{where}.idlePercent")
    if bucket.versioning:
        yield Assumption(f"old versions in {name}", "0 GB", "beside what is stored", f"{where}.storedGb")
    ways = chains(bucket)
    if any(way.steps for way in ways) and not known.growth_gb_per_month:
        where_growth = f"{where}.growthGbPerMonth"
        yield Assumption(f"age of objects in {name}", "all young", "no growth is stated", where_growth)
    if any(way.prefix and way.steps for way in ways):
        shares = "all of it" if len(ways) == 1 else f"1/{len(ways)} each"
        prefixes = ", ".join(repr(way.prefix) for way in ways)
        where_rules = f"topology.storage.buckets.{name}.lifecycle"
        yield Assumption(f"data in {name} under {prefixes}", shares, "no figure by prefix", where_rules)
