"""The report as data: what `report --format json` prints and what the stack outputs hold.

camelCase keys, money and quantities as decimal strings, stable order. `docs/schema/report.json` describes it.
"""

from typing import Any, TypeAlias

from costing.bill import Bill, Estimate
from costing.gate import SCHEMA_VERSION, Decision
from costing.money import text
from costing.report.blocks import advice_block, claims_block, figures_block, optional, tier_block
from costing.report.scope import SCOPE
from costing.report.view import Gate, Report, gate_of, view
from costing.report.whole import whole
from costing.report.years_block import years_block
from costing.units import HOURS
from infra.model.fingerprint import fingerprint

Document: TypeAlias = dict[str, Any]

CURRENCY = "USD"


def full(estimate: Estimate, decision: Decision) -> Document:
    """Return the whole report: every tier with its layers and lines, the claims, the years ahead and the advice."""
    return of_report(whole(estimate, decision))


def short(estimate: Estimate, decision: Decision) -> Document:
    """Return the report small enough to be printed on every `up`: totals, and the deployed tier's layers."""
    report = hashed(view(estimate, decision), estimate)
    tiers = {name: figures_block(bill.total) for name, bill in report.bills.items() if name in report.on_path}
    return {**_head(report), "tiers": tiers, "layers": _layers(report.deployed)}


def hashed(report: Report, estimate: Estimate) -> Report:
    """Return the report with the fingerprint of its config."""
    return report._replace(model=fingerprint(estimate.stack))


def of_report(report: Report) -> Document:
    """Return everything that a report shows, as data."""
    tiers = {name: tier_block(bill, report.notes.get(name)) for name, bill in report.bills.items()}
    return {
        **_head(report),
        "tiers": tiers,
        "layers": _layers(report.deployed),
        "gate": _gate(report.gate),
        "path": [name for name in report.bills if name in report.on_path],
        "claims": claims_block(report.claims),
        **({"years": years_block(report.years)} if report.years else {}),
        **({"advice": advice_block(report.advice)} if report.advice is not None else {}),
        "scope": list(SCOPE),
    }


def _layers(deployed: Bill) -> Document:
    return {name: text(figures.expected) for name, figures in deployed.layers.items()}


def _head(report: Report) -> Document:
    return {
        "schemaVersion": SCHEMA_VERSION,
        "stack": report.stack,
        "region": report.region,
        "currency": CURRENCY,
        "hoursPerMonth": text(HOURS),
        "tier": report.tier,
        "priceBook": {"asOf": report.prices_of, "sha256": report.book},
        "modelHash": report.model,
        "budget": _budget(report.gate),
    }


def _budget(gate: Gate) -> Document:
    return {
        "monthlyCap": optional(gate.cap),
        "basis": gate.basis,
        "decision": gate.state,
        "used": optional(gate.used),
        "excess": text(gate.excess),
        "reasons": list(gate.reasons),
        "fix": gate.fix,
    }


def _gate(gate: Gate) -> Document:
    return {"refused": gate.refused, "verdict": gate.verdict, "details": list(gate.details)}


def decided(estimate: Estimate, decision: Decision) -> Document:
    """Return the gate's decision alone, as `check --format json` prints it."""
    gate = gate_of(estimate, decision)
    stack = estimate.stack
    return {"stack": stack.name, "tier": stack.tier, "budget": _budget(gate), "gate": _gate(gate)}


def monthly_cost(estimate: Estimate) -> str | None:
    """Return the deployed tier's expected figure, exactly; None where a price is missing."""
    total = estimate.deployed.total
    return None if total is None else text(total.expected)
