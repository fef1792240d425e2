"""How long credits last."""

from decimal import Decimal

import pytest

from costing.adjust.credits import lasting, months_left
from tests.support.hand_computed import figures


@pytest.mark.parametrize(
    ("credit", "monthly", "months"),
    [("100", "40", "2.5"), ("100", "41", "2.4"), ("0", "41", "0"), ("100", "0", None), ("100", "200", "0.5")],
)
def test_months(credit, monthly, months):
    """Credits over the monthly spend, rounded down to a tenth: nobody should wait for money that is gone."""
    assert months_left(Decimal(credit), Decimal(monthly)) == (None if months is None else Decimal(months))


def test_all_three_figures():
    """$100 last for ever with no spend, 4 months at $25, one at $100."""
    assert lasting(Decimal(100), figures("0 25 100")) == (None, Decimal(4), Decimal(1))
