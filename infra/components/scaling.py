"""Service auto scaling: bounds, the policy that moves the count between them, and bounds by the clock."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pulumi
import pulumi_aws as aws

from infra.components.base import Layer
from infra.model.references import parse
from infra.model.scaling import Backlog, Policy, Requests, Scaling, Step, Utilisation
from infra.model.topology import Topology

NAMESPACE, DIMENSION = "ecs", "ecs:service:DesiredCount"
PREDEFINED: Mapping[str, str] = {
    "cpu": "ECSServiceAverageCPUUtilization",
    "memory": "ECSServiceAverageMemoryUtilization",
    "requests": "ALBRequestCountPerTarget",
}
OWN: Mapping[str, str] = {"cpu": "CPUUtilization", "memory": "MemoryUtilization"}
WAITING = "ApproximateNumberOfMessagesVisible"
ALARM_PERIOD_SECONDS = 60
BACKLOG = "IF(FILL(running, 0) > 0, FILL(waiting, 0) / FILL(running, 1), FILL(waiting, 0))"
"""Waiting messages per running task; with no task running, all that wait, so that the first one starts.

A task sends one sample of its CPU a minute: without Container Insights their number is the number of tasks.
"""


class ScalingWires(NamedTuple):
    """What scaling hangs on.

    Attributes:
        cluster, service: names of both.
        label: of the target group, for policies on requests.
        dimensions: CloudWatch dimensions of queues, by "queue.NAME".
        metrics: namespace and name of the application's own metrics, by "metric.NAME".
        awaited: whether the service waits for its image; it then has no task, whatever the bounds.
    """

    cluster: pulumi.Input[str]
    service: pulumi.Input[str]
    label: pulumi.Input[str] | None
    dimensions: Mapping[str, Mapping[str, pulumi.Input[str]]]
    metrics: Mapping[str, tuple[str, str]]
    awaited: bool


class Watched(NamedTuple):
    """A metric of CloudWatch, by what tells it from others."""

    namespace: str
    name: str
    dimensions: Mapping[str, pulumi.Input[str]]
    statistic: str


def add_scaling(layer: Layer, topology: Topology, name: str, scaling: Scaling, wires: ScalingWires) -> None:
    """Add the scalable target of a service, its policy and its schedules.

    A change of the bounds moves the count into them at once (Application Auto Scaling API Reference,
    RegisterScalableTarget): that is how the first image, whose service had no task, gets its first one.
    """
    logical = f"{topology.name}-{name}"
    resource = pulumi.Output.concat("service/", wires.cluster, "/", wires.service)
    target = aws.appautoscaling.Target(
        logical,
        service_namespace=NAMESPACE,
        scalable_dimension=DIMENSION,
        resource_id=resource,
        min_capacity=0 if wires.awaited else scaling.min,
        max_capacity=0 if wires.awaited else scaling.max,
        opts=layer.child(),
    )
    if scaling.policy is not None:
        _policy(layer, logical, scaling.policy, target, wires)
    for schedule, bounds in () if wires.awaited else scaling.schedules.items():
        aws.appautoscaling.ScheduledAction(
            f"{logical}-{schedule}",
            **_of(target),
            schedule=f"cron({bounds.cron})",
            timezone=bounds.time_zone,
            scalable_target_action={"min_capacity": bounds.min, "max_capacity": bounds.max},
            opts=layer.child(),
        )


def _of(target: aws.appautoscaling.Target) -> dict[str, Any]:
    """Return the three arguments by which everything of Application Auto Scaling names its target."""
    return {
        "service_namespace": target.service_namespace,
        "scalable_dimension": target.scalable_dimension,
        "resource_id": target.resource_id,
    }


def _policy(layer: Layer, logical: str, policy: Policy, target: aws.appautoscaling.Target, wires: ScalingWires) -> None:
    if isinstance(policy, Step):
        _steps(layer, logical, policy, target, wires)
        return
    aws.appautoscaling.Policy(
        logical,
        policy_type="TargetTrackingScaling",
        **_of(target),
        target_tracking_scaling_policy_configuration=_tracking(policy, wires),
        opts=layer.child(),
    )


def _tracking(policy: Utilisation | Requests | Backlog, wires: ScalingWires) -> Any:
    """Return what is kept near which target, and how soon."""
    match policy:
        case Backlog():
            target, what = policy.target_per_task, {"customized_metric_specification": _backlog(policy, wires)}
        case Requests():
            metric = {"predefined_metric_type": PREDEFINED[policy.kind], "resource_label": wires.label}
            target, what = policy.target_per_minute, {"predefined_metric_specification": metric}
        case Utilisation():
            metric = {"predefined_metric_type": PREDEFINED[policy.kind]}
            target, what = Decimal(policy.target_percent), {"predefined_metric_specification": metric}
    return {
        **what,
        "target_value": float(target),
        "scale_out_cooldown": policy.scale_out_cooldown_seconds,
        "scale_in_cooldown": policy.scale_in_cooldown_seconds,
    }


def _backlog(policy: Backlog, wires: ScalingWires) -> Mapping[str, Any]:
    waiting = _watched(policy.of, wires)
    running = Watched("AWS/ECS", OWN["cpu"], _dimensions(wires), "SampleCount")
    return {
        "metrics": [
            *(_series(label, one) for label, one in (("waiting", waiting), ("running", running))),
            {"id": "backlog", "label": "Waiting per task", "expression": BACKLOG, "return_data": True},
        ]
    }


def _series(label: str, watched: Watched) -> Mapping[str, Any]:
    dimensions = [{"name": name, "value": value} for name, value in watched.dimensions.items()]
    metric = {"namespace": watched.namespace, "metric_name": watched.name, "dimensions": dimensions}
    return {"id": label, "metric_stat": {"metric": metric, "stat": watched.statistic}, "return_data": False}


def _dimensions(wires: ScalingWires) -> Mapping[str, pulumi.Input[str]]:
    return {"ClusterName": wires.cluster, "ServiceName": wires.service}


def _watched(what: str, wires: ScalingWires) -> Watched:
    """Return the metric that a policy's text names: the service's own, a queue's length, or one of the application."""
    if what in OWN:
        return Watched("AWS/ECS", OWN[what], _dimensions(wires), "Average")
    if parse(what).kind == "queue":
        return Watched("AWS/SQS", WAITING, wires.dimensions[what], "Maximum")
    namespace, name = wires.metrics[what]
    return Watched(namespace, name, {}, "Average")


