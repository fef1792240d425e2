"""Moves of services: new tasks beside old ones, unless a task keeps state."""

from costing.planner.moves.move import Operations, Row, Seen, added, every
from infra.model.services import AsgService, Job
from infra.model.tasks import is_scaled, is_stateful

TASK = "aws:ecs/taskDefinition:TaskDefinition"
SERVICE = "aws:ecs/service:Service"
CLUSTER = "aws:ecs/cluster:Cluster"
GROUP = "aws:autoscaling/group:Group"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
TARGET = "aws:appautoscaling/target:Target"
POLICY = "aws:appautoscaling/policy:Policy"
TIMES = "aws:appautoscaling/scheduledAction:ScheduledAction"
RULE = "aws:lb/listenerRule:ListenerRule"
TARGETS = "aws:lb/targetGroup:TargetGroup"
SCHEDULE = "aws:scheduler/schedule:Schedule"
ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"

ECS = 'Amazon ECS Developer Guide, "Deploy Amazon ECS services by replacing tasks" and "Updating a service"'
REFRESH = 'Amazon EC2 Auto Scaling User Guide, "Use an instance refresh to update instances"'
SCALING = 'Application Auto Scaling User Guide, "Target tracking scaling policies" and "Scheduled scaling"'
BALANCER = 'User Guide for Application Load Balancers, "Target groups" and "Listener rules"'
SCHEDULER = 'EventBridge Scheduler User Guide, "Managing a schedule"'

STARTS = "It starts; nothing else is touched."
ROLLS = "New tasks start beside the old ones, which end once the new ones are healthy."
STOPS = "The task ends before the new one starts, because it keeps state: minutes without it."
NEXT_RUN = "The next run uses it; a run under way ends as it began."
REFRESHES = "Instances are replaced by turns; ECS moves their tasks first."
SENDS = "The load balancer sends by it at once."
DEPLOYS = f"The service is deployed anew with it. {ROLLS}"
OWN_STATE = "what the task keeps outside a file system; save it first"
HOST_STATE = "folders that containers mount from the host; they end with their instance"


def _job(seen: Seen) -> bool:
    return isinstance(seen.service, Job)


def _stateful(seen: Seen) -> bool:
    return seen.service is not None and is_stateful(seen.service)


def _on_host(seen: Seen) -> bool:
    service = seen.service
    if not isinstance(service, AsgService):
        return False
    mounts = (mount for container in service.containers.values() for mount in container.mounts)
    return any(mount.startswith("host.") for mount in mounts)


def _on_instances(seen: Seen) -> bool:
    return isinstance(seen.service, AsgService)


def _fixed(seen: Seen) -> bool:
    return seen.service is not None and not isinstance(seen.service, Job) and not is_scaled(seen.service)


def _other_kind(seen: Seen) -> bool:
    """Whether a policy gives way to one that works otherwise: steps, or the tracking of a target."""
    return (seen.before == "step") is not (seen.after == "step")


_TASK_FIELDS = (
    "containers.**",
    "environment.**",
    "secrets.**",
    "cpuUnits",
    "memoryMib",
    "architecture",
    "ephemeralStorageGib",
    "tasksPerInstance",
)
_HOST_FIELDS = ("instanceType", "rootVolumeGb", "cpuCredits", "detailedMonitoring")


def _task(field: str) -> tuple[Row, ...]:
    path = f"services.*.{field}"
    both: Operations = {TASK: "replace", SERVICE: "update"}
    return (
        Row(path, "none", NEXT_RUN, ECS, {TASK: "replace"}, when=_job),
        Row(path, "downtime", STOPS, ECS, both, OWN_STATE, _stateful),
        Row(path, "rolling", ROLLS, ECS, both),
    )


def _host(field: str) -> tuple[Row, ...]:
    path = f"services.*.{field}"
    both: Operations = {TEMPLATE: "update", GROUP: "update"}
    return (
        Row(path, "downtime", STOPS, REFRESH, both, f"{OWN_STATE}; {HOST_STATE}", _stateful),
        Row(path, "rolling", REFRESHES, REFRESH, both, HOST_STATE, _on_host),
        Row(path, "rolling", REFRESHES, REFRESH, both),
    )


def _deployed(field: str) -> tuple[Row, ...]:
    path = f"services.*.{field}"
    return (
        Row(path, "downtime", STOPS, ECS, {SERVICE: "update"}, OWN_STATE, _stateful),
        Row(path, "rolling", DEPLOYS, ECS, {SERVICE: "update"}),
    )


