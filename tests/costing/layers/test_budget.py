"""The line of the AWS Budget."""

from decimal import Decimal

from tests.support.bills import bill_of, estimate_of, has, line
from tests.support.hand_computed import hand_computed


@hand_computed(
    "budget/budget", quantity="30.42", price="0", amount="0", resource="aws:budgets/budget:Budget shop-budget"
)
def test_watching_is_free():
    """30.42 days × $0.00 = $0.00: AWS charges for budgets that act, not for those that write."""
    return bill_of({}, watched=True)


def test_no_alerts_no_budget():
    """A cap alone makes no AWS Budget."""
    assert not has(bill_of({}), "budget/budget")


def test_alerts_make_the_budget():
    """The line appears when the stack's budget has alerts, whatever the tier."""
    alerts = {"emails": ["ops@example.com"], "actual": ["80%"]}
    tiers = {"small": {}, "large": {}}
    found = estimate_of({"budget": {"monthlyCap": "50", "alerts": alerts}, "tiers": tiers, "tier": "small"})
    assert {name: line(bill, "budget/budget").amount.expected for name, bill in found.bills.items()} == {
        "small": Decimal(0),
        "large": Decimal(0),
    }


def test_a_tier_without_an_expected_cap_has_nothing_to_watch():
    """AWS Budgets watches the expected figure: a tier that caps the ceiling alone has no budget, and no line."""
    alerts = {"emails": ["ops@example.com"], "actual": ["80%"]}
    budget = {"monthlyCap": "50", "tiers": {"large": {"ceiling": "90"}}, "alerts": alerts}
    found = estimate_of({"budget": budget, "tiers": {"small": {}, "large": {}}, "tier": "small"})
    assert {name: has(bill, "budget/budget") for name, bill in found.bills.items()} == {"small": True, "large": False}


def test_anomalies_and_tags_are_free():
    """Cost Anomaly Detection and active tags cost nothing, and AWS has no price for them: no line."""
    anomaly = {"emails": ["ops@example.com"], "abovePercent": 20}
    budget = {"monthlyCap": "50", "anomaly": anomaly, "costTagsActive": True}
    assert [one.id for one in estimate_of({"budget": budget}).deployed.lines if one.layer == "budget"] == []
