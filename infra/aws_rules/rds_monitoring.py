"""What RDS records of itself: Database Insights, Enhanced Monitoring, log exports, backups."""

from typing import Final

SOURCES: Final[dict[str, tuple[str, ...]]] = {
    "INSIGHTS_RETENTION_DAYS": ("botocore",),
    "INSIGHTS_FREE_DAYS": ("botocore", "rds-insights"),
    "INSIGHTS_ADVANCED_LEAST_DAYS": ("rds-insights",),
    "ENHANCED_MONITORING_SECONDS": ("botocore",),
    "LOG_EXPORTS": ("botocore",),
    "BACKUP_RETENTION_DAYS": ("botocore",),
    "AURORA_BACKUP_RETENTION_DAYS": ("botocore",),
    "READ_REPLICAS_MAX": ("general-knowledge",),
}

INSIGHTS_RETENTION_DAYS: Final = (7, *(31 * month for month in range(1, 24)), 731)
"""How long Database Insights may keep its data: a week, 1 to 23 months of 31 days, two years."""

INSIGHTS_FREE_DAYS: Final = 7
INSIGHTS_ADVANCED_LEAST_DAYS: Final = 465
"""The standard mode keeps a week for nothing; the advanced mode needs 15 months."""

ENHANCED_MONITORING_SECONDS: Final = (0, 1, 5, 10, 15, 30, 60)
"""Seconds between samples; 0 is off, and every other value needs a role."""

LOG_EXPORTS: Final = ("postgresql", "upgrade", "iam-db-auth-error")
BACKUP_RETENTION_DAYS: Final = (0, 35)
AURORA_BACKUP_RETENTION_DAYS: Final = (1, 35)
"""Automated backups: 0 turns them off on an instance and forbids replicas; Aurora always has them."""

READ_REPLICAS_MAX: Final = 15
"""Replicas of one PostgreSQL instance, and readers of one Aurora cluster."""


def retention_problem(days: int, mode: str) -> str | None:
    """Say why Database Insights cannot keep its data for so many days.

    Args:
        days: Days of history.
        mode: `standard` or `advanced`; `disabled` keeps nothing and has no rule.
    """
    if mode == "disabled":
        return None
    if days not in INSIGHTS_RETENTION_DAYS:
        return "is not 7, a multiple of 31 up to 713, or 731 days"
    if mode == "advanced" and days < INSIGHTS_ADVANCED_LEAST_DAYS:
        return f"is less than the {INSIGHTS_ADVANCED_LEAST_DAYS} days of the advanced mode"
    return None


def paid_months(days: int) -> int:
    """Return the months of history that are paid for: none in the free week, two years are 24."""
    return 0 if days <= INSIGHTS_FREE_DAYS else round(days / 31)
