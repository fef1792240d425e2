"""The checker accepts the proof of an optimum and nothing else."""

import ast
from pathlib import Path

import pytest

from costing.planner import checker
from costing.planner.checker import Answer, Place, Proof, Question, Way, refusals
from costing.planner.search.certificate import Certificate, certify
from costing.planner.search.limited import best_within
from costing.planner.search.space import Context, Found, Layer, Option, Space
from tests.support.random_spaces import random_space, seeded, tries


def _way(name: str, of: Option | Context) -> Way:
    return Way(name, of.cost, of.moves, of.uses)


def _question(space: Space, budget: int | None) -> Question:
    places = [
        Place(_way("start", c), [[_way(o.name, o) for o in space.column(j, c)] for j in range(len(space.layers))])
        for c in space.contexts
    ]
    return Question(places, budget, space.limits)


def _answer(found: Found) -> Answer:
    return Answer(found.context, [o.name for o in found.options], found.cost)


def _proof(certificate: Certificate) -> Proof:
    return Proof(certificate.claims, certificate.prices, certificate.scale)


def _cases(count: int, seed: int):
    rng, count = seeded(seed), tries(count)
    while count:
        space, budget = random_space(rng, resources=rng.choice([0, 0, 1, 2])), rng.choice([None, 0, 2, 5])
        found = best_within(space, 2, budget)
        if found:
            yield space, budget, found
            count -= 1


@pytest.mark.parametrize("seed", range(6))
def test_the_proof_of_an_optimum_holds(seed: int):
    """The checker has nothing against the optimum of any space, with budgets and limits."""
    for space, budget, found in _cases(100, seed):
        assert list(refusals(_question(space, budget), _answer(found[0]), _proof(certify(space, budget)))) == []


def test_a_dearer_configuration_is_refused():
    """The second best configuration with the same proof is refused when it costs a unit more or worse."""
    tried = 0
    for space, budget, found in _cases(200, 77):
        if len(found) == 2 and found[1].cost > found[0].cost:
            tried += 1
            assert list(refusals(_question(space, budget), _answer(found[1]), _proof(certify(space, budget))))
    assert tried > tries(50)


def test_an_answer_that_does_not_add_up_is_refused():
    """The optimum plus one unit, the optimum less one unit and a name that is no option are all refused."""
    for space, budget, (first, *_) in _cases(60, 5):
        question, proof, answer = _question(space, budget), _proof(certify(space, budget)), _answer(first)
        assert list(refusals(question, answer._replace(total=first.cost + 1), proof))
        assert list(refusals(question, answer._replace(total=first.cost - 1), proof))
        assert list(refusals(question, answer._replace(names=[*answer.names, "more"]), proof))


def test_a_claim_that_is_too_high_is_refused():
    """Raising any one claim about a context that is within reach breaks the proof."""
    column = [Option("a", 3), Option("b", 5)]
    space = Space([Context(())], [Layer("one", (), {(): column}), Layer("two", (), {(): column})])
    found, proof = best_within(space, 1)[0], _proof(certify(space))
    assert not list(refusals(_question(space, None), _answer(found), proof))
    for row in range(3):
        claims = [[list(costs) for costs in claims] for claims in proof.claims]
        claims[0][row][0] += 1
        assert list(refusals(_question(space, None), _answer(found), proof._replace(claims=claims)))


def test_a_cheaper_option_that_the_search_never_saw_is_found():
    """The checker is given options of its own: one more that undercuts the proof makes it refuse."""
    column = [Option("a", 3), Option("b", 5)]
    space = Space([Context(())], [Layer("one", (), {(): column})])
    found, proof = best_within(space, 1)[0], _proof(certify(space))
    wider = Space([Context(())], [Layer("one", (), {(): [*column, Option("c", 2)]})])
    assert list(refusals(_question(wider, None), _answer(found), proof))


SMALL = Question([Place(Way("start", 1), [[Way("a", 3), Way("b", 5)]])])
"""One context that costs 1, one layer, 3 or 5: the cheapest is 4."""
SMALL_ANSWER = Answer(0, ["a"], 4)
SMALL_PROOF = Proof([[[3], [0]]])


def test_a_small_proof_by_hand():
    """The layer costs at least 3, the end nothing, 1 + 3 = 4: nothing is cheaper than 4."""
    assert list(refusals(SMALL, SMALL_ANSWER, SMALL_PROOF)) == []


@pytest.mark.parametrize(
    "proof",
    [
        Proof([]),  # claims for no context
        Proof([[[3], [0]], [[3], [0]]]),  # for two
        Proof([[[3], [0]]], [1]),  # a price for a resource that has no limit
        Proof([[[3], [0]]], scale=0),
    ],
)
def test_a_proof_of_something_else_is_refused(proof):
    """Each count must be right by itself; a scale of nothing would let any cost vanish."""
    assert list(refusals(SMALL, SMALL_ANSWER, proof)) == ["the proof is not about this question"]


