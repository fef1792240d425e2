"""The proof of an answer: the certificate of the search, held to the space by a checker that shares no code with it."""

from typing import NamedTuple

from costing.planner import checker
from costing.planner.answer.case import Case
from costing.planner.measure.tariff import DECIMALS
from costing.planner.priced.board import Rule
from costing.planner.search.certificate import Certificate, certify
from costing.planner.search.space import Option, Space


class Proof(NamedTuple):
    """What was proved.

    Attributes:
        size: configurations of the space, each of which meets the requirements one by one.
        contexts: regions, zones and ways out in it.
        options: choices in it, each counted once for each context it is priced in.
        certificate: claims about every context.
        refusals: what the checker has against them; nothing when the proof holds.
        decimals: of the unit that claims are in.
    """

    size: int
    contexts: int
    options: int
    certificate: Certificate
    refusals: tuple[str, ...]
    decimals: int = DECIMALS


def proof(case: Case, rule: Rule) -> Proof:
    """Return the proof that nothing in the space of a tier is cheaper than what the search found first.

    Raises:
        StopIteration: the space is empty.
    """
    board = case.board(rule)
    found = next(board.found())
    certificate = certify(board.space, board.budget)
    question = _question(board.space, board.budget)
    claimed = checker.Answer(found.context, [option.name for option in found.options], found.cost)
    slopes = [context.pool.slope if context.pool else None for context in board.space.contexts]
    claims = checker.Proof(certificate.claims, certificate.prices, certificate.scale, slopes)
    refusals = tuple(checker.refusals(question, claimed, claims))
    options = sum(len(column) for layer in board.space.layers for column in layer.columns.values())
    return Proof(board.space.size, len(board.space.contexts), options, certificate, refusals)


def _question(space: Space, budget: int | None) -> checker.Question:
    """Return the space as the checker takes it."""
    columns = {
        id(column): [_way(option) for option in column] for layer in space.layers for column in layer.columns.values()
    }
    places = [
        checker.Place(
            checker.Way("", context.cost + (context.pool.slack if context.pool else 0), context.moves, context.uses),
            [columns[id(space.column(j, context))] for j in range(len(space.layers))],
            checker.Plan(context.pool.least, context.pool.step, context.pool.hours) if context.pool else None,
        )
        for context in space.contexts
    ]
    return checker.Question(places, budget, space.limits)


def _way(option: Option) -> checker.Way:
    cost = option.cost if option.unplanned is None else option.unplanned
    return checker.Way(
        option.name, cost, option.moves, option.uses, tuple(checker.Draw(*draw) for draw in option.draws)
    )
