"""What Savings Plans and reservations may be, and what they cover."""

from decimal import Decimal

import pytest

from infra.aws_rules import commitments


@pytest.mark.parametrize(
    ("needed", "hourly"),
    [
        ("0.02468", "0.02468"),
        ("0.024680001", "0.02469"),
        ("0.0246799", "0.02468"),
        ("0.0001", "0.001"),
        ("0.001", "0.001"),
        ("0.00100001", "0.00101"),
        ("12", "12"),
    ],
)
def test_an_hourly_commitment_has_five_digits(needed, hourly):
    """What is needed is rounded up to the next hundred-thousandth of a dollar, and is a tenth of a cent at least."""
    assert commitments.plan_hourly(Decimal(needed)) == Decimal(hourly)


def test_a_multi_az_deployment_takes_two_units():
    """Two Single-AZ reservations of a class cover one Multi-AZ deployment of it."""
    assert commitments.RDS_UNITS["multi-az"] == 2 * commitments.RDS_UNITS["single-az"]


def test_half_of_a_partial_plan_is_paid_at_its_start():
    """The API takes 50 to 99 percent; the least is what a partial payment means here."""
    assert list(commitments.PLAN_UPFRONT_SHARE.values()) == [Decimal(0), Decimal("0.5"), Decimal(1)]
