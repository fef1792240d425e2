"""Claims as text: stated figures beside ours."""

from collections.abc import Iterator
from decimal import Decimal

from costing.claims import Beside, Compared
from costing.money import usd
from costing.report.table import Row, Style, aligned


def claims_table(claims: tuple[Compared, ...], style: Style) -> Iterator[str]:
    """Yield each claim with its parts, and below them what does not add up."""
    if not claims:
        return
    rows = [Row(("claimed, beside the expected figure", "claimed", "estimated", "difference", ""), "dim")]
    for one in claims:
        rows += list(_rows(one))
    yield from aligned(rows, style)


def _rows(one: Compared) -> Iterator[Row]:
    label = f"{one.name} (tier {one.tier}{f', {one.source}' if one.source else ''})"
    if one.total is not None:
        yield Row((label, *_cells(one.total)), "bold")
    else:
        yield Row((label, "", "", "", ""), "bold")
    for part, beside in one.parts:
        yield Row((f"  {part}", *_cells(beside)))
    if one.remark:
        yield Row((f"  {one.remark}", "", "", "", ""), "warn")


def _cells(beside: Beside) -> tuple[str, ...]:
    if beside.ours is None or beside.difference is None:
        return usd(beside.claimed), "unpriced", "", ""
    return usd(beside.claimed), usd(beside.ours), signed(beside.difference), percent(beside.percent)


def signed(amount: Decimal) -> str:
    """Return `+$1.98`, `-$1.02`, `$0.00`."""
    words = usd(amount)
    return f"+{words}" if amount > 0 and words != "$0.00" else words


def percent(share: Decimal | None) -> str:
    """Return `+16.5 %`; nothing where there is no share."""
    if share is None:
        return ""
    return f"{share:+} %" if share else "0 %"
