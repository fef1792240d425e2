"""Bills for tests: through the config's own door, from the committed price book.

    bill = bill_of({"database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}})
    assert line(bill, "database/instance/hours").amount.expected == Decimal("11.68")

A test states what it is about; everything else has a default that costs nothing.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from costing import estimate, price_book
from costing.bill import Bill, Estimate
from costing.line_item import Line
from costing.price_book import PriceBook
from infra.model.door import Asked, read
from infra.model.reading import validated
from infra.model.stack import Sections, Stack

Raw = Mapping[str, Any]

TODAY = date(2026, 11, 21)
REGION = "us-east-1"
LEAST: Raw = {"name": "shop", "network": {"egress": {"kind": "publicAddress"}}}
"""The smallest topology; a network of this kind has no line of its own that is above zero."""
NO_CAP: Raw = {"monthlyCap": "none"}


def stack_of(document: Raw, *, region: str = REGION, today: date = TODAY, name: str = "dev") -> Stack:
    """Return the stack that the `tollgate:` values in `document` describe; topology and budget have defaults."""
    topology = {**LEAST, **document.get("topology", {})}
    return read({"budget": NO_CAP, **document, "topology": topology}, Asked(name, region, today))


def estimate_of(document: Raw, *, region: str = REGION, today: date = TODAY, name: str = "dev") -> Estimate:
    """Return the estimate of every tier of a stack."""
    return estimate.estimate(stack_of(document, region=region, today=today, name=name), price_book.load(region), today)


def bill_of(
    topology: Raw,
    *,
    workload: Raw | None = None,
    usage: Raw | None = None,
    pricing: Raw | None = None,
    requirements: Raw | None = None,
    region: str = REGION,
    today: date = TODAY,
    watched: bool = False,
    book: PriceBook | None = None,
) -> Bill:
    """Return the bill of one topology without tiers.

    Args:
        topology: its layers; name and network have defaults.
        workload: what is known of traffic and data.
        usage: monthly quantities given.
        pricing: given prices, discounts, commitments.
        requirements: what the planner must satisfy.
        region: decides the price book.
        today: the day on which versions and dated charges are judged.
        watched: whether the budget has alerts, so that an AWS Budget is made.
        book: prices to use instead of the committed ones.
    """
    beside = {"workload": workload, "usage": usage, "pricing": pricing, "requirements": requirements}
    stack = stack_of({"topology": topology, **beside}, region=region, today=today)
    return estimate.bill(stack.deployed, book or price_book.load(region), today, watched=watched)


def sections_of(topology: Raw, **beside: Raw) -> Sections:
    """Return the sections of a tier as the model reads them, whatever the rules of AWS say of them."""
    found = validated(Sections, {"topology": {**LEAST, **topology}, **beside})
    assert isinstance(found, Sections), found
    return found


def line(bill: Bill, line_id: str) -> Line:
    """Return the line of that id, which must be on the bill once."""
    found = [x for x in bill.lines if x.id == line_id]
    assert len(found) == 1, f"{len(found)} lines {line_id}; the bill has {sorted(x.id for x in bill.lines)}"
    return found[0]


def has(bill: Bill, line_id: str) -> bool:
    """Return whether the bill has a line of that id."""
    return any(x.id == line_id for x in bill.lines)
