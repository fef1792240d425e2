"""The cheapest configurations that stay within the limits of a space.

Costs alone would lead through everything that is cheap and breaks a limit. So each resource gets a price for the
search: a configuration within the limits costs at least its cost with those prices added, less what the limits
themselves are worth. Taken in ascending order of that, the search may end as soon as this least cost exceeds the
answers it has. Any prices give the same answers; good ones give them soon.
"""

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import islice

from costing.planner.search.ascending import ascending
from costing.planner.search.paths import rooms
from costing.planner.search.space import NEVER, Context, Found, Layer, Option, Space

SCALE = 1 << 32
"""Costs are multiplied by this, so that a price of a resource may be a fraction of a unit."""
STEPS = 12
"""How closely prices are looked for; more would change no answer."""
HIGHEST = 1 << 200


def within(space: Space, budget: int | None = None, most: int | None = None) -> Iterator[Found]:
    """Yield configurations within the limits, in the order of `ascending`.

    Args:
        space: what to choose from.
        budget: most moves; None: they do not count.
        most: what a configuration may cost; None: anything.
    """
    space = _without_hopeless(space)
    prices = resource_prices(space, budget)
    worth = sum(p * limit for p, limit in zip(prices, space.limits, strict=True))
    waiting: list[tuple[int, int, tuple[str, ...], Found]] = []
    for priced in ascending(with_prices(space, prices, space.limits), budget):
        least = priced.cost - worth
        while waiting and waiting[0][0] * SCALE < least:
            yield heappop(waiting)[-1]
        if most is not None and least > most * SCALE:
            break
        found = _as_it_costs(space, priced)
        if most is None or found.cost <= most:
            heappush(waiting, (found.cost, found.context, tuple(o.name for o in found.options), found))
    while waiting:
        yield heappop(waiting)[-1]


def _without_hopeless(space: Space) -> Space:
    """Return the space with every context impossible that cannot keep some limit, whatever is chosen in it."""
    if not space.limits:
        return space
    contexts = [
        context
        if all(used <= room for used, room in zip(context.uses, rooms(space, context)[0], strict=True))
        else context._replace(cost=NEVER)
        for context in space.contexts
    ]
    return Space(contexts, space.layers, space.limits)


def best_within(space: Space, k: int = 1, budget: int | None = None) -> list[Found]:
    """Return the `k` cheapest configurations within the limits."""
    return list(islice(within(space, budget), k))


def with_prices(space: Space, prices: Sequence[int], limits: tuple[int, ...]) -> Space:
    """Return the space with each resource priced; costs are in units of 1 / SCALE."""

    def cost(of: Option | Context) -> int:
        return of.cost * SCALE + sum(p * u for p, u in zip(prices, of.uses, strict=True))

    layers = [
        Layer(
            layer.name,
            layer.reads,
            {key: [o._replace(cost=cost(o)) for o in column] for key, column in layer.columns.items()},
        )
        for layer in space.layers
    ]
    return Space([c._replace(cost=cost(c)) for c in space.contexts], layers, limits)


def _as_it_costs(space: Space, priced: Found) -> Found:
    """Return a configuration of the priced space with the costs of the space itself."""
    context = space.contexts[priced.context]
    by_name = ({o.name: o for o in space.column(j, context)} for j in range(len(space.layers)))
    options = tuple(column[o.name] for column, o in zip(by_name, priced.options, strict=True))
    return Found(space.total(context, options), priced.moves, priced.context, options)


def resource_prices(space: Space, budget: int | None) -> list[int]:
    """Return prices at which the cheapest configuration just stays within each limit, resource by resource."""
    prices = [0] * len(space.limits)
    for resource in range(len(prices)):
        if _excess(space, prices, resource, budget) <= 0:
            continue
        low, high = 0, SCALE
        while _excess(space, _at(prices, resource, high), resource, budget) > 0 and high < HIGHEST:
            low, high = high, high << 8
        for _ in range(STEPS):
            middle = (low + high) // 2
            if _excess(space, _at(prices, resource, middle), resource, budget) > 0:
                low = middle
            else:
                high = middle
        prices[resource] = high if high < HIGHEST else 0
    return prices


def _at(prices: list[int], resource: int, price: int) -> list[int]:
    return [price if r == resource else p for r, p in enumerate(prices)]


def _excess(space: Space, prices: list[int], resource: int, budget: int | None) -> int:
    """Return by how much the cheapest configuration at some prices exceeds a limit; nothing is no excess."""
    cheapest: Iterator[Found] = ascending(with_prices(space, prices, ()), budget)
    for found in cheapest:
        context = space.contexts[found.context]
        return context.uses[resource] + sum(o.uses[resource] for o in found.options) - space.limits[resource]
    return 0
