"""The report as data: what `report --format json` prints and what the stack outputs hold.

camelCase keys, money and quantities as decimal strings, stable order. `docs/schema/report.json` describes it.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeAlias

from costing.bill import Bill, Estimate
from costing.gate import SCHEMA_VERSION, Decision
from costing.line_item import Line
from costing.money import Figures, text
from costing.units import HOURS
from infra.model.fingerprint import fingerprint

Document: TypeAlias = dict[str, Any]

CURRENCY = "USD"


def full(estimate: Estimate, decision: Decision) -> Document:
    """Return the whole report: every tier with its layers and lines."""
    tiers = {name: _tier(bill) for name, bill in _in_order(estimate)}
    return {**_head(estimate, decision), "tiers": tiers, "layers": _layers(estimate.deployed)}


def short(estimate: Estimate, decision: Decision) -> Document:
    """Return the report small enough to be printed on every `up`: totals, and the deployed tier's layers."""
    on_path = {estimate.stack.tier, *(step.tier for step in estimate.stack.path)}
    tiers = {name: _figures(bill.total) for name, bill in _in_order(estimate) if name in on_path}
    return {**_head(estimate, decision), "tiers": tiers, "layers": _layers(estimate.deployed)}


def _layers(deployed: Bill) -> Document:
    return {name: text(figures.expected) for name, figures in deployed.layers.items()}


def _head(estimate: Estimate, decision: Decision) -> Document:
    stack, book = estimate.stack, estimate.book
    return {
        "schemaVersion": SCHEMA_VERSION,
        "stack": stack.name,
        "region": stack.region,
        "currency": CURRENCY,
        "hoursPerMonth": text(HOURS),
        "tier": stack.tier,
        "priceBook": {"asOf": book.as_of.isoformat(), "sha256": book.sha256},
        "modelHash": fingerprint(stack),
        "budget": _budget(decision),
    }


def _budget(decision: Decision) -> Document:
    return {
        "monthlyCap": _optional(decision.cap),
        "basis": decision.basis,
        "decision": decision.state,
        "used": _optional(decision.used),
        "excess": text(decision.excess),
        "reasons": [reason.text for reason in decision.reasons],
        "fix": None,
    }


def tier_order(estimate: Estimate) -> list[str]:
    """Return the tiers as columns go: those on the path in its order, then the others by name."""
    path = [step.tier for step in estimate.stack.path] or [estimate.stack.tier]
    return list(dict.fromkeys([*path, *sorted(estimate.bills)]))


def _in_order(estimate: Estimate) -> Iterable[tuple[str, Bill]]:
    return ((name, estimate.bills[name]) for name in tier_order(estimate))


def _tier(bill: Bill) -> Document:
    note = {"missing": [{"region": m.region, "key": m.item} for m in bill.missing]} if bill.missing else {}
    return {
        **_figures(bill.total),
        **note,
        "layers": {name: _figures(figures) for name, figures in bill.layers.items()},
        "lines": [line_document(line) for line in bill.lines],
        "assumptions": [a._asdict() for a in bill.assumed],
        "remarks": list(bill.remarks),
    }


def line_document(line: Line) -> Document:
    """Return one line as data."""
    price = line.price
    return {
        "id": line.id,
        "layer": line.layer,
        "name": line.name,
        "resource": {"type": line.resource.type, "name": line.resource.name},
        "quantity": _figures(line.quantity),
        "unit": line.unit,
        "unitPrice": text(price.usd),
        "amount": _figures(line.amount),
        "basis": line.basis,
        "derivation": line.derivation,
        "price": {
            "key": price.item,
            "asOf": price.as_of,
            "source": price.source,
            "confidence": price.confidence,
        },
    }


def _figures(figures: Figures | None) -> Document:
    if figures is None:
        return {"floor": None, "expected": None, "ceiling": None}
    return {name: text(value) for name, value in figures._asdict().items()}


def _optional(value: Decimal | None) -> str | None:
    return None if value is None else text(value)


def monthly_cost(estimate: Estimate) -> str | None:
    """Return the deployed tier's expected figure, exactly; None where a price is missing."""
    total = estimate.deployed.total
    return None if total is None else text(total.expected)
