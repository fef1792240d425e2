"""Domain names, as Route 53 and certificates take them."""

from typing import Final

from infra.aws_rules.values import ALNUM, only

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "NAME_MAX": ("route53-names", "botocore"),
    "LABEL_MAX": ("route53-names", "botocore"),
    "ALIAS_QUERIES_FREE": ("route53-names", "general-knowledge"),
    "NEW_ZONE_REFUND_HOURS": ("general-knowledge",),
}

NAME_MAX: Final = 253
LABEL_MAX: Final = 63
"""Characters of a whole name without its last dot, and of a part between dots."""

ALIAS_QUERIES_FREE: Final = True
"""Queries for an alias record of an AWS resource are not billed."""

NEW_ZONE_REFUND_HOURS: Final = 12
"""A hosted zone deleted within this time is not billed."""


def domain_problem(name: str, *, wildcard: bool = False) -> str | None:
    """Say why a text is no domain name with two labels or more.

    Args:
        name: The name, without a dot at its end.
        wildcard: Whether `*` may be its first label.
    """
    if not 1 <= len(name) <= NAME_MAX:
        return f"is not 1 to {NAME_MAX} characters"
    labels = name.split(".")
    if wildcard and labels[0] == "*":
        labels = labels[1:]
    if len(labels) < 2:
        return "is not a domain name such as example.com"
    for label in labels:
        if not 1 <= len(label) <= LABEL_MAX:
            return f"has a part that is not 1 to {LABEL_MAX} characters"
        if not only(label, ALNUM | {"-"}) or label[0] == "-" or label[-1] == "-":
            return f"has {label} in it, which is not letters, digits and hyphens inside"
    return "ends with a part that is no top level domain" if _is_no_top_level(labels[-1]) else None


def _is_no_top_level(label: str) -> bool:
    """Tell what certificates refuse at the end of a name: one letter, or a number as in an address."""
    return len(label) < 2 or label.isdecimal()


def within(name: str, zone: str) -> bool:
    """Tell whether a name is the zone's own or below it."""
    lower, parent = name.lower().rstrip("."), zone.lower().rstrip(".")
    return lower == parent or lower.endswith("." + parent)
