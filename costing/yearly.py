"""The years ahead along the path of tiers: data that grows, and money upfront in the month it is due.

`total` is what the tiers' bills come to month after month, with upfront money spread over its term. `cash` is what
leaves the bank account as expected: upfront money when it is due, less the allowances of the account, less credits.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from costing.adjust.commitment import Committed
from costing.bill import Bill, Estimate
from costing.estimate import bill
from costing.growth import GrowingData
from costing.money import ZERO, Figures, sum_of
from costing.steps import steps
from costing.support_dates import charged, months_after
from costing.units import MONTHS_PER_YEAR
from infra.model.stack import PathStep, Tier

DEFAULT_MONTHS = 12


class Month(NamedTuple):
    """One month of the path, in dollars.

    Attributes:
        number: from 1.
        tier: what runs.
        total: the bill, with commitments of earlier tiers that bind still.
        cash: expected payment, the upfront money included.
        upfront: of it, due at the start of a term.
        credits: paid by credits, and so not in `cash`.
    """

    number: int
    tier: str
    total: Figures
    cash: Decimal
    upfront: Decimal
    credits: Decimal


class Span(NamedTuple):
    """A year of the path, or all of it."""

    months: int
    tiers: tuple[str, ...]
    total: Figures
    cash: Decimal
    upfront: Decimal
    credits: Decimal


class Yearly(NamedTuple):
    """The path month by month and year by year.

    Attributes:
        months: every month of the path.
        years: twelve months each, the last one with what is left.
        whole: the path from end to end.
        outstanding: dollars that commitments still ask for after the path's last month.
        remarks: what does not go on as it is: a full disk, a commitment that outlives its tier, a charge that starts,
            and what the steps from tier to tier do to what runs.
    """

    months: tuple[Month, ...]
    years: tuple[Span, ...]
    whole: Span
    outstanding: Decimal
    remarks: tuple[str, ...]


def yearly(estimate: Estimate) -> Yearly | None:
    """Return the years along the stack's path; without one, the deployed tier for twelve months.

    None where a tier of the path lacks a price.
    """
    stack = estimate.stack
    path = stack.path or (PathStep(tier=stack.tier, months=DEFAULT_MONTHS),)
    if any(estimate.bills[step.tier].total is None for step in path):
        return None
    walk = _Walk(estimate, stack.tiers[path[0].tier].sections.pricing.credits_left_usd)
    months = tuple(month for step in path for month in walk.step(stack.tiers[step.tier], step.months))
    years = [months[start : start + MONTHS_PER_YEAR] for start in range(0, len(months), MONTHS_PER_YEAR)]
    return Yearly(
        months,
        tuple(_span(year) for year in years),
        _span(months),
        sum((due.monthly * due.left for due in walk.due), ZERO),
        tuple(dict.fromkeys((*walk.remarks, *steps(stack)))),
    )


def _span(months: Iterable[Month]) -> Span:
    part = tuple(months)
    return Span(
        len(part),
        tuple(dict.fromkeys(month.tier for month in part)),
        sum_of(month.total for month in part),
        sum((month.cash for month in part), ZERO),
        sum((month.upfront for month in part), ZERO),
        sum((month.credits for month in part), ZERO),
    )


class _Due:
    """A commitment that was entered: what it asks for each month, and for how many months more."""

    def __init__(self, one: Committed) -> None:
        self.one, self.left = one, one.months
        known = one.upfront is not None and one.monthly is not None
        self.upfront = one.upfront if known and one.upfront is not None else ZERO
        self.monthly = one.monthly if known and one.monthly is not None else one.fee

    def is_for(self, other: Committed) -> bool:
        """Return whether the term goes on under `other`: the same thing, bought under the same name."""
        return self.left > 0 and (self.one.name, self.one.what, self.one.fee) == (other.name, other.what, other.fee)


class _Walk:
    """Goes along the path, and remembers data, commitments and credits from month to month."""

    def __init__(self, estimate: Estimate, credit: Decimal) -> None:
        self._estimate, self._credit = estimate, credit
        self._number = 0
        self._data = GrowingData()
        self._was_full = False
        self._charged: tuple[str, ...] | None = None
        self.due: list[_Due] = []
        self.remarks: list[str] = []

    def step(self, tier: Tier, months: int) -> Iterator[Month]:
        """Yield the months of one tier."""
        self._data.enter(tier.sections)
        for _ in range(months):
            self._number += 1
            yield self._month(tier, self._bill(tier))
            self._data.grow(tier.sections)

    def _bill(self, tier: Tier) -> Bill:
        """Return the bill of the tier with the data there is by now, as of the day on which this month begins."""
        sections = self._data.put_into(tier.sections)
        full = self._data.full(sections)
        if full and not self._was_full:
            self.remarks.append(f"from month {self._number} on: {full}")
        self._was_full = full is not None
        today, day = self._estimate.today, months_after(self._estimate.today, self._number - 1)
        dated = self._dated(tier, day)
        if sections is tier.sections and dated == charged(tier.sections, today):
            return self._estimate.bills[tier.name]
        budget = self._estimate.stack.budget
        watched = budget is not None and budget.alerts is not None
        return bill(tier._replace(sections=sections), self._estimate.book, day, watched=watched)

    def _dated(self, tier: Tier, day: date) -> tuple[str, ...]:
        """Return what is in Extended Support on a day, and remark what was not the month before."""
        now = charged(tier.sections, day)
        before = charged(tier.sections, self._estimate.today) if self._charged is None else self._charged
        self.remarks += [
            f"from month {self._number} on: {one} is charged for Extended Support" for one in now if one not in before
        ]
        self._charged = now
        return now

    def _month(self, tier: Tier, one: Bill) -> Month:
        bought = self._enter(one)
        stranded = self._stranded(one)
        total, after = one.total or Figures(ZERO, ZERO, ZERO), one.after_allowances or Figures(ZERO, ZERO, ZERO)
        idle = sum((due.one.fee for due in stranded), ZERO)
        fees = sum((c.fee for c in one.commitments), ZERO)
        monthly = sum((due.monthly for due in self.due), ZERO)
        upfront = sum((due.upfront for due in bought), ZERO)
        running = after.expected - fees + monthly
        credits_used = min(self._credit, running)
        self._credit -= credits_used
        for due in self.due:
            due.left -= 1
        self.due = [due for due in self.due if due.left]
        total = Figures(*(figure + idle for figure in total))
        return Month(self._number, tier.name, total, running - credits_used + upfront, upfront, credits_used)

    def _enter(self, one: Bill) -> list[_Due]:
        """Enter every commitment of the bill that no running term covers, and return those."""
        new = [_Due(c) for c in one.commitments if not any(due.is_for(c) for due in self.due)]
        self.due += new
        return new

    def _stranded(self, one: Bill) -> list[_Due]:
        """Return the commitments that bind although the tier no longer has them."""
        found = [due for due in self.due if not any(due.is_for(c) for c in one.commitments)]
        for due in found:
            self.remarks.append(f"commitment {due.one.name} outlives its tier: {due.one.what} is due without a use")
        return found
