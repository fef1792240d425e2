"""What lets a bill pass and yet should be looked at: a discount that takes most of it, an override without an end."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import ROUND_HALF_UP

from costing.adjust.discounts import is_discount
from costing.bill import Estimate
from costing.line_item import Line, shown, total
from costing.money import ONE, Figures, rounded, usd
from costing.units import HUNDRED
from infra.model.layers import LayerName
from infra.model.problems import listed

DEEP_PERCENT = 30
"""From this share of a bill on, discounts are doubted: AWS's agreements on all of an account's spend stay below it."""
LONGEST_OVERRIDE = timedelta(days=90)
"""An override that has longer to go is no exception but another cap."""


def doubts(estimate: Estimate) -> Iterator[str]:
    """Yield what of a stack's pricing and budget should be looked at, each with the key that it rests on."""
    yield from _discounts(estimate)
    yield from _override(estimate)


def _discounts(estimate: Estimate) -> Iterator[str]:
    lines = estimate.deployed.lines
    off, left = -total(filter(is_discount, lines)).expected, total(lines).expected
    free = [layer for layer, figures in estimate.deployed.layers.items() if _is_free(layer, figures, lines)]
    if off and (free or off * HUNDRED >= (off + left) * DEEP_PERCENT):
        percent = shown(rounded(off / (off + left) * HUNDRED, ONE, ROUND_HALF_UP))
        whole = f", all of {listed(free, 'and')}" if free and left else ""
        names = listed(estimate.stack.deployed.sections.pricing.discounts, "and")
        yield (
            f"discounts take {percent} % off the bill ({names}){whole}: {usd(off)} of {usd(off + left)}, and the caps "
            "see what is left; tollgate:pricing.discounts"
        )


def _is_free(layer: LayerName, figures: Figures, lines: Iterable[Line]) -> bool:
    """Return whether discounts leave nothing of a layer to pay."""
    return not any(figures) and any(is_discount(line) and any(line.amount) for line in lines if line.layer == layer)


def _override(estimate: Estimate) -> Iterator[str]:
    budget = estimate.stack.budget
    override = budget.override if budget else None
    if override is None:
        return
    left = override.until - estimate.today
    if left > LONGEST_OVERRIDE:
        most = estimate.today + LONGEST_OVERRIDE
        yield (
            f"the override is to hold for {left.days:,} days more, until {override.until}: an exception is for "
            f"{LONGEST_OVERRIDE.days} at most; give tollgate:budget.override.until a day to {most}, or raise the cap"
        )
