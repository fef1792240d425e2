"""Prices of resources: what each is worth where the cheapest configuration would exceed its limit."""

import pytest

from costing.planner.search.certificate import certify
from costing.planner.search.limited import SCALE, best_within, resource_prices, with_prices
from costing.planner.search.space import Context, Layer, Option, Space

CHEAP = Option("a", 0, 0, (10,))
FRUGAL = Option("b", 100, 0, (0,))


def _space(*options: Option, limits: tuple[int, ...] = (5,), context: tuple[int, ...] = (0,)) -> Space:
    return Space([Context((), uses=context)], [Layer("one", (), {(): options})], limits)


def test_a_resource_is_priced_where_the_frugal_option_becomes_the_cheapest():
    """Ten units saved for 100: above 10 a unit the frugal one wins. Twelve halvings of 1 to 256 come within 1/16."""
    (price,) = resource_prices(_space(CHEAP, FRUGAL), None)
    assert 10 * SCALE < price <= 10 * SCALE + SCALE // 16
    assert isinstance(price, int)  # what is proved with it must be exact


@pytest.mark.parametrize(
    ("uses", "context", "priced"),
    [
        (4, 0, False),
        (5, 0, False),  # just within
        (6, 0, True),  # one too many
        (3, 3, True),  # the context's own use counts too
        (3, 2, False),
        (8, -3, False),  # and so does what it adds
    ],
)
def test_a_resource_has_a_price_only_where_its_limit_is_in_the_way(uses, context, priced):
    """Where the cheapest configuration uses 5 of 5 the resource is worth nothing; one more, and it is."""
    space = _space(CHEAP._replace(uses=(uses,)), FRUGAL._replace(uses=(-5,)), context=(context,))
    assert bool(resource_prices(space, None)[0]) is priced


@pytest.mark.parametrize("left", [4, 5])
def test_a_price_at_which_the_limit_is_just_met_is_high_enough(left):
    """The frugal option uses 4 or all 5 of 5: 100 for the 6 or 5 units saved are 16.7 or 20 a unit."""
    (price,) = resource_prices(_space(CHEAP, FRUGAL._replace(uses=(left,))), None)
    saved = 10 - left
    assert 100 * SCALE < price * saved <= 100 * SCALE + saved * SCALE // 16


def test_a_price_is_raised_while_the_limit_is_exceeded_by_one():
    """6 of 5 are one too many: 100 for one unit that is saved are 100 for one."""
    (price,) = resource_prices(_space(CHEAP._replace(uses=(6,)), FRUGAL._replace(uses=(5,))), None)
    assert 100 * SCALE < price <= 100 * SCALE + SCALE // 16


@pytest.mark.parametrize("options", [(CHEAP,), ()], ids=["no frugal option", "no option"])
def test_a_limit_that_no_price_helps_to_keep_has_none(options):
    """Where nothing stays within the limit, or nothing is there at all, a price would tell nothing."""
    assert resource_prices(_space(*options), None) == [0]


def test_each_resource_has_a_price_of_its_own():
    """The first is far from its limit, the second must be saved at 10 a unit, the third is at its limit."""
    options = [Option("a", 0, 0, (1, 10, 0)), Option("b", 100, 0, (1, 0, 0))]
    first, second, third = resource_prices(_space(*options, limits=(9, 5, 0), context=(0, 0, 0)), None)
    assert (first, third) == (0, 0)
    assert 10 * SCALE < second <= 10 * SCALE + SCALE // 16


def test_the_second_price_is_found_with_the_first_in_place():
    """Two layers, each with its own resource to save: 10 a unit for one, 20 for the other."""
    layers = [
        Layer("one", (), {(): [Option("a", 0, 0, (10, 0)), Option("b", 100, 0, (0, 0))]}),
        Layer("two", (), {(): [Option("a", 0, 0, (0, 5)), Option("b", 100, 0, (0, 0))]}),
    ]
    first, second = resource_prices(Space([Context((), uses=(0, 0))], layers, (5, 4)), None)
    assert 10 * SCALE < first <= 10 * SCALE + SCALE // 16
    assert 20 * SCALE < second <= 20 * SCALE + SCALE // 16