def _steps(layer: Layer, logical: str, policy: Step, target: aws.appautoscaling.Target, wires: ScalingWires) -> None:
    """Add two policies of one step each, and the alarms that call them."""
    watched, out, inward = _watched(policy.metric, wires), policy.scale_out, policy.scale_in
    more = _step(layer, f"{logical}-out", target, policy, out.add)
    fewer = _step(layer, f"{logical}-in", target, policy, -inward.remove)
    # A queue that nobody writes to sends nothing after a while: it is empty, and tasks may go.
    silence = "breaching" if watched.namespace == "AWS/SQS" else "missing"
    _alarm(layer, f"{logical}-out", watched, more, "GreaterThanThreshold", float(out.above), out.for_minutes, "missing")
    _alarm(
        layer, f"{logical}-in", watched, fewer, "LessThanThreshold", float(inward.below), inward.for_minutes, silence
    )


def _step(
    layer: Layer, name: str, target: aws.appautoscaling.Target, policy: Step, change: int
) -> aws.appautoscaling.Policy:
    edge = "metric_interval_lower_bound" if change > 0 else "metric_interval_upper_bound"
    configuration: Any = {
        "adjustment_type": "ChangeInCapacity",
        "cooldown": policy.cooldown_seconds,
        "metric_aggregation_type": "Average",
        "step_adjustments": [{"scaling_adjustment": change, edge: "0"}],
    }
    return aws.appautoscaling.Policy(
        name,
        policy_type="StepScaling",
        **_of(target),
        step_scaling_policy_configuration=configuration,
        opts=layer.child(),
    )


def _alarm(
    layer: Layer,
    name: str,
    watched: Watched,
    policy: aws.appautoscaling.Policy,
    comparison: str,
    threshold: float,
    minutes: int,
    silence: str,
) -> None:
    aws.cloudwatch.MetricAlarm(
        name,
        alarm_description="Moves the task count; tells nobody",
        namespace=watched.namespace,
        metric_name=watched.name,
        dimensions=watched.dimensions,
        statistic=watched.statistic,
        comparison_operator=comparison,
        threshold=threshold,
        period=ALARM_PERIOD_SECONDS,
        evaluation_periods=minutes,
        treat_missing_data=silence,
        alarm_actions=[policy.arn],
        opts=layer.child(),
    )
