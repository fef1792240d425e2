"""The price of insisting on one choice, against brute force."""

from fractions import Fraction

from costing.planner.search.ascending import best
from costing.planner.search.budgets import Bounds
from costing.planner.search.marginals import of_options, of_values
from costing.planner.search.space import Space
from tests.support.random_spaces import CENT, listed, random_space, seeded, tries


def _by_option(space: Space, budget: int | None) -> dict[tuple[int, str], Fraction]:
    """Return the least total of all configurations that have an option, for each layer and option."""
    least: dict[tuple[int, str], Fraction] = {}
    for one in listed(space, budget):
        for choice in enumerate(one.names):
            least[choice] = min(one.total, least.get(choice, one.total))
    return least


def test_every_option_has_the_least_total_that_it_is_in():
    """The marginal of an option is the cheapest of all configurations with it, within the budget of moves."""
    rng = seeded(3)
    for _ in range(tries(400)):
        space, budget = random_space(rng), rng.choice([None, 0, 2, 5])
        places = {layer.name: position for position, layer in enumerate(space.layers)}
        found = {(places[m.layer], m.name): m.cost * CENT for m in of_options(space, Bounds(space, budget))}
        assert found == _by_option(space, budget)


def test_every_value_of_a_variable_has_the_least_total_of_its_contexts():
    """The marginal of a value is the cheapest of all configurations in contexts that have it."""
    rng = seeded(5)
    for _ in range(tries(300)):
        space, budget = random_space(rng), rng.choice([None, 0, 2, 5])
        if not space.contexts or not space.contexts[0].values:
            continue
        least: dict[str, Fraction] = {}
        for one in listed(space, budget):
            value = space.contexts[one.context].values[0]
            least[value] = min(one.total, least.get(value, one.total))
        found = of_values(space, Bounds(space, budget), 0)
        assert {value: cost * CENT for value, cost in found.items()} == least


def test_the_cheapest_marginal_is_the_best_total():
    """Some option of each layer is part of the answer, and its marginal is the answer's total."""
    rng = seeded(9)
    for _ in range(tries(200)):
        space = random_space(rng)
        answers = best(space, 1)
        for layer in space.layers if answers else ():
            of_layer = [m.cost for m in of_options(space, Bounds(space, None)) if m.layer == layer.name]
            assert min(of_layer) == answers[0].cost
