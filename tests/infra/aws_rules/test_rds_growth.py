"""How a volume of RDS grows with its data."""

from decimal import Decimal

import pytest

from infra.aws_rules import rds_growth

CASES = [
    # size, most, stored, grown
    (20, 100, "17.9", 20),
    (20, 100, "18", 20),  # exactly a tenth is free
    (20, 100, "18.1", 30),  # the least step is 10 GiB
    (20, 100, "28", 40),  # 30 holds 27 with a tenth free: one more step
    (200, 1000, "180.5", 220),  # a tenth of 200 is more than 10
    (20, 25, "24", 25),  # the limit ends the growth
    (20, 20, "24", 20),
    (50, 20, "60", 50),  # a limit below the size never shrinks it
]


@pytest.mark.parametrize(("size", "most", "stored", "result"), CASES)
def test_growth(size, most, stored, result):
    """A volume grows by the greater of 10 GiB and a tenth while less than a tenth of it is free."""
    assert rds_growth.grown(size, most, Decimal(stored)) == result
