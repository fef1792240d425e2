"""Caps: on the total, by layer, by tier, on each of the three figures, and the level of warning."""

from decimal import Decimal

import pytest

from costing.gate import decide
from tests.support.estimates import estimate_with

# floor, expected and ceiling of every estimate here add up to 60, 100 and 150
AMOUNTS = {"network": "20 30 50", "database": "40 70 100"}


def _decide(budget, amounts=AMOUNTS, **more):
    return decide(estimate_with(amounts, budget=budget, **more))


def _about(decision):
    return [reason.about for reason in decision.reasons]


# --- the total ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cap", "state", "refused", "used", "excess"),
    [
        # expected is $100
        ("1000", "within", False, "10.0", "0"),
        ("125.01", "within", False, "80.0", "0"),  # 79.99 % rounds to 80.0 and does not reach it
        ("125", "warning", False, "80.0", "0"),
        ("100.01", "warning", False, "100.0", "0"),
        ("100", "warning", False, "100.0", "0"),
        ("99.99", "over", True, "100.0", "0.01"),
        ("99.9999999", "over", True, "100.0", "0.0000001"),
        ("50", "over", True, "200.0", "50"),
        ("0", "over", True, None, "100"),
    ],
)
def test_a_plain_cap_limits_the_expected_figure(cap, state, refused, used, excess):
    """At the cap is within it, any fraction of a cent above is over: nothing is rounded before it is compared."""
    decision = _decide({"monthlyCap": cap})
    assert (decision.state, decision.refused) == (state, refused)
    assert decision.basis == "expected"
    assert decision.cap == Decimal(cap)
    assert decision.used == (Decimal(used) if used else None)
    assert decision.excess == Decimal(excess)


def test_a_hair_above_the_cap_is_over_though_it_prints_alike():
    """$100.004 is shown as $100.00 and is over a cap of $100.00."""
    decision = _decide({"monthlyCap": "100.00"}, {"network": "100.004"})
    assert (decision.state, decision.refused) == ("over", True)
    assert decision.reasons[0].text == "expected $100.00 a month, cap $100.00, $0.00 over"


@pytest.mark.parametrize(
    ("basis", "figure"),
    [("floor", "60"), ("expected", "100"), ("ceiling", "150")],
)
@pytest.mark.parametrize(("above", "over"), [("0.01", False), ("0", False), ("-0.01", True)])
def test_a_cap_on_each_figure(basis, figure, above, over):
    """A cap names the figure it limits; the others may be anything."""
    decision = _decide({"monthlyCap": {basis: str(Decimal(figure) + Decimal(above))}})
    assert decision.refused is over
    assert decision.basis == basis


@pytest.mark.parametrize(
    ("cap", "basis"),
    [
        # shares: floor 60 of 120 = 50 %, expected 100 of 200 = 50 %, ceiling 150 of 200 = 75 %
        ({"floor": "120", "expected": "200", "ceiling": "200"}, "ceiling"),
        ({"floor": "70", "expected": "200", "ceiling": "200"}, "floor"),
        ({"floor": "120", "expected": "110", "ceiling": "200"}, "expected"),
        ({"expected": "200", "ceiling": "300"}, "expected"),  # alike: the expected figure goes first
    ],
)
def test_of_several_caps_the_one_nearest_to_its_limit_is_shown(cap, basis):
    """The decision tells of the cap that will be reached first."""
    assert _decide({"monthlyCap": cap}).basis == basis


def test_every_cap_that_is_exceeded_is_a_reason():
    """Expected and ceiling both over: two reasons, each with its figure, cap and excess."""
    decision = _decide({"monthlyCap": {"expected": "90", "ceiling": "120", "floor": "60"}})
    assert [reason.text for reason in decision.reasons] == [
        "expected $100.00 a month, cap $90.00, $10.00 over",
        "ceiling $150.00 a month, cap $120.00, $30.00 over",
    ]
    assert decision.basis == "ceiling"
    assert decision.excess == Decimal(30)


def test_no_cap_lets_everything_pass_and_says_so():
    """`monthlyCap: none` is said on every run."""
    decision = _decide({"monthlyCap": "none"}, {"network": "1000000"})
    assert (decision.state, decision.refused, decision.cap, decision.used) == ("within", False, None, None)
    assert decision.notes == ("there is no cap",)


def test_a_cap_of_nothing_is_kept_by_a_bill_of_nothing():
    """0 of 0 is within, and no reason to warn."""
    decision = _decide({"monthlyCap": "0"}, {"network": "0"})
    assert (decision.state, decision.refused, decision.used) == ("within", False, Decimal(0))


