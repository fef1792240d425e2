"""What a report shows, in whatever form: made from an estimate, or read back from the JSON of an earlier run."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from costing.advice.piece import Advice
from costing.bill import Bill, Estimate
from costing.claims import Compared, compare_claims
from costing.gate import Decision, State
from costing.gate.caps import Basis
from costing.report.fix import fix_for
from costing.report.verdict import DOUBTFUL, explanation, verdict, weighed
from costing.yearly import Yearly


class Gate(NamedTuple):
    """The decision in figures and in words.

    Attributes:
        state, refused, cap, basis, used, excess: as in `Decision`.
        reasons: one line each.
        fix: the cheapest configuration that fits, where a refusal names one.
        verdict: the decision in one line.
        details: the lines below it: what a refusal rests on and the ways out, or what else was weighed.
    """

    state: State
    refused: bool
    cap: Decimal | None
    basis: Basis | None
    used: Decimal | None
    excess: Decimal
    reasons: tuple[str, ...]
    fix: Any
    verdict: str
    details: tuple[str, ...]

    @property
    def look(self) -> State:
        """The state that colours and signs show: what passes with a doubt looks like what is near the cap."""
        return "warning" if self.state == "within" and DOUBTFUL in self.verdict else self.state


class Report(NamedTuple):
    """Everything there is to show of one stack.

    Attributes:
        stack, region, tier: what it is about; `tier` is the deployed one.
        prices_of: day of the price book, ISO.
        book: SHA-256 of the price book.
        bills: every tier, in the order of the columns.
        notes: what is said of a tier, by its name.
        on_path: the deployed tier and those on the path.
        gate: the decision.
        claims: stated figures beside ours.
        years: the path ahead; None where it was not asked for, or a tier lacks a price.
        advice: None where it was not asked for.
        model: SHA-256 of the config; empty in forms that do not show it.
    """

    stack: str
    region: str
    tier: str
    prices_of: str
    book: str
    bills: Mapping[str, Bill]
    notes: Mapping[str, str]
    on_path: frozenset[str]
    gate: Gate
    claims: tuple[Compared, ...] = ()
    years: Yearly | None = None
    advice: tuple[Advice, ...] | None = None
    model: str = ""

    @property
    def deployed(self) -> Bill:
        """The bill of the deployed tier."""
        return self.bills[self.tier]


def view(
    estimate: Estimate,
    decision: Decision,
    *,
    years: Yearly | None = None,
    advice: tuple[Advice, ...] | None = None,
) -> Report:
    """Return what a report of `estimate` shows; years and advice take time, and are handed in by who wants them."""
    stack, book = estimate.stack, estimate.book
    return Report(
        stack.name,
        stack.region,
        stack.tier,
        book.as_of.isoformat(),
        book.sha256,
        {name: estimate.bills[name] for name in tier_order(estimate)},
        {name: tier.note for name, tier in stack.tiers.items() if tier.note},
        frozenset({stack.tier, *(step.tier for step in stack.path)}),
        gate_of(estimate, decision),
        compare_claims(estimate),
        years,
        advice,
    )


def gate_of(estimate: Estimate, decision: Decision) -> Gate:
    """Return the decision with its words."""
    fix = fix_for(estimate, decision)
    details = [*explanation(estimate, decision), *fix.lines] if decision.refused else weighed(decision)
    return Gate(
        decision.state,
        decision.refused,
        decision.cap,
        decision.basis,
        decision.used,
        decision.excess,
        tuple(reason.text for reason in decision.reasons),
        fix.data,
        verdict(estimate, decision),
        tuple(details),
    )


def tier_order(estimate: Estimate) -> list[str]:
    """Return the tiers as columns go: those on the path in its order, then the others by name."""
    path = [step.tier for step in estimate.stack.path] or [estimate.stack.tier]
    return list(dict.fromkeys([*path, *sorted(estimate.bills)]))
