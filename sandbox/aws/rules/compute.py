"""Rules of ECS, Auto Scaling and schedules.

Sources: Amazon ECS Developer Guide ("Task definition parameters for Fargate", "Fargate task sizes"), Amazon ECS,
Application Auto Scaling, EC2 Auto Scaling and EventBridge Scheduler API References.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sandbox.account import Living
from sandbox.aws.row import Making
from sandbox.aws.rules.common import Rule, is_cron, needs, siblings
from sandbox.wire import is_list, is_map, list_at, map_at

_SERVICE: Final = "aws:ecs/service:Service"
_FARGATE: Final = {"FARGATE", "FARGATE_SPOT"}
_GIB: Final = 1024

# Task CPU units and the memory (MiB) that goes with them.
_SIZES: Final[Mapping[int, tuple[int, ...]]] = {
    256: (512, 1 * _GIB, 2 * _GIB),
    512: tuple(range(1 * _GIB, 4 * _GIB + 1, _GIB)),
    1024: tuple(range(2 * _GIB, 8 * _GIB + 1, _GIB)),
    2048: tuple(range(4 * _GIB, 16 * _GIB + 1, _GIB)),
    4096: tuple(range(8 * _GIB, 30 * _GIB + 1, _GIB)),
    8192: tuple(range(16 * _GIB, 60 * _GIB + 1, 4 * _GIB)),
    16384: tuple(range(32 * _GIB, 120 * _GIB + 1, 8 * _GIB)),
    32768: (60 * _GIB, 120 * _GIB, 244 * _GIB),
}


def _fargate_size(making: Making) -> Iterator[str]:
    if "FARGATE" not in list_at(making.props, "requiresCompatibilities"):
        return
    cpu, memory = making.get("cpu"), making.get("memory")
    if not (str(cpu).isdigit() and str(memory).isdigit()):
        yield "ClientException: Fargate needs cpu and memory on the task, in units and MiB"
    elif int(cpu) not in _SIZES:
        yield f"ClientException: no Fargate configuration for {cpu} CPU units; there are {', '.join(map(str, _SIZES))}"
    elif int(memory) not in _SIZES[int(cpu)]:
        yield f"ClientException: no Fargate configuration for {cpu} CPU units and {memory} MiB"
    if making.get("networkMode") != "awsvpc":
        yield "ClientException: Fargate needs networkMode awsvpc"
    disk = map_at(making.props, "ephemeralStorage").get("sizeInGib")
    if disk is not None and not 21 <= int(disk) <= 200:
        yield f"ClientException: ephemeral storage must be 21 to 200 GiB, not {disk}"


def containers(text: Any) -> list[dict[str, Any]]:
    """The containers of a task definition; none where the text is no list."""
    try:
        found: Any = json.loads(text) if isinstance(text, str) else text
    except ValueError:
        return []
    return [item for item in found if is_map(item)] if is_list(found) else []


def _containers(making: Making) -> Iterator[str]:
    found = containers(making.get("containerDefinitions"))
    if not found:
        yield "ClientException: containerDefinitions is no list of containers in JSON"
        return
    names = [container.get("name") for container in found]
    if len(set(names)) != len(names) or not all(names):
        yield f"ClientException: containers need names of their own, not {names}"
    if not all(container.get("image") for container in found):
        yield "ClientException: every container needs an image"
    if not any(container.get("essential", True) for container in found):
        yield "ClientException: at least one container must be essential"
    volumes = {volume.get("name") for volume in list_at(making.props, "volumes")}
    for container in found:
        yield from _container(making, container, set(names), volumes)


def _container(making: Making, container: Mapping[str, Any], names: set[Any], volumes: set[Any]) -> Iterator[str]:
    who = f"container {container.get('name')}"
    for dependency in list_at(container, "dependsOn"):
        if dependency.get("containerName") not in names:
            yield f"ClientException: {who} depends on {dependency.get('containerName')}, which does not exist"
    for mount in list_at(container, "mountPoints"):
        if mount.get("sourceVolume") not in volumes:
            yield f"ClientException: {who} mounts {mount.get('sourceVolume')}, which is no volume of the task"
    secrets = list_at(container, "secrets")
    driver = map_at(container, "logConfiguration").get("logDriver")
    fargate = "FARGATE" in list_at(making.props, "requiresCompatibilities")
    if (secrets or (driver == "awslogs" and fargate)) and not making.get("executionRoleArn"):
        yield f"ClientException: {who} needs executionRoleArn on the task for its logs or secrets"
    for secret in secrets:
        if problem := _secret(making, str(secret.get("valueFrom"))):
            yield f"{who}, secret {secret.get('name')}: {problem}"


def _secret(making: Making, source: str) -> str:
    """A Secrets Manager secret carries random digits in its ARN, so it must exist when the task names it."""
    if ":secretsmanager:" not in source:
        return ""
    arn = ":".join(source.split(":")[:7])
    there = making.account.there("aws:secretsmanager/secret:Secret")
    if any(arn in secret.handles.values() for secret in there):
        return ""
    return f"{arn} does not exist"


def _launch(making: Making) -> Iterator[str]:
    strategy, launch = list_at(making.props, "capacityProviderStrategies"), making.get("launchType")
    if launch and launch not in {"EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"}:
        yield f"InvalidParameterException: unknown launch type {launch!r} (FARGATE_SPOT is a capacity provider)"
    if launch and strategy:
        yield "InvalidParameterException: a launch type beside a capacity provider strategy is not supported"
    yield from _one_kind(strategy)
    cluster = making.ref("cluster")
    if cluster is None:
        return
    known = _providers_of(making, cluster)
    for item in strategy:
        if item.get("capacityProvider") not in known:
            yield (
                f"InvalidParameterException: {item.get('capacityProvider')} is no capacity provider of the cluster "
                f"({', '.join(sorted(known)) or 'it has none'})"
            )


def _one_kind(strategy: list[Any]) -> Iterator[str]:
    kinds = {item.get("capacityProvider") in _FARGATE for item in strategy}
    if len(kinds) > 1:
        yield "InvalidParameterException: a strategy cannot mix Fargate and Auto Scaling group capacity providers"
    if sum(bool(item.get("base")) for item in strategy) > 1:
        yield "InvalidParameterException: only one capacity provider of a strategy may have a base"
    if len(strategy) > 1 and not any(item.get("weight") for item in strategy):
        yield "InvalidParameterException: of several capacity providers one must have a weight"


def _providers_of(making: Making, cluster: Living) -> set[str]:
    """What `clusterCapacityProviders` says of a cluster."""
    links = making.account.there("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders")
    mine = [link for link in links if link.get("clusterName") == cluster.get("name")]
    return {str(name) for link in mine for name in list_at(link.outputs, "capacityProviders")}


def _default_strategy(making: Making) -> Iterator[str]:
    strategy = list_at(making.props, "defaultCapacityProviderStrategies")
    known = set(list_at(making.props, "capacityProviders"))
    yield from _one_kind(strategy)
    for item in strategy:
        if item.get("capacityProvider") not in known:
            yield f"InvalidParameterException: {item.get('capacityProvider')} is not among capacityProviders"


def _on_fargate(making: Making) -> bool:
    strategy = list_at(making.props, "capacityProviderStrategies")
    return making.get("launchType") == "FARGATE" or any(item.get("capacityProvider") in _FARGATE for item in strategy)


def _task_fits(making: Making) -> Iterator[str]:
    task = making.ref("taskDefinition")
    if task is None:
        return
    if _on_fargate(making) and "FARGATE" not in list_at(task.outputs, "requiresCompatibilities"):
        yield f"InvalidParameterException: task definition {task.id} does not support launch type FARGATE"
    network = map_at(making.props, "networkConfiguration")
    if (task.get("networkMode") == "awsvpc") is not bool(network):
        yield "InvalidParameterException: networkConfiguration goes with networkMode awsvpc, and only with it"
    if network.get("assignPublicIp") and not _on_fargate(making):
        yield "InvalidParameterException: assignPublicIp is for Fargate tasks only"
    by_name = {container.get("name"): container for container in containers(task.get("containerDefinitions"))}
    for place, balancer in enumerate(list_at(making.props, "loadBalancers")):
        yield from _balanced(making, task, by_name, place, balancer)


def _balanced(
    making: Making, task: Living, by_name: Mapping[Any, Mapping[str, Any]], place: int, balancer: Mapping[str, Any]
) -> Iterator[str]:
    name, port = balancer.get("containerName"), int(balancer.get("containerPort", 0))
    container = by_name.get(name)
    if container is None:
        yield f"InvalidParameterException: the container {name} does not exist in {task.id}"
    elif port not in {int(mapping.get("containerPort", 0)) for mapping in list_at(container, "portMappings")}:
        yield f"InvalidParameterException: container {name} has no port {port}"
    group = making.ref(f"loadBalancers[{place}].targetGroupArn")
    if group is None:
        return
    if not _listens(making, group):
        yield f"InvalidParameterException: the target group {group.get('name')} has no associated load balancer"
    if task.get("networkMode") == "awsvpc" and group.get("targetType") != "ip":
        yield f"InvalidParameterException: target group {group.get('name')} needs targetType ip for networkMode awsvpc"


def _listens(making: Making, group: Living) -> bool:
    """Whether a listener or a rule sends traffic to a target group."""
    users = making.account.users_of(group)
    return any(user.type in {"aws:lb/listener:Listener", "aws:lb/listenerRule:ListenerRule"} for user in users)


def _service_settings(making: Making) -> Iterator[str]:
    if making.get("healthCheckGracePeriodSeconds") and not making.get("loadBalancers"):
        yield "InvalidParameterException: a health check grace period is for services behind a load balancer"
    breaker = map_at(making.props, "deploymentCircuitBreaker")
    strategy = map_at(making.props, "deploymentConfiguration").get("strategy", "ROLLING")
    if breaker.get("enable") and strategy != "ROLLING":
        yield f"InvalidParameterException: the circuit breaker works with ROLLING deployments only, not {strategy}"
    lower, upper = making.get("deploymentMinimumHealthyPercent", 100), making.get("deploymentMaximumPercent", 200)
    if int(lower) >= 100 and int(upper) <= 100 and making.get("schedulingStrategy", "REPLICA") == "REPLICA":
        yield "InvalidParameterException: at 100 % healthy and 100 % at most no deployment can ever begin"


def _switches(making: Making) -> Iterator[str]:
    """Blue/green moves one rule between two target groups that are both on it.

    Source: Amazon ECS Developer Guide, "Required resources for Amazon ECS blue/green deployments".
    """
    settings = map_at(making.props, "deploymentConfiguration")
    if settings.get("strategy") != "BLUE_GREEN":
        return
    if settings.get("bakeTimeInMinutes") is None:
        yield "InvalidParameterException: BLUE_GREEN needs bakeTimeInMinutes"
    for place, balancer in enumerate(list_at(making.props, "loadBalancers")):
        if not map_at(balancer, "advancedConfiguration"):
            yield "InvalidParameterException: BLUE_GREEN needs advancedConfiguration: the other group, a rule, a role"
        at = f"loadBalancers[{place}]"
        rule = making.ref(f"{at}.advancedConfiguration.productionListenerRule")
        for path in (f"{at}.targetGroupArn", f"{at}.advancedConfiguration.alternateTargetGroupArn"):
            group = making.ref(path)
            if rule and group and group.key not in rule.refs:
                yield f"InvalidParameterException: the target group {group.get('name')} is not on {rule.id}"


def _parameters_exist(making: Making) -> Iterator[str]:
    """Tasks begin as soon as the service stands, and fail where a parameter they read is missing."""
    task = making.ref("taskDefinition")
    there = making.account.there("aws:ssm/parameter:Parameter")
    known = {value for parameter in there for value in parameter.handles.values()}
    for container in containers(task.get("containerDefinitions")) if task else ():
        for secret in list_at(container, "secrets"):
            source = str(secret.get("valueFrom"))
            if ":secretsmanager:" not in source and source not in known:
                yield f"ResourceInitializationError: tasks cannot read the parameter {source}: it does not exist"


def _capacity_provider(making: Making) -> Iterator[str]:
    group = making.ref("autoScalingGroupProvider.autoScalingGroupArn")
    settings = map_at(making.props, "autoScalingGroupProvider")
    if settings.get("managedTerminationProtection") == "ENABLED":
        if group and not group.get("protectFromScaleIn"):
            yield "ClientException: managed termination protection needs protectFromScaleIn on the Auto Scaling group"
        if map_at(settings, "managedScaling").get("status") != "ENABLED":
            yield "ClientException: managed termination protection needs managed scaling"
    for other in siblings(making):
        if group and group.key in other.refs:
            yield f"ClientException: {group.id} belongs to the capacity provider {other.get('name')} already"


def _scalable_service(making: Making) -> Iterator[str]:
    """The resource id `service/CLUSTER/SERVICE` names a service that exists."""
    if making.get("serviceNamespace") != "ecs":
        return
    parts = str(making.get("resourceId", "")).split("/")
    services = making.account.there(_SERVICE)
    if len(parts) != 3 or not any(service.id.endswith(f":service/{parts[1]}/{parts[2]}") for service in services):
        yield f"ValidationException: ECS service doesn't exist: {making.get('resourceId')}"


def _target_first(making: Making) -> Iterator[str]:
    targets = making.account.there("aws:appautoscaling/target:Target")
    keys = ("resourceId", "scalableDimension", "serviceNamespace")
    mine = [making.get(key) for key in keys]
    if not any([target.get(key) for key in keys] == mine for target in targets):
        yield f"ObjectNotFoundException: no scalable target registered for {making.get('resourceId')}"


def _bounds(low: str, high: str) -> Rule:
    def rule(making: Making) -> Iterator[str]:
        if int(making.get(low, 0)) > int(making.get(high, 0)):
            yield f"ValidationException: {low} {making.get(low)} exceeds {high} {making.get(high)}"

    return rule


def _tracking(making: Making) -> Iterator[str]:
    settings = map_at(making.props, "targetTrackingScalingPolicyConfiguration")
    predefined = map_at(settings, "predefinedMetricSpecification")
    if predefined.get("predefinedMetricType") == "ALBRequestCountPerTarget" and not predefined.get("resourceLabel"):
        yield "ValidationException: ALBRequestCountPerTarget needs a resourceLabel"
    kind = making.get("policyType", "StepScaling")
    if kind == "TargetTrackingScaling" and not settings:
        yield "ValidationException: policyType TargetTrackingScaling needs targetTrackingScalingPolicyConfiguration"
    if kind == "StepScaling" and not making.get("stepScalingPolicyConfiguration"):
        yield "ValidationException: policyType StepScaling needs stepScalingPolicyConfiguration"


def _schedule(prop: str) -> Rule:
    def rule(making: Making) -> Iterator[str]:
        if not is_cron(making.get(prop)):
            yield f"ValidationException: {prop} {making.get(prop)!r} is no cron(…) of six fields, rate(…) or at(…)"

    return rule


def _scaling_group(making: Making) -> Iterator[str]:
    if bool(making.get("launchTemplate")) is bool(making.get("mixedInstancesPolicy")):
        yield "ValidationError: exactly one of launchTemplate and mixedInstancesPolicy must be given"
    low, high, wanted = making.get("minSize", 0), making.get("maxSize", 0), making.get("desiredCapacity")
    if not int(low) <= int(wanted if wanted is not None else low) <= int(high):
        yield f"ValidationError: desiredCapacity {wanted} is not between minSize {low} and maxSize {high}"
    if not making.get("vpcZoneIdentifiers") and not making.get("availabilityZones"):
        yield "ValidationError: a group needs vpcZoneIdentifiers or availabilityZones"


def _scheduled_task(making: Making) -> Iterator[str]:
    target = making.ref("target.arn")
    parameters = map_at(map_at(making.props, "target"), "ecsParameters")
    if target is None or target.type != "aws:ecs/cluster:Cluster":
        return
    if not parameters.get("taskDefinitionArn"):
        yield "ValidationException: a cluster as target needs ecsParameters.taskDefinitionArn"
    strategy = list_at(parameters, "capacityProviderStrategies")
    if parameters.get("launchType") and strategy:
        yield "ValidationException: specifying both a launch type and a capacity provider strategy is not supported"
    if len(strategy) > 6:
        yield "ValidationException: a schedule takes six capacity providers at most"
    fargate = parameters.get("launchType") == "FARGATE" or bool(strategy)
    if fargate and not parameters.get("networkConfiguration"):
        yield "ValidationException: Fargate tasks need networkConfiguration"


COMPUTE_RULES: Final[dict[str, tuple[Rule, ...]]] = {
    "aws:ecs/taskDefinition:TaskDefinition": (_fargate_size, _containers),
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": (_default_strategy,),
    "aws:ecs/capacityProvider:CapacityProvider": (_capacity_provider,),
    _SERVICE: (needs("taskDefinition"), _launch, _task_fits, _service_settings, _switches, _parameters_exist),
    "aws:appautoscaling/target:Target": (_scalable_service, _bounds("minCapacity", "maxCapacity")),
    "aws:appautoscaling/policy:Policy": (_target_first, _tracking),
    "aws:appautoscaling/scheduledAction:ScheduledAction": (_target_first, _schedule("schedule")),
    "aws:autoscaling/group:Group": (_scaling_group,),
    "aws:scheduler/schedule:Schedule": (_scheduled_task, _schedule("scheduleExpression")),
}