def test_no_budget_is_refused():
    """A stack that states nothing at all is not deployed; a file that is only priced has no budget either."""
    one = estimate_with(AMOUNTS)
    decision = decide(one._replace(stack=one.stack._replace(budget=None)))
    assert (decision.state, decision.refused) == ("unpriced", True)
    assert _about(decision) == ["budget"]
    assert decision.reasons[0].text == "no budget given: `monthlyCap: none` says that there is no cap"
    assert (decision.cap, decision.basis, decision.used, decision.notes) == (None, None, None, ())
    assert decision.excess == Decimal(0)


def test_the_share_of_a_cap_is_rounded_half_up():
    """$80.05 of $100 is 80.05 %, shown as 80.1 %, as dollars are rounded; half to even would show 80.0 %."""
    assert _decide({"monthlyCap": "100"}, {"network": "80.05"}).used == Decimal("80.1")


# --- tiers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tier", "cap", "refused"),
    [("small", "90", True), ("large", "204", False)],
)
def test_a_tier_may_have_a_cap_of_its_own(tier, cap, refused):
    """The deployed tier's cap stands instead of the stack's; the other tier's does not matter."""
    other = {"small": "large", "large": "small"}[tier]
    budget = {"monthlyCap": "90", "tiers": {"large": "204"}}
    decision = _decide(budget, tier=tier, others={other: {"network": "5000"}})
    assert decision.cap == Decimal(cap)
    assert decision.refused is refused


def test_a_tiers_cap_replaces_all_of_the_stacks():
    """The stack's cap on the ceiling does not hold for a tier that has a cap on the expected figure."""
    budget = {"monthlyCap": {"ceiling": "1"}, "tiers": {"large": "204"}}
    assert not _decide(budget, tier="large").refused


def test_a_tiers_cap_holds_where_the_stack_has_none():
    """`monthlyCap: none` and a cap for one tier: that tier is limited."""
    budget = {"monthlyCap": "none", "tiers": {"large": "99"}}
    assert _decide(budget, tier="large").refused
    assert not _decide(budget, tier="small", others={"large": AMOUNTS}).refused


# --- layers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cap", "refused"),
    [("70.01", False), ("70", False), ("69.99", True), ({"ceiling": "100"}, False), ({"ceiling": "99"}, True)],
)
def test_a_layer_may_have_a_cap(cap, refused):
    """The database costs 40, 70 and 100: at its cap it passes, above it the deployment does not."""
    decision = _decide({"monthlyCap": "1000", "layers": {"database": cap}})
    assert decision.refused is refused
    assert _about(decision) == (["layer"] if refused else [])


def test_a_layers_reason_names_it():
    """The text says which layer, which figure, its cap, and by how much it is over."""
    decision = _decide({"monthlyCap": "1000", "layers": {"database": "60"}})
    assert decision.state == "over"
    assert decision.reasons[0].text == "database: expected $70.00 a month, cap $60.00, $10.00 over"
    assert decision.excess == Decimal(0)  # of the total, which is within


def test_a_layer_that_is_not_built_keeps_any_cap():
    """A cap on a layer without lines limits nothing."""
    assert not _decide({"monthlyCap": "1000", "layers": {"cache": "0"}}).refused


def test_two_reasons_at_once():
    """Total and layer over: both are told, the total first."""
    decision = _decide({"monthlyCap": "90", "layers": {"database": "60"}})
    assert _about(decision) == ["total", "layer"]


# --- warning ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "cap", "state"),
    [
        (80, "125.1", "within"),  # 79.9 %
        (80, "125", "warning"),
        (50, "200", "warning"),
        (50, "200.01", "within"),
        (100, "100.01", "within"),
        (100, "100", "warning"),
        (0, "1000000", "warning"),
    ],
)
def test_the_level_of_warning(level, cap, state):
    """At the level and above it the decision warns, below it does not; it never refuses."""
    decision = _decide({"monthlyCap": cap, "warnAtPercent": level})
    assert (decision.state, decision.refused) == (state, False)
    assert [n for n in decision.notes if f"warning level of {level} %" in n] == list(decision.notes)
    assert bool(decision.notes) is (state == "warning")


@pytest.mark.parametrize(("amount", "state"), [("0", "within"), ("0.01", "warning"), ("0.50", "warning")])
def test_only_a_bill_of_nothing_never_warns(amount, state):
    """At a level of 0 % any amount warns, however small, but for none at all."""
    assert _decide({"monthlyCap": "100", "warnAtPercent": 0}, {"network": amount}).state == state


def test_a_warning_looks_at_every_capped_figure():
    """The ceiling at 90 % of its cap warns though the expected figure is at a tenth."""
    decision = _decide({"monthlyCap": {"expected": "1000", "ceiling": "166"}})
    assert (decision.state, decision.basis) == ("warning", "ceiling")
