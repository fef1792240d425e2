"""The search against brute force in fractions, on thousands of random spaces."""

from fractions import Fraction

import pytest

from costing.planner.search.ascending import best
from costing.planner.search.limited import best_within, within
from costing.planner.search.space import Context, Found, Layer, Option, Space
from tests.support.random_spaces import CENT, Listed, listed, random_space, seeded, tries

SEEDS = range(20)
SPACES_A_SEED = 110
"""Together with the spaces that have limits, 2,000 and more each."""


def _as_listed(found: list[Found]) -> list[Listed]:
    return [Listed(f.cost * CENT, f.context, tuple(o.name for o in f.options)) for f in found]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_best_are_those_of_brute_force(seed: int):
    """The seven cheapest configurations, their order and ties included, are the first seven of all, sorted."""
    rng = seeded(seed)
    for _ in range(tries(SPACES_A_SEED)):
        space, budget = random_space(rng), rng.choice([None, 0, 2, 5])
        assert _as_listed(best(space, 7, budget)) == listed(space, budget)[:7]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_best_within_limits_are_those_of_brute_force(seed: int):
    """The same with limits on one or two resources, whatever price the search gives to them."""
    rng = seeded(1000 + seed)
    for _ in range(tries(SPACES_A_SEED)):
        space, budget = random_space(rng, resources=rng.randint(1, 2)), rng.choice([None, 0, 2, 5])
        expected = listed(space, budget)[:7]
        assert _as_listed(best(space, 7, budget)) == expected
        assert _as_listed(best_within(space, 7, budget)) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_all_that_costs_at_most_so_much_within_limits_is_found(seed: int):
    """With up to three limits and a most that a configuration may cost: every one there is, in order, and no other."""
    rng = seeded(2000 + seed)
    for _ in range(tries(SPACES_A_SEED)):
        space, budget = random_space(rng, resources=rng.randint(0, 3)), rng.choice([None, 2])
        most = rng.randint(-4, 20)
        expected = [one for one in listed(space, budget) if one.total <= most * CENT]
        assert _as_listed(list(within(space, budget, most))) == expected


def test_a_configuration_adds_up_to_its_total():
    """What a configuration costs and moves is the sum of its context and its options."""
    rng = seeded(7)
    for _ in range(tries(200)):
        space = random_space(rng)
        for found in best(space, 5):
            parts = [space.contexts[found.context], *found.options]
            assert (found.cost, found.moves) == (sum(p.cost for p in parts), sum(p.moves for p in parts))


def test_one_is_found_where_no_number_is_asked_for():
    """The cheapest alone."""
    space = Space([Context(())], [Layer("one", (), {(): [Option("a", 1), Option("b", 2)]})])
    assert [found.options[0].name for found in best(space)] == ["a"]


def test_a_space_knows_how_many_configurations_it_has():
    """Three options times two in one context, one times two in another, none where a layer has no option: 6 + 2."""
    first = Layer("one", (0,), {("a",): [Option(n, 0) for n in "xyz"], ("b",): [Option("x", 0)], ("c",): []})
    second = Layer("two", (), {(): [Option("x", 0), Option("y", 0)]})
    assert Space([Context((v,)) for v in "abcd"], [first, second]).size == 8
    assert Space([Context(())], []).size == 1


def test_nothing_is_found_where_a_layer_has_no_option():
    """A context in which a layer has nothing to choose from holds no configuration."""
    space = Space([Context(("a",)), Context(("b",))], [Layer("one", (0,), {("a",): [], ("b",): [Option("x", 1)]})])
    assert [found.context for found in best(space, 5)] == [1]


def test_order_of_options_changes_nothing():
    """The same options in another order give the same configurations in the same order."""
    rng = seeded(11)
    for _ in range(tries(300)):
        space = random_space(rng)
        shuffled = [
            Layer(x.name, x.reads, {k: rng.sample(list(c), len(c)) for k, c in x.columns.items()}) for x in space.layers
        ]
        assert _as_listed(best(Space(space.contexts, shuffled), 9)) == _as_listed(best(space, 9))


def test_equal_totals_go_by_context_then_by_name():
    """Of equal totals the earlier context comes first, then the lesser names, layer by layer."""
    columns = {(): [Option("b", 1), Option("a", 2), Option("c", 1)]}
    space = Space([Context(("x",)), Context(("y",))], [Layer("one", (), columns), Layer("two", (), columns)])
    found = [(f.context, *(o.name for o in f.options)) for f in best(space, 8) if f.cost == 2]
    names = [("b", "b"), ("b", "c"), ("c", "b"), ("c", "c")]
    assert found == [(context, *pair) for context in (0, 1) for pair in names]


def test_a_limit_that_nothing_meets_leaves_nothing():
    """Where even the most frugal configuration exceeds a limit there is no answer, and no endless search."""
    column = [Option(f"o{i}", i, 0, (5,)) for i in range(50)]
    layers = [Layer(f"l{i}", (), {(): column}) for i in range(6)]
    assert best_within(Space([Context((), uses=(0,))], layers, (29,)), 3) == []


def test_a_limit_far_from_the_cheapest_is_met_soon():
    """Fifty options a layer and a limit far from the cheapest: found at once, and no better by brute force."""
    column = [Option(f"o{i:02}", i * i, 0, (40 - i,)) for i in range(41)]
    layers = [Layer(f"l{i}", (), {(): column}) for i in range(3)]
    space = Space([Context((), uses=(0,))], layers, (30,))
    found = best_within(space, 1)[0]
    assert sum(o.uses[0] for o in found.options) <= 30
    assert Fraction(found.cost) == 3 * 30 * 30
