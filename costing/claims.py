"""Figures that somebody else stated beside ours: differences in dollars and percent, and sums that do not add up."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from costing.adjust.commitment import part_of
from costing.adjust.discounts import is_discount
from costing.bill import Bill, Estimate
from costing.line_item import total
from costing.money import ONE, ZERO, cents, rounded, usd
from infra.model.claims import Claim

_TENTH = Decimal("0.1")


class Beside(NamedTuple):
    """A stated figure and ours, in dollars a month; ours is the expected one, None where a price is missing."""

    claimed: Decimal
    ours: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """Ours less theirs: positive where the claim is too low."""
        return None if self.ours is None else self.ours - self.claimed

    @property
    def percent(self) -> Decimal | None:
        """The difference as a share of the claim, one decimal; None of a claim of nothing."""
        if self.difference is None or not self.claimed:
            return None
        return rounded(self.difference / self.claimed * 100, _TENTH, ROUND_HALF_UP)


class Compared(NamedTuple):
    """One claim beside the bill of its tier.

    Attributes:
        name: the key in `claims`.
        tier: whose bill it is about.
        source: where it was stated.
        total: the stated total beside ours; None where only parts were stated.
        parts: each part beside the same part of the bill: a layer, or a layer's resource.
        parts_sum: what the stated parts add up to; None without parts.
    """

    name: str
    tier: str
    source: str | None
    total: Beside | None
    parts: tuple[tuple[str, Beside], ...]
    parts_sum: Decimal | None

    @property
    def gap(self) -> Decimal:
        """The stated total less the sum of the stated parts; 0 where the two agree or one of them is not stated."""
        if self.total is None or self.parts_sum is None:
            return ZERO
        return self.total.claimed - self.parts_sum

    @property
    def remark(self) -> str | None:
        """What is wrong with the claim's own sum."""
        if not cents(self.gap) or self.total is None or self.parts_sum is None:
            return None
        return f"its own parts add up to {usd(self.parts_sum)}, not to {usd(self.total.claimed)}"


def compare_claims(estimate: Estimate) -> tuple[Compared, ...]:
    """Return every claim of the stack beside our figures, in the order of the config's keys."""
    return tuple(_compared(name, claim, estimate.bills[claim.tier]) for name, claim in estimate.stack.claims.items())


def _compared(name: str, claim: Claim, bill: Bill) -> Compared:
    ours = None if bill.total is None else bill.total.expected
    whole = None if claim.total is None else Beside(claim.total, ours)
    parts_sum = sum(claim.parts.values(), ZERO) if claim.parts else None
    return Compared(name, claim.tier, claim.source, whole, tuple(_parts(claim, bill)), parts_sum)


def _parts(claim: Claim, bill: Bill) -> Iterator[tuple[str, Beside]]:
    for part, claimed in claim.parts.items():
        ours = None if bill.missing else part_expected(bill, part)
        yield part, Beside(claimed, ours)


def part_expected(bill: Bill, part: str) -> Decimal:
    """Return the expected dollars of a layer, or of one of its resources after commitments and discounts.

    A layer that the tier does not have costs nothing: a claim may say so too.
    """
    layer, _, resource = part.partition(".")
    if not resource:
        return next((figures.expected for name, figures in bill.layers.items() if name == layer), ZERO)
    own = total(line for line in bill.lines if line.id.startswith(f"{layer}/{resource}/"))
    off = (x.price.usd for x in bill.lines if x.layer == layer and is_discount(x))
    return own.plus(part_of(bill.commitments, part)).expected * sum(off, ONE)
