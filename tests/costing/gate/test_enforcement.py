"""What is refused: mandatory, onIncrease and advisory; growth; what fails closed; and the override that waives."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from costing.gate import Baseline, decide
from costing.money import Figures
from tests.support.bills import TODAY
from tests.support.estimates import estimate_with

AMOUNTS = {"network": "20 30 50", "database": "40 70 100"}  # 60, 100 and 150 together
OVER = {"monthlyCap": "90"}


def _decide(budget, baseline=None, amounts=AMOUNTS, **more):
    return decide(estimate_with(amounts, budget=budget, **more), baseline)


def _deployed(total="60 100 150", **layers):
    figures = Figures(*map(Decimal, total.split()))
    return Baseline("base", figures, {name: Decimal(value) for name, value in layers.items()})


def _about(decision):
    return [reason.about for reason in decision.reasons]


# --- enforcement --------------------------------------------------------------------------------------------------


def test_mandatory_refuses_whatever_is_over():
    """The default: over is refused, however little dearer, even cheaper than what is deployed."""
    assert _decide(OVER).refused
    assert _decide(OVER, _deployed("600 1000 1500")).refused


def test_advisory_warns():
    """Over stays over, and nothing is refused; the notes say why."""
    decision = _decide({**OVER, "enforcement": "advisory"})
    assert (decision.state, decision.refused) == ("over", False)
    assert decision.notes == ("enforcement is advisory: not refused",)


@pytest.mark.parametrize(
    ("deployed", "refused"),
    [
        ("60 99.99 150", True),
        ("60 100 150", False),  # as dear as today
        ("60 100.01 150", False),
        ("0 100 0", False),  # the cap is on the expected figure: the others do not matter
        ("100 99 300", True),
    ],
)
def test_on_increase_refuses_only_what_is_dearer_than_deployed(deployed, refused):
    """A price refresh never stops a hotfix: over, but no dearer than today, passes."""
    decision = _decide({**OVER, "enforcement": "onIncrease"}, _deployed(deployed, network="30", database="70"))
    assert (decision.state, decision.refused) == ("over", refused)
    assert bool(decision.notes) is not refused


def test_on_increase_compares_the_figure_that_the_cap_limits():
    """A cap on the ceiling: today's ceiling decides."""
    budget = {"monthlyCap": {"ceiling": "120"}, "enforcement": "onIncrease"}
    assert not _decide(budget, _deployed("0 0 150")).refused
    assert _decide(budget, _deployed("999 999 149.99")).refused


def test_on_increase_without_a_baseline_refuses():
    """Nothing is known of what is deployed: over is refused, as on the first run."""
    assert _decide({**OVER, "enforcement": "onIncrease"}).refused


@pytest.mark.parametrize(("deployed", "refused"), [("70", False), ("69.99", True), ("71", False)])
def test_on_increase_by_layer(deployed, refused):
    """A layer over its cap is compared with that layer as deployed, not with the total."""
    budget = {"monthlyCap": "1000", "layers": {"database": "60"}, "enforcement": "onIncrease"}
    assert _decide(budget, _deployed("0 0 0", database=deployed)).refused is refused


def test_on_increase_takes_a_layer_that_was_not_deployed_as_new():
    """Its cost was nothing before."""
    budget = {"monthlyCap": "1000", "layers": {"database": "60"}, "enforcement": "onIncrease"}
    assert _decide(budget, _deployed("999 999 999", network="30")).refused


def test_on_increase_one_dearer_part_is_enough():
    """The total no dearer, the database dearer and over its cap: refused."""
    budget = {"monthlyCap": "90", "layers": {"database": "60"}, "enforcement": "onIncrease"}
    assert _decide(budget, _deployed("60 100 150", database="65", network="35")).refused


# --- growth -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "deployed", "refused"),
    [
        # expected is $100
        ({"usd": "25"}, "74.99", True),
        ({"usd": "25"}, "75", False),
        ({"usd": "25"}, "75.01", False),
        ({"percent": 25}, "79.99", True),
        ({"percent": 25}, "80", False),
        ({"percent": 25}, "80.01", False),
        ({"percent": "33.4"}, "75", False),  # 33.3 %
        ({"percent": "33.3"}, "75", True),
        ({"usd": "25", "percent": 25}, "76", True),  # $24 more, but 31.6 %
        ({"usd": "15", "percent": 25}, "84", True),  # 19 %, but $16 more
        ({"usd": "0"}, "100", False),
        ({"usd": "0"}, "99.999", True),
        ({"usd": "25"}, "0", True),
        ({"percent": 1000}, "0", True),  # anything is more than any percentage of nothing
        ({"usd": "5"}, "500", False),  # cheaper
    ],
)
def test_growth_above_either_limit_is_refused(limit, deployed, refused):
    """`maxIncrease` looks at the expected figure beside the deployed one; money or percent exceeded refuses."""
    decision = _decide({"monthlyCap": "1000", "maxIncrease": limit}, _deployed(f"0 {deployed} 0"))
    assert decision.refused is refused
    assert decision.state == ("over" if refused else "within")
    assert set(_about(decision)) == ({"growth"} if refused else set())


