"""Every configuration in ascending order of its total, made one at a time.

Contexts are taken up in the order of their bounds, so that most of them never are. Where a plan is in the way of adding
up, configurations come by their least costs first, and each waits until nothing can come before it any more.
"""

from collections.abc import Iterator
from heapq import heapify, heappop, heappush, heapreplace
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


def by_total(space: Space, budget: int | None = None) -> Iterator[Found]:
    """Yield configurations by total as `ascending` does, also where some contexts have a plan."""
    if not space.pooled:
        yield from ascending(space, budget)
        return
    waiting: list[tuple[int, int, tuple[str, ...], Found]] = []
    for least in ascending(space, budget):
        while waiting and waiting[0][0] < least.cost:
            yield heappop(waiting)[-1]
        found = least._replace(cost=space.total(space.contexts[least.context], least.options))
        heappush(waiting, (found.cost, found.context, tuple(o.name for o in found.options), found))
    while waiting:
        yield heappop(waiting)[-1]


def best(space: Space, k: int = 1, budget: int | None = None) -> list[Found]:
    """Return the `k` cheapest configurations, fewer where there are not so many."""
    return list(islice(by_total(space, budget), k))
