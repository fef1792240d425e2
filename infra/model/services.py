"""All that runs: services on Fargate, services on their own Auto Scaling group, and jobs."""

from typing import Annotated, Literal, TypeAlias

from annotated_types import MinLen
from pydantic import Tag

from infra.model.base import Model, defaults
from infra.model.containers import Container, Environment, Secrets
from infra.model.scaling import Scaling
from infra.model.types import Count, EntryName, PathPattern, Percent, Port, Positive, Text, whole
from infra.model.variants import by_kind


class Spot(Model):
    """The share of tasks above the on-demand base that runs on spare capacity.

    Attributes:
        share_percent: Percent of the tasks above the base that run on Spot.
        on_demand_base: Tasks that always run on demand.
    """

    share_percent: Percent
    on_demand_base: Count = 0


class Route(Model):
    """What the load balancer sends here; longer paths win, then names in order.

    Attributes:
        paths: Paths that lead here; the longest match wins.
        hosts: Host names that lead here; empty all.
        container: The container that answers; absent the only one with a port.
        port: Its port; absent the only one.
        health_path: Path that answers 200 when a task is well; it should not ask the database.
        health_interval_seconds: Seconds between two checks.
        deregistration_delay_seconds: Seconds a leaving task may finish its requests.
    """

    paths: Annotated[tuple[PathPattern, ...], MinLen(1)] = ("/*",)
    hosts: tuple[Text, ...] = ()
    container: EntryName | None = None
    port: Port | None = None
    health_path: PathPattern = "/health"
    health_interval_seconds: Annotated[int, whole(ge=5, le=300)] = 30
    deregistration_delay_seconds: Annotated[int, whole(ge=0, le=3600)] = 30


class Rolling(Model):
    """New tasks replace old ones; the circuit breaker rolls back.

    Attributes:
        kind: Tasks are replaced in turn; a failed deployment rolls back.
        minimum_healthy_percent: Percent of the tasks that keep running.
        maximum_percent: Percent of the tasks that may run at once.
    """

    kind: Literal["rolling"] = "rolling"
    minimum_healthy_percent: Annotated[int, whole(ge=0, le=100)] = 100
    maximum_percent: Annotated[int, whole(ge=100, le=200)] = 200


class BlueGreen(Model):
    """A second full set of tasks takes over at once and stays beside the first for the bake time.

    Attributes:
        kind: A second set of tasks takes over at once; its double capacity is in the ceiling.
        bake_minutes: Minutes both sets run before the old one goes.
        roll_back_on: Alarms that send the traffic back.
    """

    kind: Literal["blueGreen"] = "blueGreen"
    bake_minutes: Annotated[int, whole(ge=0, le=1440)] = 10
    roll_back_on: tuple[EntryName, ...] = ()


Deployment: TypeAlias = Annotated[
    Annotated[Rolling, Tag("rolling")] | Annotated[BlueGreen, Tag("blueGreen")], by_kind("rolling")
]


class InstanceRefresh(Model):
    """How far an Auto Scaling group may shrink and grow while its instances are replaced.

    Attributes:
        min_healthy_percent: Percent of the instances that keep running while they are replaced.
        max_healthy_percent: Percent of the instances that may run at once.
    """

    min_healthy_percent: Annotated[int, whole(ge=0, le=100)] = 90
    max_healthy_percent: Annotated[int, whole(ge=100, le=200)] = 110


class JobSchedule(Model):
    """When a job runs by itself.

    Attributes:
        cron: When it runs, six fields.
        time_zone: The zone of `cron`.
    """

    cron: Text
    time_zone: Text = "UTC"


class _AnyService(Model):
    """What all that runs has in common.

    Attributes:
        containers: The containers of one task, by name.
        environment: Variables of every container, with `${reference}` in the text.
        secrets: Secret variables of every container: one reference, or a template that is composed and stored.
        uses: What it may do beyond what its references grant, such as `queue.jobs: consume`.
        spot: The share that runs on Spot; absent none.
    """

    containers: Annotated[dict[EntryName, Container], MinLen(1)]
    environment: Environment = {}
    secrets: Secrets = {}
    uses: dict[Text, Text] = {}
    spot: Spot | None = None


class _Running(_AnyService):
    """What keeps running: Fargate and instances.

    Attributes:
        scaling: How many tasks run.
        route: What leads to it from the load balancer; absent nothing.
        grace_seconds: Seconds in which failed health checks of a new task do not count.
        deployment: How a new revision takes over.
        exec: Whether `aws ecs execute-command` may open a shell.
    """

    scaling: Scaling = defaults()
    route: Route | None = None
    grace_seconds: Count = 60
    deployment: Deployment = defaults()
    exec: bool = False


class _TaskSize(Model):
    """The size of a task on Fargate.

    Attributes:
        cpu_units: CPU units of the task: 256, 512, 1024 …, 1,024 are one vCPU.
        memory_mib: MiB of the task, one of those AWS offers with the CPU.
        architecture: `x86_64` or `arm64`, which the image must be built for.
        ephemeral_storage_gib: GiB of disk, 20 free of charge, 200 at most.
    """

    cpu_units: Positive
    memory_mib: Positive
    architecture: Literal["x86_64", "arm64"] = "x86_64"
    ephemeral_storage_gib: Annotated[int, whole(ge=20, le=200)] = 20


class FargateService(_Running, _TaskSize):
    """A service on Fargate, by the capacity providers FARGATE and FARGATE_SPOT.

    Attributes:
        kind: Tasks on Fargate.
    """

    kind: Literal["fargate"] = "fargate"


class AsgService(_Running):
    """The same ECS service on an Auto Scaling group of its own; `scaling` counts tasks, instances follow.

    Attributes:
        kind: Tasks on instances of an own Auto Scaling group.
        instance_type: Such as `t4g.small`; it decides the architecture.
        root_volume_gb: GB of each instance's disk.
        tasks_per_instance: Tasks that share one instance.
        cpu_credits: `standard` is held to its baseline, `unlimited` pays for what is above it.
        detailed_monitoring: Metrics every minute rather than every five, charged.
        max_instance_lifetime_days: Days after which an instance is replaced, which is how it gets patched; absent
            never.
        instance_refresh: How instances are replaced when their template changes.
    """

    kind: Literal["asg"] = "asg"
    instance_type: Text
    root_volume_gb: Annotated[int, whole(ge=30, le=16384)] = 30
    tasks_per_instance: Positive = 1
    cpu_credits: Literal["standard", "unlimited"] = "standard"
    detailed_monitoring: bool = False
    max_instance_lifetime_days: Annotated[int, whole(ge=1, le=365)] | None = None
    instance_refresh: InstanceRefresh = defaults()


class Job(_AnyService, _TaskSize):
    """A Fargate task that ends: run by schedule, or by hand when it has none.

    Attributes:
        kind: A task that runs to its end, by schedule or by hand.
        schedule: When it runs; absent by hand alone, as the outputs tell.
    """

    kind: Literal["job"] = "job"
    schedule: JobSchedule | None = None


Service: TypeAlias = Annotated[
    Annotated[FargateService, Tag("fargate")] | Annotated[AsgService, Tag("asg")] | Annotated[Job, Tag("job")],
    by_kind("fargate"),
]
RunningService: TypeAlias = FargateService | AsgService
