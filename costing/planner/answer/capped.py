"""What can be within caps at all: choices that exceed one with everything beside them at its least are out."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from costing.bill import Estimate
from costing.gate.caps import BASES, cap_of
from costing.planner.answer.case import Case
from costing.planner.choices.choice import Choice
from costing.planner.measure.tariff import Measure, usd
from costing.planner.priced.board import Every, Rule
from costing.planner.search.budgets import Bounds
from costing.planner.search.marginals import of_options

SLACK_USD = Decimal(1)
"""Peaks of several services are not quite a sum of theirs: so near a cap the bill decides, not the sum."""


class Capped(NamedTuple):
    """A sum of the bill and the most it may be."""

    measure: Measure
    cap: Decimal


def caps_of(estimate: Estimate) -> list[Capped]:
    """Return every cap on the deployed tier."""
    budget = estimate.stack.budget
    if budget is None:
        return []
    total = cap_of(budget, estimate.stack.tier)
    named = [(None, total), *budget.layers.items()]
    return [
        Capped(Measure(basis, layer), limit)
        for layer, cap in named
        if cap is not None
        for basis in BASES
        if (limit := getattr(cap, basis)) is not None
    ]


class Possible(Rule):
    """Choices that stay below every cap with something."""

    def __init__(self, case: Case, caps: Sequence[Capped], rule: Rule) -> None:
        self._out: set[tuple[str, str]] = set()
        for by, (measure, cap) in enumerate(caps, 1):
            if measure != case.measures[by]:
                raise ValueError("the case has other measures")
            self._look(case, by, cap + SLACK_USD, Every(rule, self))

    def takes(self, decision: str, choice: Choice) -> bool:
        """Return whether a choice may stay below every cap."""
        return (decision, choice.name) not in self._out

    def _look(self, case: Case, by: int, cap: Decimal, rule: Rule) -> None:
        """Take out what exceeds a cap however little the rest comes to."""
        board = case.board(rule, by)
        bounds = Bounds(board.space, board.budget)
        for marginal in of_options(board.space, bounds):
            if usd(marginal.cost) > cap:
                self._out.add((marginal.layer, marginal.name))
