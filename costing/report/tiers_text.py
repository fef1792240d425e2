"""Tiers side by side as text: layers by tiers, with the three totals of each tier below."""

from collections.abc import Iterator

from costing.bill import Bill
from costing.money import cents, usd
from costing.report.bill_text import costs
from costing.report.survival_text import SHORT
from costing.report.table import GAP, LEAST_NAME, Row, Style, aligned
from costing.report.view import Report
from infra.model.layers import LAYERS, LayerName

BASES = ("floor", "expected", "ceiling")


def tiers_table(report: Report, style: Style) -> Iterator[str]:
    """Yield the matrix, in parts where the tiers do not fit beside one another; the deployed tier is marked."""
    width = max(len("unpriced"), 11, *(len(name) + 1 for name in report.bills)) + GAP
    fitting = max(1, (style.width - LEAST_NAME) // width)
    names = list(report.bills)
    for start in range(0, len(names), fitting):
        if start:
            yield ""
        yield from _part(report, names[start : start + fitting], style)


def _part(report: Report, names: list[str], style: Style) -> Iterator[str]:
    bills = [report.bills[name] for name in names]
    heads = (f"{name}*" if name == report.tier else name for name in names)
    rows = [Row(("expected, by layer and tier", *heads), "dim")]
    rows += [
        Row((f"  {layer}", *(_cell(bill, layer) for bill in bills)))
        for layer in LAYERS
        if any(layer in bill.layers and costs(bill.layers[layer]) for bill in bills)
    ]
    for basis in BASES:
        totals = (usd(getattr(bill.total, basis)) if bill.total else "unpriced" for bill in bills)
        rows.append(Row((basis, *totals), "bold" if basis == "expected" else ""))
    if any(bill.free for bill in bills):
        after = (usd(bill.after_allowances.expected) if bill.after_allowances else "unpriced" for bill in bills)
        rows.append(Row(("expected after allowances", *after), "dim"))
    if any(bill.survival for bill in bills):
        rows.append(Row(("survives the loss of", *(SHORT[b.survival.level] if b.survival else "" for b in bills))))
    return aligned(rows, style)


def _cell(bill: Bill, layer: LayerName) -> str:
    return f"{cents(bill.layers[layer].expected):,}" if layer in bill.layers else "–"
