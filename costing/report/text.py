"""The bill as text: aligned columns, the most expensive line first within its layer."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from costing.bill import Bill, Estimate
from costing.gate import Decision
from costing.line_item import Line, shown
from costing.money import Figures, cents, rounded, usd
from costing.report.document import tier_order
from costing.report.verdict import explanation, verdict
from costing.words import many
from infra.model.layers import LAYERS, LayerName

Style = Callable[[str, str], str]
"""Marks a text as bold, dim, good, warn or bad; on anything but a terminal it leaves it as it is."""

UNITS = {"hour": "h", "hour per AZ": "h", "node-hour": "h", "broker-hour": "h", "cluster-hour": "h"}
NAME, QUANTITY, PRICE, MONEY = 52, 18, 11, 11
WIDTH = NAME + QUANTITY + PRICE + 3 * MONEY


def plain(text: str, _mark: str) -> str:
    """Return `text` without any mark."""
    return text


def report(estimate: Estimate, decision: Decision, *, style: Style = plain, every_line: bool = False) -> str:
    """Return the whole report: the deployed tier's bill, the tiers side by side, notes, and the verdict."""
    parts = [
        [_title(estimate)],
        list(bill_table(estimate.deployed, style, every_line=every_line)),
        list(_missing(estimate.deployed)),
        list(_matrix(estimate, style)) if len(estimate.bills) > 1 else [],
        list(_notes(estimate.deployed)),
        list(closing(estimate, decision, style)),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def for_log(estimate: Estimate, decision: Decision) -> Iterator[str]:
    """Yield what a deployment logs: the verdict first, since a progress row shows no more, then the bill."""
    yield verdict(estimate, decision)
    yield from _notes_on(decision)
    yield ""
    yield from bill_table(estimate.deployed)


def closing(estimate: Estimate, decision: Decision, style: Style = plain) -> Iterator[str]:
    """Yield the verdict, and after a refusal what it rests on and the ways out."""
    mark = {"within": "good", "warning": "warn", "over": "bad", "unpriced": "bad"}[decision.state]
    yield style(verdict(estimate, decision), mark)
    if decision.refused:
        yield from explanation(estimate, decision)
    else:
        yield from _notes_on(decision)


def _notes_on(decision: Decision) -> Iterator[str]:
    """Yield what was weighed besides; without a cap the verdict says it itself."""
    yield from (f"  {note}" for note in decision.notes if decision.cap is not None)


def _title(estimate: Estimate) -> str:
    stack = estimate.stack
    note = estimate.stack.deployed.note
    about = f" ({note})" if note else ""
    where = f"{stack.name} · tier {stack.tier}{about} · {stack.region}"
    return f"{where} · prices of {estimate.book.as_of} · US dollars a month"


def bill_table(bill: Bill, style: Style = plain, *, every_line: bool = False) -> Iterator[str]:
    """Yield the bill of one tier, a row a line, a head row a layer, and the total."""
    yield style(_cells("layer / line", "quantity", "unit price", "floor", "expected", "ceiling"), "dim")
    hidden = 0
    for name, figures in bill.layers.items():
        yield style(_cells(name, "", "", *_money(figures)), "bold")
        lines = sorted((x for x in bill.lines if x.layer == name), key=_dearest_first)
        for line in lines:
            if every_line or any(line.amount):
                yield _line(line)
            else:
                hidden += 1
    yield style(_cells("total", "", "", *_total(bill)), "bold")
    if hidden:
        yield style(f"{many(hidden, 'line')} of $0.00 not shown (--all shows {'it' if hidden == 1 else 'them'})", "dim")


def _dearest_first(line: Line) -> tuple[Decimal, Decimal, str]:
    return (-line.amount.expected, -line.amount.ceiling, line.id)


def _line(line: Line) -> str:
    unit = UNITS.get(line.unit, line.unit)
    quantity = f"{shown(_rounded(line.quantity.expected))} {unit}"
    row = _cells(f"  {line.name}", quantity, f"${shown(line.price.usd)}", *_money(line.amount))
    return f"{row}  usage" if line.basis == "usage" else row


def _rounded(quantity: Decimal) -> Decimal:
    return quantity if quantity < 1 else rounded(quantity, Decimal("0.1" if quantity >= 100 else "0.01"))


def _money(figures: Figures) -> tuple[str, str, str]:
    floor, expected, ceiling = (f"{cents(f):,}" for f in figures)
    return floor, expected, ceiling


def _total(bill: Bill) -> tuple[str, str, str]:
    if bill.total is None:
        return "unpriced", "unpriced", "unpriced"
    floor, expected, ceiling = map(usd, bill.total)
    return floor, expected, ceiling


def _cells(name: str, quantity: str, price: str, floor: str, expected: str, ceiling: str) -> str:
    short = name if len(name) <= NAME else f"{name[: NAME - 1]}…"
    money = "".join(f"{m:>{MONEY}}" for m in (floor, expected, ceiling))
    return f"{short:<{NAME}}{quantity:>{QUANTITY}}{price:>{PRICE}}{money}"


def _missing(bill: Bill) -> Iterator[str]:
    if bill.missing:
        yield "no price for:"
        for missing in bill.missing:
            yield f"  {missing.item} in {missing.region} ({missing.wanted_for})"


def _matrix(estimate: Estimate, style: Style) -> Iterator[str]:
    """Yield layers by tiers, expected figures, with the three totals of each tier below."""
    names = tier_order(estimate)
    width = max(11, *(len(n) + 2 for n in names))
    for start in range(0, len(names), 8):
        part = names[start : start + 8]
        bills = [estimate.bills[n] for n in part]
        if start:
            yield ""
        heads = [f"{n}*" if n == estimate.stack.tier else n for n in part]
        yield style(_row("expected, by layer and tier", heads, width), "dim")
        for layer in LAYERS:
            if any(layer in b.layers for b in bills):
                yield _row(f"  {layer}", [_cell(b, layer) for b in bills], width)
        for basis in ("floor", "expected", "ceiling"):
            totals = [usd(getattr(b.total, basis)) if b.total else "unpriced" for b in bills]
            yield style(_row(basis, totals, width), "bold" if basis == "expected" else "")


def _cell(bill: Bill, layer: LayerName) -> str:
    return f"{cents(bill.layers[layer].expected):,}" if layer in bill.layers else "–"


def _row(name: str, cells: list[str], width: int) -> str:
    return f"{name:<28}" + "".join(f"{c:>{width}}" for c in cells)


def _notes(bill: Bill) -> Iterator[str]:
    if bill.assumed:
        yield "assumed, for want of a figure:"
        for one in bill.assumed:
            yield f"  {one.name}: {one.value} ({one.reason}; tollgate:{one.instead} says otherwise)"
    yield from bill.remarks
