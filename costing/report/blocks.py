"""Parts of the report as data: figures, lines, tiers, claims, advice."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, TypeAlias

from costing.adjust.commitment import Committed
from costing.adjust.credits import lasting
from costing.advice.piece import Advice
from costing.bill import Bill
from costing.claims import Beside, Compared
from costing.line_item import Line, Resource
from costing.money import Figures, text
from infra.model.survival import Survival

Block: TypeAlias = dict[str, Any]


def optional(value: Decimal | None) -> str | None:
    """Return a number as text, or None."""
    return None if value is None else text(value)


def figures_block(figures: Figures | None) -> Block:
    """Return floor, expected and ceiling; all null where a price is missing."""
    if figures is None:
        return {"floor": None, "expected": None, "ceiling": None}
    return {"floor": text(figures.floor), "expected": text(figures.expected), "ceiling": text(figures.ceiling)}


def line_block(line: Line) -> Block:
    """Return one line."""
    price = line.price
    return {
        "id": line.id,
        "layer": line.layer,
        "name": line.name,
        "resource": _resource(line.resource),
        "quantity": figures_block(line.quantity),
        "unit": line.unit,
        "unitPrice": text(price.usd),
        "amount": figures_block(line.amount),
        "basis": line.basis,
        "derivation": line.derivation,
        "price": {"key": price.item, "asOf": price.as_of, "source": price.source, "confidence": price.confidence},
    }


def _resource(resource: Resource) -> Block | None:
    """Return the resource that causes a line; what is bought or agreed beside the topology has none."""
    return {"type": resource.type, "name": resource.name} if resource.type else None


def tier_block(bill: Bill, note: str | None) -> Block:
    """Return one tier; what it does not have leaves no key."""
    missing = [{"region": m.region, "key": m.item, "wantedFor": m.wanted_for} for m in bill.missing]
    return {
        **figures_block(bill.total),
        **({"note": note} if note else {}),
        **({"missing": missing} if missing else {}),
        "layers": {name: figures_block(figures) for name, figures in bill.layers.items()},
        "lines": [line_block(line) for line in bill.lines],
        "assumptions": [one._asdict() for one in bill.assumed],
        "remarks": list(bill.remarks),
        **({"commitments": [_commitment(one) for one in bill.commitments]} if bill.commitments else {}),
        **({"freeTier": _free(bill)} if bill.free else {}),
        **({"credits": _credits(bill)} if bill.credits else {}),
        **({"survives": _survives(bill.survival)} if bill.survival else {}),
    }


def _survives(one: Survival) -> Block:
    return {"loss": one.level, "asked": one.asked, "because": list(one.because)}


def _commitment(one: Committed) -> Block:
    return {
        "name": one.name,
        "description": one.what,
        "termYears": one.term_years,
        "payment": one.payment,
        "monthly": text(one.fee),
        "upfrontCash": optional(one.upfront),
        "monthlyCash": optional(one.monthly),
        "liability": text(one.liability),
        "unused": figures_block(one.unused),
        "covered": figures_block(one.covered),
        "saving": figures_block(one.saving),
    }


def _free(bill: Bill) -> Block:
    return {"lines": [line_block(line) for line in bill.free], "after": figures_block(bill.after_allowances)}


def _credits(bill: Bill) -> Block:
    monthly = bill.after_allowances
    months = lasting(bill.credits, monthly) if monthly else (None, None, None)
    lasts = dict(zip(("floor", "expected", "ceiling"), map(optional, months), strict=True))
    return {"left": text(bill.credits), "months": lasts}


def claims_block(claims: Iterable[Compared]) -> list[Block]:
    """Return every claim beside our figure."""
    return [
        {
            "name": one.name,
            "tier": one.tier,
            "source": one.source,
            "total": _beside(one.total) if one.total else None,
            "parts": {part: _beside(beside) for part, beside in one.parts},
            "partsSum": optional(one.parts_sum),
            "remark": one.remark,
        }
        for one in claims
    ]


def _beside(beside: Beside) -> Block:
    return {
        "claimed": text(beside.claimed),
        "estimated": optional(beside.ours),
        "difference": optional(beside.difference),
        "percent": optional(beside.percent),
    }


def advice_block(advice: Iterable[Advice]) -> list[Block]:
    """Return every piece of advice, the one with most money first."""
    return [
        {
            "id": one.id,
            "sort": one.sort,
            "title": one.title,
            "saving": figures_block(one.saving),
            "why": one.why,
            "how": one.how,
            "source": one.source,
        }
        for one in advice
    ]
