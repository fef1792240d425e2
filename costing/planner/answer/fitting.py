"""The cheapest configuration that fits the caps of a budget, for a deployment that was refused."""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from costing.bill import Bill, Estimate
from costing.gate.caps import BASES, cap_of
from costing.gate.reasons import over_caps
from costing.planner.answer.case import Case, case_of, with_plans
from costing.planner.answer.configuration import (
    ROUNDING_USD,
    Caps,
    Configuration,
    PlannerError,
    UnprovenError,
    cheapest,
)
from costing.planner.answer.within import Allowed
from costing.planner.measure.tariff import Measure, units
from costing.planner.priced.board import ANYTHING, Ceiling
from infra.model.budget import Budget

TRIED = 200
"""So many configurations that keep the caps by the sums of the search may break one by their bills.

A Savings Plan is why: for each sum of the bill the search knows what it saves at most.
"""


class Fitting(NamedTuple):
    """A configuration for the deployed tier.

    Attributes:
        found: the cheapest that meets the requirements and, if `fits`, every cap; None where nothing meets them.
        fits: whether it is within the caps.
        within: whether it stays within the moves allowed.
        proved: whether nothing cheaper fits, and nothing at all where it does not; else so many were tried as TRIED.
    """

    found: Configuration | None
    fits: bool
    within: bool
    proved: bool = True


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
    estimate, budget = same.estimate, same.estimate.stack.budget
    if budget is None:
        return None
    limits = caps_of(budget, estimate.stack.tier)
    case = case_of(estimate, measures=tuple(dict.fromkeys((Measure(), *(measure for measure, _ in limits)))))
    if not any(site.cost for region in case.regions for site in region.sites):
        return None
    caps, proved = _caps(case, budget, limits), True
    try:
        for rule, within in ((Allowed(case), True), (ANYTHING, False)):
            try:
                one = next(iter(cheapest(case, rule, caps=caps)), None)
            except UnprovenError:
                proved = False
                continue
            if one is not None:
                return Fitting(one, fits=True, within=within)
        least = next(iter(cheapest(case)), None)
    except PlannerError:
        return None
    return Fitting(least, fits=False, within=False, proved=proved)


def caps_of(budget: Budget, tier: str) -> list[tuple[Measure, Decimal]]:
    """Return each sum of the bill that has a cap, with the cap."""
    named = [(None, cap_of(budget, tier)), *budget.layers.items()]
    return [
        (Measure(basis, layer), limit)
        for layer, cap in named
        if cap is not None
        for basis in BASES
        if (limit := getattr(cap, basis)) is not None
    ]


def _caps(case: Case, budget: Budget, limits: list[tuple[Measure, Decimal]]) -> Caps:
    """Return the caps as the search takes them; none where a bill may be below its sum, for a plan left out of it."""
    ceilings = [Ceiling(case.measures.index(measure), units(cap + ROUNDING_USD)) for measure, cap in limits]

    def kept(one: Configuration) -> bool:
        made = _billed(case, one)
        return made.total is not None and next(over_caps(budget, made), None) is None

    return Caps(() if case.plans else ceilings, kept, TRIED)


def _billed(case: Case, one: Configuration) -> Bill:
    """Return the bill the gate would see: with the Savings Plans that the comparison left out."""
    return case.bill_of(with_plans(case, one.sections), one.region) if case.plans else one.bill
