"""An answer of the planner as data: camelCase keys, money as decimal strings, stable order."""

from decimal import Decimal
from typing import Any, TypeAlias

from costing.bill import Estimate
from costing.money import text
from costing.planner.answer.configuration import Configuration
from costing.planner.answer.plan import Failed, Plan
from costing.planner.answer.proof import Proof
from costing.planner.answer.relaxed import Relaxed
from costing.planner.answer.sides import Side
from costing.planner.answer.steps import Step
from costing.planner.moves.changes import ABSENT
from costing.planner.needs.rejection import Rejection
from costing.planner.show.words import path, radius
from costing.report.blocks import figures_block

Document: TypeAlias = dict[str, Any]

SCHEMA_VERSION = 1


def of_plans(estimate: Estimate, plans: list[Plan]) -> Document:
    """Return the answers for tiers of one stack."""
    return {
        "schemaVersion": SCHEMA_VERSION,
        "stack": estimate.stack.name,
        "region": estimate.stack.region,
        "currency": "USD",
        "priceBook": {"asOf": estimate.book.as_of.isoformat(), "sha256": estimate.book.sha256},
        "tiers": {plan.case.tier.name: of_plan(plan) for plan in plans},
    }


def of_plan(plan: Plan) -> Document:
    """Return the answer for one tier."""
    now, best = plan.present, plan.best
    return {
        "present": {
            "total": None if now.total is None else text(now.total),
            "failure": None if now.failure is None else _rejection(now.failure),
            "chosen": {name: choice.name for name, choice in now.chosen},
        },
        "cheapest": None if best is None else configuration(best, now.total),
        "steps": [_step(step) for step in plan.steps],
        "withinMoves": None if plan.moved is None else configuration(plan.moved, now.total),
        "others": [configuration(one, now.total) for one in plan.others],
        "sides": [_side(side) for side in plan.sides],
        "rejected": [_failed(one) for one in plan.failed],
        "requirements": [_relaxed(one) for one in plan.relaxed],
        "savingsPlansLeftOut": list(plan.case.plans),
        "proof": None if plan.proof is None else _proof(plan.proof),
    }


def configuration(one: Configuration, before: Decimal | None = None) -> Document:
    """Return a configuration with its bill's totals, its choices and its changes."""
    return {
        "region": one.region,
        "total": text(one.total),
        "saving": None if before is None else text(before - one.total),
        "figures": figures_block(one.bill.total),
        "chosen": {name: choice.name for name, choice in one.chosen},
        "why": {name: choice.why for name, choice in one.chosen if choice.why},
        "changes": changes_block(one),
        "moves": [
            {"path": path(m.path), "kind": m.kind, "what": m.what, "dataAtStake": m.data_at_stake, "source": m.source}
            for m in one.moves
        ],
        "assumed": [
            {"name": a.name, "value": a.value, "reason": a.reason, "instead": a.instead} for a in one.bill.assumed
        ],
    }


def changes_block(one: Configuration) -> list[Document]:
    """Return every change of a configuration; a value that is not there is null."""
    return [
        {"path": path(c.path), "old": _plain(c.old), "new": _plain(c.new), "radius": radius(one, c)}
        for c in one.changes
    ]


def _plain(value: Any) -> Any:
    if value is ABSENT:
        return None
    if isinstance(value, Decimal):
        return text(value)
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]  # pyright: ignore[reportUnknownVariableType]
    return value


def _rejection(one: Rejection) -> Document:
    return {"requirement": one.requirement, "needed": one.needed, "has": one.has}


def _step(one: Step) -> Document:
    return {
        "part": one.name,
        "saving": text(one.saving),
        "total": text(one.total),
        "worst": one.worst,
        "dataAtStake": one.data_at_stake,
    }


def _side(one: Side) -> Document:
    return {"decision": one.decision, "side": one.side, "total": text(one.total), "more": text(one.more)}


def _failed(one: Failed) -> Document:
    return {"decision": one.decision, "candidates": one.candidates, "example": _rejection(one.example)}


def _relaxed(one: Relaxed) -> Document:
    found = one.found
    total = None if found is None else text(found.total)
    return {"requirement": one.requirement, "without": one.without, "total": total}


def _proof(proof: Proof) -> Document:
    certificate = proof.certificate
    return {
        "configurations": str(proof.size),
        "contexts": proof.contexts,
        "options": proof.options,
        "holds": not proof.refusals,
        "refusals": list(proof.refusals),
        "unitDecimals": proof.decimals,
        "certificate": {
            "budget": certificate.budget,
            "claims": [[[str(claim) for claim in row] for row in claims] for claims in certificate.claims],
        },
    }
