"""The shape of a space: contexts, layers, and a column of options for each layer and key."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from math import prod
from typing import NamedTuple, TypeAlias

from costing.planner.search.pool import Draw, Pool

Key: TypeAlias = tuple[str, ...]
"""Values of some variables, in the order in which a layer reads them."""

NEVER = 1 << 600
"""What an impossible choice costs, far above any sum of real costs; see `possible`."""


def possible(total: int) -> bool:
    """Return whether a sum of costs has no impossible choice in it."""
    return total < NEVER >> 1


class Option(NamedTuple):
    """One way to have a layer.

    Attributes:
        name: canonical; what breaks ties.
        cost: in whole units, may be negative; where the context has a plan, the least it may come to.
        moves: how many moves lead to it.
        uses: what it takes of each limited resource; what it adds to one is negative.
        draws: what of it a plan may pay for, in contexts that have one.
        unplanned: what it costs without the plan; None where that is the cost.
    """

    name: str
    cost: int
    moves: int = 0
    uses: tuple[int, ...] = ()
    draws: tuple[Draw, ...] = ()
    unplanned: int | None = None


Column: TypeAlias = Sequence[Option]
"""The options of a layer under one key; names are distinct, an empty column makes its contexts impossible."""


class Layer(NamedTuple):
    """A decision: which variables it reads, by position, and its options for each of their values."""

    name: str
    reads: tuple[int, ...]
    columns: Mapping[Key, Column]


class Context(NamedTuple):
    """One value for each variable, and what that costs, moves and uses by itself; and the plan that all layers share.

    The slack of the plan is taken off the cost.
    """

    values: Key
    cost: int = 0
    moves: int = 0
    uses: tuple[int, ...] = ()
    pool: Pool | None = None


class Space:
    """All configurations: every context with every choice of one option a layer, as far as limits allow.

    `limits` has the most of each resource that a configuration may use; options and contexts then say what they use.
    """

    def __init__(self, contexts: Sequence[Context], layers: Sequence[Layer], limits: tuple[int, ...] = ()) -> None:
        self.contexts, self.layers, self.limits = tuple(contexts), tuple(layers), limits

    def column(self, layer: int, context: Context) -> Column:
        """Return the options of a layer, by position, in a context."""
        found = self.layers[layer]
        return found.columns.get(tuple(context.values[i] for i in found.reads), ())

    def total(self, context: Context, options: Iterable[Option]) -> int:
        """Return what a configuration costs: with a plan more than its least costs say, or as much."""
        if context.pool is None:
            return context.cost + sum(o.cost for o in options)
        chosen = list(options)
        alone = sum(o.cost if o.unplanned is None else o.unplanned for o in chosen)
        return context.cost + context.pool.slack + alone + context.pool.changes(d for o in chosen for d in o.draws)

    @property
    def pooled(self) -> bool:
        """Whether some context has a plan, so that totals are more than sums."""
        return any(context.pool for context in self.contexts)

    @cached_property
    def groups(self) -> Mapping[tuple[int, ...], tuple[int, ...]]:
        """Positions of layers that read the same variables: their sums are made once a key."""
        found: dict[tuple[int, ...], list[int]] = {}
        for position, layer in enumerate(self.layers):
            found.setdefault(layer.reads, []).append(position)
        return {reads: tuple(positions) for reads, positions in found.items()}

    @property
    def size(self) -> int:
        """How many configurations there are, within the limits or not."""
        return sum(prod(len(self.column(j, c)) for j in range(len(self.layers))) for c in self.contexts)


class Found(NamedTuple):
    """A configuration: its total, its moves, the position of its context, and an option for each layer."""

    cost: int
    moves: int
    context: int
    options: tuple[Option, ...]
