"""Bills of stated on-demand hours, for what changes a bill after its lines.

    bill = adjusted(
        {"database/instance/hours": ("rds.postgres.single-az.db.t4g.micro", "730")},
        {"database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}},
        {"commitments": {"db": {"kind": "reserved", "covers": "database", "termYears": 1}}},
    )

The lines are what a layer would add; topology and prices are the real ones, so that no formula of a layer is part of
the sum.
"""

from collections.abc import Mapping

from costing import price_book
from costing.adjust.adjust import adjust
from costing.bill import Bill, make_bill
from costing.estimate import with_given_rates
from costing.ledger import Ledger
from costing.line_item import Kind, Why
from costing.price_book import PriceBook
from tests.support.bills import REGION, Raw, sections_of
from tests.support.hand_computed import figures

RESOURCES = {
    "fargate": "aws:ecs/service:Service",
    "ec2": "aws:autoscaling/group:Group",
    "rds": "aws:rds/instance:Instance",
    "elasticache": "aws:elasticache/replicationGroup:ReplicationGroup",
}


def adjusted(
    lines: Mapping[str, tuple[str, ...]],
    topology: Raw,
    pricing: Raw,
    *,
    region: str = REGION,
    book: PriceBook | None = None,
) -> Bill:
    """Return the bill of `lines` after everything that `pricing` changes.

    Args:
        lines: by id, the key of the price and the quantity: one number, or floor, expected and ceiling; a third text
            is the allowance the line draws from, a fourth its resource type.
        topology: layers that commitments name.
        pricing: the section of the config.
        region: decides the price book.
        book: prices to use instead of the committed ones.
    """
    sections = sections_of(topology, pricing=pricing)
    ledger = Ledger(with_given_rates(book or price_book.load(region), sections.pricing.given))
    for line_id, (key, quantity, *rest) in lines.items():
        pool, resource = [*rest, "", ""][:2]
        unit = ledger.book.price(key).unit
        kind = Kind(line_id, line_id, unit, resource or RESOURCES.get(key.split(".")[0], "aws:x/y:Z"), "fixed", pool)
        ledger.add(kind, "shop-it", figures(quantity), key, Why("as stated"))
    changed = adjust(ledger, sections)
    return make_bill(
        "base",
        ledger.lines,
        ledger.missing,
        remarks=changed.remarks,
        commitments=changed.commitments,
        free=changed.free,
        credits_left=sections.pricing.credits_left_usd,
    )