def test_growth_past_both_limits_is_two_reasons():
    """The text says new, deployed, the difference, and what is allowed."""
    budget = {"monthlyCap": "1000", "maxIncrease": {"usd": "25", "percent": 20}}
    assert [r.text for r in _decide(budget, _deployed("0 60 0")).reasons] == [
        "expected $100.00 a month, deployed $60.00, $40.00 more: at most $25.00 is allowed",
        "expected $100.00 a month, deployed $60.00, $40.00 more: at most 20 % is allowed",
    ]


def test_growth_needs_something_deployed():
    """On the first run there is nothing to grow from."""
    assert not _decide({"monthlyCap": "1000", "maxIncrease": {"usd": "0"}}).refused


def test_growth_is_dearer_by_itself():
    """`onIncrease` does not soften a limit on the increase."""
    budget = {"monthlyCap": "1000", "maxIncrease": {"usd": "5"}, "enforcement": "onIncrease"}
    assert _decide(budget, _deployed("0 60 0")).refused


def test_growth_and_cap_at_once():
    """Both reasons are told."""
    decision = _decide({"monthlyCap": "90", "maxIncrease": {"usd": "5"}}, _deployed("0 60 0"))
    assert _about(decision) == ["total", "growth"]


# --- what fails closed --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("enforcement", ["mandatory", "onIncrease", "advisory"])
def test_a_missing_price_is_refused_whatever_the_enforcement(enforcement):
    """Nobody knows what it would cost: refused, with each price that is missing."""
    budget = {"monthlyCap": "1000", "enforcement": enforcement}
    decision = _decide(budget, _deployed("60 1000 150"), missing=["rds.x", "rds.y"])
    assert (decision.state, decision.refused) == ("unpriced", True)
    assert [r.text for r in decision.reasons] == [
        "no price for rds.x in us-east-1 (a line)",
        "no price for rds.y in us-east-1 (a line)",
    ]


def test_without_a_cap_a_missing_price_is_refused_too():
    """`monthlyCap: none` accepts any amount, not an unknown one."""
    assert _decide({"monthlyCap": "none"}, missing=["rds.x"]).refused


def test_a_tier_that_is_not_deployed_may_lack_a_price():
    """Only the deployed tier's bill is gated."""
    one = estimate_with(AMOUNTS, budget={"monthlyCap": "1000"}, tier="small", others={"large": {"network": "5"}})
    lacking = estimate_with({"network": "5"}, tier="large", missing=["rds.x"]).bills["large"]
    assert not decide(one._replace(bills={**one.bills, "large": lacking})).refused


@pytest.mark.parametrize(("days", "refused"), [(0, False), (399, False), (400, False), (401, True), (4000, True)])
@pytest.mark.parametrize("enforcement", ["mandatory", "onIncrease", "advisory"])
def test_a_book_past_its_age_is_refused(days, refused, enforcement):
    """400 days is the limit; what it says is not trusted after, even for a bill that is within."""
    budget = {"monthlyCap": "1000", "enforcement": enforcement}
    decision = _decide(budget, book=TODAY - timedelta(days=days))
    assert decision.refused is refused
    assert decision.state == ("unpriced" if refused else "within")
    if refused:
        assert _about(decision) == ["book"]
        assert f"{days} days old" in decision.reasons[0].text
        assert "python -m costing prices refresh" in decision.reasons[0].text


def test_an_old_book_is_told_with_its_day_and_its_cure():
    """401 days before 21 November 2026 are a year of 365 days and 36 more: 16 October 2025."""
    decision = _decide({"monthlyCap": "1000"}, book=TODAY - timedelta(days=401))
    assert [r.text for r in decision.reasons] == [
        "the price book is of 2025-10-16, 401 days old: python -m costing prices refresh"
    ]


