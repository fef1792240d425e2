"""Charges of a month beside a tier's bill, layer by layer, with what carries no tag named."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from costing.actual.spend import NO_TAG, Charge, Month, SpendError, month_of, months_in
from costing.bill import Bill
from costing.money import NOTHING, ZERO, Figures, quantity, sum_of
from costing.units import HOURS
from infra.model.layers import LAYERS

CENT_OFF = Decimal("0.005")
"""What rounds to no cent is no difference."""


class LayerSpend(NamedTuple):
    """One layer: what was charged, the same for a month of 730 hours, and what was estimated."""

    layer: str
    usd: Decimal
    monthly: Decimal
    estimate: Figures

    @property
    def difference(self) -> Decimal:
        """Dollars a month that were charged above the expected figure."""
        return self.monthly - self.estimate.expected

    @property
    def outside(self) -> str:
        """`above` the ceiling, `below` the floor, or nothing."""
        if self.monthly > self.estimate.ceiling + CENT_OFF:
            return "above"
        return "below" if self.monthly < self.estimate.floor - CENT_OFF else ""


class Actual(NamedTuple):
    """A month's spend beside a bill.

    Attributes:
        stack, tier: whose bill it is.
        month: the calendar month.
        days: how many of its days the charges cover.
        factor: what turns the charges of these days into a month of 730 hours.
        layers: in their order; a layer that is neither charged nor estimated is left out.
        untagged: dollars that carry no tag `layer`, by service of AWS; the service is empty where none is told.
        strange: dollars by a value of the tag that is no layer of ours.
        elsewhere: dollars of other stacks, by their name.
        estimated: whether AWS may still change figures.
        tells_stacks: whether charges of other stacks could be left out.
    """

    stack: str
    tier: str
    month: Month
    days: int
    factor: Decimal
    layers: tuple[LayerSpend, ...]
    untagged: Mapping[str, Decimal]
    strange: Mapping[str, Decimal]
    elsewhere: Mapping[str, Decimal]
    estimated: bool
    tells_stacks: bool

    @property
    def total(self) -> LayerSpend:
        """All layers together."""
        usd = sum((one.usd for one in self.layers), ZERO)
        return LayerSpend("total", usd, quantity(usd * self.factor), sum_of(one.estimate for one in self.layers))


def beside(charges: Iterable[Charge], bill: Bill, stack: str, month: Month | None, today: date) -> Actual:
    """Return what was charged in a month beside a bill.

    Args:
        charges: of one or more months.
        bill: what was estimated.
        stack: its name, the value of the tag `stack`.
        month: which month; the last one that is over where None.
        today: tells which months are over.

    Raises:
        SpendError: there are no charges in the month, or a period is none, or reaches beyond it.
    """
    every = list(charges)
    chosen = month or _last_whole(every, today)
    found = [one for one in every if month_of(one.start) == chosen]
    if not found:
        there = ", ".join(map(str, months_in(every))) or "none"
        raise SpendError(f"nothing was charged in {chosen}; months there are: {there}")
    if any(one.end <= one.start for one in found):
        raise SpendError(f"a period that starts in {chosen} ends before it starts")
    if any(one.end > chosen.end for one in found):
        raise SpendError(f"a period that starts in {chosen} reaches beyond it: export by month or by day")
    days = _days(found)
    factor = HOURS / (24 * days)
    of_stack = [one for one in found if one.stack in {None, stack, NO_TAG}]
    return Actual(
        stack,
        bill.tier,
        chosen,
        days,
        factor,
        tuple(_layers(of_stack, bill, factor)),
        _sums((one.service or "", one) for one in of_stack if one.layer == NO_TAG),
        _sums((one.layer, one) for one in of_stack if one.layer not in {NO_TAG, *LAYERS}),
        _sums((one.stack or "", one) for one in found if one.stack not in {None, stack, NO_TAG}),
        any(one.estimated for one in found),
        all(one.stack is not None for one in found if one.layer != NO_TAG),
    )


def _last_whole(charges: list[Charge], today: date) -> Month:
    """Return the last month that is over; the last there is where none is."""
    months = months_in(charges)
    over = [one for one in months if one.end <= today]
    return (over or months or [month_of(today).before])[-1]


def _days(charges: list[Charge]) -> int:
    """Return how many days charges cover, each counted once."""
    spans = {(one.start, one.end) for one in charges}
    return len({start + timedelta(days=n) for start, end in spans for n in range((end - start).days)})


def _layers(charges: list[Charge], bill: Bill, factor: Decimal) -> Iterable[LayerSpend]:
    sums = _sums((one.layer, one) for one in charges)
    for layer in LAYERS:
        usd, estimate = sums.get(layer, ZERO), bill.layers.get(layer, NOTHING)
        if usd or any(estimate):
            yield LayerSpend(layer, usd, quantity(usd * factor), estimate)


def _sums(named: Iterable[tuple[str, Charge]]) -> dict[str, Decimal]:
    """Return the dollars of each name, the most first; what sums up to nothing is left out."""
    sums: dict[str, Decimal] = {}
    for name, one in named:
        sums[name] = sums.get(name, ZERO) + one.usd
    return {name: usd for name, usd in sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])) if usd}
