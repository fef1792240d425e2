"""Every configuration in ascending order of its total, made one at a time.

Contexts are taken up in the order of their bounds, so that most of them never are.
"""

from collections.abc import Iterator
from heapq import heapify, heappop, heapreplace
from itertools import islice

from costing.planner.search.budgets import Bounds
from costing.planner.search.paths import Paths, SortedColumns
from costing.planner.search.space import Found, Space, possible


def ascending(space: Space, budget: int | None = None, bounds: Bounds | None = None) -> Iterator[Found]:
    """Yield configurations by total; equal totals by the position of their context, then by their options' names.

    Args:
        space: what to choose from.
        budget: most moves; None: they do not count.
        bounds: those of this space and budget, where they are known already.
    """
    known = bounds or Bounds(space, budget)
    columns = SortedColumns(space)
    opened: dict[int, Iterator[Found]] = {}
    heap = [(known.total(i), i) for i in range(len(space.contexts)) if possible(known.total(i))]
    heapify(heap)
    following: dict[int, Found] = {}
    while heap:
        position = heap[0][1]
        if position in following:
            yield following[position]
        else:
            opened[position] = iter(Paths(known, columns, position))
        found = next(opened[position], None)
        if found is None:
            heappop(heap)
        else:
            following[position] = found
            heapreplace(heap, (found.cost, position))


def best(space: Space, k: int = 1, budget: int | None = None) -> list[Found]:
    """Return the `k` cheapest configurations, fewer where there are not so many."""
    return list(islice(ascending(space, budget), k))
