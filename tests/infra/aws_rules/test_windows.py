"""Maintenance and backup windows."""

import pytest

from infra.aws_rules import windows


@pytest.mark.parametrize(
    ("text", "least", "problem"),
    [
        ("sun:05:00-sun:06:00", 60, None),
        ("sun:05:00-sun:05:59", 60, "lasts 59 minutes; AWS wants 60 at least"),
        ("Sun:23:30-Mon:00:00", 30, None),
        ("sun:05:00-sun:05:29", 30, "lasts 29 minutes; AWS wants 30 at least"),
        ("sun:5:00-sun:6:00", 30, "is not a weekly window in UTC such as sun:05:00-sun:06:00"),
        ("sun:24:00-mon:01:00", 30, "is not a weekly window in UTC such as sun:05:00-sun:06:00"),
        ("sunday:05:00-sunday:06:00", 30, "is not a weekly window in UTC such as sun:05:00-sun:06:00"),
        ("05:00-06:00", 30, "is not a weekly window in UTC such as sun:05:00-sun:06:00"),
        ("", 30, "is not a weekly window in UTC such as sun:05:00-sun:06:00"),
    ],
)
def test_weekly(text, least, problem):
    """A weekly window has two days and times, and a least length."""
    assert windows.weekly_problem(text, least) == problem


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("03:00-03:30", None),
        ("23:45-00:15", None),
        ("03:00-03:29", "lasts 29 minutes; AWS wants 30 at least"),
        ("03:60-04:30", "is not a daily window in UTC such as 03:00-04:00"),
        ("03:00", "is not a daily window in UTC such as 03:00-04:00"),
        ("sun:03:00-sun:04:00", "is not a daily window in UTC such as 03:00-04:00"),
    ],
)
def test_daily(text, problem):
    """A daily window may pass midnight."""
    assert windows.daily_problem(text, windows.RDS_LEAST_MINUTES) == problem


@pytest.mark.parametrize(
    ("backup", "maintenance", "meet"),
    [
        ("05:30-06:00", "sun:05:00-sun:06:00", True),
        ("06:00-06:30", "sun:05:00-sun:06:00", False),
        ("04:30-05:00", "sun:05:00-sun:06:00", False),
        ("23:30-00:30", "mon:00:15-mon:01:00", True),
        ("23:30-00:30", "sun:23:00-sun:23:30", False),
        ("03:00-04:00", "sun:05:00-mon:04:30", True),
    ],
)
def test_overlap(backup, maintenance, meet):
    """RDS refuses a backup window that meets the maintenance window on any day."""
    assert windows.overlap(windows.daily(backup), windows.weekly(maintenance)) is meet
    assert windows.overlap(windows.weekly(maintenance), windows.daily(backup)) is meet
