"""The gate is monotone: more room never refuses what less let pass, a dearer bill never passes after a cheaper."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from costing.gate import Baseline, decide
from costing.money import Figures
from tests.support.estimates import estimate_with
from tests.support.strategies import BOUNDED

dollars = st.decimals(min_value=0, max_value=1000, places=3)
figures = st.tuples(dollars, dollars, dollars).map(sorted)
bills = st.dictionaries(st.sampled_from(["network", "database", "cache"]), figures, min_size=1)
caps = st.dictionaries(st.sampled_from(["floor", "expected", "ceiling"]), dollars, min_size=1)
more = st.decimals(min_value=0, max_value=500, places=3)
budgets = st.fixed_dictionaries(
    {"monthlyCap": caps},
    optional={
        "layers": st.dictionaries(st.sampled_from(["network", "database"]), caps),
        "maxIncrease": st.fixed_dictionaries({"usd": dollars}),
        "enforcement": st.sampled_from(["mandatory", "onIncrease", "advisory"]),
        "warnAtPercent": st.integers(0, 100),
        "override": st.fixed_dictionaries(
            {"monthlyCap": dollars, "reason": st.just("x"), "until": st.sampled_from(["2026-11-20", "2026-11-21"])}
        ),
    },
)
layers = st.dictionaries(st.just("network"), dollars)
baselines = st.one_of(st.none(), st.builds(lambda f, parts: Baseline("base", Figures(*f), parts), figures, layers))


def _amounts(bill):
    return {layer: " ".join(map(str, parts)) for layer, parts in bill.items()}


def _decide(bill, budget, baseline=None):
    return decide(estimate_with(_amounts(bill), budget=budget), baseline)


def _raised(cap, by):
    return {basis: amount + by for basis, amount in cap.items()}


@BOUNDED
@given(bills, budgets, baselines, more)
def test_a_higher_cap_never_refuses_what_a_lower_one_let_pass(bill, budget, baseline, by):
    """Raised are the total's caps, the layers', and the increase allowed."""
    roomier = {**budget, "monthlyCap": _raised(budget["monthlyCap"], by)}
    if "layers" in budget:
        roomier["layers"] = {layer: _raised(cap, by) for layer, cap in budget["layers"].items()}
    if "maxIncrease" in budget:
        roomier["maxIncrease"] = {"usd": budget["maxIncrease"]["usd"] + by}
    assert _decide(bill, roomier, baseline).refused <= _decide(bill, budget, baseline).refused


@BOUNDED
@given(bills, budgets, baselines, st.sampled_from(["network", "database", "cache"]), more)
def test_a_dearer_bill_never_passes_where_a_cheaper_was_refused(bill, budget, baseline, layer, by):
    """One layer dearer in all three figures: what was refused stays refused."""
    dearer = {**bill, layer: [f + by for f in bill.get(layer, [Decimal(0)] * 3)]}
    assert _decide(dearer, budget, baseline).refused >= _decide(bill, budget, baseline).refused


@BOUNDED
@given(bills, budgets, baselines)
def test_enforcement_only_softens(bill, budget, baseline):
    """Advisory refuses no more than onIncrease, and that no more than mandatory; what is over stays over."""
    by_kind = [_decide(bill, {**budget, "enforcement": e}, baseline) for e in ("advisory", "onIncrease", "mandatory")]
    refused = [decision.refused for decision in by_kind]
    assert refused == sorted(refused)
    assert len({decision.state for decision in by_kind}) == 1


@BOUNDED
@given(bills, budgets, baselines)
def test_a_decision_is_consistent_with_itself(bill, budget, baseline):
    """Refused only with a reason; over only with one; an excess only where a cap is exceeded."""
    decision = _decide(bill, budget, baseline)
    assert bool(decision.reasons) is (decision.state == "over")
    assert decision.state == "over" or not decision.refused
    assert (decision.excess > 0) is any(r.about == "total" for r in decision.reasons)
    assert decision == _decide(bill, budget, baseline)


@BOUNDED
@given(bills, budgets, baselines)
def test_without_a_price_nothing_passes(bill, budget, baseline):
    """A missing price is refused under every budget that has no override."""
    plain = {key: value for key, value in budget.items() if key != "override"}
    one = estimate_with(_amounts(bill), budget=plain, missing=["rds.x"])
    assert decide(one, baseline).refused
