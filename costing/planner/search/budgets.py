"""Least costs by budget: `costs[b]` is the least total with at most `b` moves.

A list ends where more moves save nothing. Without a budget nothing counts moves, and every list has one entry.
"""

from collections.abc import Iterable
from typing import TypeAlias

from costing.planner.search.space import NEVER, Column, Context, Key, Space

Costs: TypeAlias = list[int]


def at(costs: Costs, left: int) -> int:
    """Return the least cost with `left` moves or fewer."""
    if left < 0:
        return NEVER
    return costs[left] if left < len(costs) else costs[-1]


def of_column(column: Column, budget: int | None) -> Costs:
    """Return the least cost of one option for each budget."""
    if budget is None:
        return [min((o.cost for o in column), default=NEVER)]
    by_moves: dict[int, int] = {}
    for option in column:
        cost, moves = option.cost, option.moves
        if cost < by_moves.get(moves, NEVER):
            by_moves[moves] = cost
    return at_most([by_moves.get(moves, NEVER) for moves in range(min(max(by_moves, default=0), budget) + 1)])


def at_most(costs: Costs) -> Costs:
    """Return for each budget the least cost of that many moves or fewer, as far as more of them save something."""
    least = NEVER
    for moves, cost in enumerate(costs):
        costs[moves] = least = min(least, cost)
    while len(costs) > 1 and costs[-1] == costs[-2]:
        costs.pop()
    return costs


def joined(one: Costs, other: Costs, budget: int | None) -> Costs:
    """Return the least costs of two independent parts that share a budget."""
    if len(other) == 1:
        return [cost + other[0] for cost in one]
    most = len(one) + len(other) - 2
    costs = [NEVER * 2] * ((most if budget is None else min(most, budget)) + 1)
    for moves, cost in enumerate(one):
        for more, extra in enumerate(other[: len(costs) - moves], moves):
            if cost + extra < costs[more]:  # noqa: PLR1730 - min() is called ten thousand times, a fifth of a search
                costs[more] = cost + extra
    return costs


def joined_all(parts: Iterable[Costs], budget: int | None) -> Costs:
    """Return the least costs of independent parts that share a budget."""
    total: Costs = [0]
    for part in parts:
        total = joined(total, part, budget)
    return total


def of_context(context: Context, rest: Costs, budget: int | None) -> Costs:
    """Return the least costs with what the context itself costs and moves; `rest` are its layers'."""
    costs = [context.cost + cost for cost in rest]
    return costs if budget is None else ([NEVER] * context.moves + costs)[: budget + 1]


class Bounds:
    """Least costs of every column and every context: nothing in it is cheaper, and something costs as much."""

    def __init__(self, space: Space, budget: int | None) -> None:
        self.space, self.budget = space, budget
        self.columns: list[dict[Key, Costs]] = [
            {key: of_column(column, budget) for key, column in layer.columns.items()} for layer in space.layers
        ]
        self.contexts: list[Costs] = [
            of_context(c, rest, budget) for c, rest in zip(space.contexts, self._sums(), strict=True)
        ]

    def column(self, layer: int, context: Context) -> Costs:
        """Return the least costs of a layer, by position, in a context."""
        key = tuple(context.values[i] for i in self.space.layers[layer].reads)
        return self.columns[layer].get(key) or [NEVER]

    def total(self, context: int) -> int:
        """Return the least total of a context, by position, with the whole budget."""
        return self.contexts[context][-1]

    def _sums(self) -> list[Costs]:
        """Return the least costs of all layers for each context, summed once for each group of layers and key."""
        sums: dict[tuple[tuple[int, ...], Key], Costs] = {}
        found: list[Costs] = []
        for context in self.space.contexts:
            parts: list[Costs] = []
            for reads, layers in self.space.groups.items():
                place = (reads, tuple(context.values[i] for i in reads))
                if place not in sums:
                    sums[place] = joined_all((self.column(j, context) for j in layers), self.budget)
                parts.append(sums[place])
            found.append(joined_all(parts, self.budget))
        return found
