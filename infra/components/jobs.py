"""A job: a task definition that is run by hand, by the pipeline, or by a schedule."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from infra.components import policies
from infra.components.base import Layer
from infra.components.cluster import Cluster, strategy
from infra.components.permissions import Place, Statement, allow
from infra.components.roles import Roles, Starts, add_roles
from infra.components.task_definition import TaskWires, add_task_definition
from infra.model.services import Job as Model
from infra.model.services import JobSchedule
from infra.model.topology import Topology

SCHEDULER = "scheduler.amazonaws.com"
RETRIES, RETRY_SECONDS = 3, 3600
"""How often, and how long, the scheduler tries to start a task; a task that fails is not started again."""


@dataclass(frozen=True)
class JobWires:
    """What a job hangs on; the attributes are those of a running service."""

    cluster: Cluster
    task: TaskWires
    place: Place
    may: Sequence[Statement]
    starts: Starts
    subnet_ids: pulumi.Input[Sequence[str]]
    security_groups: Sequence[pulumi.Input[str]]
    public: bool
    awaited: bool


class Job(Layer):
    """A task definition, and the schedule that runs it where there is one.

    Attributes:
        roles: of its tasks.
    """

    roles: Roles

    def __init__(
        self, name: str, *, topology: Topology, key: str, wires: JobWires, opts: pulumi.ResourceOptions
    ) -> None:
        super().__init__(name, "services", opts, service=key)
        job = topology.services[key]
        if not isinstance(job, Model):
            raise TypeError(f"{key} runs all the time, and is no job")
        self.roles = add_roles(self, f"{topology.name}-{key}", wires.place, wires.may, wires.starts)
        task = add_task_definition(self, topology, key, wires.task, self.roles)
        if job.schedule is not None:
            self._schedule(f"{topology.name}-{key}", job, job.schedule, task, wires)
        self.register_outputs({})

    def _schedule(
        self, logical: str, job: Model, schedule: JobSchedule, task: aws.ecs.TaskDefinition, wires: JobWires
    ) -> None:
        role, policy = self._starter(f"{logical}-schedule", task, wires)
        share, base = (job.spot.share_percent, job.spot.on_demand_base) if job.spot else (0, 0)
        target: dict[str, Any] = {
            "arn": wires.cluster.arn,
            "role_arn": role.arn,
            "ecs_parameters": {
                "task_definition_arn": task.arn,
                "task_count": 1,
                "capacity_provider_strategies": strategy(wires.cluster.providers, share, base),
                "enable_ecs_managed_tags": True,
                "propagate_tags": "TASK_DEFINITION",
                "network_configuration": {
                    "subnets": wires.subnet_ids,
                    "security_groups": list(wires.security_groups),
                    "assign_public_ip": wires.public,
                },
            },
            "retry_policy": {"maximum_retry_attempts": RETRIES, "maximum_event_age_in_seconds": RETRY_SECONDS},
        }
        aws.scheduler.Schedule(
            logical,
            schedule_expression=f"cron({schedule.cron})",
            schedule_expression_timezone=schedule.time_zone,
            flexible_time_window={"mode": "OFF"},
            # Without an image every run would fail.
            state="DISABLED" if wires.awaited else "ENABLED",
            target=target,  # pyright: ignore[reportArgumentType] - a plain map
            # The scheduler tries the role when the schedule is made.
            opts=self.child(depends_on=[policy, wires.cluster.ready]),
        )

    def _starter(
        self, name: str, task: aws.ecs.TaskDefinition, wires: JobWires
    ) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
        """Return the role that starts this task in this cluster, hands it its two roles, and nothing else."""
        trust = policies.trust_within(SCHEDULER, wires.place.account)
        role = aws.iam.Role(name, assume_role_policy=trust, opts=self.child())
        revisions = pulumi.Output.concat(task.arn_without_revision, ":*")
        tasks = pulumi.Output.concat(
            "arn:", wires.place.partition, ":ecs:", wires.place.region, ":", wires.place.account, ":task/*"
        )
        statements = [
            allow(("ecs:RunTask",), revisions, ArnEquals={"ecs:cluster": wires.cluster.arn}),
            allow(("ecs:TagResource",), tasks, StringEquals={"ecs:CreateAction": "RunTask"}),
            allow(
                ("iam:PassRole",),
                [self.roles.task.arn, self.roles.execution.arn],
                StringEquals={"iam:PassedToService": "ecs-tasks.amazonaws.com"},
            ),
        ]
        policy = aws.iam.RolePolicy(name, role=role.id, policy=policies.document(statements), opts=self.child())
        return role, policy
