"""A running service: its task definition and roles, the ECS service, and its scaling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from infra.aws_rules.ecs import EXEC_ACTIONS
from infra.components.base import Layer
from infra.components.cluster import Cluster, strategy
from infra.components.deployment import TargetWires, deployment, load_balancers, placement
from infra.components.permissions import EVERYTHING, OWN_COUNT, TRACES, Place, Statement, allow
from infra.components.policies import document
from infra.components.roles import Roles, Starts, add_roles
from infra.components.scaling import ScalingWires, add_scaling
from infra.components.task_definition import TaskWires, add_task_definition
from infra.model.collector import has_collector
from infra.model.connections import shares_host_network
from infra.model.services import AsgService, BlueGreen, Job, RunningService
from infra.model.tasks import deployment_of, instances_for, is_scaled, is_stateful, most_tasks, scales_itself
from infra.model.topology import Topology

STEADY_MINUTES = 20
"""How long a deployment may take until its tasks are healthy; blue/green bakes after that."""
TURN_MINUTES = 2
"""What it takes longer for each full instance: the group has room for one more, and its tasks are replaced in turn."""


@dataclass(frozen=True)
class ServiceWires:
    """What a running service hangs on.

    Attributes:
        cluster: where it runs.
        task: what its containers are told.
        place: for ARNs of what nobody made.
        may: what its code may do, by its grants.
        starts: what ECS needs to start a task.
        subnet_ids, security_groups, public: where tasks lie, and whether they have public addresses.
        target: where it registers; None without a route.
        registry_arn: where others find it by name; None where nobody looks.
        roll_back_on: names of alarms that end a blue/green deployment.
        dimensions, metrics: what scaling may watch beside the service.
        awaited: whether an image has no tag yet: the service then runs no task.
        ready: what must be there before a task reaches what it calls.
    """

    cluster: Cluster
    task: TaskWires
    place: Place
    may: Sequence[Statement]
    starts: Starts
    subnet_ids: pulumi.Input[Sequence[str]]
    security_groups: Sequence[pulumi.Input[str]]
    public: bool
    target: TargetWires | None
    registry_arn: pulumi.Input[str] | None
    roll_back_on: Sequence[pulumi.Input[str]]
    dimensions: Mapping[str, Mapping[str, pulumi.Input[str]]]
    metrics: Mapping[str, tuple[str, str]]
    awaited: bool
    ready: Sequence[pulumi.Resource]


class Service(Layer):
    """An ECS service, always placed by capacity providers: a launch type could not be left in place.

    Attributes:
        service_name: as AWS knows it.
        roles: of its tasks.
    """

    service_name: pulumi.Output[str]
    roles: Roles

    def __init__(
        self, name: str, *, topology: Topology, key: str, wires: ServiceWires, opts: pulumi.ResourceOptions
    ) -> None:
        super().__init__(name, "services", opts, service=key)
        service = topology.services[key]
        if isinstance(service, Job):
            raise TypeError(f"{key} is a job, and runs nothing all the time")
        logical = f"{topology.name}-{key}"
        self.roles = add_roles(self, logical, wires.place, _may(topology, service, wires), wires.starts)
        task = add_task_definition(self, topology, key, wires.task, self.roles)
        made = self._service(topology, key, service, task, wires)
        self.service_name = made.name
        if is_scaled(service):
            label = wires.target.label if wires.target else None
            watched = ScalingWires(wires.cluster.name, made.name, label, wires.dimensions, wires.metrics, wires.awaited)
            add_scaling(self, topology, key, service.scaling, watched)
        if scales_itself(service):
            # A right that names the service can only be given once there is one.
            aws.iam.RolePolicy(
                f"{logical}-own-count",
                role=self.roles.task.id,
                policy=document([allow(OWN_COUNT, made.id)]),
                opts=self.child(),
            )
        self.register_outputs({"serviceName": self.service_name})

    def _service(
        self,
        topology: Topology,
        key: str,
        service: RunningService,
        task: aws.ecs.TaskDefinition,
        wires: ServiceWires,
    ) -> aws.ecs.Service:
        logical, spot = f"{topology.name}-{key}", service.spot
        share, base = (spot.share_percent, spot.on_demand_base) if spot else (0, 0)
        shared = shares_host_network(topology, service)
        return aws.ecs.Service(
            logical,
            cluster=wires.cluster.arn,
            task_definition=task.arn,
            capacity_provider_strategies=strategy(wires.cluster.providers, share, base),  # pyright: ignore[reportArgumentType] - plain maps
            # A strategy, like anything else, is changed by a new deployment rather than by a new service.
            force_new_deployment=True,
            desired_count=0 if wires.awaited else service.scaling.min,
            network_configuration=None if shared else _network(wires),
            load_balancers=load_balancers(self, logical, service, wires.target, wires.place),
            health_check_grace_period_seconds=service.grace_seconds if wires.target else None,
            service_registries=None if wires.registry_arn is None else {"registry_arn": wires.registry_arn},
            **deployment(service, wires.roll_back_on),
            **placement(service),
            enable_execute_command=service.exec,
            enable_ecs_managed_tags=True,
            propagate_tags="SERVICE",
            # `up` ends when the new tasks run: until then the revision before is there to go back to.
            wait_for_steady_state=True,
            opts=self._options(service, wires),
        )

    def _options(self, service: RunningService, wires: ServiceWires) -> pulumi.ResourceOptions:
        """Return the service's options.

        It waits for what AWS does not wait for: its roles' policies, its providers, a listener that uses its target
        group, the way out. The count is the config's unless something moves it. A service whose tasks keep state goes
        before a new one takes its place.
        """
        create, update = _minutes(service)
        return self.child(
            depends_on=[
                *self.roles.policies,
                wires.cluster.ready,
                *(wires.target.ready if wires.target else ()),
                *wires.ready,
            ],
            ignore_changes=["desiredCount"] if is_scaled(service) else None,
            delete_before_replace=is_stateful(service),
            custom_timeouts=pulumi.CustomTimeouts(
                create=f"{create}m", update=f"{update}m", delete=f"{STEADY_MINUTES}m"
            ),
        )


def _minutes(service: RunningService) -> tuple[int, int]:
    """Return how long the first deployment and a later one may take."""
    model = deployment_of(service)
    bake = model.bake_minutes if isinstance(model, BlueGreen) else 0
    turns = instances_for(service, most_tasks(service)) * TURN_MINUTES if isinstance(service, AsgService) else 0
    return STEADY_MINUTES + bake, STEADY_MINUTES + bake + turns


def _may(topology: Topology, service: RunningService, wires: ServiceWires) -> Sequence[Statement]:
    """Return what the code of a service may do: its grants, and shells and traces where they are wanted."""
    exec_ = [allow(EXEC_ACTIONS, EVERYTHING)] if service.exec else []
    traces = [allow(TRACES, EVERYTHING)] if has_collector(topology, service) else []
    return [*wires.may, *exec_, *traces]


def _network(wires: ServiceWires) -> Any:
    return {
        "subnets": wires.subnet_ids,
        "security_groups": list(wires.security_groups),
        "assign_public_ip": wires.public,
    }
