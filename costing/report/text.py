"""The report as text: verdict and bill first, then what stands beside it, and the verdict again at the end."""

from collections.abc import Iterable, Iterator

from costing.bill import Bill, Estimate
from costing.gate import Decision
from costing.report.advice_text import advice_list
from costing.report.bill_text import bill_table
from costing.report.changes_text import commitments_table, credits_line, free_table
from costing.report.claims_text import claims_table
from costing.report.scope import SCOPE
from costing.report.survival_text import sentence
from costing.report.table import Style, plain
from costing.report.tiers_text import tiers_table
from costing.report.verdict import verdict, weighed
from costing.report.view import Gate, Report, gate_of, view
from costing.report.wrapping import wrapped
from costing.report.years_text import years_table

__all__ = ["Style", "bill_table", "closing", "for_log", "of_report", "plain", "report"]

_MARKS = {"within": "good", "warning": "warn", "over": "bad", "unpriced": "bad"}


def report(estimate: Estimate, decision: Decision, *, style: Style = plain, every_line: bool = False) -> str:
    """Return the report without years and advice, which take time to work out."""
    return of_report(view(estimate, decision), style=style, every_line=every_line)


def of_report(one: Report, *, style: Style = plain, every_line: bool = False, every_advice: bool = False) -> str:
    """Return the whole report.

    Args:
        one: what to show.
        style: colours, on a terminal.
        every_line: show lines of $0.00 too.
        every_advice: show more than the pieces of advice with most money.
    """
    bill = one.deployed
    parts: list[Iterable[str]] = [
        wrapped(_title(one), 0, style.width),
        bill_table(bill, style, every_line=every_line),
        _missing(bill),
        free_table(bill, style),
        commitments_table(bill, style),
        credits_line(bill),
        tiers_table(one, style) if len(one.bills) > 1 else [],
        claims_table(one.claims, style),
        years_table(one.years, style),
        advice_list(one.advice, style, every=every_advice),
        _assumptions(bill, style),
        _remarks(bill, style),
        _scope(style),
        _closing(one.gate, style),
    ]
    return "\n\n".join("\n".join(rows) for rows in map(list, parts) if rows)


def for_log(estimate: Estimate, decision: Decision) -> Iterator[str]:
    """Yield what a deployment logs: the verdict first, since a progress row shows no more, then the bill."""
    yield verdict(estimate, decision)
    yield from weighed(decision._replace(doubts=()))
    yield ""
    yield from bill_table(estimate.deployed)


def closing(estimate: Estimate, decision: Decision, style: Style = plain) -> Iterator[str]:
    """Yield the verdict, and after a refusal what it rests on and the ways out."""
    return _closing(gate_of(estimate, decision), style)


def _closing(gate: Gate, style: Style) -> Iterator[str]:
    yield style(gate.verdict, _MARKS[gate.look])
    yield from gate.details


def _title(one: Report) -> str:
    note = one.notes.get(one.tier)
    about = f" ({note})" if note else ""
    where = f"{one.stack} · tier {one.tier}{about} · {one.region}"
    return f"{where} · prices of {one.prices_of} · US dollars a month"


def _missing(bill: Bill) -> Iterator[str]:
    if bill.missing:
        yield "no price for:"
        for missing in bill.missing:
            yield f"  {missing.item} in {missing.region} ({missing.wanted_for})"


def _assumptions(bill: Bill, style: Style) -> Iterator[str]:
    if bill.assumed:
        yield "assumed, for want of a figure:"
        for one in bill.assumed:
            said = f"{one.name}: {one.value} ({one.reason}; tollgate:{one.instead} says otherwise)"
            yield from wrapped(said, 2, style.width)


def _remarks(bill: Bill, style: Style) -> Iterator[str]:
    survival = (sentence(bill.survival),) if bill.survival else ()
    for remark in (*survival, *bill.remarks):
        yield from wrapped(remark, 0, style.width)


def _scope(style: Style) -> Iterator[str]:
    for row in wrapped(f"not included: {', '.join(SCOPE)}", 0, style.width):
        yield style(row, "dim")