ROWS: tuple[Row, ...] = (
    Row("services.*", "none", STARTS, ECS, {TASK: "create", SERVICE: "create"}, when=added),
    Row("services.*", "downtime", "It ends, and what it answers with it.", ECS, {TASK: "delete"}, OWN_STATE, _stateful),
    Row("services.*", "downtime", "It ends, and what it answers with it.", ECS, {TASK: "delete"}),
    Row(
        "services.*.kind",
        "downtime",
        "It moves to another cluster, and ends in the old one first, because it keeps state.",
        ECS,
        {SERVICE: "replace", TASK: "replace"},
        OWN_STATE,
        _stateful,
    ),
    Row(
        "services.*.kind",
        "rolling",
        "It starts in another cluster and ends in the old one once the new tasks are healthy.",
        ECS,
        {SERVICE: "replace", TASK: "replace"},
    ),
    *(row for field in _TASK_FIELDS for row in _task(field)),
    Row("services.*.uses.**", "setting", "Its role may do more, or less, from now on.", ECS, {ROLE_POLICY: "update"}),
    Row("services.*.spot.**", "none", NEXT_RUN, ECS, when=_job),
    Row(
        "services.*.spot.**",
        "rolling",
        f"The mix of its group changes. {REFRESHES}",
        REFRESH,
        {GROUP: "update"},
        HOST_STATE,
        _on_host,
    ),
    Row(
        "services.*.spot.**",
        "rolling",
        f"The mix of its group changes. {REFRESHES}",
        REFRESH,
        {GROUP: "update"},
        when=_on_instances,
    ),
    *_deployed("spot.**"),
    Row("services.*.scaling.min", "rolling", DEPLOYS, ECS, {SERVICE: "update"}, when=_fixed),
    Row("services.*.scaling.min", "setting", "Its count may fall to it from now on.", SCALING, {TARGET: "update"}),
    Row("services.*.scaling.max", "setting", "Its count may rise to it from now on.", SCALING, when=_fixed),
    Row("services.*.scaling.max", "setting", "Its count may rise to it from now on.", SCALING, {TARGET: "update"}),
    Row(
        "services.*.scaling.policy",
        "setting",
        "Its count follows the load from now on.",
        SCALING,
        {TARGET: "create", POLICY: "create"},
        when=every(added, _fixed),
    ),
    Row("services.*.scaling.policy", "setting", "Its count no longer follows the load.", SCALING, {POLICY: "delete"}),
    Row(
        "services.*.scaling.policy.kind",
        "setting",
        "Its count follows another measure; it stays as it is meanwhile.",
        SCALING,
        {POLICY: "replace"},
        when=_other_kind,
    ),
    Row("services.*.scaling.policy.**", "setting", "Its count moves by other marks.", SCALING, {POLICY: "update"}),
    Row(
        "services.*.scaling.schedules.*",
        "setting",
        "From the next time it fires its bounds hold.",
        SCALING,
        {TIMES: "create"},
        when=added,
    ),
    Row("services.*.scaling.schedules.*", "setting", "It fires no more.", SCALING, {TIMES: "delete"}),
    Row("services.*.scaling.schedules.**", "setting", "It fires by the new words.", SCALING, {TIMES: "update"}),
    Row("services.*.route", "rolling", DEPLOYS, BALANCER, {TARGETS: "create", SERVICE: "update"}, when=added),
    Row(
        "services.*.route",
        "downtime",
        "Its paths are answered no more.",
        BALANCER,
        {TARGETS: "delete", SERVICE: "update"},
    ),
    Row("services.*.route.paths", "setting", SENDS, BALANCER, {RULE: "replace"}),
    Row("services.*.route.hosts", "setting", SENDS, BALANCER, {RULE: "replace"}),
    Row(
        "services.*.route.port",
        "rolling",
        f"Its target group gets a successor. {ROLLS}",
        BALANCER,
        {TARGETS: "replace", SERVICE: "update"},
    ),
    *_deployed("route.container"),
    Row(
        "services.*.route.**",
        "setting",
        "The load balancer checks and drains by it at once.",
        BALANCER,
        {TARGETS: "update"},
    ),
    *_deployed("deployment.**"),
    *_deployed("graceSeconds"),
    *_deployed("exec"),
    *(row for field in _HOST_FIELDS for row in _host(field)),
    Row(
        "services.*.maxInstanceLifetimeDays",
        "rolling",
        "Instances older than it are replaced, by turns.",
        'Amazon EC2 Auto Scaling User Guide, "Replace Auto Scaling instances based on maximum instance lifetime"',
        {GROUP: "update"},
    ),
    Row("services.*.instanceRefresh.**", "setting", "The next replacement goes by it.", REFRESH, {GROUP: "update"}),
    Row("services.*.schedule", "none", "It runs by itself from now on.", SCHEDULER, {SCHEDULE: "create"}, when=added),
    Row("services.*.schedule", "none", "It no longer runs by itself.", SCHEDULER, {SCHEDULE: "delete"}),
    Row("services.*.schedule.**", "none", NEXT_RUN, SCHEDULER, {SCHEDULE: "update"}),
)
