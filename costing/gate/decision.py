"""Weighs the reasons against enforcement and override."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

from costing.bill import Bill, Estimate
from costing.gate.baseline import Baseline
from costing.gate.caps import Basis, Used, total_caps
from costing.gate.doubts import doubts
from costing.gate.reasons import Reason, growth, old_book, over_caps, unpriced
from costing.line_item import total
from costing.money import ZERO, rounded, usd
from infra.model.budget import Budget

State = Literal["within", "warning", "over", "unpriced"]
_TENTH = Decimal("0.1")


class Decision(NamedTuple):
    """What the gate says.

    Attributes:
        state: where the bill stands, whatever is made of it.
        refused: whether a deployment stops here.
        cap: the cap on the total that is nearest, or furthest exceeded, in dollars a month; None without one.
        basis: the figure that cap limits.
        used: share of the cap in percent, one decimal; None without a cap or a total.
        excess: dollars above the cap; 0 when within.
        reasons: every reason, those that no enforcement softens first.
        notes: what else was weighed: warning level, override, enforcement, no cap.
        doubts: what passes and yet should be looked at: a deep discount, an override without an end in sight.
    """

    state: State
    refused: bool
    cap: Decimal | None
    basis: Basis | None
    used: Decimal | None
    excess: Decimal
    reasons: tuple[Reason, ...]
    notes: tuple[str, ...]
    doubts: tuple[str, ...] = ()


def decide(estimate: Estimate, baseline: Baseline | None = None) -> Decision:
    """Return the decision on the deployed tier.

    Args:
        estimate: bills, budget, the age of the book, and the day.
        baseline: what is deployed now; None on the first run.
    """
    budget = estimate.stack.budget
    if budget is None:
        missing = Reason("budget", "no budget given: `monthlyCap: none` says that there is no cap")
        return Decision(
            "unpriced", refused=True, cap=None, basis=None, used=None, excess=ZERO, reasons=(missing,), notes=()
        )
    return _weighed(estimate, budget, baseline)._replace(doubts=tuple(doubts(estimate)))


def _weighed(estimate: Estimate, budget: Budget, baseline: Baseline | None) -> Decision:
    bill = estimate.deployed
    nearest = max(total_caps(budget, bill), key=lambda u: u.share, default=None)
    closed = (*unpriced(bill), *old_book(estimate))
    over = (*over_caps(budget, bill), *growth(budget, bill, baseline))
    held, notes = _override(budget, estimate)
    if not closed and not over:
        return _calm(budget, nearest, notes)
    state: State = "unpriced" if closed else "over"
    refused = not held and (bool(closed) or _enforced(budget, bill, baseline, over))
    if not refused and not held:
        notes = (*notes, _SOFT[budget.enforcement])
    return _decision(state, nearest, refused=refused, reasons=(*closed, *over), notes=notes)


_SOFT = {
    "advisory": "enforcement is advisory: not refused",
    "onIncrease": "enforcement is onIncrease, and nothing is dearer than what is deployed: not refused",
}


def _calm(budget: Budget, nearest: Used | None, notes: tuple[str, ...]) -> Decision:
    if nearest is None:
        return _decision("within", None, notes=("there is no cap", *notes))
    warns = nearest.figure > 0 and nearest.share * 100 >= budget.warn_at_percent
    warning = (f"at or above the warning level of {budget.warn_at_percent} %",) if warns else ()
    return _decision("warning" if warns else "within", nearest, notes=(*warning, *notes))


def _override(budget: Budget, estimate: Estimate) -> tuple[bool, tuple[str, ...]]:
    """Return whether an override holds, and what to say of it."""
    override = budget.override
    if override is None:
        return False, ()
    limit = usd(override.monthly_cap)
    if override.until < estimate.today:
        return False, (f"the override to {limit} ({override.reason}) ended on {override.until}",)
    known = total(estimate.deployed.lines).expected
    if known > override.monthly_cap:
        return False, (f"the override reaches to {limit} only ({override.reason})",)
    return True, (f"accepted up to {limit} until {override.until}: {override.reason}",)


def _enforced(budget: Budget, bill: Bill, baseline: Baseline | None, over: tuple[Reason, ...]) -> bool:
    if budget.enforcement == "advisory":
        return False
    if budget.enforcement == "mandatory" or baseline is None:
        return True
    return any(_dearer(reason, bill, baseline) for reason in over)


def _dearer(reason: Reason, bill: Bill, baseline: Baseline) -> bool:
    """Return whether what the reason is about costs more than what is deployed."""
    if reason.cap is None or bill.total is None:
        return True
    if reason.cap.layer is not None:
        return bill.layers[reason.cap.layer].expected > baseline.layers.get(reason.cap.layer, ZERO)
    return reason.cap.figure > getattr(baseline.total, reason.cap.basis)


def _decision(
    state: State,
    nearest: Used | None,
    *,
    refused: bool = False,
    reasons: tuple[Reason, ...] = (),
    notes: tuple[str, ...] = (),
) -> Decision:
    if nearest is None:
        return Decision(state, refused, None, None, None, ZERO, reasons, notes)
    finite = nearest.share.is_finite()
    used = rounded(nearest.share * 100, _TENTH, ROUND_HALF_UP) if finite else None
    return Decision(state, refused, nearest.cap, nearest.basis, used, nearest.excess, reasons, notes)
