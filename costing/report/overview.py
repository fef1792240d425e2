"""Several stacks in one table: where each stands, and what they cost together."""

from collections.abc import Iterator

from costing.money import sum_of, usd
from costing.report.table import Row, Style, aligned
from costing.report.view import Report


def overview(reports: list[Report], style: Style) -> Iterator[str]:
    """Yield a row a stack, and the sum; a stack without a total leaves the sum open, and says so."""
    rows = [Row(("stack", "tier", "floor", "expected", "ceiling", "cap", "decision"), "dim")]
    rows += [_row(report) for report in reports]
    totals = [report.deployed.total for report in reports]
    known = [total for total in totals if total is not None]
    label = f"{len(reports)} stacks" if len(known) == len(totals) else f"{len(known)} of {len(reports)} stacks"
    floor, expected, ceiling = map(usd, sum_of(known))
    rows.append(Row((label, "", floor, expected, ceiling, "", ""), "bold"))
    yield from aligned(rows, style, left=2, last_left=True)


def _row(report: Report) -> Row:
    gate, total = report.gate, report.deployed.total
    floor, expected, ceiling = map(usd, total) if total else ("unpriced",) * 3
    cap = "–" if gate.cap is None else usd(gate.cap)
    marks = {"over": "bad", "unpriced": "bad", "warning": "warn"}
    return Row((report.stack, report.tier, floor, expected, ceiling, cap, gate.state), marks.get(gate.look, ""))
