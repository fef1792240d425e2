"""Every reason to refuse a deployment, each found by a function of its own."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from costing.bill import Bill, Estimate
from costing.gate.baseline import Baseline
from costing.gate.caps import Used, layer_caps, total_caps
from costing.line_item import shown
from costing.money import usd
from infra.model.budget import Budget

BOOK_AGE_LIMIT = timedelta(days=400)
"""Past this age nothing is deployed on the word of a price book: AWS changes some price every year."""


class Reason(NamedTuple):
    """Why a deployment is refused, or would be; `cap` is the cap exceeded, where it is one."""

    about: Literal["total", "layer", "growth", "unpriced", "book", "budget"]
    text: str
    cap: Used | None = None


def unpriced(bill: Bill) -> Iterator[Reason]:
    """Yield each price that the book lacks."""
    for missing in bill.missing:
        yield Reason("unpriced", str(missing))


def old_book(estimate: Estimate) -> Iterator[Reason]:
    """Yield the price book's age when it is past its limit."""
    age = estimate.today - estimate.book.as_of
    if age > BOOK_AGE_LIMIT:
        cure = "python -m costing prices refresh"
        yield Reason("book", f"the price book is of {estimate.book.as_of}, {age.days} days old: {cure}")


def over_caps(budget: Budget, bill: Bill) -> Iterator[Reason]:
    """Yield each cap on the total and on a layer that its figure exceeds."""
    for used in (*total_caps(budget, bill), *layer_caps(budget, bill)):
        if used.excess:
            figures = f"{used.basis} {usd(used.figure)} a month, cap {usd(used.cap)}"
            where = f"{used.layer}: " if used.layer else ""
            about = "layer" if used.layer else "total"
            yield Reason(about, f"{where}{figures}, {usd(used.excess)} over", used)


def growth(budget: Budget, bill: Bill, baseline: Baseline | None) -> Iterator[Reason]:
    """Yield each limit on the increase over what is deployed that the expected figure exceeds."""
    limit, new = budget.max_increase, bill.total
    if limit is None or baseline is None or new is None:
        return
    old = baseline.total.expected
    rise = new.expected - old
    said = f"expected {usd(new.expected)} a month, deployed {usd(old)}, {usd(rise)} more"
    if limit.usd is not None and rise > limit.usd:
        yield Reason("growth", f"{said}: at most {usd(limit.usd)} is allowed")
    if limit.percent is not None and rise > old * limit.percent / Decimal(100):
        yield Reason("growth", f"{said}: at most {shown(limit.percent)} % is allowed")
