"""The budget: caps, how they are enforced, who is told."""

from decimal import Decimal
from typing import Annotated, Any, Literal, cast

from annotated_types import Len
from pydantic import BeforeValidator, PlainSerializer

from infra.model.base import Model
from infra.model.layers import LayerName
from infra.model.types import Day, Email, Money, Percent, Positive, PositiveAmount, Text, pattern


class Cap(Model):
    """A limit in dollars a month on one or more of the three figures."""

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
    """How much dearer than what is deployed a change may be; exceeding either refuses."""

    usd: Money | None = None
    percent: PositiveAmount | None = None


class Override(Model):
    """A higher cap for a reason, until a day; it waives every other reason to refuse."""

    monthly_cap: Money
    reason: Text
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
    """Who AWS Budgets writes to, at which actual and forecast spend."""

    emails: Annotated[tuple[Email, ...], Len(1, 10)]
    actual: tuple[Threshold, ...] = ()
    forecast: tuple[Threshold, ...] = ()


class Anomaly(Model):
    """A daily mail about spend that departs from its pattern by a percentage or an amount."""

    emails: Annotated[tuple[Email, ...], Len(1, 10)]
    above_percent: Positive | None = None
    above_usd: Money | None = None


class Budget(Model):
    """What a month may cost, and what happens when it would cost more."""

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
