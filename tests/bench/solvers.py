"""The planner's space as an integer program, for solvers that know nothing of how it is searched.

One variable for each context, and one for each option of each layer and key; exactly one context is taken, and of a
layer's options under a key as many as contexts of that key. Costs are whole billionths of a dollar here: int64 holds no
more. So the optimum may differ from ours by one of them for each thing that is chosen.
"""

import os
import time
from collections.abc import Iterator
from typing import NamedTuple

import pulp
from cloud_resource_matcher.modules.base import BaseData, BaseSolution, base_module
from optiframe import Optimizer
from ortools.sat.python import cp_model

from costing.planner.measure.tariff import DECIMALS
from costing.planner.search.space import Context, Layer, Option, Space

COARSE = 10 ** (DECIMALS - 9)
LIMIT_SECONDS = 120


class Solved(NamedTuple):
    """An optimum of a solver.

    Attributes:
        cost: in the space's own unit; None where time was up.
        seconds: of the call that solves, without making the problem; for CBC CPU time, its files included.
        variables: how many.
        alone: of these seconds what the solver took for itself, where it is a process of its own.
    """

    cost: int | None
    seconds: float
    variables: int
    alone: float | None = None


class _Choice(NamedTuple):
    layer: int
    key: tuple[str, ...]
    option: Option


def agree(theirs: int, ours: int, chosen: int) -> None:
    """Hold two optima to each other.

    Raises:
        AssertionError: they differ by more than coarser costs explain.
    """
    if abs(theirs - ours) > chosen * COARSE:
        raise AssertionError(f"the solver found {theirs / 10**DECIMALS}, the search {ours / 10**DECIMALS}")


def _choices(space: Space) -> Iterator[_Choice]:
    for layer, found in enumerate(space.layers):
        for key, column in found.columns.items():
            yield from (_Choice(layer, key, option) for option in column)


def _key(space: Space, layer: int, context: Context) -> tuple[str, ...]:
    return tuple(context.values[i] for i in space.layers[layer].reads)


def cbc(space: Space, budget: int | None) -> Solved:
    """Return what CBC finds, with no gap allowed."""
    problem = pulp.LpProblem("space", pulp.LpMinimize)
    contexts = [pulp.LpVariable(f"c{n}", cat="Binary") for n in range(len(space.contexts))]
    choices = list(_choices(space))
    options = [pulp.LpVariable(f"o{n}", cat="Binary") for n in range(len(choices))]
    costs = [(v, c.cost / 10**DECIMALS) for v, c in zip(contexts, space.contexts, strict=True)]
    costs += [(v, c.option.cost / 10**DECIMALS) for v, c in zip(options, choices, strict=True)]
    problem += pulp.LpAffineExpression(costs)
    problem += pulp.lpSum(contexts) == 1
    for (layer, key), places in _columns(choices).items():
        own = [contexts[n] for n, c in enumerate(space.contexts) if _key(space, layer, c) == key]
        problem += pulp.lpSum(options[n] for n in places) == pulp.lpSum(own)
    if budget is not None:
        moves = [(v, c.moves) for v, c in zip(contexts, space.contexts, strict=True)]
        moves += [(v, c.option.moves) for v, c in zip(options, choices, strict=True)]
        problem += pulp.LpAffineExpression(moves) <= budget
    began, alone = time.process_time(), _of_children()
    problem.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=0, gapAbs=0, timeLimit=LIMIT_SECONDS))
    alone = _of_children() - alone
    seconds = time.process_time() - began + alone
    if pulp.LpStatus[problem.status] != "Optimal" or alone >= LIMIT_SECONDS:
        return Solved(None, seconds, len(contexts) + len(options), alone)
    cost = sum(c.cost for v, c in zip(contexts, space.contexts, strict=True) if (v.value() or 0) > 0.5)
    cost += sum(c.option.cost for v, c in zip(options, choices, strict=True) if (v.value() or 0) > 0.5)
    return Solved(cost, seconds, len(contexts) + len(options), alone)


def _of_children() -> float:
    """Return the CPU time of processes that have ended: CBC is one of its own."""
    spent = os.times()
    return spent.children_user + spent.children_system


def cp_sat(space: Space, budget: int | None) -> Solved:
    """Return what CP-SAT finds, exact over integers."""
    model = cp_model.CpModel()
    contexts = [model.new_bool_var("") for _ in space.contexts]
    choices = list(_choices(space))
    options = [model.new_bool_var("") for _ in choices]
    model.add_exactly_one(contexts)
    for (layer, key), places in _columns(choices).items():
        own = [contexts[n] for n, c in enumerate(space.contexts) if _key(space, layer, c) == key]
        model.add(sum(options[n] for n in places) == sum(own))
    if budget is not None:
        moves = [c.moves for c in space.contexts] + [c.option.moves for c in choices]
        model.add(cp_model.LinearExpr.weighted_sum([*contexts, *options], moves) <= budget)
    costs = [c.cost // COARSE for c in space.contexts] + [c.option.cost // COARSE for c in choices]
    model.minimize(cp_model.LinearExpr.weighted_sum([*contexts, *options], costs))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = LIMIT_SECONDS
    solver.parameters.num_workers = 2
    began = time.monotonic()
    status = solver.solve(model)
    seconds = time.monotonic() - began
    if status != cp_model.OPTIMAL:
        return Solved(None, seconds, len(contexts) + len(options))
    cost = sum(c.cost for v, c in zip(contexts, space.contexts, strict=True) if solver.boolean_value(v))
    cost += sum(c.option.cost for v, c in zip(options, choices, strict=True) if solver.boolean_value(v))
    return Solved(cost, seconds, len(contexts) + len(options))


def _columns(choices: list[_Choice]) -> dict[tuple[int, tuple[str, ...]], list[int]]:
    found: dict[tuple[int, tuple[str, ...]], list[int]] = {}
    for place, choice in enumerate(choices):
        found.setdefault((choice.layer, choice.key), []).append(place)
    return found


def one_context(space: Space) -> Space:
    """Return the space of its first context alone, without limits: layers that know nothing of each other.

    Costs are moved up where one is below zero, which another planner refuses; that changes every total alike.
    """
    context = space.contexts[0]
    layers: list[Layer] = []
    for number, layer in enumerate(space.layers):
        column = space.column(number, context)
        lowest = min(0, *(option.cost for option in column))
        layers.append(Layer(layer.name, (), {(): [Option(o.name, o.cost - lowest) for o in column]}))
    return Space([Context(())], layers)


def cloud_resource_matcher(space: Space) -> Solved:
    """Return what cloud_resource_matcher finds for a space of one context."""
    layers = {f"r{n}": layer.columns[()] for n, layer in enumerate(space.layers)}
    services = {r: [f"{r}s{n}" for n in range(len(column))] for r, column in layers.items()}
    costs = {
        name: option.cost / 10**DECIMALS
        for resource, column in layers.items()
        for name, option in zip(services[resource], column, strict=True)
    }
    data = BaseData(list(layers), list(costs), services, costs, dict.fromkeys(layers, 1))
    optimizer = Optimizer("space", pulp.LpMinimize).add_modules(base_module).initialize(data)
    began = time.monotonic()
    found = optimizer.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=0, gapAbs=0))
    seconds = time.monotonic() - began
    matching = found[BaseSolution].cr_to_cs_matching
    places = {name: (r, n) for r, names in services.items() for n, name in enumerate(names)}
    cost = sum(layers[places[s][0]][places[s][1]].cost for _, s in matching)
    return Solved(cost, seconds, len(costs))
