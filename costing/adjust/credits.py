"""Credits of the account: money that need not be paid in cash, for as long as it lasts."""

from decimal import ROUND_FLOOR, Decimal

from costing.money import Figures, rounded

_TENTH = Decimal("0.1")


def months_left(credit: Decimal, monthly: Decimal) -> Decimal | None:
    """Return how many months credits last at a monthly spend, rounded down to a tenth; None where nothing is spent."""
    return rounded(credit / monthly, _TENTH, ROUND_FLOOR) if monthly > 0 else None


def lasting(credit: Decimal, monthly: Figures) -> tuple[Decimal | None, ...]:
    """Return the months for each figure: floor, expected, ceiling."""
    return tuple(months_left(credit, one) for one in monthly)
