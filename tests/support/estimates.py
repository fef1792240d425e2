"""Estimates of stated amounts, for what is done with a bill: gate and reports need no topology behind the figures.

    one = estimate_with({"network": "10 20 30", "database": "50"}, budget={"monthlyCap": "60"})
    assert decide(one).state == "over"

Every line of such a bill costs a dollar for one of whatever it counts.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from costing.bill import Bill, Estimate, make_bill
from costing.errors import MissingPrice
from costing.ledger import Ledger
from costing.line_item import Kind, Why
from costing.price_book import Price, PriceBook
from tests.support.bills import NO_CAP, REGION, TODAY, Raw, stack_of
from tests.support.hand_computed import figures

RESOURCE = "aws:ec2/vpc:Vpc"


def book_of(as_of: date = TODAY) -> PriceBook:
    """Return a book with one price: a dollar for one of whatever is counted."""
    dollar = Price("a.dollar", figures("1").expected, "hour", "two sources", "2026-10-07", "S", "", "a list", REGION)
    return PriceBook(REGION, {"a.dollar": dollar}, as_of=as_of, sha256="0" * 64)


def bill_with(tier: str, amounts: Mapping[str, str], missing: Iterable[str] = (), remarks: Iterable[str] = ()) -> Bill:
    """Return a bill of one line for each of `amounts`.

    Args:
        tier: its name.
        amounts: dollars by layer, or by layer/line: one number, or floor, expected and ceiling.
        missing: keys that the book lacks.
        remarks: sentences of the bill.
    """
    ledger = Ledger(book_of())
    for place, amount in amounts.items():
        layer, _, rest = place.partition("/")
        kind = Kind(f"{layer}/{rest or 'part'}/hours", f"{layer} {rest or 'part'}", "hour", RESOURCE, "fixed")
        ledger.add(kind, f"shop-{layer}", figures(amount), "a.dollar", Why("as stated"))
    return make_bill(tier, ledger.lines, (MissingPrice(REGION, item, "a line") for item in missing), remarks=remarks)


def estimate_with(
    amounts: Mapping[str, str],
    *,
    budget: Raw | None = None,
    tier: str = "base",
    others: Mapping[str, Mapping[str, str]] | None = None,
    path: Iterable[str] = (),
    missing: Iterable[str] = (),
    remarks: Iterable[str] = (),
    today: date = TODAY,
    book: date = TODAY,
) -> Estimate:
    """Return an estimate whose deployed tier costs `amounts`.

    Args:
        amounts: as for `bill_with`.
        budget: as in the config; no cap where it is left out.
        tier: name of the deployed tier.
        others: amounts of further tiers by name.
        path: tiers of the yearly view.
        missing: keys that the deployed tier has no price for.
        remarks: sentences of the deployed tier's bill.
        today: the day of the decision.
        book: the day of the price book.
    """
    tiers = {} if tier == "base" and not others else {name: {} for name in (tier, *(others or {})) if name != "base"}
    steps = [{"tier": name, "months": 12} for name in path]
    stack = stack_of({"budget": budget or NO_CAP, "tier": tier, "tiers": tiers, "path": steps}, today=today)
    bills = {tier: bill_with(tier, amounts, missing, remarks)}
    bills |= {name: bill_with(name, part) for name, part in (others or {}).items()}
    return Estimate(stack, book_of(book), today, bills)
