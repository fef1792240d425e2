"""The planner on a large application: its steps, and its search beside integer programs and another planner."""

from collections.abc import Iterator
from itertools import islice
from time import process_time

from costing import price_book
from costing.planner.answer.case import Case
from costing.planner.priced.board import Board
from costing.planner.search.ascending import ascending
from costing.planner.search.space import Space
from tests.bench import large, solvers
from tests.bench.figure import Figure
from tests.bench.timing import least

ROUNDS = 7
BEST = 10
TARGETS = {5: 0.050, 17: 0.100}


def figures() -> Iterator[Figure]:
    """Measure what an answer is made of, in one, five and all regions, and hold the optimum to two solvers'."""
    others = [name for name in price_book.regions() if name != "us-east-1"]
    spaces: dict[int, Board] = {}
    for count in (1, 5, 1 + len(others)):
        asked = large.case(("us-east-1", *others[: count - 1]))
        seconds, board = _steps(asked)
        spaces[count] = board
        if count == 1:
            yield Figure("planner: candidates counted", seconds["scene"], None, "", None, f"{large.SERVICES} services")
        yield Figure(f"planner: {count} regions priced", seconds["priced"])
        found = least({"best": lambda space=board: _best(space)}, ROUNDS)["best"]
        target = TARGETS.get(count)
        yield Figure(
            f"planner: ten best of {board.space.size:.1e}, {count} regions",
            found,
            None,
            f"≤ {1000 * target:.0f} ms" if target else "",
            found <= target if target else None,
            f"{len(board.space.contexts)} contexts",
        )
    for count in (1, 5):
        yield from _beside_solvers(spaces[count], count)
    yield _beside_matcher(spaces[1])


def _steps(asked: Case) -> tuple[dict[str, float], Board]:
    began = process_time()
    _ = asked.scene
    counted = process_time()
    board = asked.board()
    return {"scene": counted - began, "priced": process_time() - counted}, board


def _best(board: Board) -> list[int]:
    """Return the totals of the ten best, found anew: nothing of an earlier search is kept with the space."""
    space = Space(board.space.contexts, board.space.layers, board.space.limits)
    return [found.cost for found in islice(ascending(space, board.budget), BEST)]


def _beside_solvers(board: Board, count: int) -> Iterator[Figure]:
    best = next(ascending(board.space, board.budget)).cost
    ours = least({"ours": lambda: _best(board)}, ROUNDS)["ours"]
    for name, solve in (("CBC (PuLP 2.9.0)", solvers.cbc), ("CP-SAT (OR-Tools 9.15)", solvers.cp_sat)):
        solved = solve(board.space, board.budget)
        if solved.cost is not None:
            solvers.agree(solved.cost, best, len(board.space.layers) + 1)
        outcome = "equal optimum" if solved.cost is not None else "no optimum in time"
        alone = "" if solved.alone is None else f"; {1000 * solved.alone:.0f} ms of it the solver's own"
        yield Figure(
            f"search / {name}, {count} region{'s' if count > 1 else ''}",
            ours,
            solved.seconds,
            "≤ 1/50" if "CBC" in name else "",
            ours * 50 <= solved.seconds if "CBC" in name else None,
            f"{solved.variables} variables, {outcome}{alone}",
        )


def _beside_matcher(board: Board) -> Figure:
    alone = solvers.one_context(board.space)
    cheapest = next(ascending(alone, None)).cost
    matched = solvers.cloud_resource_matcher(alone)
    solvers.agree(matched.cost or 0, cheapest, len(alone.layers) + 1)
    own = least({"ours": lambda: next(ascending(Space(alone.contexts, alone.layers), None))}, ROUNDS)["ours"]
    note = f"{matched.variables} variables, equal optimum"
    return Figure("search / cloud_resource_matcher 0.2.0, one context", own, matched.seconds, "", None, note)
