"""The gate's words: one line for the verdict, and for a refusal what costs most and what can be done."""

from datetime import timedelta
from decimal import ROUND_CEILING, Decimal

from costing.bill import Bill, Estimate
from costing.gate import Decision
from costing.gate.caps import Used, cap_of
from costing.line_item import Line, total
from costing.money import usd
from infra.model.budget import Budget

COSTLIEST = 3
SET = "pulumi config set --path"
DOUBTFUL = ", but doubtful"
"""What the line of a decision that passes says where there are doubts."""

FORTNIGHT = timedelta(days=14)
"""How long an override is proposed to hold."""


def verdict(estimate: Estimate, decision: Decision) -> str:
    """Return the decision in one line, such as `within budget: expected $104.30 a month, …`."""
    stack = estimate.stack
    where = f"({stack.name}, tier {stack.tier})"
    if decision.state == "unpriced":
        return f"unpriced {where}: {decision.reasons[0].text}"
    if decision.state == "over":
        first, *more = decision.reasons
        others = f"; {len(more)} more" if more else ""
        return f"over budget {where}: {first.text}{others}{_softened(decision)}"
    doubtful = DOUBTFUL if decision.doubts else ""
    return f"{_STATES[decision.state]}{doubtful} {where}: {_share(estimate.deployed, decision)}"


_STATES = {"within": "within budget", "warning": "near the cap"}


def _softened(decision: Decision) -> str:
    return "" if decision.refused else f" ({decision.notes[-1]})"


def _share(bill: Bill, decision: Decision) -> str:
    figures = bill.total
    expected = usd(figures.expected) if figures else "unknown"
    if decision.cap is None or decision.basis is None or figures is None:
        return f"expected {expected} a month, {'; '.join(decision.notes)}"
    figure = usd(getattr(figures, decision.basis))
    return f"{decision.basis} {figure} a month, cap {usd(decision.cap)}, {decision.used} %"


def explanation(estimate: Estimate, decision: Decision) -> list[str]:
    """Return what follows the verdict of a refusal: every reason, the costliest lines, and the ways out."""
    reasons = [f"  {reason.text}" for reason in decision.reasons] if len(decision.reasons) > 1 else []
    return [*reasons, *weighed(decision), *_costliest(estimate.deployed, decision), *_ways_out(estimate, decision)]


def weighed(decision: Decision) -> list[str]:
    """Return a line for each note that the verdict does not hold, and for each doubt."""
    told = decision.cap is None and decision.state == "within"
    return [f"  {said}" for said in (*(() if told else decision.notes), *decision.doubts)]


def _costliest(bill: Bill, decision: Decision) -> list[str]:
    layers = {r.cap.layer for r in decision.reasons if r.cap is not None}
    lines = [x for x in bill.lines if None in layers or not layers or x.layer in layers]
    basis = decision.basis or "expected"
    dearest = sorted(lines, key=lambda x: -getattr(x.amount, basis))[:COSTLIEST]
    return ["the costliest lines:", *(_row(line, basis) for line in dearest)] if dearest else []


def _row(line: Line, basis: str) -> str:
    return f"  {line.layer:<14}{usd(getattr(line.amount, basis)):>10}  {line.name}"


def _ways_out(estimate: Estimate, decision: Decision) -> list[str]:
    """Return commands that would let the deployment pass, each as it is typed."""
    about = {reason.about for reason in decision.reasons}
    ways: list[str] = []
    if "unpriced" in about:
        ways.append("give the price: tollgate:pricing.given.NAME with rate, unitPrice, source and asOf")
    if "book" in about:
        ways.append("refresh the prices: python -m costing prices refresh")
    budget, tier = estimate.stack.budget, estimate.stack.tier
    caps = [reason.cap for reason in decision.reasons if reason.cap is not None]
    if budget is not None:
        ways += [f"raise the cap: {SET} {_key_of(cap, budget, tier)} {_up_to(cap.figure, 1)}" for cap in caps]
    passing = [f"to pass: {way}" for way in ways]
    return [*passing, *_override(estimate)] if about - {"budget"} else passing


def _override(estimate: Estimate) -> list[str]:
    """Return the commands that accept a bill for a fortnight."""
    until = estimate.today + FORTNIGHT
    known = total(estimate.deployed.lines).expected
    return [
        f"to pass: accept it until {until}, by all three of",
        f"  {SET} tollgate:budget.override.monthlyCap {_up_to(known, 10)}",
        f'  {SET} tollgate:budget.override.reason "why"',
        f"  {SET} tollgate:budget.override.until {until}",
    ]


def _key_of(used: Used, budget: Budget, tier: str) -> str:
    """Return the key that holds a cap; one on the expected figure alone is a plain amount."""
    if used.layer is not None:
        place, cap = f"layers.{used.layer}", budget.layers[used.layer]
    else:
        place, cap = f"tiers.{tier}" if tier in budget.tiers else "monthlyCap", cap_of(budget, tier)
    plain = cap is not None and cap.floor is None and cap.ceiling is None
    return f"tollgate:budget.{place}" + ("" if plain else f".{used.basis}")


def _up_to(amount: Decimal, step: int) -> Decimal:
    """Return an amount rounded up to whole steps of dollars."""
    return (amount / step).to_integral_value(ROUND_CEILING) * step
