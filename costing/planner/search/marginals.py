"""What it costs at least to insist on a value of a variable or on an option: the price of every decision.

The k cheapest configurations differ by trifles. What a person wants to know is the cheapest one on the other side of
each decision, which is a least cost with one choice held. Limits on resources are not looked at here.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from costing.planner.search.budgets import Bounds, Costs, at, joined, of_context
from costing.planner.search.space import NEVER, Context, Key, Layer, Space, possible


class Marginal(NamedTuple):
    """The least total of any configuration that has the option `name` in a layer."""

    layer: str
    name: str
    cost: int


def of_values(space: Space, bounds: Bounds, variable: int) -> Mapping[str, int]:
    """Return the least total for each value of a variable, by position; values that nothing fits are left out."""
    found: dict[str, int] = {}
    for position, context in enumerate(space.contexts):
        total, value = bounds.total(position), context.values[variable]
        if possible(total) and total < found.get(value, NEVER):
            found[value] = total
    return found


def of_options(space: Space, bounds: Bounds) -> Iterator[Marginal]:
    """Yield the least total for each option of each layer; options that fit in nowhere are left out."""
    rests: list[dict[Key, Costs]] = [{} for _ in space.layers]
    for context in space.contexts:
        for layer, known, rest in zip(space.layers, rests, _rests(bounds, context), strict=True):
            key = tuple(context.values[i] for i in layer.reads)
            known[key] = _lower(known.get(key, rest), rest)
    for layer, by_key in zip(space.layers, rests, strict=True):
        least = _least(layer, by_key, bounds.budget)
        yield from (Marginal(layer.name, name, cost) for name, cost in least.items() if possible(cost))


def _lower(one: Costs, other: Costs) -> Costs:
    """Return the lesser of two costs for each budget."""
    return [min(at(one, left), at(other, left)) for left in range(max(len(one), len(other)))]


def _least(layer: Layer, rests: Mapping[Key, Costs], budget: int | None) -> dict[str, int]:
    """Return the least total of each option, over all keys under which it exists."""
    least: dict[str, int] = {}
    for key, rest in rests.items():
        for option in layer.columns.get(key, ()):
            total = option.cost + (rest[-1] if budget is None else at(rest, budget - option.moves))
            least[option.name] = min(total, least.get(option.name, NEVER))
    return least


def _rests(bounds: Bounds, context: Context) -> Iterator[Costs]:
    """Yield for each layer what the context and all other layers cost at least."""
    columns = [bounds.column(j, context) for j in range(len(bounds.space.layers))]
    behind: list[Costs] = [[0]]
    for column in reversed(columns):
        behind.append(joined(column, behind[-1], bounds.budget))
    ahead = of_context(context, [0], bounds.budget)
    for position, column in enumerate(columns):
        yield joined(ahead, behind[-2 - position], bounds.budget)
        ahead = joined(ahead, column, bounds.budget)
