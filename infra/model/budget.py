"""The budget: caps, how they are enforced, who is told."""

from decimal import Decimal
from typing import Annotated, Any, Literal, cast

from annotated_types import Len
from pydantic import BeforeValidator, PlainSerializer

from infra.model.base import Model
from infra.model.layers import LayerName
from infra.model.types import Day, Email, Money, Percent, Positive, PositiveAmount, Reason, Text, pattern


class Cap(Model):
    """A limit in dollars a month on one or more of the three figures.

    Attributes:
        floor: USD a month with no traffic at all.
        expected: USD a month with the stated workload.
        ceiling: USD a month with every count at its greatest and peak all month.
    """

    floor: Money | None = None
    expected: Money | None = None
    ceiling: Money | None = None


def _expected_by_default(value: Any) -> Any:
    return cast("Any", value) if isinstance(value, (dict, Cap)) else {"expected": value}


AnyCap = Annotated[Cap, BeforeValidator(_expected_by_default, json_schema_input_type=Cap | Money)]
"""A cap, or a plain amount that limits the expected figure."""


def _none_is_no_cap(value: Any) -> Any:
    return None if value == "none" else _expected_by_default(value)


MonthlyCap = Annotated[
    Cap | None,
    BeforeValidator(_none_is_no_cap, json_schema_input_type=Cap | Money | Literal["none"]),
    PlainSerializer(lambda cap: cap or "none", when_used="json"),
]
"""A cap that must be stated; `none`, the way to say that there is none, is None here."""


class MaxIncrease(Model):
    """How much dearer than what is deployed a change may be; exceeding either refuses.

    Attributes:
        usd: USD a month that the expected figure may grow over what is deployed.
        percent: Percent that it may grow; either limit alone refuses.
    """

    usd: Money | None = None
    percent: PositiveAmount | None = None


class Override(Model):
    """A higher cap for a reason, until a day; it waives every other reason to refuse.

    Attributes:
        monthly_cap: USD a month, expected, up to which everything the gate minds is waived.
        reason: Why, printed on every run.
        until: The last day it holds, quoted: "2026-12-31"; one more than 90 days ahead is warned of.
    """

    monthly_cap: Money
    reason: Reason
    until: Day


Threshold = Annotated[
    str,
    pattern(
        r"^([0-9]+(\.[0-9]+)?%|[0-9]+(\.[0-9]{1,2})?)$",
        'is no threshold: a share such as "80%" or dollars such as "100.00"',
    ),
]
"""A share of the budget ("80%") or dollars ("100.00")."""


class BudgetAlerts(Model):
    """Who AWS Budgets writes to, at which actual and forecast spend.

    Attributes:
        emails: Who is told by the AWS Budget.
        actual: Thresholds on money spent: "80%" of the cap, or "100.00" USD; ten with `forecast` at most.
        forecast: Thresholds on what the month is forecast to cost.
    """

    emails: Annotated[tuple[Email, ...], Len(1, 10)]
    actual: tuple[Threshold, ...] = ()
    forecast: tuple[Threshold, ...] = ()


class Anomaly(Model):
    """A daily mail about spend that departs from its pattern by a percentage or an amount.

    Attributes:
        emails: Who gets the daily mail about unusual spend.
        above_percent: Percent above the expected spend from which it is told; this or `aboveUsd`.
        above_usd: USD above the expected spend from which it is told.
    """

    emails: Annotated[tuple[Email, ...], Len(1, 10)]
    above_percent: Positive | None = None
    above_usd: Money | None = None


class Budget(Model):
    """What a month may cost, and what happens when it would cost more.

    Attributes:
        monthly_cap: USD a month, as one expected figure or by basis, or `none`, which is printed on every run.
        tiers: Caps that take the place of `monthlyCap` while that tier is deployed.
        layers: Caps of single layers, each as `monthlyCap` is written.
        warn_at_percent: Percent of a cap from which a run warns.
        enforcement: `mandatory` refuses whatever is over, `onIncrease` only what is over and dearer than what is
            deployed, `advisory` warns.
        scope: What the AWS Budget watches: the `account`, or the `stack` by its tags (needs `costTagsActive`).
        max_increase: How much dearer than what is deployed now one run may make it.
        override: A dated exception, with its reason.
        alerts: The AWS Budget on the expected cap and who it tells; absent none is made.
        anomaly: A monitor for unusual spend; absent none is made.
        cost_tags_active: True a day after the first `up`, when the account knows the tags and can activate them.
    """

    monthly_cap: MonthlyCap
    tiers: dict[Text, AnyCap] = {}
    layers: dict[LayerName, AnyCap] = {}
    warn_at_percent: Percent = 80
    enforcement: Literal["mandatory", "onIncrease", "advisory"] = "mandatory"
    scope: Literal["account", "stack"] = "account"
    max_increase: MaxIncrease | None = None
    override: Override | None = None
    alerts: BudgetAlerts | None = None
    anomaly: Anomaly | None = None
    cost_tags_active: bool = False


def watched_usd(budget: Budget | None, tier: str) -> Decimal | None:
    """Return what AWS Budgets is told to watch when a tier is deployed: the cap on its expected figure, with alerts."""
    if budget is None or budget.alerts is None:
        return None
    cap = budget.tiers.get(tier, budget.monthly_cap)
    return None if cap is None else cap.expected
