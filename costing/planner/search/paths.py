"""The configurations of one context in ascending order.

The least that all layers from one to the last cost together tells exactly what a prefix of choices still needs. So of
all prefixes only those of answers are taken up, and beside each choice the next dearer one is kept at hand. A limit on
a resource takes out every prefix that cannot stay below it any more.
"""

from collections.abc import Iterator
from heapq import heappop, heappush, merge
from typing import NamedTuple, TypeAlias

from costing.planner.search.budgets import Bounds, Costs, at, joined
from costing.planner.search.space import Column, Context, Found, Option, Space, possible

Step: TypeAlias = tuple[int, str, Option]
"""The least that an option and all layers behind it cost, the option's name for ties, and the option."""


class _Branch(NamedTuple):
    """Options for the first layers, and the options of the next one in ascending order."""

    options: tuple[Option, ...]
    names: tuple[str, ...]
    spent: int
    left: int
    used: tuple[int, ...]
    steps: Iterator[Step]


_Heap: TypeAlias = list[tuple[int, tuple[str, ...], Option, _Branch]]


class Paths:
    """The configurations of the context at `position`."""

    def __init__(self, bounds: Bounds, columns: "SortedColumns", position: int) -> None:
        space, context = bounds.space, bounds.space.contexts[position]
        self._context, self._position, self._counted = context, position, bounds.budget is not None
        self._left = bounds.budget - context.moves if bounds.budget is not None else 0
        self._rest = potentials(bounds, context)
        self._columns = [columns.of(j, context) for j in range(len(space.layers))]
        self._room = rooms(space, context) if space.limits else []

    def __iter__(self) -> Iterator[Found]:
        """Yield configurations by total, equal totals by the names of their options."""
        heap: _Heap = []
        branch = _Branch((), (), self._context.cost, self._left, self._context.uses, iter(()))
        if not self._columns and self._fits(branch.used, 0):
            yield self._found(self._context.cost, ())
        self._open(heap, branch)
        while heap:
            total, names, option, branch = heappop(heap)
            self._advance(heap, branch)
            options = (*branch.options, option)
            if len(options) == len(self._columns):
                yield self._found(total, options)
                continue
            left = branch.left - option.moves if self._counted else 0
            used = _added(branch.used, option) if self._room else ()
            self._open(heap, _Branch(options, names, branch.spent + option.cost, left, used, iter(())))

    def _open(self, heap: _Heap, branch: _Branch) -> None:
        layer = len(branch.options)
        if layer < len(self._columns):
            self._advance(heap, branch._replace(steps=self._steps(layer, branch.left)))

    def _steps(self, layer: int, left: int) -> Iterator[Step]:
        """Yield the options of a layer by the least total that goes on from each with the moves that are left."""
        rest = self._rest[layer + 1]
        return merge(
            *(
                _plus(options, at(rest, left - moves if self._counted else 0))
                for moves, options in self._columns[layer].items()
                if moves <= left or not self._counted
            )
        )

    def _advance(self, heap: _Heap, branch: _Branch) -> None:
        """Keep the next option of a branch at hand, if there is one that leads to an end."""
        for rest, name, option in branch.steps:
            if not possible(rest):
                return
            used = _added(branch.used, option) if self._room else ()
            if self._fits(used, len(branch.options) + 1):
                heappush(heap, (branch.spent + rest, (*branch.names, name), option, branch))
                return

    def _fits(self, used: tuple[int, ...], layer: int) -> bool:
        """Return whether what layers from `layer` on need at least still fits beside what is used."""
        return not self._room or all(u <= room for u, room in zip(used, self._room[layer], strict=True))

    def _found(self, total: int, options: tuple[Option, ...]) -> Found:
        return Found(total, self._context.moves + sum(o.moves for o in options), self._position, options)


def _added(used: tuple[int, ...], option: Option) -> tuple[int, ...]:
    return tuple(u + more for u, more in zip(used, option.uses, strict=True))


def _plus(options: list[Option], rest: int) -> Iterator[Step]:
    return ((option.cost + rest, option.name, option) for option in options)


def potentials(bounds: Bounds, context: Context) -> list[Costs]:
    """Return for each layer, and for the end behind the last, what it and all behind it cost at least, by budget."""
    found: list[Costs] = [[0]]
    for layer in reversed(range(len(bounds.space.layers))):
        found.append(joined(bounds.column(layer, context), found[-1], bounds.budget))
    return found[::-1]


def rooms(space: Space, context: Context) -> list[tuple[int, ...]]:
    """Return for each layer, and for the end, the most of each resource that those ahead of it may have used."""
    found = [space.limits]
    for layer in reversed(range(len(space.layers))):
        column = space.column(layer, context)
        least = [min((o.uses[r] for o in column), default=0) for r in range(len(space.limits))]
        found.append(tuple(room - need for room, need in zip(found[-1], least, strict=True)))
    return found[::-1]


class SortedColumns:
    """The options of each column by their moves, each list sorted once, when it is first needed."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._sorted: dict[int, dict[int, list[Option]]] = {}

    def of(self, layer: int, context: Context) -> dict[int, list[Option]]:
        """Return the options of a layer in a context, cheapest first, by their number of moves."""
        column = self._space.column(layer, context)
        found = self._sorted.get(id(column))
        if found is None:
            found = self._sorted[id(column)] = _by_moves(column)
        return found


def _by_moves(column: Column) -> dict[int, list[Option]]:
    found: dict[int, list[Option]] = {}
    for option in sorted(column, key=_cheapest_first):
        found.setdefault(option.moves, []).append(option)
    return found


def _cheapest_first(option: Option) -> tuple[int, str]:
    return option.cost, option.name
