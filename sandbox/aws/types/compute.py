"""Rows of what runs the application: `ecs`, `appautoscaling`, `autoscaling`, `scheduler`, `servicediscovery`."""

from typing import Any, Final

from sandbox.aws.row import Making, Row


def _revision(making: Making) -> int:
    """One more than the newest revision of the family, gone ones included as long as the account saw them."""
    if making.previous:
        return int(making.previous.get("revision"))
    family = making.get("family")
    others = making.account.of("aws:ecs/taskDefinition:TaskDefinition")
    return 1 + max((int(other.get("revision")) for other in others if other.get("family") == family), default=0)


def _cluster_name(making: Making) -> str:
    cluster = making.ref("cluster")
    return str(cluster.get("name")) if cluster else "default"


def _launch_type(making: Making) -> str:
    return "" if making.get("capacityProviderStrategies") else "EC2"


def _tracking_alarms(making: Making) -> list[dict[str, Any]]:
    """A target-tracking policy keeps a high and a low alarm of its own."""
    if making.get("policyType") != "TargetTrackingScaling":
        return []
    prefix = f"TargetTracking-{making.get('resourceId')}"
    return [
        {"name": f"{prefix}-{kind}-{making.digits(8, kind)}", "arn": making.fill(_ALARM) + f"{prefix}-{kind}"}
        for kind in ("AlarmHigh", "AlarmLow")
    ]


def _fargate_only(making: Making) -> str:
    return "LATEST" if making.get("launchType") == "FARGATE" or making.get("capacityProviderStrategies") else ""


_ALARM: Final = "arn:{partition}:cloudwatch:{region}:{account}:alarm:"
_ECS: Final = "arn:{partition}:ecs:{region}:{account}:"
_ASG: Final = "arn:{partition}:autoscaling:{region}:{account}:"
_AAS: Final = "arn:{partition}:application-autoscaling:{region}:{account}:scalable-target/{hex34_target}"
_SCALING_ROLE: Final = (
    "arn:{partition}:iam::{account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/"
    "AWSServiceRoleForApplicationAutoScaling_ECSService"
)

COMPUTE: dict[str, Row] = {
    "aws:ecs/cluster:Cluster": Row(_ECS + "cluster/{name}", "{id}"),
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": Row("{clusterName}"),
    "aws:ecs/capacityProvider:CapacityProvider": Row(_ECS + "capacity-provider/{name}", "{id}"),
    "aws:ecs/taskDefinition:TaskDefinition": Row(
        "{family}",
        _ECS + "task-definition/{family}:{revision}",
        {
            "revision": _revision,
            "arnWithoutRevision": _ECS + "task-definition/{family}",
            "enableFaultInjection": False,
            "networkMode": "bridge",
        },
        key="arn",
    ),
    "aws:ecs/service:Service": Row(
        _ECS + "service/{clusterName}/{name}",
        "{id}",
        {
            "availabilityZoneRebalancing": "ENABLED",
            "cluster": _ECS + "cluster/default",
            "iamRole": "/aws-service-role",
            "launchType": _launch_type,
            "platformVersion": _fargate_only,
        },
        places={"clusterName": _cluster_name},
    ),
    "aws:appautoscaling/target:Target": Row("{resourceId}", _AAS, {"roleArn": _SCALING_ROLE}),
    "aws:appautoscaling/policy:Policy": Row(
        "{name}",
        "arn:{partition}:autoscaling:{region}:{account}:scalingPolicy:{uuid}:resource/{serviceNamespace}/"
        "{resourceId}:policyName/{name}",
        {"alarmArns": lambda making: [alarm["arn"] for alarm in _tracking_alarms(making)]},
    ),
    "aws:appautoscaling/scheduledAction:ScheduledAction": Row(
        "{name}-{serviceNamespace}-{resourceId}",
        "arn:{partition}:autoscaling:{region}:{account}:scheduledAction:{uuid}:resource/{serviceNamespace}/"
        "{resourceId}:scheduledActionName/{name}",
    ),
    "aws:autoscaling/group:Group": Row(
        "{name}",
        _ASG + "autoScalingGroup:{uuid}:autoScalingGroupName/{name}",
        {
            "predictedCapacity": 0,
            "warmPoolSize": 0,
            "defaultCooldown": 300,
            "desiredCapacity": lambda making: making.get("minSize", 0),
            "healthCheckType": "EC2",
            "serviceLinkedRoleArn": "arn:{partition}:iam::{account}:role/aws-service-role/autoscaling.amazonaws.com/"
            "AWSServiceRoleForAutoScaling",
        },
    ),
    "aws:autoscaling/policy:Policy": Row(
        "{name}",
        _ASG + "scalingPolicy:{uuid}:autoScalingGroupName/{autoscalingGroupName}:policyName/{name}",
    ),
    "aws:autoscaling/schedule:Schedule": Row(
        "{scheduledActionName}",
        _ASG + "scheduledUpdateGroupAction:{uuid}:autoScalingGroupName/{autoscalingGroupName}:"
        "scheduledActionName/{scheduledActionName}",
    ),
    "aws:autoscaling/lifecycleHook:LifecycleHook": Row("{name}", outputs={"defaultResult": "ABANDON"}),
    "aws:scheduler/schedule:Schedule": Row(
        "{groupName}/{name}",
        "arn:{partition}:scheduler:{region}:{account}:schedule/{groupName}/{name}",
        {"groupName": "default", "actionAfterCompletion": "NONE"},
    ),
    "aws:scheduler/scheduleGroup:ScheduleGroup": Row(
        "{name}",
        "arn:{partition}:scheduler:{region}:{account}:schedule-group/{name}",
        {
            "creationDate": "2026-01-01T00:00:00Z",
            "lastModificationDate": "2026-01-01T00:00:00Z",
            "state": "ACTIVE",
        },
    ),
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": Row(
        "ns-{hex16}",
        "arn:{partition}:servicediscovery:{region}:{account}:namespace/{id}",
        {"hostedZone": "Z{HEX20_zone}"},
    ),
    "aws:servicediscovery/httpNamespace:HttpNamespace": Row(
        "ns-{hex16}",
        "arn:{partition}:servicediscovery:{region}:{account}:namespace/{id}",
        {"httpName": "{name}"},
    ),
    "aws:servicediscovery/service:Service": Row(
        "srv-{hex16}",
        "arn:{partition}:servicediscovery:{region}:{account}:service/{id}",
        {"type": "DNS_HTTP"},
    ),
}
