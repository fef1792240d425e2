"""Routes: a target group for each routed service, and the rules that lead to it."""

from collections.abc import Mapping
from typing import NamedTuple

import pulumi
import pulumi_aws as aws

from infra.components.base import Layer
from infra.model import edge_names
from infra.model.connections import route_target, shares_host_network
from infra.model.routes import ListenerRule, listener_rules, routes
from infra.model.services import Route, RunningService
from infra.model.topology import Topology
from infra.tags import layer_tags

HEALTHY_AFTER, UNHEALTHY_AFTER = 2, 3
"""Checks in a row: two, so that a new task takes requests soon; three, so that one slow answer costs no task."""
HEALTH_TIMEOUT_SECONDS = 5
FIRST_WEIGHT, SECOND_WEIGHT = 100, 0


class Routed(NamedTuple):
    """Where a service registers its tasks.

    Attributes:
        groups: its target group; of blue/green the one in use first, then the other.
        rules: those that lead to it, the first to match first.
    """

    groups: tuple[aws.lb.TargetGroup, ...]
    rules: tuple[aws.lb.ListenerRule, ...]


class Routes(Layer):
    """Target groups and listener rules.

    Attributes:
        by_service: what was made for each routed service.
    """

    by_service: Mapping[str, Routed]

    def __init__(
        self,
        name: str,
        *,
        topology: Topology,
        vpc_id: pulumi.Input[str],
        listener_arn: pulumi.Input[str],
        header: Mapping[str, pulumi.Input[str]],
        opts: pulumi.ResourceOptions,
    ) -> None:
        """Make them; `header` holds what every request must carry, and is empty where anybody may ask."""
        super().__init__(name, "edge", opts)
        self._topology, self._listener_arn, self._header = topology, listener_arn, header
        rules = listener_rules(topology)
        made: dict[str, Routed] = {}
        for service, route in routes(topology).items():
            groups = self._groups(service, route, vpc_id)
            made[service] = Routed(groups, tuple(self._rule(r, groups) for r in rules if r.service == service))
        self.by_service = made
        self.register_outputs({})

    def _groups(self, service: str, route: Route, vpc_id: pulumi.Input[str]) -> tuple[aws.lb.TargetGroup, ...]:
        model: RunningService = self._topology.services[service]  # pyright: ignore[reportAssignmentType] - jobs have no route
        on_host = shares_host_network(self._topology, model)
        return tuple(
            aws.lb.TargetGroup(
                name,
                vpc_id=vpc_id,
                port=route_target(model)[1],
                protocol="HTTP",
                target_type="instance" if on_host else "ip",
                deregistration_delay=route.deregistration_delay_seconds,
                health_check={
                    "path": route.health_path,
                    "interval": route.health_interval_seconds,
                    "timeout": min(HEALTH_TIMEOUT_SECONDS, route.health_interval_seconds - 1),
                    "healthy_threshold": HEALTHY_AFTER,
                    "unhealthy_threshold": UNHEALTHY_AFTER,
                    "matcher": "200-299",
                },
                opts=self._of(service),
            )
            for name in edge_names.target_groups(self._topology, service)
        )

    def _rule(self, rule: ListenerRule, groups: tuple[aws.lb.TargetGroup, ...]) -> aws.lb.ListenerRule:
        first, *others = groups
        switched = bool(others)
        return aws.lb.ListenerRule(
            "-".join(part for part in (self._topology.name, rule.service, rule.key) if part),
            listener_arn=self._listener_arn,
            priority=rule.priority,
            conditions=self._conditions(rule),
            actions=[_forward_to_both(groups) if switched else {"type": "forward", "target_group_arn": first.arn}],
            opts=self._switched(rule.service, groups) if switched else self._of(rule.service),
        )

    def _conditions(self, rule: ListenerRule) -> list[aws.lb.ListenerRuleConditionArgsDict]:
        found: list[aws.lb.ListenerRuleConditionArgsDict] = [{"path_pattern": {"values": list(rule.paths)}}]
        if rule.hosts:
            found.append({"host_header": {"values": list(rule.hosts)}})
        for key, value in self._header.items():
            found.append({"http_header": {"http_header_name": key, "values": [value]}})
        return found

    def _of(self, service: str) -> pulumi.ResourceOptions:
        return self.child(transforms=[layer_tags("edge", service)])

    def _switched(self, service: str, groups: tuple[aws.lb.TargetGroup, ...]) -> pulumi.ResourceOptions:
        """Return the options of a rule whose weights ECS moves at each deployment; they are not ours to move back.

        A rule of new target groups is another rule; its priority is free only when the old one is gone.
        """
        return self.child(
            transforms=[layer_tags("edge", service)],
            ignore_changes=["actions"],
            replace_with=list(groups),
            delete_before_replace=True,
        )


def _forward_to_both(groups: tuple[aws.lb.TargetGroup, ...]) -> aws.lb.ListenerRuleActionArgsDict:
    """Forward everything to the first; ECS demands that the second is there, and moves the weights."""
    weights = (FIRST_WEIGHT, SECOND_WEIGHT)
    targets: list[aws.lb.ListenerRuleActionForwardTargetGroupArgsDict] = [
        {"arn": group.arn, "weight": weight} for group, weight in zip(groups, weights, strict=True)
    ]
    return {"type": "forward", "forward": {"target_groups": targets}}
