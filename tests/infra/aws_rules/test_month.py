"""The one month."""

from infra.aws_rules.month import HOURS_PER_MONTH


def test_a_month_is_a_twelfth_of_a_year():
    """AWS reckons 730 hours: 365 days of 24 hours in twelve months."""
    assert HOURS_PER_MONTH == 730
    assert HOURS_PER_MONTH * 12 == 365 * 24
