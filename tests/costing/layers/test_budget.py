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
