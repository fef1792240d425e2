"""The instances of a service: launch template, Auto Scaling group, and the capacity provider that moves it."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pulumi
import pulumi_aws as aws

from infra.aws_rules import ec2, ssm
from infra.components import policies
from infra.components.base import Layer
from infra.components.permissions import EVERYTHING, Place, Statement, allow
from infra.components.user_data import NAMESPACE, user_data
from infra.model.clusters import cluster_name
from infra.model.services import AsgService
from infra.model.tasks import instances_for, least_tasks, most_instances
from infra.model.topology import Topology

ON_THE_CLUSTER = (
    "ecs:DeregisterContainerInstance",
    "ecs:RegisterContainerInstance",
    "ecs:SubmitAttachmentStateChanges",
    "ecs:SubmitContainerStateChange",
    "ecs:SubmitTaskStateChange",
)
ON_ITS_INSTANCES = ("ecs:Poll", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState")
"""What the ECS agent asks of its cluster, and of the instances in it.

Source: Amazon ECS Developer Guide, "Amazon ECS container instance IAM role".
"""
ROOT_DEVICE = "/dev/xvda"
"""The root device of the ECS-optimized AL2023 image."""
HOP_LIMIT = 1
"""Metadata answers reach the instance and no further: tasks have their own credentials, by another way."""
MANAGED_BY_ECS = "AmazonECSManaged"
"""The tag that ECS puts on a group it scales; a group without it would lose it on the next change."""
SPOT_STRATEGY = "price-capacity-optimized"
TARGET_PERCENT = 100
"""How full ECS keeps the group: no instance stands idle for a task that may come."""


class InstanceWires(NamedTuple):
    """What instances hang on.

    Attributes:
        subnet_ids: one a zone.
        security_groups: of the instances; where they share their network with tasks, the tasks' own.
        public: whether they get public addresses.
        place: for ARNs of what nobody made.
        tags: the stack's, which do not reach a group by the provider.
        awaited: whether the service waits for its image, so that nothing need run.
    """

    subnet_ids: pulumi.Input[Sequence[str]]
    security_groups: Sequence[pulumi.Input[str]]
    public: bool
    place: Place
    tags: Mapping[str, str]
    awaited: bool


def add_capacity(
    layer: Layer, topology: Topology, key: str, service: AsgService, cluster: aws.ecs.Cluster, wires: InstanceWires
) -> pulumi.Output[str]:
    """Add the group of a service and return the name of its capacity provider."""
    name = cluster_name(topology, key)
    role, granted = _role(layer, topology, name, cluster.arn, wires.place)
    template = _template(layer, topology, key, service, cluster.name, role, wires)
    group = _group(layer, name, service, template, wires, granted)
    provider = aws.ecs.CapacityProvider(
        name,
        auto_scaling_group_provider={
            "auto_scaling_group_arn": group.arn,
            "managed_scaling": {"status": "ENABLED", "target_capacity": TARGET_PERCENT},
            "managed_termination_protection": "ENABLED" if is_protected(service) else "DISABLED",
            "managed_draining": "ENABLED",
        },
        opts=layer.child(),
    )
    return provider.name


def _role(
    layer: Layer, topology: Topology, name: str, cluster_arn: pulumi.Output[str], place: Place
) -> tuple[aws.iam.InstanceProfile, aws.iam.RolePolicy]:
    """Return the instances' profile and its policy: to serve this cluster, and to send the metrics that are wanted."""
    logical = f"{name}-instances"
    role = aws.iam.Role(logical, assume_role_policy=policies.trust("ec2.amazonaws.com"), opts=layer.child())
    statements = list(_may(cluster_arn, place, metrics=bool(topology.observability.instance_metrics)))
    policy = aws.iam.RolePolicy(logical, role=role.id, policy=policies.document(statements), opts=layer.child())
    return aws.iam.InstanceProfile(logical, role=role.name, opts=layer.child()), policy


def _may(cluster_arn: pulumi.Output[str], place: Place, *, metrics: bool) -> Sequence[Statement]:
    here: dict[str, Any] = {"ecs:cluster": cluster_arn}
    instances = pulumi.Output.concat(
        "arn:", place.partition, ":ecs:", place.region, ":", place.account, ":container-instance/*"
    )
    send = allow(("cloudwatch:PutMetricData",), EVERYTHING, StringEquals={"cloudwatch:namespace": NAMESPACE})
    return [
        allow(("ecs:DiscoverPollEndpoint",), EVERYTHING),
        allow(ON_THE_CLUSTER, cluster_arn),
        allow(ON_ITS_INSTANCES, instances, ArnEquals=here),
        *([send] if metrics else []),
    ]


