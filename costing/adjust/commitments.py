"""All commitments of a tier, in the order AWS applies them: reservations, then Savings Plans."""

from collections.abc import Iterator

from costing.adjust import offers, reserved, savings_plan
from costing.adjust.commitment import Committed
from costing.adjust.open_hours import OpenHours
from costing.ledger import Ledger
from costing.money import usd
from infra.model.pricing import ComputeSavingsPlan, Reserved
from infra.model.stack import Sections

KINDS = (*offers.KINDS, *savings_plan.KINDS)


def add_lines(ledger: Ledger, sections: Sections) -> tuple[Committed, ...]:
    """Add the fee of every commitment and what it covers; return what each comes to."""
    commitments = sections.pricing.commitments
    if not commitments:
        return ()
    hours = OpenHours(ledger.lines)
    found = [
        reserved.add_reservation(ledger, hours, sections.topology, name, one)
        for name, one in commitments.items()
        if isinstance(one, Reserved)
    ]
    found += [
        savings_plan.add_plan(ledger, hours, name, one)
        for name, one in commitments.items()
        if isinstance(one, ComputeSavingsPlan)
    ]
    return tuple(one for one in found if one is not None)


def remarks(sections: Sections, committed: tuple[Committed, ...], *, priced: bool) -> Iterator[str]:
    """Yield what is paid for nothing, and the plans that cover nothing at all."""
    for one in committed:
        if one.unused.expected:
            yield (
                f"commitment {one.name}: {usd(one.unused.expected)} of {usd(one.fee)} a month pay for hours that "
                f"nothing uses, {usd(one.liability)} are due over its term"
            )
        if one.saving.expected < 0:
            yield f"commitment {one.name} costs {usd(-one.saving.expected)} a month more than running on demand"
    bought = {one.name for one in committed}
    for name, asked in sections.pricing.commitments.items():
        if priced and name not in bought and isinstance(asked, ComputeSavingsPlan):
            yield f"commitment {name} covers nothing: no on-demand service runs all the time"
