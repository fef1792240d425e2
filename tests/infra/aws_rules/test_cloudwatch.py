"""CloudWatch alarms."""

import pytest

from infra.aws_rules import cloudwatch


@pytest.mark.parametrize(
    ("statistic", "fits"),
    [
        ("Average", True),
        ("p95", True),
        ("p99.9", True),
        ("p100", True),
        ("p0", False),
        ("p101", False),
        ("p", False),
        ("p.", False),
        ("p9²", False),
        ("average", False),
        ("", False),
    ],
)
def test_statistic(statistic, fits):
    """Five statistics and percentiles."""
    assert (cloudwatch.statistic_problem(statistic) is None) is fits


@pytest.mark.parametrize(
    ("seconds", "fits"), [(10, True), (30, True), (60, True), (90, False), (0, False), (40, False)]
)
def test_period(seconds, fits):
    """Whole minutes, or one of three short periods."""
    assert (cloudwatch.period_problem(seconds) is None) is fits


@pytest.mark.parametrize(
    ("period", "periods", "fits"),
    [(300, 2, True), (60, 1440, True), (60, 1441, False), (3600, 168, True), (3600, 169, False)],
)
def test_evaluation(period, periods, fits):
    """An alarm looks back a day, or a week with long periods."""
    assert (cloudwatch.evaluation_problem(period, periods) is None) is fits


@pytest.mark.parametrize(
    ("namespace", "fits"),
    [("Shop", True), ("a" * 255, True), ("a" * 256, False), ("AWS/ECS", False), (":x", False), ("Läden", False)],
)
def test_namespace(namespace, fits):
    """An application's namespace is printable ASCII, not AWS's own, 255 characters at most."""
    assert (cloudwatch.namespace_problem(namespace) is None) is fits


@pytest.mark.parametrize(("name", "fits"), [("Queue:Length", True), ("", False), ("a\n", False), ("a" * 255, True)])
def test_metric_name(name, fits):
    """A metric's name is printable ASCII and may hold colons."""
    assert (cloudwatch.metric_name_problem(name) is None) is fits