def _template(
    layer: Layer,
    topology: Topology,
    key: str,
    service: AsgService,
    cluster: pulumi.Output[str],
    profile: aws.iam.InstanceProfile,
    wires: InstanceWires,
) -> aws.ec2.LaunchTemplate:
    """Return the template: the image is looked up at each launch, so that a new instance is a patched one."""
    name, found = cluster_name(topology, key), ec2.find(service.instance_type)
    architecture = found.architecture if found else "x86_64"
    metrics = topology.observability.instance_metrics
    tags = {**wires.tags, "layer": "services", "service": key, "Name": name}
    return aws.ec2.LaunchTemplate(
        name,
        image_id=f"resolve:ssm:{ssm.AL2023_ECS_IMAGE[architecture]}",
        instance_type=service.instance_type,
        iam_instance_profile={"arn": profile.arn},
        metadata_options={
            "http_endpoint": "enabled",
            "http_tokens": "required",
            "http_put_response_hop_limit": HOP_LIMIT,
        },
        monitoring={"enabled": service.detailed_monitoring},
        credit_specification={"cpu_credits": service.cpu_credits} if found and found.burstable else None,
        block_device_mappings=[
            {
                "device_name": ROOT_DEVICE,
                "ebs": {
                    "volume_type": "gp3",
                    "volume_size": service.root_volume_gb,
                    "encrypted": "true",
                    "delete_on_termination": "true",
                },
            }
        ],
        network_interfaces=[
            {
                "associate_public_ip_address": "true" if wires.public else "false",
                "security_groups": list(wires.security_groups),
                "delete_on_termination": "true",
            }
        ],
        tag_specifications=[
            {"resource_type": kind, "tags": tags} for kind in ("instance", "volume", "network-interface")
        ],
        user_data=cluster.apply(lambda known: _encoded(user_data(known, metrics))),
        update_default_version=True,
        opts=layer.child(),
    )


def is_protected(service: AsgService) -> bool:
    """Return whether instances that run tasks are kept from Auto Scaling.

    A protected instance is not replaced when it has grown too old, either. Where age is limited, draining alone sees to
    it that tasks have moved before their instance ends, whatever ends it.

    Source: Amazon EC2 Auto Scaling User Guide, "Replace Auto Scaling instances based on maximum instance lifetime";
    Amazon ECS Developer Guide, "Safely stop Amazon ECS workloads running on EC2 instances".
    """
    return service.max_instance_lifetime_days is None


def _encoded(script: str) -> str:
    return base64.b64encode(script.encode()).decode()


def _group(
    layer: Layer,
    name: str,
    service: AsgService,
    template: aws.ec2.LaunchTemplate,
    wires: InstanceWires,
    granted: aws.iam.RolePolicy,
) -> aws.autoscaling.Group:
    """Return the group; how many instances it holds is ECS's business, between the bounds."""
    least = 0 if wires.awaited else instances_for(service, least_tasks(service))
    lifetime = service.max_instance_lifetime_days
    tags = {**wires.tags, "Name": name, MANAGED_BY_ECS: "true"}
    return aws.autoscaling.Group(
        name,
        min_size=least,
        max_size=most_instances(service),
        vpc_zone_identifiers=wires.subnet_ids,
        protect_from_scale_in=is_protected(service),
        max_instance_lifetime=None if lifetime is None else lifetime * 86400,
        default_instance_warmup=60,
        health_check_type="EC2",
        instance_refresh={
            "strategy": "Rolling",
            "preferences": {
                "min_healthy_percentage": service.instance_refresh.min_healthy_percent,
                "max_healthy_percentage": service.instance_refresh.max_healthy_percent,
                # All that run tasks are protected; ECS drains them first.
                "scale_in_protected_instances": "Refresh",
                # AWS cannot go back to an image that was looked up by a parameter.
                "auto_rollback": False,
            },
            # Running instances keep the protection they were launched with. The provider wants Terraform's name.
            "triggers": ["protect_from_scale_in"],
        },
        **_instances(service, template),
        tags=[{"key": key, "value": value, "propagate_at_launch": True} for key, value in tags.items()],
        # An instance that starts without its rights cannot join the cluster.
        opts=layer.child(depends_on=[granted]),
    )


def _instances(service: AsgService, template: aws.ec2.LaunchTemplate) -> dict[str, Any]:
    """Return the template by the version that is current, so that a change of it replaces the instances."""
    launch = {"version": template.latest_version.apply(str)}
    if service.spot is None:
        return {"launch_template": {"id": template.id, **launch}}
    specification = {"launch_template_id": template.id, **launch}
    return {
        "capacity_rebalance": True,
        "mixed_instances_policy": {
            "launch_template": {"launch_template_specification": specification},
            "instances_distribution": {
                "on_demand_base_capacity": service.spot.on_demand_base,
                "on_demand_percentage_above_base_capacity": 100 - service.spot.share_percent,
                "spot_allocation_strategy": SPOT_STRATEGY,
            },
        },
    }
