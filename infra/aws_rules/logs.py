"""CloudWatch Logs: retention, classes and names of log groups."""

from typing import Final

from infra.aws_rules.values import ALNUM, neighbours, only

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "RETENTION_DAYS": ("botocore",),
    "CLASSES": ("botocore",),
    "NAME_MAX": ("botocore",),
    "NAME_CHARACTERS": ("botocore",),
}

RETENTION_DAYS: Final = (
    *(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545),
    *(731, 1096, 1827, 2192, 2557, 2922, 3288, 3653),
)
"""What CloudWatch Logs can keep for; without a setting it keeps for ever."""

CLASSES: Final = ("STANDARD", "INFREQUENT_ACCESS")
"""Classes an application writes to; a group's class never changes. Infrequent access has no metric
filters, alarms or live tail."""

NAME_MAX: Final = 512
NAME_CHARACTERS: Final = ALNUM | frozenset("_-./#")


def retention_problem(days: int) -> str | None:
    """Say why logs cannot be kept for so many days, and name the nearest that can."""
    if days in RETENTION_DAYS:
        return None
    near = " or ".join(str(day) for day in neighbours(days, RETENTION_DAYS) if day is not None)
    return f"is not a retention of CloudWatch Logs; the nearest is {near}"


def name_problem(name: str) -> str | None:
    """Say why a name cannot be a log group's."""
    if not 1 <= len(name) <= NAME_MAX:
        return f"is not 1 to {NAME_MAX} characters"
    if not only(name, NAME_CHARACTERS):
        return "has characters other than letters, digits and _ - . / #"
    return "starts with aws/, which AWS keeps for itself" if name.lower().startswith("aws/") else None
