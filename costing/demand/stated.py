"""Monthly quantities that the user states as they are, and how they move with the traffic."""

from decimal import Decimal

from costing.demand.requests import Requests
from costing.money import ONE, ZERO, Figures


def at_peak(requests: Requests) -> Decimal:
    """Return how many times the stated traffic the peak is, all month; 1 where there is no traffic to compare."""
    monthly = requests.monthly
    return monthly.ceiling / monthly.expected if monthly.expected else ONE


def with_traffic(amount: Decimal, requests: Requests) -> Figures:
    """Return a stated amount that follows the traffic: nothing without any, as stated, and at peak all month."""
    return Figures(ZERO, amount, amount * at_peak(requests))
