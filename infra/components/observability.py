"""Observability, as far as services need it to be there: log groups, the alert topic, the audit trail."""

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from infra.components.alerts import add_alerts
from infra.components.base import Layer
from infra.components.logs import add_log_groups
from infra.components.trail import add_trail
from infra.model.observability import Trail
from infra.model.topology import Topology


class Observability(Layer):
    """What is written down, and who is told.

    Attributes:
        log_groups: of each service and job, by name.
        topic_arn: of the topic that alarms tell; None where nobody is to be told.
        trail_bucket: name of the bucket of the audit trail, if there is one.
    """

    log_groups: Mapping[str, aws.cloudwatch.LogGroup]
    topic_arn: pulumi.Output[str] | None
    trail_bucket: pulumi.Output[str] | None

    def __init__(
        self,
        name: str,
        *,
        topology: Topology,
        stack: str,
        region: str,
        audited: pulumi.Output[str] | None,
        opts: pulumi.ResourceOptions,
    ) -> None:
        """Build the parts that the model names.

        Args:
            name: of the component.
            topology: the model.
            stack: name of the stack, which is part of log groups' names.
            region: where everything lies.
            audited: id of the account whose events the trail holds; None without a trail.
            opts: options of the component.
        """
        super().__init__(name, "observability", opts)
        alerts = topology.observability.alerts
        self.log_groups = add_log_groups(self, topology, stack)
        self.topic_arn = add_alerts(self, topology) if alerts.emails or alerts.sms else None
        self.trail_bucket = self._trail(topology, topology.observability.trail, region, audited)
        self.register_outputs({})

    def _trail(
        self, topology: Topology, trail: Trail | None, region: str, audited: pulumi.Output[str] | None
    ) -> pulumi.Output[str] | None:
        if trail is None or audited is None:
            return None
        return add_trail(self, topology, trail, region=region, account=audited).bucket
