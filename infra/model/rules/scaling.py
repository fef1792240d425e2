"""What Application Auto Scaling accepts, and what of it could never work."""

from collections.abc import Iterator

from infra.aws_rules import cron, time_zones
from infra.model.problems import Path, Problem, listed, nearest, under
from infra.model.rules.common import broken
from infra.model.scaling import Policy, Requests, Scaling, Step, Utilisation
from infra.model.services import BlueGreen, RunningService
from infra.model.tasks import scales_itself

OWN_METRICS = ("cpu", "memory")
METRIC_KINDS = ("queue", "metric")
"""What a policy may watch: the service itself, or a queue or metric by name."""


def problems(service: RunningService) -> Iterator[Problem]:
    """Yield what is wrong with the scaling of a service, paths below the service."""
    yield from under(_bounds(service), "scaling")
    yield from under(_moved(service), "scaling")
    if service.scaling.policy is not None:
        yield from under(_policy(service, service.scaling.policy), "scaling", "policy")


def clock_problems(text: str, time_zone: str, path: Path) -> Iterator[Problem]:
    """Yield what is wrong with a cron expression and its time zone."""
    yield from broken((*path, "cron"), text, cron.problem(text))
    yield from broken((*path, "timeZone"), time_zone, time_zones.problem(time_zone))


def _bounds(service: RunningService) -> Iterator[Problem]:
    scaling = service.scaling
    if scaling.min > scaling.max:
        yield from broken(("min",), scaling.min, f"is above max, which is {scaling.max}")
    for name, schedule in scaling.schedules.items():
        path = ("schedules", name)
        yield from clock_problems(schedule.cron, schedule.time_zone, path)
        if schedule.min > schedule.max:
            yield from broken((*path, "min"), schedule.min, f"is above max, which is {schedule.max}")


def _moved(service: RunningService) -> Iterator[Problem]:
    """Room between the bounds needs something that moves the count, and one thing alone."""
    scaling, itself = service.scaling, scales_itself(service)
    if scaling.max > scaling.min and not (scaling.policy or scaling.schedules or itself):
        cure = "give a policy (kind: cpu), schedules, or uses: { self: scale }"
        yield from broken(("max",), scaling.max, f"is above min, and nothing moves the count between them: {cure}")
    if scaling.policy is not None and itself:
        yield Problem(("policy",), "fights with uses.self: scale over one task count: null one of them")


def _policy(service: RunningService, policy: Policy) -> Iterator[Problem]:
    scaling = service.scaling
    if isinstance(policy, Requests):
        if service.route is None:
            yield Problem(("kind",), "'requests' counts what the load balancer sends: it needs a route")
        if isinstance(service.deployment, BlueGreen):
            cure = "AWS counts requests of one target group, and there are two: use cpu"
            yield Problem(("kind",), f"'requests' does not go with blueGreen: {cure}")
    if isinstance(policy, Step):
        yield from _steps(policy)
    if _least(scaling) == 0 and _watches_itself(policy):
        cure = "take min: 1, or a policy of kind backlog"
        yield Problem((), f"never starts a task again once there is none, for then there is nothing to measure: {cure}")


def _least(scaling: Scaling) -> int:
    return min(scaling.min, *(s.min for s in scaling.schedules.values()), scaling.max)


def _watches_itself(policy: Policy) -> bool:
    """Return whether a policy measures the running tasks, so that without any it knows nothing."""
    return isinstance(policy, (Utilisation, Requests)) or (isinstance(policy, Step) and policy.metric in OWN_METRICS)


def _steps(policy: Step) -> Iterator[Problem]:
    above, below = policy.scale_out.above, policy.scale_in.below
    if below >= above:
        cure = "the count would swing between the two; leave a gap"
        yield from broken(("scaleIn", "below"), below, f"is not below scaleOut.above, which is {above}: {cure}")
    kind, _, name = policy.metric.partition(".")
    if policy.metric in OWN_METRICS:
        if above >= 100:
            yield from broken(("scaleOut", "above"), above, "is never exceeded: it is a percentage")
    elif kind not in METRIC_KINDS or not name:
        choices = (*OWN_METRICS, "queue.NAME", "metric.NAME")
        message = f"is none of {listed(choices)}{nearest(policy.metric, OWN_METRICS)}"
        yield from broken(("metric",), policy.metric, message)
