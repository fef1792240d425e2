"""AWS Backup: retention, cold storage, names."""

from typing import Final

from infra.aws_rules.values import ALNUM, only

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "START_WINDOW_LEAST_MINUTES": ("botocore",),
    "COLD_LEAST_DAYS": ("botocore",),
    "KEEP_DAYS": ("botocore",),
    "COLD_RESOURCES": ("backup-lifecycle", "general-knowledge"),
    "VAULT_NAME_LENGTH": ("botocore",),
    "PLAN_NAME_MAX": ("botocore",),
}

START_WINDOW_LEAST_MINUTES: Final = 60
COLD_LEAST_DAYS: Final = 90
"""A backup must stay in cold storage this long, so it is kept that much longer than it waits."""

KEEP_DAYS: Final = (1, 36500)
COLD_RESOURCES: Final = frozenset({"fileSystem"})
"""What can go cold of what we back up: databases and buckets cannot."""

VAULT_NAME_LENGTH: Final = (2, 50)
PLAN_NAME_MAX: Final = 50


def keep_problem(keep_days: int, cold_after_days: int | None) -> str | None:
    """Say why a backup cannot be kept for so many days."""
    least, most = KEEP_DAYS
    if not least <= keep_days <= most:
        return f"is outside {least}-{most} days"
    if cold_after_days is None or keep_days >= cold_after_days + COLD_LEAST_DAYS:
        return None
    shortest = cold_after_days + COLD_LEAST_DAYS
    return f"is less than {shortest}: cold storage lasts {COLD_LEAST_DAYS} days at least"


def vault_name_problem(name: str) -> str | None:
    """Say why a name cannot be a vault's."""
    least, most = VAULT_NAME_LENGTH
    if not least <= len(name) <= most:
        return f"is not {least} to {most} characters"
    return None if only(name, ALNUM | {"-", "_"}) else "has characters other than letters, digits, - and _"
