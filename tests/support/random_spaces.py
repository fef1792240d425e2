"""Small random spaces for the planner's search, and every configuration of one by brute force, in other arithmetic."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from os import environ
from random import Random
from typing import NamedTuple

from costing.planner.search.space import Context, Key, Layer, Option, Space

CENT = Fraction(1, 100)
"""One unit of the spaces in the oracle's dollars: it never adds integers."""


SHARE = int(environ.get("RANDOM_SPACES_PERCENT", "100"))
"""A run that repeats the same tests for each of many mutants may try fewer spaces in each."""


def tries(count: int) -> int:
    """Return how many spaces a test tries: `count`, or a share of it where the environment asks for fewer."""
    return max(1, count * SHARE // 100)


def seeded(seed: int) -> Random:
    """Return the random numbers of a seed."""
    return Random(seed)  # noqa: S311 - spaces to try things on, no secrets


class Listed(NamedTuple):
    """A configuration as brute force finds it: total in dollars, position of its context, names of its options."""

    total: Fraction
    context: int
    names: tuple[str, ...]


def random_space(rng: Random, *, resources: int = 0) -> Space:
    """Return a space of up to three variables and four layers, with ties, empty columns and missing keys."""
    values = [[f"v{i}{j}" for j in range(rng.randint(1, 3))] for i in range(rng.randint(0, 3))]
    every = list(product(*values))
    contexts = [_context(rng, v, resources) for v in every if rng.random() < 0.9]
    layers = [_layer(rng, f"layer{i}", values, resources) for i in range(rng.randint(0, 4))]
    return Space(contexts, layers, tuple(rng.randint(0, 12) for _ in range(resources)))


def _context(rng: Random, values: Key, resources: int) -> Context:
    return Context(values, rng.randint(0, 5), rng.randint(0, 2), _uses(rng, resources))


def _layer(rng: Random, name: str, values: Sequence[Sequence[str]], resources: int) -> Layer:
    reads = tuple(sorted(rng.sample(range(len(values)), rng.randint(0, len(values)))))
    keys = [key for key in product(*(values[i] for i in reads)) if rng.random() < 0.95]
    return Layer(name, reads, {key: _column(rng, resources) for key in keys})


def _column(rng: Random, resources: int) -> list[Option]:
    count = rng.randint(0 if rng.random() < 0.2 else 1, 4)
    return [
        Option(f"o{rng.randint(0, 9)}{i}", rng.randint(-1, 6), rng.randint(0, 2), _uses(rng, resources))
        for i in range(count)
    ]


def _uses(rng: Random, resources: int) -> tuple[int, ...]:
    return tuple(rng.randint(-2, 5) for _ in range(resources))


def listed(space: Space, budget: int | None) -> list[Listed]:
    """Return every configuration within budget and limits, by total, context and names."""
    return sorted(_all(space, budget))


def _all(space: Space, budget: int | None) -> Iterator[Listed]:
    for position, context in enumerate(space.contexts):
        for chosen in product(*(space.column(j, context) for j in range(len(space.layers)))):
            parts = [context, *chosen]
            if budget is not None and sum(p.moves for p in parts) > budget:
                continue
            if any(sum(p.uses[r] for p in parts) > limit for r, limit in enumerate(space.limits)):
                continue
            yield Listed(sum((p.cost * CENT for p in parts), Fraction(0)), position, tuple(o.name for o in chosen))
