"""Compute Savings Plans: so many dollars an hour, spent on Fargate and EC2 at lower rates.

AWS applies a plan after the reservations, to the usage with the highest saving first and, where savings are equal, to
the one with the lowest rate (Savings Plans user guide, "How Savings Plans apply to your usage"). Spot is never covered.

A plan is spent hour by hour, a bill is reckoned by the month: what runs unevenly is covered here as if it ran evenly.
Jobs are left out for that reason, since they run a few hours of the month; so is a NAT instance, whose share of a plan
is worth less than a dollar a month. Both leave the bill a little too high rather than too low.
"""

from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from costing.adjust.commitment import Committed, bought
from costing.adjust.lines import NO_RESOURCE, beside, taken_back
from costing.adjust.open_hours import OpenHours
from costing.errors import MissingPrice
from costing.ledger import Ledger
from costing.line_item import Kind, Line, Why
from costing.money import NOTHING, QUANTUM, ZERO, Figures, rounded, same, sum_of
from costing.price_book import Price, PriceBook
from costing.units import HOURS, MONTHS_PER_YEAR
from infra.aws_rules.commitments import PLAN_UPFRONT_SHARE, plan_hourly
from infra.model.pricing import ComputeSavingsPlan, Payment

PLAN = Kind("commitments/NAME/savings-plan", "Compute Savings Plan", "hour", "aws:ecs/service:Service", "fixed")

KINDS = (PLAN,)

FARGATE, EC2 = "fargate.linux-", "ec2.linux."
COVERED_TYPES = ("aws:ecs/service:Service", "aws:autoscaling/group:Group")
_PAID: dict[Payment, str] = {
    "noUpfront": "no-upfront",
    "partialUpfront": "partial-upfront",
    "allUpfront": "all-upfront",
}


class Use(NamedTuple):
    """What runs on demand in one line, and the plan's rate for it."""

    line: Line
    open: Figures
    rate: Price

    @property
    def order(self) -> tuple[Decimal, Decimal, str]:
        """The highest saving first, then the lowest rate."""
        return (self.rate.usd / self.line.price.usd, self.rate.usd, self.line.id)


def add_plan(ledger: Ledger, hours: OpenHours, name: str, plan: ComputeSavingsPlan) -> Committed | None:
    """Add the hourly spend of a plan and what it covers; None where it covers nothing and none was stated."""
    uses = _uses(ledger, hours, plan)
    if uses is None:
        return None
    hourly = _hourly(uses, plan)
    if hourly is None:
        return None
    what = f"{PLAN.name} ({bought(plan.term_years, plan.payment)})"
    covered = _cover(hours, uses, same(hourly * HOURS))
    ledger.lines.append(_fee(ledger, name, what, hourly, plan, [use for use, _ in covered]))
    ledger.lines.extend(_taken(name, use, taken) for use, taken in covered if any(taken))
    return _committed(name, what, plan, hourly, covered)


def _uses(ledger: Ledger, hours: OpenHours, plan: ComputeSavingsPlan) -> list[Use] | None:
    """Return what a plan may cover, in the order in which it does; None where a rate is missing."""
    found: list[Use] = []
    complete = True
    for line, left in hours.lines():
        if not may_cover(line):
            continue
        try:
            found.append(Use(line, left, rate_of(ledger.book, line.price.item, plan)))
        except MissingPrice as error:
            ledger.missing.append(error)
            complete = False
    return sorted(found, key=lambda use: use.order) if complete else None


def may_cover(line: Line) -> bool:
    """Return whether a plan may pay for what `line` runs."""
    return line.resource.type in COVERED_TYPES and covers_item(line.price.item)


def covers_item(item: str) -> bool:
    """Return whether an item is one that plans are for; those of jobs are left out all the same."""
    return item.startswith((FARGATE, EC2))


def rate_of(book: PriceBook, item: str, plan: ComputeSavingsPlan) -> Price:
    """Return the plan's rate for an on-demand item; for EC2 the convertible reserved rate stands in.

    Raises:
        MissingPrice: the book has neither.
    """
    own = f"{item}.compute-sp-{plan.term_years}yr-{_PAID[plan.payment]}"
    if item.startswith(EC2) and not book.has(own):
        kind = item.removeprefix(EC2)
        own = f"ec2.reserved-convertible.{plan.term_years}yr-{_PAID[plan.payment]}.{kind}"
    return book.price(own, f"{PLAN.name}, {bought(plan.term_years, plan.payment)}: {_known(book, item)}")


