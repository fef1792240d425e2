"""AWS Budgets: the same cap, watched by AWS after the deployment."""

import pulumi
import pulumi_aws as aws

from infra.components.base import Layer
from infra.model.budget import Budget as BudgetModel
from infra.model.budget import BudgetAlerts


class Budget(Layer):
    """A monthly cost budget of the expected cap, with mails at shares of it or at amounts."""

    def __init__(
        self,
        name: str,
        *,
        prefix: str,
        model: BudgetModel,
        alerts: BudgetAlerts,
        limit_usd: str,
        tags: dict[str, str],
        opts: pulumi.ResourceOptions,
    ) -> None:
        super().__init__(name, "budget", opts)
        aws.budgets.Budget(
            f"{prefix}-budget",
            budget_type="COST",
            time_unit="MONTHLY",
            limit_amount=limit_usd,
            limit_unit="USD",
            filter_expression=_of_stack(tags) if model.scope == "stack" else None,
            metrics="UnblendedCost" if model.scope == "stack" else None,
            notifications=[
                *(_notification("ACTUAL", threshold, alerts.emails) for threshold in alerts.actual),
                *(_notification("FORECASTED", threshold, alerts.emails) for threshold in alerts.forecast),
            ],
            opts=self.child(),
        )
        self.register_outputs({})


def _of_stack(tags: dict[str, str]) -> aws.budgets.BudgetFilterExpressionArgsDict:
    """Count only what carries the tags of this stack; they must be active as cost allocation tags."""
    return {"ands": [{"tags": {"key": key, "values": [tags[key]]}} for key in ("project", "stack")]}


def _notification(kind: str, threshold: str, emails: tuple[str, ...]) -> aws.budgets.BudgetNotificationArgsDict:
    share = threshold.endswith("%")
    return {
        "comparison_operator": "GREATER_THAN",
        "notification_type": kind,
        "threshold": float(threshold.removesuffix("%")),
        "threshold_type": "PERCENTAGE" if share else "ABSOLUTE_VALUE",
        "subscriber_email_addresses": list(emails),
    }
