"""A reservation or a Savings Plan as a bill has it: what it costs, in which money, and what it covers."""

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from costing.money import Figures, sum_of
from costing.units import MONTHS_PER_YEAR
from infra.model.pricing import Payment


class Committed(NamedTuple):
    """One commitment on one bill.

    Attributes:
        name: the key in `pricing.commitments`.
        what: what was bought, in words.
        term_years: 1 or 3.
        payment: how it is paid.
        fee: dollars a month with the upfront money spread over the term; due whether used or not.
        upfront: dollars at the start of the term; None where the price does not tell.
        monthly: dollars that remain to be paid each month; None where the price does not tell.
        unused: the part of the fee, in dollars a month, that covers nothing.
        covered: the on-demand price of what is covered, in dollars a month.
        parts: what it changes of each part it covers, such as `services.api`: its share of the fee less the
            on-demand price of what is covered there.
    """

    name: str
    what: str
    term_years: int
    payment: Payment
    fee: Decimal
    upfront: Decimal | None
    monthly: Decimal | None
    unused: Figures
    covered: Figures
    parts: Mapping[str, Figures]

    @property
    def months(self) -> int:
        """How long the commitment binds."""
        return self.term_years * MONTHS_PER_YEAR

    @property
    def liability(self) -> Decimal:
        """Dollars over the whole term, whatever runs."""
        if self.upfront is None or self.monthly is None:
            return self.fee * self.months
        return self.upfront + self.monthly * self.months

    @property
    def pays_after(self) -> int | None:
        """Months after which all of it has cost no more than what it covers would have on demand; None: never."""
        covered = self.covered.expected
        if covered * self.months < self.liability:
            return None
        return int((self.liability / covered).to_integral_value(ROUND_CEILING))

    @property
    def saving(self) -> Figures:
        """Dollars a month by which the bill is lower; negative where what is covered costs less than the fee."""
        return Figures(*(covered - self.fee for covered in self.covered))


def part_of(committed: tuple[Committed, ...], part: str) -> Figures:
    """Return what all commitments together change of one part."""
    return sum_of(one.parts[part] for one in committed if part in one.parts)


PAID: Mapping[Payment, str] = {
    "noUpfront": "no upfront",
    "partialUpfront": "partial upfront",
    "allUpfront": "all upfront",
}
"""Payments as AWS calls them."""


def bought(term_years: int, payment: Payment) -> str:
    """Return `1 year, no upfront`."""
    return f"{term_years} year{'s' if term_years > 1 else ''}, {PAID[payment]}"