LIMITED = Question([Place(Way("start", 0, 0, (1,)), [[Way("a", 3, 1, (4,)), Way("b", 5, 0, (2,))]])], None, (3,))
"""`a` uses 1 + 4 of 3 that there are, `b` just 3: so `b` for 5 is the answer."""


def test_a_limit_takes_part_in_a_proof():
    """At a price of 1 for one: a is 3 + 4 = 7, b is 5 + 2 = 7, with the start 8; the limits are worth 3: at least 5."""
    proof = Proof([[[7], [0]]], [1])
    assert list(refusals(LIMITED, Answer(0, ["b"], 5), proof)) == []
    assert list(refusals(LIMITED, Answer(0, ["a"], 3), proof)) == ["the answer breaks a limit"]


def test_what_the_limits_are_worth_does_not_hide_a_cheaper_option():
    """`c` for 7 uses nothing: with the start 8, below 7 and the 3 that limits are worth; and `b` for 5 is within."""
    (place,) = LIMITED.places
    wider = LIMITED._replace(places=[place._replace(layers=[[*place.layers[0], Way("c", 7, 0, (0,))]])])
    said = list(refusals(wider, Answer(0, ["c"], 7), Proof([[[7], [0]]], [1])))
    assert said == ["context 0: it may hold something cheaper than 7"]


def test_an_option_that_does_not_say_what_it_uses_is_a_mistake():
    """Where there are limits each option states its use of all of them; nothing is taken for 0."""
    (place,) = LIMITED.places
    lacking = LIMITED._replace(places=[place._replace(layers=[[*place.layers[0], Way("c", 9)]])])
    with pytest.raises(ValueError, match="shorter"):
        list(refusals(lacking, Answer(0, ["b"], 5), Proof([[[7], [0]]], [1])))


def test_a_price_below_nothing_is_refused():
    """A limit that may be left unused proves nothing at a price below 0."""
    proof = Proof([[[1], [0]]], [-1])
    assert "a resource has a price below 0" in list(refusals(LIMITED, Answer(0, ["b"], 5), proof))


@pytest.mark.parametrize("names", [[], ["a", "a"], ["c"]])
def test_an_answer_has_one_option_for_each_layer(names):
    """Too few, too many, and one that is none of the layer's."""
    said = list(refusals(SMALL, Answer(0, names, 4), SMALL_PROOF))
    assert said == ["the answer has not one option for each layer"]


def test_an_answer_that_takes_too_many_moves_is_refused():
    """The option takes two moves of one that is allowed."""
    question = Question([Place(Way("start", 1), [[Way("a", 3, 2), Way("b", 5)]])], 1)
    said = list(refusals(question, Answer(0, ["a"], 4), Proof([[[5, 5], [0, 0]]])))
    assert said == ["the answer takes 2 moves of 1"]


def test_a_sum_that_is_wrong_is_named():
    """1 + 5 = 6 was said to be 4."""
    said = list(refusals(SMALL, Answer(0, ["b"], 4), SMALL_PROOF))
    assert said == ["the answer adds up to 6, not to 4"]


def test_what_is_wrong_in_each_context_is_told():
    """A context with too few rows does not hide the next, whose claim is too high, nor the third that is cheaper."""
    cheaper = Place(Way("start", 0), [[Way("a", 3)]])
    question = Question([SMALL.places[0], SMALL.places[0], cheaper])
    assert list(refusals(question, SMALL_ANSWER, Proof([[[3]], [[4], [0]], [[3], [0]]]))) == [
        "context 0: 1 layers, but 1 rows",
        "context 1: layer 0, 0 moves left: a undercuts the claim",
        "context 2: it may hold something cheaper than 4",
    ]


def test_nothing_costs_anything_behind_the_last_layer():
    """A claim about the end would be proof of anything."""
    said = list(refusals(SMALL, SMALL_ANSWER, Proof([[[3], [1]]])))
    assert "context 0: behind the last layer nothing costs anything" in said


def test_without_a_budget_moves_do_not_excuse_a_claim():
    """An option of two moves undercuts a claim where moves do not count; with a budget of one it is out of reach."""
    places = [Place(Way("start", 0), [[Way("a", 3, 2), Way("b", 5)]])]
    answer, undercut = Answer(0, ["b"], 5), "context 0: layer 0, 0 moves left: a undercuts the claim"
    assert undercut in list(refusals(Question(places), answer, Proof([[[5], [0]]])))
    assert list(refusals(Question(places, 1), answer, Proof([[[5, 5], [0, 0]]]))) == []


def test_the_checker_shares_no_code_with_the_search():
    """It imports nothing but the standard library."""
    tree = ast.parse(Path(checker.__file__).read_text(encoding="utf-8"))
    modules = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert modules | names == {"collections.abc", "fractions", "typing"}
