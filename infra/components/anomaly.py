"""Cost Anomaly Detection: a daily mail about spend that departs from its pattern."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pulumi
import pulumi_aws as aws

from infra.components.base import Layer
from infra.model.budget import Anomaly
from infra.model.types import plain

PERCENTAGE, ABSOLUTE = "ANOMALY_TOTAL_IMPACT_PERCENTAGE", "ANOMALY_TOTAL_IMPACT_ABSOLUTE"


class AnomalyAlerts(Layer):
    """A monitor of this stack's spend, or of the account's, and who is told.

    The monitor is a custom one. A monitor of services would do without any setting, but an account has one of them at
    most, and AWS makes it by itself for whoever opens Cost Explorer.
    """

    def __init__(
        self,
        name: str,
        *,
        prefix: str,
        model: Anomaly,
        watched: Mapping[str, Any],
        after: Sequence[pulumi.Resource],
        opts: pulumi.ResourceOptions,
    ) -> None:
        """Build the monitor and its subscription.

        Args:
            name: of the component.
            prefix: of logical names.
            model: who is told, and of how much.
            watched: `of_tag` or `of_account`.
            after: cost allocation tags that must be active first.
            opts: options of the component.
        """
        super().__init__(name, "budget", opts)
        logical = f"{prefix}-anomalies"
        monitor = aws.costexplorer.AnomalyMonitor(
            logical,
            monitor_type="CUSTOM",
            monitor_specification=pulumi.Output.json_dumps(watched),
            # AWS takes a monitor by a tag only once the tag is active.
            opts=self.child(depends_on=list(after)),
        )
        aws.costexplorer.AnomalySubscription(
            logical,
            # Mails come by the day; what is told at once goes to a topic.
            frequency="DAILY",
            monitor_arn_lists=[monitor.arn],
            subscribers=[{"type": "EMAIL", "address": email} for email in model.emails],
            threshold_expression={"dimension": _threshold(model)},
            opts=self.child(),
        )
        self.register_outputs({})


def of_tag(key: str, value: str) -> Mapping[str, Any]:
    """Return the specification of what carries a tag."""
    return _specification("Tags", key, value)


def of_account(account: pulumi.Output[str]) -> Mapping[str, Any]:
    """Return the specification of everything in one account."""
    return _specification("Dimensions", "LINKED_ACCOUNT", account)


def _specification(kind: str, key: str, value: pulumi.Input[str]) -> Mapping[str, Any]:
    """Return an expression with every part that AWS answers with: a part left out would look like a change."""
    chosen = {"Key": key, "MatchOptions": None, "Values": [value]}
    return {
        part: chosen if part == kind else None for part in ("And", "CostCategories", "Dimensions", "Not", "Or", "Tags")
    }


def _threshold(model: Anomaly) -> aws.costexplorer.AnomalySubscriptionThresholdExpressionDimensionArgsDict:
    by_percent = model.above_percent is not None
    value = str(model.above_percent) if by_percent else plain(model.above_usd or Decimal(0))
    return {
        "key": PERCENTAGE if by_percent else ABSOLUTE,
        "match_options": ["GREATER_THAN_OR_EQUAL"],
        "values": [value],
    }
