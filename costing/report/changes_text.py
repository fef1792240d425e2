"""What stands beside a bill, as text: allowances, commitments, credits."""

from collections.abc import Iterator

from costing.adjust.commitment import Committed
from costing.adjust.credits import months_left
from costing.bill import Bill
from costing.line_item import shown
from costing.money import usd
from costing.report.bill_text import money
from costing.report.table import Row, Style, aligned


def free_table(bill: Bill, style: Style) -> Iterator[str]:
    """Yield what the account has free, line by line, and what is left to pay."""
    if not bill.free:
        return
    rows = [
        Row(
            ("free in the account every month (not in the total, nor in the gate)", "floor", "expected", "ceiling"),
            "dim",
        )
    ]
    rows += [Row((f"  {line.name}", *money(line.amount))) for line in bill.free]
    if bill.after_allowances is not None:
        floor, expected, ceiling = map(usd, bill.after_allowances)
        rows.append(Row(("after allowances", floor, expected, ceiling), "bold"))
    yield from aligned(rows, style)


def commitments_table(bill: Bill, style: Style) -> Iterator[str]:
    """Yield each commitment with its money: a month, upfront, over the term, and what it saves as expected."""
    if not bill.commitments:
        return
    rows = [Row(("commitments", "a month", "upfront", "later", "in all", "saves"), "dim")]
    rows += [Row((f"  {one.name}: {one.what}", *_money(one))) for one in bill.commitments]
    yield from aligned(rows, style)


def _money(one: Committed) -> tuple[str, ...]:
    upfront = "unknown" if one.upfront is None else usd(one.upfront)
    monthly = "unknown" if one.monthly is None else usd(one.monthly)
    return usd(one.fee), upfront, monthly, usd(one.liability), usd(one.saving.expected)


def credits_line(bill: Bill) -> Iterator[str]:
    """Yield how long the account's credits last."""
    if not bill.credits or bill.after_allowances is None:
        return
    months = months_left(bill.credits, bill.after_allowances.expected)
    lasting = f"pay {shown(months)} months of the expected figure" if months is not None else "last: nothing is spent"
    yield f"credits: {usd(bill.credits)} left {lasting}; the gate does not reckon with them"
