"""AWS CloudTrail: names of trails."""

from itertools import pairwise
from typing import Final

from infra.aws_rules.values import ALNUM, only

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "NAME_LENGTH": ("botocore",),
    "SEPARATORS": ("botocore",),
    "LOG_MINUTES": ("general-knowledge",),
}

NAME_LENGTH: Final = (3, 128)
SEPARATORS: Final = "._-"
LOG_MINUTES: Final = 5
"""How often a trail writes a file."""


def name_problem(name: str) -> str | None:
    """Say why a name cannot be a trail's."""
    least, most = NAME_LENGTH
    if not least <= len(name) <= most:
        return f"is not {least} to {most} characters"
    if not only(name, ALNUM | frozenset(SEPARATORS)):
        return "has characters other than letters, digits and . _ -"
    ends = name[0] in SEPARATORS or name[-1] in SEPARATORS
    if ends or any(a in SEPARATORS and b in SEPARATORS for a, b in pairwise(name)):
        return "starts or ends with a separator, or has two in a row"
    return "looks like an IP address" if name.replace(".", "").isdecimal() and name.count(".") == 3 else None
