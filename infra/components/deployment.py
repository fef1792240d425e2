"""How the tasks of a service are replaced, where they register, and how they spread."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from infra.components.base import Layer
from infra.components.permissions import Place
from infra.components.policies import managed, trust_within
from infra.model.connections import route_target
from infra.model.services import AsgService, BlueGreen, Rolling, RunningService
from infra.model.tasks import deployment_of, overlaps

SWITCHING_POLICY = "AmazonECSInfrastructureRolePolicyForLoadBalancers"
"""AWS's own policy of the role by which ECS moves traffic between target groups."""


@dataclass(frozen=True)
class TargetWires:
    """The target group a service registers at, and with blue/green the other one and the rule between them."""

    group_arn: pulumi.Input[str]
    alternate_arn: pulumi.Input[str] | None
    rule_arn: pulumi.Input[str] | None
    label: pulumi.Input[str]
    ready: Sequence[pulumi.Resource]


def load_balancers(
    layer: Layer, logical: str, service: RunningService, target: TargetWires | None, place: Place
) -> Any:
    """Return where the load balancer finds the service; with blue/green, ECS gets a role to switch between groups."""
    if target is None:
        return None
    container, port = route_target(service)
    entry: dict[str, Any] = {
        "target_group_arn": target.group_arn,
        "container_name": container,
        "container_port": port,
    }
    if isinstance(service.deployment, BlueGreen):
        entry["advanced_configuration"] = {
            "alternate_target_group_arn": target.alternate_arn,
            "production_listener_rule": target.rule_arn,
            "role_arn": _switching_role(layer, logical, place),
        }
    return [entry]


def _switching_role(layer: Layer, logical: str, place: Place) -> pulumi.Output[str]:
    """Return the ARN of the role by which ECS moves traffic; known once it has its rights."""
    name = f"{logical}-switching"
    trust = trust_within("ecs.amazonaws.com", place.account)
    role = aws.iam.Role(name, assume_role_policy=trust, opts=layer.child())
    attached = aws.iam.RolePolicyAttachment(
        name, role=role.name, policy_arn=managed(SWITCHING_POLICY), opts=layer.child()
    )
    return pulumi.Output.all(role.arn, attached.id).apply(lambda known: str(known[0]))


def deployment(service: RunningService, roll_back_on: Sequence[pulumi.Input[str]]) -> dict[str, Any]:
    """Return how new tasks take over: by turns with a breaker, or all at once with a second set."""
    model = deployment_of(service)
    if isinstance(model, Rolling):
        return {
            "deployment_configuration": {"strategy": "ROLLING"},
            "deployment_circuit_breaker": {"enable": True, "rollback": True},
            "deployment_minimum_healthy_percent": model.minimum_healthy_percent,
            "deployment_maximum_percent": model.maximum_percent,
        }
    alarms = {"enable": True, "rollback": True, "alarm_names": list(roll_back_on)}
    return {
        "deployment_configuration": {
            "strategy": "BLUE_GREEN",
            "bake_time_in_minutes": str(model.bake_minutes),
        },
        **({"alarms": alarms} if roll_back_on else {}),
    }


def placement(service: RunningService) -> dict[str, Any]:
    """Return how tasks spread over zones; ECS evens them out where a deployment may have more of them for a while."""
    spread: list[dict[str, str]] = [
        {"type": "spread", "field": "attribute:ecs.availability-zone"},
        {"type": "binpack", "field": "memory"},
    ]
    return {
        "availability_zone_rebalancing": "ENABLED" if overlaps(service) else "DISABLED",
        **({"ordered_placement_strategies": spread} if isinstance(service, AsgService) else {}),
    }
