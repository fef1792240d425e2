"""All advice on the deployed tier."""

from costing.advice.piece import Advice
from costing.bill import Estimate


def advise(estimate: Estimate) -> tuple[Advice, ...]:
    """Return every piece of advice, the one with most money first."""
    del estimate
    return ()