def test_one_resource_is_priced_while_the_next_is_free():
    """Saving the first takes 100 and costs the second, which has no price yet: 10 a unit, not the 40 of saving both."""
    options = [Option("a", 0, 0, (10, 0)), Option("b", 100, 0, (0, 10)), Option("c", 400, 0, (0, 0))]
    first, _ = resource_prices(_space(*options, limits=(5, 5), context=(0, 0)), None)
    assert 10 * SCALE < first <= 10 * SCALE + SCALE // 16


OUT_OF_REACH = Option("c", 1, 3, (0,))
"""A frugal option for 1 that takes three moves: with two allowed the next one, for 100, sets the price."""


def test_only_what_the_moves_allow_sets_a_price():
    """With any number of moves a unit is worth 0.1, with two of them 10."""
    space = _space(CHEAP, FRUGAL, OUT_OF_REACH)
    assert resource_prices(space, None)[0] < SCALE
    assert 10 * SCALE < resource_prices(space, 2)[0] <= 10 * SCALE + SCALE // 16


def test_where_the_cheapest_within_the_moves_keeps_the_limit_there_is_no_price():
    """The greedy option is out of reach for two moves, so that nothing exceeds the limit."""
    assert resource_prices(_space(CHEAP._replace(moves=3), FRUGAL), 2) == [0]
    assert resource_prices(_space(CHEAP._replace(moves=3), FRUGAL), None) != [0]


def test_priced_options_cost_what_they_use_besides():
    """3 and two units at a half are 4, a context of 1 that adds four units is -1; names, moves and uses stay."""
    space = Space([Context(("x",), 1, 2, (-4,))], [Layer("one", (0,), {("x",): [Option("a", 3, 1, (2,))]})], (5,))
    priced = with_prices(space, [SCALE // 2], space.limits)
    assert priced.contexts == (Context(("x",), -SCALE, 2, (-4,)),)
    assert priced.layers == (Layer("one", (0,), {("x",): [Option("a", 4 * SCALE, 1, (2,))]}),)
    assert priced.limits == (5,)


def test_an_answer_within_limits_has_its_own_cost_and_moves():
    """Prices serve the search alone; of the two that are within, one is asked for and one is told."""
    space = Space([Context((), 7, 1, (0,))], [Layer("one", (), {(): [CHEAP, FRUGAL, Option("c", 101, 2, (0,))]})], (5,))
    (found,) = best_within(space)
    assert (found.cost, found.moves, found.options) == (107, 1, (FRUGAL,))
    assert [(f.cost, f.moves) for f in best_within(space, 5)] == [(107, 1), (108, 3)]


def test_of_equal_costs_the_first_by_name_is_found_though_it_uses_more():
    """`a` and `b` cost 100; `b` saves more and is found first, at 10 a unit, and still `a`, just within, is named."""
    options = [Option("a", 100, 0, (5,)), Option("b", 100, 0, (0,)), Option("z", 0, 0, (10,))]
    assert [found.options[0].name for found in best_within(_space(*options))] == ["a"]
    assert [found.options[0].name for found in best_within(_space(*options), 2)] == ["a", "b"]


def test_a_certificate_says_what_its_claims_are_about():
    """The budget of moves, the price with two moves, and a claim for 0, 1 and 2 moves left."""
    certificate = certify(_space(CHEAP, FRUGAL, OUT_OF_REACH), 2)
    assert (certificate.budget, certificate.scale) == (2, SCALE)
    assert 10 * SCALE < certificate.prices[0] <= 10 * SCALE + SCALE // 16
    assert certificate.claims == [[[100 * SCALE] * 3, [0] * 3]]


def test_a_certificate_without_limits_and_moves_has_one_claim_a_layer():
    """Costs as they are, in whole units: 100 for the one layer, nothing for the end."""
    certificate = certify(Space([Context(())], [Layer("one", (), {(): [FRUGAL]})]))
    assert certificate == (None, [], 1, [[[100], [0]]])


@pytest.mark.parametrize("uses", [(), (1, 2)])
def test_an_option_that_does_not_say_what_it_uses_is_a_mistake(uses):
    """One resource is limited: to name none or two is an error of whoever made the space, and never 0."""
    with pytest.raises(ValueError, match=r"zip\(\)"):
        with_prices(_space(Option("a", 0, 0, uses)), [SCALE], (5,))
