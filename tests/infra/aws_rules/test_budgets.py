"""AWS Budgets."""

from decimal import Decimal

import pytest

from infra.aws_rules import budgets


@pytest.mark.parametrize(
    ("name", "fits"),
    [("app-prod", True), ("a" * 101, False), ("", False), ("app:prod", False), ("x/action/y", False)],
)
def test_name(name, fits):
    """Names have no colon and no backslash."""
    assert (budgets.name_problem(name) is None) is fits


@pytest.mark.parametrize(
    ("percent", "fits"), [("0", False), ("0.1", True), ("1000000", True), ("1000001", False), ("-5", False)]
)
def test_percent(percent, fits):
    """Thresholds are above zero."""
    assert (budgets.percent_problem(Decimal(percent)) is None) is fits


def test_counts():
    """Ten notifications, ten addresses each."""
    assert budgets.notifications_problem(10) is None
    assert budgets.notifications_problem(11) == "is more than 10 notifications"
    assert budgets.emails_problem(10) is None
    assert budgets.emails_problem(11) == "is more than 10 e-mail addresses"
    assert budgets.ANOMALY_FREQUENCIES["IMMEDIATE"] == "sns"
