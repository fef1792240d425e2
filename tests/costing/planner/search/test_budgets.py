"""Least costs by budget of moves, worked out by hand: `costs[b]` is the least with at most `b` moves."""

import pytest

from costing.planner.search.budgets import Bounds, at, at_most, joined, of_column, of_context
from costing.planner.search.paths import SortedColumns
from costing.planner.search.space import NEVER, Context, Layer, Option, Space, possible


@pytest.mark.parametrize(
    ("options", "budget", "costs"),
    [
        ([("a", 5, 0), ("b", 3, 1), ("c", 1, 3)], None, [1]),  # moves do not count
        ([("a", 5, 0), ("b", 3, 1), ("c", 1, 3)], 5, [5, 3, 3, 1]),  # a fourth and fifth move save nothing
        ([("a", 5, 0), ("b", 3, 1), ("c", 1, 3)], 2, [5, 3]),
        ([("a", 5, 0), ("b", 3, 1), ("c", 1, 3)], 0, [5]),
        ([("a", 5, 0), ("b", 7, 0), ("c", 4, 0)], 2, [4]),
        ([("a", 5, 0), ("b", 6, 1)], 1, [5]),  # a move that makes it dearer
        ([("a", 5, 1)], 2, [NEVER, 5]),  # nothing without a move
        ([("a", 5, 3)], 2, [NEVER]),
        ([], 2, [NEVER]),
        ([], None, [NEVER]),
    ],
)
def test_the_least_cost_of_one_option_by_moves(options, budget, costs):
    """The list ends where more moves save nothing, and never goes beyond the budget."""
    assert of_column([Option(*option) for option in options], budget) == costs


@pytest.mark.parametrize(
    ("costs", "shorter"), [([3, 3], [3]), ([5, 7, 4, 4, 6], [5, 5, 4]), ([3], [3]), ([5, 3], [5, 3]), ([3, 3, 3], [3])]
)
def test_costs_never_rise_with_more_moves(costs, shorter):
    """Whoever may make more moves may also make fewer; what saves nothing is cut off."""
    assert at_most(costs) == shorter


@pytest.mark.parametrize(("left", "cost"), [(-1, NEVER), (0, 5), (1, 3), (2, 3), (9, 3)])
def test_the_last_cost_holds_for_any_more_moves(left, cost):
    """[5, 3]: 5 with none, 3 with one or more, and nothing is possible with fewer than none."""
    assert at([5, 3], left) == cost


@pytest.mark.parametrize(
    ("one", "other", "budget", "costs"),
    [
        ([5, 3], [4], 1, [9, 7]),
        ([5, 3], [4, 1], None, [9, 6, 4]),
        ([5, 3], [4, 1], 9, [9, 6, 4]),  # 5 + 4; 5 + 1; 3 + 1
        ([5, 3], [4, 1], 1, [9, 6]),
        ([5, 3], [4, 1], 0, [9]),
        ([5, 3, 0], [4, 3], 3, [9, 7, 4, 3]),  # with two moves 0 + 4 beats 3 + 3
        ([5], [4, 1], 9, [9, 6]),
        ([NEVER], [NEVER, 5], 1, [2 * NEVER, NEVER + 5]),  # what is impossible stays so, whatever it is joined with
    ],
)
def test_two_parts_share_the_moves(one, other, budget, costs):
    """Every way to divide the moves between two parts, and the cheapest of each number."""
    assert joined(one, other, budget) == costs


@pytest.mark.parametrize(("budget", "costs"), [(None, [12, 11]), (0, [NEVER]), (1, [NEVER, 12]), (5, [NEVER, 12, 11])])
def test_a_context_takes_its_own_moves_first(budget, costs):
    """It costs 10 and takes a move: of the layers' 2 and 1 nothing is in reach without one."""
    assert of_context(Context((), 10, 1), [2, 1], budget) == costs


def test_bounds_of_a_space_by_hand():
    """Two contexts of 0 and 10, where the second has a cheaper option for a move: 5 + 4, and 10 + 5 or 10 + 1, + 4."""
    first = Layer("one", (0,), {("x",): [Option("a", 5)], ("y",): [Option("a", 5), Option("b", 1, 1)]})
    second = Layer("two", (), {(): [Option("a", 4)]})
    space = Space([Context(("x",)), Context(("y",), 10), Context(("z",))], [first, second])
    bounds = Bounds(space, 3)
    assert bounds.contexts[:2] == [[9], [19, 15]]
    assert (bounds.total(0), bounds.total(1)) == (9, 15)
    assert not possible(bounds.total(2))  # no option for z


def test_a_column_is_sorted_once():
    """Contexts that share a column share its order; another column has its own."""
    columns = {("x",): [Option("b", 2), Option("a", 1), Option("c", 0, 1)], ("y",): [Option("d", 0)]}
    space = Space([Context((v, w)) for v in "xy" for w in "12"], [Layer("one", (0,), columns)])
    of = SortedColumns(space).of
    first, again, other, _ = (of(0, context) for context in space.contexts)
    assert first is again
    assert {moves: [o.name for o in options] for moves, options in first.items()} == {0: ["a", "b"], 1: ["c"]}
    assert [o.name for o in other[0]] == ["d"]
