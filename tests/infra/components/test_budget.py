"""AWS's own watch over the budget: the budget, anomalies, and the tags that costs are counted by."""

import json
from typing import Any

import pytest

from infra.building.budget import build_budget
from infra.building.site import Site
from infra.model.budget import Budget
from tests.support.pulumi_mocks import Deployed
from tests.support.sites import ACCOUNT, built

BUDGET, TAG = "aws:budgets/budget:Budget", "aws:costexplorer/costAllocationTag:CostAllocationTag"
MONITOR = "aws:costexplorer/anomalyMonitor:AnomalyMonitor"
SUBSCRIPTION = "aws:costexplorer/anomalySubscription:AnomalySubscription"
FARGATE = {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": {"image": "public.ecr.aws/x/y:1"}}}
ANOMALY = {"emails": ["ops@example.com", "cfo@example.com"], "abovePercent": 20}
ALERTS = {"emails": ["ops@example.com"], "actual": ["80%", "100.00"], "forecast": ["100%"]}


def deployed(*, name: str = "dev", services: dict[str, Any] | None = None, **budget: Any) -> Deployed:
    """Return what the step registers for a budget."""

    def before(site: Site) -> None:
        model = Budget.model_validate({"monthlyCap": "120.00", **budget})
        site.stack = site.stack._replace(budget=model)
        site.tags = {**site.tags, "name": "shop"}

    return built(build_budget, topology={"services": services or {}}, name=name, before=before)


def test_a_cap_alone_makes_nothing():
    """Without alerts, anomaly and tags nothing is registered."""
    assert {one.type for one in deployed().resources} == {"pulumi:providers:aws"}


def test_the_budget_watches_the_expected_cap():
    """Shares are percentages and amounts absolute, of what was spent and what is forecast, up to ten in one budget."""
    inputs = deployed(alerts=ALERTS).one(BUDGET, "shop-budget").inputs
    assert {key: inputs[key] for key in ("budgetType", "timeUnit", "limitAmount", "limitUnit")} == {
        "budgetType": "COST",
        "timeUnit": "MONTHLY",
        "limitAmount": "120",
        "limitUnit": "USD",
    }
    assert "filterExpression" not in inputs
    usual = {"comparisonOperator": "GREATER_THAN", "subscriberEmailAddresses": ["ops@example.com"]}
    assert inputs["notifications"] == [
        {**usual, "notificationType": "ACTUAL", "threshold": 80, "thresholdType": "PERCENTAGE"},
        {**usual, "notificationType": "ACTUAL", "threshold": 100, "thresholdType": "ABSOLUTE_VALUE"},
        {**usual, "notificationType": "FORECASTED", "threshold": 100, "thresholdType": "PERCENTAGE"},
    ]


def test_the_cap_of_the_deployed_tier_is_watched():
    """A cap of the tier takes the place of the stack's; one on the ceiling alone leaves nothing to watch."""
    assert deployed(alerts=ALERTS, tiers={"base": "99.50"}).one(BUDGET).inputs["limitAmount"] == "99.5"
    assert deployed(alerts=ALERTS, tiers={"base": {"ceiling": "99.50"}}).of(BUDGET) == []


def test_a_budget_of_the_stack_counts_by_its_tags():
    """With scope stack only what carries the stack's tags is counted."""
    inputs = deployed(alerts=ALERTS, scope="stack", costTagsActive=True).one(BUDGET).inputs
    assert inputs["filterExpression"] == {
        "ands": [{"tags": {"key": "project", "values": ["tollgate"]}}, {"tags": {"key": "stack", "values": ["dev"]}}]
    }


def test_anomalies_of_the_account():
    """While the tags are not active, the monitor is of the account; all parts of the expression are written."""
    done = deployed(anomaly=ANOMALY)
    monitor = done.one(MONITOR, "shop-anomalies")
    assert monitor.inputs["monitorType"] == "CUSTOM"
    assert json.loads(monitor.inputs["monitorSpecification"]) == {
        "And": None,
        "CostCategories": None,
        "Dimensions": {"Key": "LINKED_ACCOUNT", "MatchOptions": None, "Values": [ACCOUNT]},
        "Not": None,
        "Or": None,
        "Tags": None,
    }


def test_anomalies_of_the_stack():
    """With active tags the monitor is of what carries the stack's tag, and waits for the tags."""
    done = deployed(name="prod", anomaly=ANOMALY, costTagsActive=True)
    monitor = done.one(MONITOR)
    found = json.loads(monitor.inputs["monitorSpecification"])
    assert found["Tags"] == {"Key": "stack", "MatchOptions": None, "Values": ["prod"]}
    assert found["Dimensions"] is None
    assert {one.urn for one in done.of(TAG)} <= set(monitor.depends_on)


THRESHOLDS = [
    ({"abovePercent": 20}, "ANOMALY_TOTAL_IMPACT_PERCENTAGE", "20"),
    ({"aboveUsd": "12.50"}, "ANOMALY_TOTAL_IMPACT_ABSOLUTE", "12.5"),
    ({"aboveUsd": "100"}, "ANOMALY_TOTAL_IMPACT_ABSOLUTE", "100"),
]


@pytest.mark.parametrize(("above", "key", "value"), THRESHOLDS)
def test_mails_come_by_the_day(above: dict[str, Any], key: str, value: str):
    """Each address gets a daily mail about anomalies from a share or an amount on."""
    inputs = deployed(anomaly={"emails": ANOMALY["emails"], **above}).one(SUBSCRIPTION, "shop-anomalies").inputs
    assert inputs["frequency"] == "DAILY"
    assert inputs["subscribers"] == [
        {"type": "EMAIL", "address": "ops@example.com"},
        {"type": "EMAIL", "address": "cfo@example.com"},
    ]
    dimension = {"key": key, "matchOptions": ["GREATER_THAN_OR_EQUAL"], "values": [value]}
    assert inputs["thresholdExpression"] == {"dimension": dimension}


def test_tags_that_something_carries_are_activated():
    """Project, stack, name and layer are on everything; the service's only where there is one."""

    def keys(**more: Any) -> set[str]:
        found = deployed(costTagsActive=True, **more).of(TAG)
        assert {one.inputs["status"] for one in found} == {"Active"}
        return {one.inputs["tagKey"] for one in found}

    assert keys() == {"project", "stack", "name", "layer"}
    assert keys(services={"api": FARGATE}) == {"project", "stack", "name", "layer", "service"}


def test_tags_wait_for_a_second_step():
    """Unless the config says that the account has seen the tags, none is activated."""
    assert deployed(anomaly=ANOMALY, alerts=ALERTS).of(TAG) == []
