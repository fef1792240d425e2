"""A report read back from its JSON: what a stack's outputs hold, or a file that `report --format json` wrote.

What the JSON does not hold is left empty: a price's attributes, the model, the pools that lines draw from.
"""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias, cast

from pydantic import ValidationError

from costing.adjust.commitment import Committed
from costing.advice.piece import Advice
from costing.assumptions import Assumption
from costing.bill import Bill
from costing.claims import Beside, Compared
from costing.errors import CostingError, MissingPrice
from costing.gate import SCHEMA_VERSION
from costing.line_item import Line, Resource, Why
from costing.money import ZERO, Figures
from costing.price_book import Price
from costing.report.shape import FullReport
from costing.report.view import Gate, Report
from costing.yearly import Month, Span, Yearly
from infra.model.survival import Survival

Block: TypeAlias = Mapping[str, Any]


class ReportError(CostingError):
    """What should be a report is none, or one of another version; the text is one line."""

    exit_code = 2


def parse(content: str, where: str) -> Report:
    """Return the report in a JSON text.

    Args:
        content: the report itself, or a Pulumi asset with the report as its text, as `pulumi stack output` prints it.
        where: what to call it in an error.

    Raises:
        ReportError: it is no JSON, no whole report, or one of another version.
    """
    try:
        data = cast("object", json.loads(content))
    except ValueError:
        raise ReportError(f"{where} is no JSON") from None
    if isinstance(data, dict):
        asset = cast("Block", data)
        if "text" in asset and "schemaVersion" not in asset:
            return parse(str(asset["text"]), where)
    return of_document(cast("object", data), where)


def of_document(data: object, where: str) -> Report:
    """Return the report that a whole report's data describe.

    Raises:
        ReportError: they describe none, or one of another version.
    """
    if not isinstance(data, Mapping) or "schemaVersion" not in data:
        raise ReportError(f"{where} holds no report: schemaVersion is missing")
    block = cast("Block", data)
    version = block["schemaVersion"]
    if version != SCHEMA_VERSION:
        raise ReportError(f"{where} is a report of version {version}, this program reads version {SCHEMA_VERSION}")
    if "gate" not in block:
        raise ReportError(f"{where} is the short report: the whole one is the output costReportFull")
    try:
        FullReport.model_validate(block, extra="ignore")
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ReportError(f"{where} is no whole report: {place}: {first['msg']}") from None
    try:
        return _report(block)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
        raise ReportError(f"{where} is no whole report: {type(error).__name__} at {error}") from None


def _report(block: Block) -> Report:
    book, region = block["priceBook"], str(block["region"])
    tiers: Mapping[str, Block] = block["tiers"]
    date.fromisoformat(book["asOf"])
    report = Report(
        block["stack"],
        region,
        block["tier"],
        book["asOf"],
        book["sha256"],
        {name: _bill(name, tier, region) for name, tier in tiers.items()},
        {name: tier["note"] for name, tier in tiers.items() if "note" in tier},
        frozenset(block["path"]),
        _gate(block["budget"], block["gate"]),
        tuple(_claim(one) for one in block["claims"]),
        _years(block["years"]) if "years" in block else None,
        tuple(_advice(one) for one in block["advice"]) if "advice" in block else None,
        block["modelHash"],
    )
    if report.tier not in report.bills:
        raise KeyError(report.tier)
    return report


def _gate(budget: Block, words: Block) -> Gate:
    return Gate(
        budget["decision"],
        words["refused"],
        _optional(budget["monthlyCap"]),
        budget["basis"],
        _optional(budget["used"]),
        Decimal(budget["excess"]),
        tuple(budget["reasons"]),
        budget["fix"],
        words["verdict"],
        tuple(words["details"]),
    )


def _bill(name: str, tier: Block, region: str) -> Bill:
    missing = tuple(MissingPrice(m["region"], m["key"], m["wantedFor"]) for m in tier.get("missing", ()))
    return Bill(
        name,
        tuple(_line(line, region) for line in tier["lines"]),
        None if tier["expected"] is None else _figures(tier),
        {layer: _figures(figures) for layer, figures in tier["layers"].items()},
        missing,
        tuple(Assumption(**one) for one in tier["assumptions"]),
        tuple(tier["remarks"]),
        tuple(_commitment(one) for one in tier.get("commitments", ())),
        tuple(_line(line, region) for line in tier.get("freeTier", {}).get("lines", ())),
        Decimal(tier["credits"]["left"]) if "credits" in tier else ZERO,
        _survival(tier["survives"]) if "survives" in tier else None,
    )


def _survival(one: Block) -> Survival:
    return Survival(one["loss"], tuple(one["because"]), one["asked"])


def _line(line: Block, region: str) -> Line:
    price, resource = line["price"], line["resource"] or {"type": "", "name": ""}
    return Line(
        line["id"],
        line["layer"],
        line["name"],
        Resource(resource["type"], resource["name"]),
        _figures(line["quantity"]),
        line["unit"],
        Price(
            price["key"],
            Decimal(line["unitPrice"]),
            line["unit"],
            price["confidence"],
            price["asOf"],
            "",
            "",
            price["source"],
            region,
        ),
        _figures(line["amount"]),
        line["basis"],
        Why("{}", (line["derivation"],)),
    )


def _commitment(one: Block) -> Committed:
    return Committed(
        one["name"],
        one["description"],
        one["termYears"],
        one["payment"],
        Decimal(one["monthly"]),
        _optional(one["upfrontCash"]),
        _optional(one["monthlyCash"]),
        _figures(one["unused"]),
        _figures(one["covered"]),
        {},
    )


def _claim(one: Block) -> Compared:
    return Compared(
        one["name"],
        one["tier"],
        one["source"],
        _beside(one["total"]) if one["total"] else None,
        tuple((part, _beside(beside)) for part, beside in one["parts"].items()),
        _optional(one["partsSum"]),
    )


def _beside(beside: Block) -> Beside:
    return Beside(Decimal(beside["claimed"]), _optional(beside["estimated"]))


def _years(years: Block) -> Yearly:
    return Yearly(
        tuple(_month(month) for month in years["months"]),
        tuple(_span(span) for span in years["years"]),
        _span(years["whole"]),
        Decimal(years["outstanding"]),
        tuple(years["remarks"]),
    )


def _month(month: Block) -> Month:
    money = (Decimal(month[key]) for key in ("cash", "upfront", "credits"))
    return Month(month["month"], month["tier"], _figures(month), *money)


def _span(span: Block) -> Span:
    money = (Decimal(span[key]) for key in ("cash", "upfront", "credits"))
    return Span(span["months"], tuple(span["tiers"]), _figures(span), *money)


def _advice(one: Block) -> Advice:
    saving = _figures(one["saving"])
    return Advice(one["id"], one["sort"], one["title"], saving, one["why"], one["how"], one["source"])


def _figures(block: Block) -> Figures:
    return Figures(Decimal(block["floor"]), Decimal(block["expected"]), Decimal(block["ceiling"]))


def _optional(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
