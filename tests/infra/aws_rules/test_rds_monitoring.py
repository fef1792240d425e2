"""Insights, monitoring and backups."""

import pytest

from infra.aws_rules import rds_monitoring


@pytest.mark.parametrize(
    ("days", "mode", "start"),
    [
        (7, "standard", None),
        (31, "standard", None),
        (713, "standard", None),
        (731, "standard", None),
        (30, "standard", "is not 7, a multiple of 31"),
        (94, "standard", "is not 7, a multiple of 31"),
        (744, "standard", "is not 7"),
        (465, "advanced", None),
        (434, "advanced", "is less than the 465 days"),
        (7, "advanced", "is less than the 465 days"),
        (12, "disabled", None),
    ],
)
def test_retention(days, mode, start):
    """Insights keep a week, whole months of 31 days or two years; the advanced mode 15 months."""
    problem = rds_monitoring.retention_problem(days, mode)
    assert problem is None if start is None else problem.startswith(start)


@pytest.mark.parametrize(("days", "months"), [(7, 0), (31, 1), (62, 2), (713, 23), (731, 24)])
def test_paid_months(days, months):
    """The first week costs nothing."""
    assert rds_monitoring.paid_months(days) == months


def test_choices():
    """The lists are AWS's."""
    assert rds_monitoring.ENHANCED_MONITORING_SECONDS == (0, 1, 5, 10, 15, 30, 60)
    assert rds_monitoring.LOG_EXPORTS == ("postgresql", "upgrade", "iam-db-auth-error")
    assert rds_monitoring.BACKUP_RETENTION_DAYS == (0, 35)
    assert len(rds_monitoring.INSIGHTS_RETENTION_DAYS) == 25
