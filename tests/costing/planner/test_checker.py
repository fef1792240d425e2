"""The checker accepts the proof of an optimum and nothing else."""

import ast
from pathlib import Path

import pytest

from costing.planner import checker
from costing.planner.checker import Answer, Place, Proof, Question, Way, refusals
from costing.planner.search.certificate import Certificate, certify
from costing.planner.search.limited import best_within
from costing.planner.search.space import Context, Found, Layer, Option, Space
from tests.support.random_spaces import random_space, seeded


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
    rng = seeded(seed)
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
    assert tried > 50


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


def test_the_checker_shares_no_code_with_the_search():
    """It imports nothing but the standard library."""
    tree = ast.parse(Path(checker.__file__).read_text(encoding="utf-8"))
    modules = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert modules | names == {"collections.abc", "typing"}