def test_unpriced_stale_over_and_grown_at_once():
    """Every reason is told, first those that no enforcement softens."""
    budget = {"monthlyCap": "90", "layers": {"database": "60"}, "maxIncrease": {"usd": "1"}}
    decision = _decide(budget, _deployed("0 5 0"), missing=["rds.x"], book=TODAY - timedelta(days=401))
    assert decision.state == "unpriced"
    assert _about(decision) == ["unpriced", "book", "layer"]  # a bill without a total has neither cap nor growth


def test_a_bill_without_a_total_has_no_share_of_a_cap():
    """No figure is shown where one is unknown."""
    decision = _decide({"monthlyCap": "1000"}, missing=["rds.x"])
    assert (decision.cap, decision.basis, decision.used, decision.excess) == (None, None, None, Decimal(0))


# --- the override -------------------------------------------------------------------------------------------------


def _override(cap="150", until="2026-11-21"):
    return {"override": {"monthlyCap": cap, "reason": "launch week", "until": until}}


@pytest.mark.parametrize(
    ("until", "refused"),
    [("2026-11-22", False), ("2026-11-21", False), ("2026-11-20", True), ("2026-01-01", True)],
)
def test_an_override_holds_through_its_last_day(until, refused):
    """On the day it names it still holds, on the next it does not."""
    decision = _decide({**OVER, **_override(until=until)})
    assert (decision.state, decision.refused) == ("over", refused)
    held, ended = f"accepted up to $150.00 until {until}: launch week", f"(launch week) ended on {until}"
    assert (ended if refused else held) in decision.notes[0]


@pytest.mark.parametrize(("cap", "refused"), [("100.01", False), ("100", False), ("99.99", True)])
def test_an_override_reaches_to_its_amount(cap, refused):
    """The expected total of $100 must be at or below it."""
    decision = _decide({**OVER, **_override(cap)})
    assert decision.refused is refused
    if refused:
        assert decision.notes == ("the override reaches to $99.99 only (launch week)",)


@pytest.mark.parametrize(
    ("budget", "more"),
    [
        ({"monthlyCap": "90"}, {}),
        ({"monthlyCap": {"ceiling": "120"}}, {}),
        ({"monthlyCap": "1000", "layers": {"database": "60"}}, {}),
        ({"monthlyCap": "1000", "maxIncrease": {"usd": "5"}}, {"baseline": _deployed("0 60 0")}),
        ({"monthlyCap": "1000"}, {"missing": ["rds.x"]}),
        ({"monthlyCap": "1000"}, {"book": date(2020, 1, 1)}),
        (
            {"monthlyCap": "90", "layers": {"database": "60"}, "maxIncrease": {"usd": "5"}},
            {"baseline": _deployed("0 60 0"), "book": date(2020, 1, 1), "missing": ["rds.x"]},
        ),
    ],
)
def test_while_it_holds_an_override_waives_every_reason(budget, more):
    """Total, layer, growth, stale book, missing price: all are told, none refuses."""
    assert _decide(budget, **more).refused
    decision = _decide({**budget, **_override()}, **more)
    assert not decision.refused
    assert decision.reasons == _decide(budget, **more).reasons
    assert decision.state != "within"


def test_an_override_judges_what_is_known_of_an_unpriced_bill():
    """$100 are known and one price is missing: an override to $100 holds, one to $99 does not."""
    assert not _decide({"monthlyCap": "1000", **_override("100")}, missing=["rds.x"]).refused
    assert _decide({"monthlyCap": "1000", **_override("99")}, missing=["rds.x"]).refused


@pytest.mark.parametrize(
    ("override", "note"),
    [
        (_override(), "accepted up to $150.00 until 2026-11-21: launch week"),
        (_override(until="2026-01-01"), "the override to $150.00 (launch week) ended on 2026-01-01"),
        (_override("50"), "the override reaches to $50.00 only (launch week)"),
    ],
)
@pytest.mark.parametrize("cap", ["1000", "none"])
def test_an_override_is_told_on_every_run(override, note, cap):
    """Even where the bill is within its cap and nothing needs waiving."""
    decision = _decide({"monthlyCap": cap, **override})
    assert decision.state == "within"
    assert note in decision.notes


def test_an_ended_override_does_not_soften_anything():
    """An override that has run out leaves the decision as it would be without it."""
    ended = _decide({**OVER, **_override(until="2026-11-20")})
    plain = _decide(OVER)
    assert ended._replace(notes=()) == plain._replace(notes=())
