"""The bill of buckets and file systems."""

from costing.layers import storage_buckets, storage_files
from costing.layers.context import Context

KINDS = (*storage_buckets.KINDS, *storage_files.KINDS)


def add_lines(to: Context) -> None:
    """Add every line of the storage layer."""
    storage = to.sections.topology.storage
    for name, bucket in storage.buckets.items():
        storage_buckets.add_lines(to, name, bucket)
    for name, system in storage.file_systems.items():
        storage_files.add_lines(to, name, system)
