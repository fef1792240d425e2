"""CloudWatch Logs."""

import pytest

from infra.aws_rules import logs


@pytest.mark.parametrize(
    ("days", "problem"),
    [
        (7, None),
        (3653, None),
        (10, "is not a retention of CloudWatch Logs; the nearest is 7 or 14"),
        (0, "is not a retention of CloudWatch Logs; the nearest is 1"),
        (4000, "is not a retention of CloudWatch Logs; the nearest is 3653"),
    ],
)
def test_retention(days, problem):
    """Only AWS's own retentions exist, and the answer names the nearest."""
    assert logs.retention_problem(days) == problem


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("/app/api", True),
        ("a" * 512, True),
        ("a" * 513, False),
        ("", False),
        ("a b", False),
        ("aws/x", False),
    ],
)
def test_name(name, fits):
    """Names of log groups."""
    assert (logs.name_problem(name) is None) is fits