def _known(book: PriceBook, item: str) -> str:
    payments: tuple[Payment, ...] = ("noUpfront", "partialUpfront", "allUpfront")
    there = [
        bought(years, payment)
        for years in (1, 3)
        for payment in payments
        if any(book.has(key) for key in _keys(item, years, payment))
    ]
    return f"there are rates for {'; '.join(there)}" if there else "there is no rate of a plan here"


def _keys(item: str, years: int, payment: Payment) -> tuple[str, str]:
    return (
        f"{item}.compute-sp-{years}yr-{_PAID[payment]}",
        f"ec2.reserved-convertible.{years}yr-{_PAID[payment]}.{item.removeprefix(EC2)}",
    )


def _hourly(uses: list[Use], plan: ComputeSavingsPlan) -> Decimal | None:
    """Return the hourly spend: as stated, or what covers all that always runs; None where nothing does."""
    if plan.hourly_usd is not None:
        return plan.hourly_usd
    needed = sum((use.open.floor * use.rate.usd for use in uses), ZERO) / HOURS
    return plan_hourly(needed) if needed else None


def _cover(hours: OpenHours, uses: list[Use], spend: Figures) -> list[tuple[Use, Figures]]:
    """Spend the month's commitment on the uses in their order, each figure by itself."""
    covered: list[tuple[Use, Figures]] = []
    left = spend
    for use in uses:
        rate = use.rate.usd
        most = Figures(
            *(
                have if have * rate <= money else _whole(money / rate)
                for have, money in zip(use.open, left, strict=True)
            )
        )
        hours.take(use.line.id, most)
        left = left.minus(most.times(rate))
        covered.append((use, most))
    return covered


def _whole(quantity: Decimal) -> Decimal:
    return rounded(quantity, QUANTUM, ROUND_FLOOR)


def _fee(ledger: Ledger, name: str, what: str, hourly: Decimal, plan: ComputeSavingsPlan, uses: list[Use]) -> Line:
    stated = plan.hourly_usd is not None
    oldest = min((use.rate.as_of for use in uses), default="undated")
    price = Price(
        f"compute-sp-{plan.term_years}yr-{_PAID[plan.payment]}",
        hourly,
        PLAN.unit,
        "given" if stated else "computed",
        oldest,
        "ComputeSavingsPlans",
        ";".join(f"{use.rate.item}={use.rate.usd}" for use in uses),
        "pricing.commitments" if stated else "what always runs, at the plan's rates",
        ledger.book.region,
    )
    why = Why("{} dollars an hour × {} h, due whether used or not", (hourly, HOURS))
    resource = uses[0].line.resource if uses else NO_RESOURCE
    return beside(PLAN.id.replace("NAME", name), "services", what, resource, same(HOURS), price, why)


def _taken(name: str, use: Use, taken: Figures) -> Line:
    _, service, meter = use.line.id.split("/")
    why = Why(
        "of {} {}s on demand, {} are paid by the plan at {} dollars each",
        (use.line.quantity.expected, use.line.unit, taken.expected, use.rate.usd),
    )
    line_id = f"{PLAN.id.replace('NAME', name)}.covered.{service}.{meter}"
    return taken_back(line_id, f"{use.line.name} under plan {name}", use.line, taken, why)


def _committed(
    name: str, what: str, plan: ComputeSavingsPlan, hourly: Decimal, covered: list[tuple[Use, Figures]]
) -> Committed:
    fee = hourly * HOURS
    spent = [taken.times(use.rate.usd) for use, taken in covered]
    worth = [taken.times(use.line.price.usd) for use, taken in covered]
    parts: dict[str, Figures] = {}
    for (use, _), share, back in zip(covered, spent, worth, strict=True):
        part = "services." + use.line.id.split("/")[1]
        parts[part] = parts.get(part, NOTHING).plus(share).minus(back)
    upfront = PLAN_UPFRONT_SHARE[plan.payment]
    return Committed(
        name,
        what,
        plan.term_years,
        plan.payment,
        fee,
        fee * plan.term_years * MONTHS_PER_YEAR * upfront,
        fee * (1 - upfront),
        same(fee).minus(sum_of(spent)),
        sum_of(worth),
        parts,
    )
