"""The other sides of each decision: the cheapest configuration there, and how much dearer it is."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from costing.planner.answer.case import Case
from costing.planner.answer.configuration import ROUNDING_USD, Configuration, cheapest
from costing.planner.answer.headline import side_of
from costing.planner.choices.choice import Choice
from costing.planner.measure.tariff import usd
from costing.planner.priced.board import Every, Rule
from costing.planner.priced.region import Region, Site
from costing.planner.search.budgets import Bounds
from costing.planner.search.marginals import of_options

COMMON = ("zones", "egress", "store")


class On(Rule):
    """One side of one decision."""

    def __init__(self, case: Case, decision: str, side: str) -> None:
        self._case, self._decision, self._side = case, decision, side

    def takes_site(self, region: Region, site: Site) -> bool:
        """Return whether a situation is on the side."""
        if self._decision == "region":
            return region.name == self._side
        return all(self.takes(decision, choice) for decision, choice in site.named)

    def takes(self, decision: str, choice: Choice) -> bool:
        """Return whether a choice is on the side; those of other decisions are."""
        return decision != self._decision or side_of(decision, choice, self._case.sections) == self._side


class Side(NamedTuple):
    """The cheapest configuration on one side of a decision, and what it costs more than the cheapest of all."""

    decision: str
    side: str
    total: Decimal
    more: Decimal


def sides(case: Case, answer: Configuration, rule: Rule, each: int = 1) -> Iterator[Side]:
    """Yield for each decision the `each` cheapest other sides, cheapest first."""
    least = _least(case, rule)
    for decision, choice in (("region", None), *answer.chosen):
        taken = answer.region if choice is None else side_of(decision, choice, case.sections)
        others = sorted((cost, side) for side, cost in least.get(decision, {}).items() if side != taken)
        found: list[Side] = []
        for cost, side in others:
            if len(found) >= each and cost + ROUNDING_USD >= found[each - 1].total:
                break
            one = next(iter(cheapest(case, Every(rule, On(case, decision, side)))), None)
            if one is not None:
                found.append(Side(decision, side, one.total, one.total - answer.total))
                found.sort(key=lambda one: (one.total, one.side))
        yield from found[:each]


def _least(case: Case, rule: Rule) -> dict[str, dict[str, Decimal]]:
    """Return by decision and side what the search says that side costs at least."""
    board = case.board(rule)
    bounds = Bounds(board.space, board.budget)
    found: dict[str, dict[str, Decimal]] = {}
    for position, (region, site) in enumerate(board.places):
        total = usd(bounds.total(position))
        named = (("region", region.name), *((n, c.name) for n, c in site.named))
        for decision, side in named:
            _lower(found, decision, side, total)
    choices = {
        (layer.name, name): offer.choice
        for layer, by_key in zip(board.space.layers, board.offers, strict=True)
        for offers in by_key.values()
        for name, offer in offers.items()
    }
    for marginal in of_options(board.space, bounds):
        side = side_of(marginal.layer, choices[marginal.layer, marginal.name], case.sections)
        _lower(found, marginal.layer, side, usd(marginal.cost))
    return found


def _lower(found: dict[str, dict[str, Decimal]], decision: str, side: str, total: Decimal) -> None:
    known = found.setdefault(decision, {})
    known[side] = min(total, known.get(side, total))
