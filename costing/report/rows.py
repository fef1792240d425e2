"""The report as CSV: a row a line and tier, quantities kept, columns named as FOCUS names them where it has a name.

FOCUS is the FinOps Foundation's specification of cost data (focus.finops.org). Floor and ceiling stand beside each
figure, which FOCUS, a record of what was spent, has no column for.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from costing.line_item import Line
from costing.money import text
from costing.report.view import Report

COLUMNS = (
    "Stack",
    "Tier",
    "Layer",
    "LineId",
    "ChargeCategory",
    "ChargeDescription",
    "ChargeFrequency",
    "ResourceType",
    "ResourceName",
    "RegionId",
    "SkuPriceId",
    "PricingUnit",
    "ListUnitPrice",
    "PricingQuantityFloor",
    "PricingQuantity",
    "PricingQuantityCeiling",
    "EffectiveCostFloor",
    "EffectiveCost",
    "EffectiveCostCeiling",
    "BillingCurrency",
    "PriceAsOf",
    "PriceSource",
    "Derivation",
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula."""


def of_reports(reports: Iterable[Report]) -> str:
    """Return every line of every tier of all reports, below one head."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for report in reports:
        writer.writerows(_rows(report))
    return out.getvalue()


def _rows(report: Report) -> Iterator[list[str]]:
    for tier, bill in report.bills.items():
        for line in bill.lines:
            yield [report.stack, tier, *_cells(line, _category(line))]
        for line in bill.free:
            yield [report.stack, tier, *_cells(line, "Credit")]


def _category(line: Line) -> str:
    """Return FOCUS's charge category: what is bought ahead is a purchase, what is taken back a credit."""
    if line.id.startswith("commitments/"):
        return "Credit" if ".covered" in line.id else "Purchase"
    return "Credit" if line.id.startswith("pricing/discounts/") else "Usage"


def _cells(line: Line, category: str) -> list[str]:
    price = line.price
    return [
        line.layer,
        line.id,
        category,
        safe(line.name),
        "Recurring" if line.basis == "fixed" else "Usage-Based",
        line.resource.type,
        line.resource.name,
        price.region,
        price.item,
        line.unit,
        text(price.usd),
        *map(text, line.quantity),
        *map(text, line.amount),
        "USD",
        price.as_of,
        safe(price.source),
        safe(line.derivation),
    ]


def safe(words: str) -> str:
    """Return a text that no spreadsheet runs as a formula."""
    return f"'{words}" if words.startswith(_FORMULA) else words
