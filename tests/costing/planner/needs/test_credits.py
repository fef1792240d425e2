"""What burstable baselines sustain, by the day."""

from decimal import Decimal

import pytest

from costing.planner.needs.credits import Busy, least_instances, sustains

CASES = [
    # baseline 0.4 vCPU, so 9.6 vCPU-hours earned a day
    ([("730", "0.4")], True),  # 24 × 0.4 = 9.6
    ([("730", "0.41")], False),  # 9.84 needed
    ([("365", "0.8"), ("365", "0")], True),  # 9.6 needed; 12 × 0.4 = 4.8 spent above the baseline, 9.6 saved at most
    ([("365", "0.9"), ("365", "0")], False),  # 10.8 needed
]


@pytest.mark.parametrize(("parts", "holds"), CASES)
def test_a_day_needs_no_more_than_it_earns(parts, holds):
    """The month is made of equal days: what one needs is earned in it, and what is spent was saved before."""
    assert sustains(Decimal("0.4"), [Busy(Decimal(h), Decimal(v)) for h, v in parts]) is holds


def test_the_fewest_instances_that_carry_the_credits():
    """1.1 vCPU all day takes three baselines of 0.4; two earn 19.2 of the 26.4 vCPU-hours."""
    parts = [Busy(Decimal(730), Decimal("1.1"))]
    assert least_instances(Decimal("0.4"), parts, 50) == 3
    assert least_instances(Decimal("0.4"), parts, 2) is None
