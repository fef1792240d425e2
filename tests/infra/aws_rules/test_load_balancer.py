"""Application Load Balancers."""

import pytest

from infra.aws_rules import load_balancer


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("app-api", True),
        ("a" * 33, False),
        ("-a", False),
        ("a-", False),
        ("internal-a", False),
        ("a_b", False),
        ("", False),
    ],
)
def test_name(name, fits):
    """Names have 32 letters, digits and inner hyphens."""
    assert (load_balancer.name_problem(name) is None) is fits


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ("/*", True),
        ("/api/v?/*", True),
        ("*.png", True),
        ("api", False),
        ("/a b", False),
        ("/" + "a" * 128, False),
        ("/ä", False),
    ],
)
def test_path(pattern, fits):
    """Path patterns start with a slash and have 128 characters."""
    assert (load_balancer.path_problem(pattern) is None) is fits


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [("api.example.com", True), ("*.example.com", True), ("localhost", False), ("a/b.c", False), ("", False)],
)
def test_host(pattern, fits):
    """Host patterns are names with a dot."""
    assert (load_balancer.host_problem(pattern) is None) is fits


@pytest.mark.parametrize(
    ("timeout", "interval", "fits"), [(6, 30, True), (29, 30, True), (30, 30, False), (1, 30, False), (121, 300, False)]
)
def test_health_timeout(timeout, interval, fits):
    """A check ends before the next begins."""
    assert (load_balancer.health_timeout_problem(timeout, interval) is None) is fits


def test_capacity_unit():
    """One unit is what AWS's pricing page says."""
    assert (
        load_balancer.LCU_NEW_CONNECTIONS,
        load_balancer.LCU_ACTIVE_CONNECTIONS,
        load_balancer.LCU_GB_PER_HOUR,
        load_balancer.LCU_RULES_PER_SECOND,
        load_balancer.RULES_FREE,
    ) == (25, 3000, 1, 1000, 10)
    assert load_balancer.TLS_POLICY != load_balancer.TLS_POLICY_DEFAULT
