"""The bill of one tier as text: a row a line, a head row a layer, the most expensive line first within its layer."""

from collections.abc import Iterator
from decimal import Decimal

from costing.bill import Bill
from costing.line_item import Line, shown
from costing.money import Figures, cents, rounded, text, usd
from costing.report.table import Row, Style, aligned, plain
from costing.units import MILLION, size_of
from costing.words import many

WIDE = 100
"""Narrower pages show a line with its quantity and its money alone."""
UNITS = {
    "hour": "h",
    "effective hour": "h",
    "hour per AZ": "h",
    "node-hour": "h",
    "effective node-hour": "h",
    "broker-hour": "h",
    "cluster-hour": "h",
}


def bill_table(bill: Bill, style: Style = plain, *, every_line: bool = False) -> Iterator[str]:
    """Yield the bill of one tier; lines of $0.00 in all three figures are counted, and shown by `every_line`."""
    rows = [Row(("layer / line", "quantity", "unit price", "floor", "expected", "ceiling", ""), "dim")]
    hidden = 0
    for name, figures in bill.layers.items():
        lines = sorted((x for x in bill.lines if x.layer == name), key=dearest_first)
        visible = [line for line in lines if every_line or costs(line.amount)]
        hidden += len(lines) - len(visible)
        if visible:
            rows.append(Row((name, "", "", *money(figures), ""), "bold"))
        rows += map(_row, visible)
    rows.append(Row(("total", "", "", *_total(bill), ""), "bold"))
    yield from aligned([_fitting(row, style.width) for row in rows], style)
    if hidden:
        yield style(f"{many(hidden, 'line')} of $0.00 not shown (--all shows {'it' if hidden == 1 else 'them'})", "dim")


def _fitting(row: Row, width: int) -> Row:
    """Return a row without unit price and basis where a page is too narrow for them; `explain` has both."""
    return row if width >= WIDE else row._replace(cells=(*row.cells[:2], *row.cells[3:-1]))


def dearest_first(line: Line) -> tuple[Decimal, Decimal, str]:
    """Return the order of lines within a layer."""
    return (-line.amount.expected, -line.amount.ceiling, line.id)


def _row(line: Line) -> Row:
    usage = "usage" if line.basis == "usage" else ""
    return Row((f"  {line.name}", quantity(line), unit_price(line), *money(line.amount), usage))


def costs(figures: Figures) -> bool:
    """Return whether any of the three is a cent or more, once rounded."""
    return any(cents(one) for one in figures)


def quantity(line: Line) -> str:
    """Return the expected quantity with its unit, in short; what is sold by the thousand is counted in pieces."""
    value = line.quantity.expected
    if line.unit == "USD":
        return usd(value)
    size = size_of(line.unit)
    if size == 1:
        return f"{_short(value)} {UNITS.get(line.unit, line.unit)}"
    pieces, noun = value * size, line.unit.partition(" ")[2]
    return f"{_short(pieces / MILLION)}M {noun}" if abs(pieces) >= MILLION else f"{_short(pieces)} {noun}"


def _short(value: Decimal) -> str:
    if abs(value) < 1:
        return shown(value)
    return f"{Decimal(shown(rounded(value, Decimal('0.1' if abs(value) >= 100 else '0.01')))):,f}"


def unit_price(line: Line) -> str:
    """Return the price as the book has it, and for how many where it is not for one; a discount as a percentage."""
    each = line.price.usd
    if line.unit == "USD":
        return f"{shown(each * 100)} %"
    price = usd(each) if each == cents(each) else f"${text(each)}"
    return price if size_of(line.unit) == 1 else f"{price}/{line.unit.partition(' ')[0]}"


def money(figures: Figures) -> tuple[str, str, str]:
    """Return the three figures in dollars and cents."""
    floor, expected, ceiling = (f"{cents(f):,}" for f in figures)
    return floor, expected, ceiling


def _total(bill: Bill) -> tuple[str, str, str]:
    if bill.total is None:
        return "unpriced", "unpriced", "unpriced"
    floor, expected, ceiling = map(usd, bill.total)
    return floor, expected, ceiling
