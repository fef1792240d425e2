"""The years ahead as text."""

from collections.abc import Iterator

from costing.money import usd
from costing.report.table import Row, Style, aligned
from costing.report.wrapping import wrapped
from costing.words import many
from costing.yearly import Span, Yearly


def years_table(years: Yearly | None, style: Style) -> Iterator[str]:
    """Yield the path year by year: the bills added up, and the cash with upfront money when it is due."""
    if years is None:
        return
    rows = [Row(("the path, year by year", "floor", "expected", "ceiling", "cash", "upfront"), "dim")]
    rows += [_row(f"  year {number}: {_about(year)}", year) for number, year in enumerate(years.years, 1)]
    if len(years.years) > 1:
        rows.append(_row(f"{many(years.whole.months, 'month')}", years.whole, "bold"))
    yield from aligned(rows, style)
    if years.outstanding:
        yield f"after that {usd(years.outstanding)} of commitments are still to be paid"
    for remark in years.remarks:
        yield from wrapped(remark, 0, style.width)


def _about(span: Span) -> str:
    whole = "" if span.months == 12 else f", {many(span.months, 'month')}"
    return " then ".join(span.tiers) + whole


def _row(label: str, span: Span, mark: str = "") -> Row:
    return Row((label, *map(usd, span.total), usd(span.cash), usd(span.upfront) if span.upfront else "–"), mark)
