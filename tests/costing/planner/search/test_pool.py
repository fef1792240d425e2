"""A plan that several layers share, against brute force that spends it dollar by dollar's worth in fractions."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from costing.planner import checker
from costing.planner.search.ascending import best
from costing.planner.search.certificate import certify
from costing.planner.search.limited import best_within
from costing.planner.search.pool import Draw, Pool, needed_by, sloped
from costing.planner.search.space import Context, Layer, Option, Space

INSTANCES = 300


def _draws(random: Random) -> tuple[Draw, ...]:
    """Return up to two draws; what always runs is never more than what runs."""
    found: list[Draw] = []
    for _ in range(random.randint(0, 2)):
        price = random.randint(20, 60)
        always = random.randint(0, 30)
        found.append(
            Draw(random.randint(10, price), price, always, always + random.choice((0, 0, random.randint(1, 40))))
        )
    return tuple(found)


def _bare(random: Random) -> tuple[list[list[Option]], Pool]:
    """Return layers whose costs know of no plan yet, and a plan."""
    layers = [
        [
            Option(f"{n}", random.randint(0, 3000), random.randint(0, 2), (random.randint(-2, 4),), _draws(random))
            for n in range(random.randint(1, 5))
        ]
        for _ in range(random.randint(1, 4))
    ]
    return layers, Pool(random.choice((1, 7, 300)), random.choice((1, 5)), random.choice((1, 10)))


def _space(layers: list[list[Option]], plan: Pool, limits: tuple[int, ...] = ()) -> Space:
    """Return a space of two contexts: without the plan, and with it at 5 more."""
    needs = [needed_by(o.draws) for column in layers for o in column]
    pool = sloped(
        plan, [[(o.cost, o.draws) for o in column] for column in layers], min((n for n in needs if n), default=0)
    )
    columns = [
        {
            ("no",): [o._replace(draws=()) for o in column],
            ("yes",): [o._replace(cost=o.cost + pool.bound(o.draws), unplanned=o.cost) for o in column],
        }
        for column in layers
    ]
    found = [Layer(f"layer {j}", (0,), column) for j, column in enumerate(columns)]
    return Space([Context(("no",), 0, 0, (0,)), Context(("yes",), 5 - pool.slack, 0, (0,), pool)], found, limits)


def _paid(draws: list[Draw], plan: Pool) -> int:
    """Return the fee less what the plan pays for, in fractions, what is worth most first."""
    need = sum(d.always * d.rate for d in draws)
    if need == 0:
        return 0
    hourly = plan.least
    while hourly * plan.hours < need or hourly % plan.step:
        hourly += 1
    left = Fraction(hourly * plan.hours)
    total = left
    for draw in sorted(draws, key=lambda d: (-Fraction(d.price, d.rate), d.rate)):
        whole = min(draw.runs, int(left / draw.rate))
        left -= whole * draw.rate
        total -= whole * draw.price
    return int(total)


def _every(layers: list[list[Option]], plan: Pool) -> Iterator[tuple[int, int, int, tuple[str, ...]]]:
    """Yield total, moves, use and names of all there is."""
    for options in product(*layers):
        alone = sum(o.cost for o in options)
        drawn = [d for o in options for d in o.draws]
        moves, used, names = (
            sum(o.moves for o in options),
            sum(o.uses[0] for o in options),
            tuple(o.name for o in options),
        )
        yield alone, moves, used, names
        yield alone + 5 + _paid(drawn, plan), moves, used, names


@pytest.mark.parametrize("budget", [None, 2])
def test_a_plan_is_spent_as_brute_force_spends_it(budget: int | None) -> None:
    """The seven cheapest of hundreds of small spaces are those of all there is, limits and moves kept."""
    random = Random(7)  # noqa: S311 - drawn, not secret
    for number in range(INSTANCES):
        layers, plan = _bare(random)
        if plan.least % plan.step:
            continue
        every = [one for one in _every(layers, plan) if budget is None or one[1] <= budget]
        found = best(_space(layers, plan), 7, budget)
        assert [f.cost for f in found] == sorted(one[0] for one in every)[:7], number
        limit = random.randint(0, 6)
        within = best_within(_space(layers, plan, (limit,)), 7, budget)
        assert [f.cost for f in within] == sorted(one[0] for one in every if one[2] <= limit)[:7], number


def test_the_checker_holds_the_answer_to_its_own_sums() -> None:
    """It accepts every optimum, and refuses a configuration next to it that is said to be the cheapest."""
    random = Random(11)  # noqa: S311 - the same
    refused = 0
    for number in range(INSTANCES):
        layers, plan = _bare(random)
        if plan.least % plan.step:
            continue
        space = _space(layers, plan)
        first, *others = best(space, 5)
        proof = certify(space)
        slopes = [c.pool.slope if c.pool else None for c in space.contexts]
        claims = checker.Proof(proof.claims, proof.prices, proof.scale, slopes)
        own = [
            [checker.Way(o.name, o.cost, 0, (), tuple(checker.Draw(*d) for d in o.draws)) for o in c] for c in layers
        ]
        bare = [[way._replace(draws=()) for way in ways] for ways in own]
        paid = checker.Plan(plan.least, plan.step, plan.hours)
        question = checker.Question(
            [checker.Place(checker.Way("", 0), bare), checker.Place(checker.Way("", 5), own, paid)]
        )
        said = checker.Answer(first.context, [o.name for o in first.options], first.cost)
        assert list(checker.refusals(question, said, claims)) == [], number
        dearer = next((one for one in others if one.cost > first.cost), None)
        if dearer is not None:
            said = checker.Answer(dearer.context, [o.name for o in dearer.options], dearer.cost)
            assert any("something cheaper" in wrong for wrong in checker.refusals(question, said, claims)), number
            refused += 1
    assert refused > INSTANCES // 2


def test_a_plan_needs_a_slope_in_its_proof() -> None:
    """Without one, or with one below 1, or with one for a context that has no plan, nothing is proved."""
    place = checker.Place(checker.Way("", 0), [[checker.Way("a", 3)]], checker.Plan(1, 1, 1))
    answer, wrong = checker.Answer(0, ["a"], 3), ["a plan has no slope of 1 or more"]
    for slope in (None, (1, 2), (-1, -1)):
        assert (
            list(checker.refusals(checker.Question([place]), answer, checker.Proof([[[3], [0]]], (), 1, [slope])))
            == wrong
        )
    bare = checker.Question([place._replace(plan=None)])
    assert list(checker.refusals(bare, answer, checker.Proof([[[3], [0]]], (), 1, [(1, 1)]))) == wrong
    assert list(checker.refusals(checker.Question([place]), answer, checker.Proof([[[3], [0]]], (), 1, [(1, 1)]))) == []
