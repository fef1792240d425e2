"""Container Insights."""

import pytest

from infra.aws_rules import insights


@pytest.mark.parametrize(
    ("mode", "ec2", "expected"),
    [
        ("disabled", False, (0, 0, 0, 0, 0, 0)),
        ("enabled", False, (12, 15, 10, 0, 0, 0)),
        ("enhanced", False, (25, 21, 16, 32, 14, 14)),
        ("disabled", True, (0, 0, 0, 0, 0, 0)),
        ("enabled", True, (11, 13, 8, 0, 0, 0)),
        ("enhanced", True, (23, 18, 13, 26, 14, 14)),
    ],
)
def test_counts(mode, ec2, expected):
    """Metrics are counted by cluster, service, family, task and container."""
    assert insights.counts(mode, ec2=ec2) == expected


def test_health_checks_add_metrics():
    """Only the enhanced mode sees a container's health."""
    assert insights.HEALTH["enhanced"] == (1, 0, 0, 0, 2, 2)
    assert set(insights.HEALTH["enabled"]) == {0}
