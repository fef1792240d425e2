"""Aurora Serverless v2."""

from decimal import Decimal

import pytest

from infra.aws_rules import aurora


@pytest.mark.parametrize(
    ("acu", "fits"),
    [("0", True), ("0.5", True), ("0.7", False), ("256", True), ("256.5", False), ("-0.5", False)],
)
def test_capacity(acu, fits):
    """Capacity comes in halves, up to 256."""
    assert (aurora.capacity_problem(Decimal(acu)) is None) is fits


@pytest.mark.parametrize(
    ("least", "most", "problem"),
    [
        ("0.5", "1", None),
        ("0.5", "0.5", "is less than 1 ACU, the least maximum"),
        ("4", "4", None),
        ("4", "2", "is less than the minimum, 4 ACU"),
    ],
)
def test_range(least, most, problem):
    """The maximum is 1 at least and not below the minimum."""
    assert aurora.range_problem(Decimal(least), Decimal(most)) == problem


@pytest.mark.parametrize(
    ("version", "fits"),
    [
        ("16", True),
        ("16.3", True),
        ("16.2", False),
        ("13.9", False),
        ("12", False),
        ("17.4", True),
        ("14.6", False),
    ],
)
def test_pause(version, fits):
    """Scaling to nothing needs a minor of late 2024."""
    assert (aurora.pause_problem(version) is None) is fits


@pytest.mark.parametrize(
    ("version", "problem"),
    [
        ("14.6", None),
        ("14.2", "cannot be serverless: needs version 14.3 or later"),
        ("12.9", "cannot be serverless: needs version 13.6 or later"),
        ("17", None),
        ("nonsense", None),
    ],
)
def test_serverless(version, problem):
    """Serverless v2 came with version 13.6."""
    assert aurora.serverless_problem(version) == problem


@pytest.mark.parametrize(
    ("least", "most", "connections"),
    [
        ("1", "1", 189),
        ("0.5", "1", 189),
        ("1", "4", 823),
        ("1", "2", 400),
        ("1", "8", 1669),
        ("0.5", "16", 2000),
        ("0", "128", 2000),
        ("8", "32", 5000),
        ("8", "256", 5000),
    ],
)
def test_connections(least, most, connections):
    """Connections follow the maximum, and a small minimum caps them."""
    assert aurora.connection_limit(Decimal(least), Decimal(most)) == connections
