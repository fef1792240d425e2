"""Database connections as the one budget of the search: what services take, and what a smaller database withholds.

Connections are counted in their greatest common divisor, so that the budget is a small number: of a service's tasks,
each with its pool, not of single connections.
"""

from collections.abc import Iterable
from math import gcd
from typing import NamedTuple

from costing.planner.priced.region import Offer, Region


class Connections(NamedTuple):
    """How connections are counted: `unit` of them are one of the budget, and `most` is what any database may give."""

    unit: int
    most: int

    def needed(self, connections: int) -> int:
        """Return what a choice takes of the budget; what a database gives is negative and withholds the rest."""
        if connections < 0:
            return self.most - min(-connections // self.unit, self.most)
        return connections // self.unit


def connections_of(regions: Iterable[Region]) -> Connections | None:
    """Return how to count; None where nothing opens connections, or nothing gives any.

    The most is what all services of a region may take together, wherever they run.
    """
    columns = {id(column): column for region in regions for site in region.sites for column in site.columns}.values()
    taken = {o.choice.connections for column in columns for o in column if o.cost is not None}
    unit = gcd(*(c for c in taken if c > 0))
    if not unit or min(taken, default=0) >= 0:
        return None
    most_of = {id(column): _most(column) for column in columns}
    together = (sum(most_of[id(column)] for column in site.columns) for region in regions for site in region.sites)
    most = max(together, default=0)
    return Connections(unit, min(most, -min(taken)) // unit)


def _most(column: Iterable[Offer]) -> int:
    return max((max(o.choice.connections, 0) for o in column if o.cost is not None), default=0)
