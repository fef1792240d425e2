"""The proof of an answer: numbers that anyone can check with a few loops and no trust in the search.

For each context, `claims[layer][left]` says what all layers from `layer` on cost at least when `left` moves are left.
If no option of any layer undercuts its claim, and no context's first claim undercuts the answer, then nothing is
cheaper than the answer: the claims are a solution of the dual of the shortest path through the layers. Where a space
has limits, costs are meant with a price for each resource, in units of 1 / `scale`.
"""

from collections.abc import Sequence
from typing import NamedTuple

from costing.planner.search.budgets import Bounds, Costs, at
from costing.planner.search.limited import SCALE, resource_prices, with_prices
from costing.planner.search.paths import potentials
from costing.planner.search.space import Space


class Certificate(NamedTuple):
    """The budget of moves, the prices of resources, and for each context the claims of its layers, the end's last."""

    budget: int | None
    prices: Sequence[int]
    scale: int
    claims: Sequence[Sequence[Costs]]


def certify(space: Space, budget: int | None = None) -> Certificate:
    """Return the certificate of the cheapest configuration, whatever it is."""
    prices = resource_prices(space, budget)
    scale = SCALE if space.limits else 1
    priced = with_prices(space, prices, ()) if space.limits else space
    bounds, width = Bounds(priced, budget), 1 if budget is None else budget + 1
    claims = [
        [[at(costs, left) for left in range(width)] for costs in potentials(bounds, context)]
        for context in priced.contexts
    ]
    return Certificate(budget, prices, scale, claims)
