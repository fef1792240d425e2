"""Amazon S3: bucket names, storage classes, lifecycle transitions."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final, NamedTuple

from infra.aws_rules.values import DIGITS, LOWER, only

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "NAME_LENGTH": ("s3-names", "general-knowledge"),
    "NAME_CHARACTERS": ("s3-names", "general-knowledge"),
    "NAME_PREFIXES_RESERVED": ("s3-names", "general-knowledge"),
    "NAME_SUFFIXES_RESERVED": ("s3-names", "general-knowledge"),
    "CLASSES": ("s3-classes", "s3-transitions", "general-knowledge"),
    "TRANSITIONS": ("s3-transitions", "botocore", "general-knowledge"),
    "INFREQUENT_LEAST_DAYS": ("s3-transitions",),
    "SMALL_OBJECT_KB": ("s3-transitions", "botocore"),
    "TIERING_STEPS_DAYS": ("s3-classes", "general-knowledge"),
    "RULES_MAX": ("general-knowledge",),
}

NAME_LENGTH: Final = (3, 63)
NAME_CHARACTERS: Final = LOWER | DIGITS | frozenset(".-")
NAME_PREFIXES_RESERVED: Final = ("xn--", "sthree-", "amzn-s3-demo-")
NAME_SUFFIXES_RESERVED: Final = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")


class StorageClass(NamedTuple):
    """What a class charges at least: days, KB an object; and KB it adds in itself and in STANDARD."""

    least_days: int
    least_kb: int
    overhead_kb: int
    standard_overhead_kb: int


CLASSES: Final = {
    "STANDARD": StorageClass(0, 0, 0, 0),
    "INTELLIGENT_TIERING": StorageClass(0, 0, 0, 0),
    "STANDARD_IA": StorageClass(30, 128, 0, 0),
    "ONEZONE_IA": StorageClass(30, 128, 0, 0),
    "GLACIER_IR": StorageClass(90, 128, 0, 0),
    "GLACIER": StorageClass(90, 0, 32, 8),
    "DEEP_ARCHIVE": StorageClass(180, 0, 32, 8),
}

TRANSITIONS: Final = {
    "STANDARD": (
        "STANDARD_IA",
        "INTELLIGENT_TIERING",
        "ONEZONE_IA",
        "GLACIER_IR",
        "GLACIER",
        "DEEP_ARCHIVE",
    ),
    "STANDARD_IA": ("INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"),
    "INTELLIGENT_TIERING": ("ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"),
    "ONEZONE_IA": ("GLACIER", "DEEP_ARCHIVE"),
    "GLACIER_IR": ("GLACIER", "DEEP_ARCHIVE"),
    "GLACIER": ("DEEP_ARCHIVE",),
    "DEEP_ARCHIVE": (),
}
"""Where a lifecycle rule may move objects to: only down the waterfall, never back to STANDARD.

From Intelligent-Tiering to Glacier Instant Retrieval AWS's page names neither as supported nor as not.
"""

INFREQUENT_LEAST_DAYS: Final = 30
"""Older pages demand this many days in STANDARD before the two IA classes, the newest model does not:
a warning about cost, no error."""

SMALL_OBJECT_KB: Final = 128
"""Smaller objects do not move by default, and Intelligent-Tiering neither watches nor moves them."""

TIERING_STEPS_DAYS: Final = (30, 90)
"""Days without access after which Intelligent-Tiering moves an object to its second and third tier."""

RULES_MAX: Final = 1000


def name_problem(name: str) -> str | None:
    """Say why a name cannot be a bucket's; whether it is free in the world only AWS knows."""
    least, most = NAME_LENGTH
    if not least <= len(name) <= most:
        return f"is not {least} to {most} characters"
    if not only(name, NAME_CHARACTERS):
        return "has characters other than lower case letters, digits, hyphens and dots"
    if name[0] in ".-" or name[-1] in ".-" or ".." in name:
        return "starts or ends with a hyphen or dot, or has two dots in a row"
    parts = name.split(".")
    if len(parts) == 4 and all(part.isdecimal() for part in parts):
        return "looks like an IP address"
    if name.startswith(NAME_PREFIXES_RESERVED) or name.endswith(NAME_SUFFIXES_RESERVED):
        return "has a beginning or an end that AWS keeps for itself"
    return "has a dot, which breaks TLS to the bucket" if "." in name else None


def transition_problem(start: str, steps: Iterable[tuple[int, str]]) -> str | None:
    """Say why a lifecycle cannot move objects through these classes.

    Args:
        start: The class that objects are put in.
        steps: Days after creation and the class to move to, in the order of the days.
    """
    order = [(0, start), *steps]
    for (earlier, before), (later, after) in pairwise(order):
        if after not in TRANSITIONS[before]:
            return f"moves objects from {before} to {after}, which S3 cannot"
        if later < earlier or (later == earlier and before != start):
            return f"moves objects to {after} no later than to {before}"
    return None


def early_days(storage_class: str, kept_days: int) -> int:
    """Return the days that are billed after an object is gone, for being deleted before its minimum."""
    return max(0, CLASSES[storage_class].least_days - kept_days)
