"""The cheapest configuration that fits the caps of a budget, for a deployment that was refused."""

from functools import lru_cache
from typing import NamedTuple

from costing.bill import Bill, Estimate
from costing.gate.reasons import over_caps
from costing.planner.answer.capped import Possible, caps_of
from costing.planner.answer.case import Case, case_of, with_plans
from costing.planner.answer.configuration import Configuration, PlannerError, cheapest
from costing.planner.answer.within import Allowed
from costing.planner.measure.tariff import Measure
from costing.planner.priced.board import ANYTHING, Every, Rule

TRIED = 60
"""So many of the cheapest configurations are held to the caps, one by one, before the search gives up."""


class Fitting(NamedTuple):
    """A configuration for the deployed tier.

    Attributes:
        found: the cheapest that meets the requirements and, if `fits`, every cap; None where nothing meets them.
        fits: whether there is one within the caps.
        within: whether it stays within the moves allowed.
    """

    found: Configuration | None
    fits: bool
    within: bool


def fitting(estimate: Estimate) -> Fitting | None:
    """Return the cheapest configuration of the deployed tier that fits; None where nothing has a price.

    First within the moves that the requirements allow, then without regard to them. Asked for the same estimate again
    it does not search again.
    """
    return _found(_Same(estimate))


class _Same:
    """An estimate that is equal to itself alone."""

    def __init__(self, estimate: Estimate) -> None:
        self.estimate = estimate

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.estimate is self.estimate

    def __hash__(self) -> int:
        return id(self.estimate)


@lru_cache(maxsize=1)
def _found(same: _Same) -> Fitting | None:
    estimate = same.estimate
    caps = caps_of(estimate)
    case = case_of(estimate, measures=(Measure(), *(one.measure for one in caps)))
    if not any(site.cost for region in case.regions for site in region.sites):
        return None
    try:
        for rule, within in ((Allowed(case), True), (ANYTHING, False)):
            one = _first_that_fits(estimate, case, Every(rule, Possible(case, caps, rule)))
            if one is not None:
                return Fitting(one, fits=True, within=within)
        least = next(iter(cheapest(case)), None)
    except PlannerError:
        return None
    return Fitting(least, fits=False, within=False)


def _first_that_fits(estimate: Estimate, case: Case, rule: Rule) -> Configuration | None:
    """Return the first of the cheapest configurations that exceeds no cap."""
    budget = estimate.stack.budget
    if budget is None:
        return None
    for tried in (1, TRIED):
        for one in cheapest(case, rule, tried):
            if next(over_caps(budget, _billed(case, one)), None) is None:
                return one
    return None


def _billed(case: Case, one: Configuration) -> Bill:
    """Return the bill the gate would see: with the Savings Plans that the comparison left out."""
    return case.bill_of(with_plans(case, one.sections), one.region) if case.plans else one.bill
