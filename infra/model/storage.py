"""Storage: private S3 buckets and EFS file systems."""

from decimal import Decimal
from typing import Annotated, Literal

from infra.model.base import Model
from infra.model.types import Count, EntryName, Positive, Whole, number, pattern

TransitionClass = Literal["STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"]
BucketName = Annotated[
    str,
    pattern(
        r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
        "is no bucket name: 3 to 63 lower case letters, digits, dots and hyphens",
    ),
]


class LifecycleRule(Model):
    """Objects under a prefix move to a colder class after some days, or expire, or both.

    Attributes:
        prefix: Objects whose key begins so; empty all.
        after_days: Days until they move.
        storage_class: The class they move to.
        expire_after_days: Days until they are deleted; absent never.
    """

    prefix: str = ""
    after_days: Count | None = None
    storage_class: TransitionClass | None = None
    expire_after_days: Positive | None = None


class Bucket(Model):
    """A private, encrypted bucket; `name` is its global name, else one is generated.

    Attributes:
        name: The global name; absent it is generated.
        versioning: Whether overwritten and deleted objects are kept a while.
        storage_class: `STANDARD` or `INTELLIGENT_TIERING` for new objects.
        lifecycle: Rules by name.
    """

    name: BucketName | None = None
    versioning: bool = False
    storage_class: Literal["STANDARD", "INTELLIGENT_TIERING"] = "STANDARD"
    lifecycle: dict[EntryName, LifecycleRule] = {}


OLD_VERSION_DAYS = 30
"""How long a versioned bucket keeps what was overwritten or deleted; a bucket without an end grows for ever."""
UNFINISHED_UPLOAD_DAYS = 7
"""When the parts of an upload that never ended are deleted: they are billed, and no listing shows them."""


class FileSystem(Model):
    """An encrypted EFS file system with a mount target in every zone.

    Attributes:
        throughput_mode: `elastic` pays by GB moved, `bursting` follows the size, `provisioned` is bought.
        provisioned_mibps: MiB/s bought, with `provisioned`.
        infrequent_access_after_days: Days without access until a file moves to the cheaper class; absent never.
        archive_after_days: Days without access until it moves to the archive; absent never.
    """

    throughput_mode: Literal["elastic", "bursting", "provisioned"] = "elastic"
    provisioned_mibps: Annotated[Decimal, number(ge=1, le=3414)] | None = None
    infrequent_access_after_days: Whole | None = None
    archive_after_days: Whole | None = None


class Storage(Model):
    """Buckets and file systems by name.

    Attributes:
        buckets: S3 buckets by name, private and encrypted.
        file_systems: EFS file systems by name, encrypted, with a mount target in every zone.
    """

    buckets: dict[EntryName, Bucket] = {}
    file_systems: dict[EntryName, FileSystem] = {}
