"""All that runs: services on Fargate, services on their own Auto Scaling group, and jobs."""

from typing import Annotated, Literal, TypeAlias

from annotated_types import Ge, Le, MinLen
from pydantic import Tag

from infra.model.base import Model, defaults
from infra.model.containers import Container, Environment, Secrets
from infra.model.scaling import Scaling
from infra.model.types import Count, EntryName, PathPattern, Percent, Port, Positive, Text, Whole
from infra.model.variants import by_kind


class Spot(Model):
    """The share of tasks above the on-demand base that runs on spare capacity."""

    share_percent: Percent
    on_demand_base: Count = 0


class Route(Model):
    """What the load balancer sends here; longer paths win, then names in order."""

    paths: Annotated[tuple[PathPattern, ...], MinLen(1)] = ("/*",)
    hosts: tuple[Text, ...] = ()
    container: EntryName | None = None
    port: Port | None = None
    health_path: PathPattern = "/health"
    health_interval_seconds: Annotated[Whole, Ge(5), Le(300)] = 30
    deregistration_delay_seconds: Annotated[Whole, Ge(0), Le(3600)] = 30


class Rolling(Model):
    """New tasks replace old ones; the circuit breaker rolls back."""

    kind: Literal["rolling"] = "rolling"
    minimum_healthy_percent: Annotated[Whole, Ge(0), Le(100)] = 100
    maximum_percent: Annotated[Whole, Ge(100), Le(200)] = 200


class BlueGreen(Model):
    """A second full set of tasks takes over at once and stays beside the first for the bake time."""

    kind: Literal["blueGreen"] = "blueGreen"
    bake_minutes: Annotated[Whole, Ge(0), Le(1440)] = 10
    roll_back_on: tuple[EntryName, ...] = ()


Deployment: TypeAlias = Annotated[
    Annotated[Rolling, Tag("rolling")] | Annotated[BlueGreen, Tag("blueGreen")], by_kind("rolling")
]


class InstanceRefresh(Model):
    """How far an Auto Scaling group may shrink and grow while its instances are replaced."""

    min_healthy_percent: Annotated[Whole, Ge(0), Le(100)] = 90
    max_healthy_percent: Annotated[Whole, Ge(100), Le(200)] = 110


class JobSchedule(Model):
    """When a job runs by itself."""

    cron: Text
    time_zone: Text = "UTC"


class _AnyService(Model):
    containers: Annotated[dict[EntryName, Container], MinLen(1)]
    environment: Environment = {}
    secrets: Secrets = {}
    uses: dict[Text, Text] = {}
    spot: Spot | None = None


class _Running(_AnyService):
    scaling: Scaling = defaults()
    route: Route | None = None
    grace_seconds: Count = 60
    deployment: Deployment = defaults()
    exec: bool = False


class _TaskSize(Model):
    cpu_units: Positive
    memory_mib: Positive
    architecture: Literal["x86_64", "arm64"] = "x86_64"
    ephemeral_storage_gib: Annotated[Whole, Ge(20), Le(200)] = 20


class FargateService(_Running, _TaskSize):
    """A service on Fargate, by the capacity providers FARGATE and FARGATE_SPOT."""

    kind: Literal["fargate"] = "fargate"


class AsgService(_Running):
    """The same ECS service on an Auto Scaling group of its own; `scaling` counts tasks, instances follow."""

    kind: Literal["asg"] = "asg"
    instance_type: Text
    root_volume_gb: Annotated[Whole, Ge(30), Le(16384)] = 30
    tasks_per_instance: Positive = 1
    cpu_credits: Literal["standard", "unlimited"] = "standard"
    detailed_monitoring: bool = False
    max_instance_lifetime_days: Annotated[Whole, Ge(1), Le(365)] | None = None
    instance_refresh: InstanceRefresh = defaults()


class Job(_AnyService, _TaskSize):
    """A Fargate task that ends: run by schedule, or by hand when it has none."""

    kind: Literal["job"] = "job"
    schedule: JobSchedule | None = None


Service: TypeAlias = Annotated[
    Annotated[FargateService, Tag("fargate")] | Annotated[AsgService, Tag("asg")] | Annotated[Job, Tag("job")],
    by_kind("fargate"),
]
RunningService: TypeAlias = FargateService | AsgService
