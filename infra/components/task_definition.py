"""The task definition: containers with their images, variables, secrets, checks, mounts and logs."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pulumi
import pulumi_aws as aws

from infra.aws_rules import ec2, ecs, fargate
from infra.components.base import Layer
from infra.components.collector import collector
from infra.components.roles import Roles
from infra.model.collector import COLLECTOR, OTLP_HTTP_PORT, has_collector
from infra.model.connections import shares_host_network
from infra.model.containers import Container
from infra.model.services import AsgService, Job, Service
from infra.model.tasks import task_size
from infra.model.topology import Topology

LOG_BUFFER = "25m"
"""Lines that wait for CloudWatch; beyond it the oldest are lost rather than the application held up.

Source: Amazon ECS Developer Guide, "Send Amazon ECS logs to CloudWatch", the options mode and max-buffer-size.
"""


class FileSystemWires(NamedTuple):
    """A file system and the access point by which a service enters it, by id."""

    file_system_id: pulumi.Input[str]
    access_point_id: pulumi.Input[str]


class TaskWires(NamedTuple):
    """What a task is told.

    Attributes:
        family: name of the task definition. AWS has no generated ones, and revisions never collide.
        region: where logs go.
        images, environment, secrets: by container; secrets as ECS names them.
        log_group: name of the group all containers write to.
        file_systems: by name.
    """

    family: str
    region: str
    images: Mapping[str, pulumi.Input[str]]
    environment: Mapping[str, Mapping[str, pulumi.Input[str]]]
    secrets: Mapping[str, Mapping[str, pulumi.Input[str]]]
    log_group: pulumi.Input[str]
    file_systems: Mapping[str, FileSystemWires]


def add_task_definition(
    layer: Layer, topology: Topology, name: str, wires: TaskWires, roles: Roles
) -> aws.ecs.TaskDefinition:
    """Add the task definition of a service or a job."""
    service = topology.services[name]
    on_instances, size = isinstance(service, AsgService), task_size(service)
    extra = None if isinstance(service, AsgService) else service.ephemeral_storage_gib
    return aws.ecs.TaskDefinition(
        f"{topology.name}-{name}",
        family=wires.family,
        requires_compatibilities=["EC2" if on_instances else "FARGATE"],
        network_mode="host" if shares_host_network(topology, service) else "awsvpc",
        cpu=str(size.cpu_units) if size else None,
        memory=str(size.memory_mib) if size else None,
        runtime_platform={"operating_system_family": "LINUX", "cpu_architecture": _architecture(service)},
        ephemeral_storage={"size_in_gib": extra} if extra and extra > fargate.STORAGE_INCLUDED_GIB else None,
        task_role_arn=roles.task.arn,
        execution_role_arn=roles.execution.arn,
        container_definitions=pulumi.Output.json_dumps(list(_containers(topology, service, wires))),
        volumes=list(_volumes(topology, service, wires)),
        # ECS runs no revision that was deregistered: the one before is kept to go back to. It costs nothing.
        skip_destroy=True,
        opts=layer.child(),
    )


def _architecture(service: Service) -> str:
    if not isinstance(service, AsgService):
        return fargate.ARCHITECTURES[service.architecture]
    found = ec2.find(service.instance_type)
    return fargate.ARCHITECTURES[found.architecture if found else "x86_64"]


def _containers(topology: Topology, service: Service, wires: TaskWires) -> Iterator[Mapping[str, Any]]:
    traced = has_collector(topology, service)
    for name, container in service.containers.items():
        yield _container(service, name, container, wires, traced=traced)
    if traced and topology.observability.tracing is not None:
        yield {**collector(topology.observability.tracing), "logConfiguration": _logs(wires, COLLECTOR)}


def _container(
    service: Service, name: str, container: Container, wires: TaskWires, *, traced: bool
) -> Mapping[str, Any]:
    """Return a container as ECS reads it; what is not asked for is left out."""
    secrets = wires.secrets[name]
    sends = {"OTEL_EXPORTER_OTLP_ENDPOINT": f"http://localhost:{OTLP_HTTP_PORT}", "OTEL_SERVICE_NAME": name}
    told = {k: v for k, v in sends.items() if traced and k not in secrets}
    environment = {**told, **wires.environment[name]}
    given: dict[str, Any] = {
        "name": name,
        "image": wires.images[name],
        "essential": container.essential,
        "command": list(container.command),
        "cpu": container.cpu_units,
        "memory": container.memory_mib,
        "portMappings": [{"containerPort": p, "hostPort": p, "protocol": "tcp"} for p in container.ports],
        "environment": [{"name": k, "value": environment[k]} for k in sorted(environment)],
        "secrets": [{"name": k, "valueFrom": v} for k, v in sorted(secrets.items())],
        "healthCheck": _health(container),
        "dependsOn": [
            {"containerName": other, "condition": ecs.CONDITIONS[condition]}
            for other, condition in container.depends_on.items()
        ],
        "mountPoints": [
            {"sourceVolume": volume_name(source), "containerPath": path, "readOnly": False}
            for source, path in container.mounts.items()
        ],
        "stopTimeout": container.stop_timeout_seconds,
        # A shell opened by ECS Exec leaves processes behind, which somebody must reap.
        "linuxParameters": {"initProcessEnabled": True} if _opens_shells(service) else None,
        "logConfiguration": _logs(wires, name),
    }
    return {key: value for key, value in given.items() if value is not None and value != []}


def _opens_shells(service: Service) -> bool:
    return not isinstance(service, Job) and service.exec


def _health(container: Container) -> Mapping[str, Any] | None:
    health = container.health
    if health is None:
        return None
    return {
        "command": ["CMD-SHELL", health.command],
        "interval": health.interval_seconds,
        "timeout": health.timeout_seconds,
        "retries": health.retries,
        "startPeriod": health.start_period_seconds,
    }


def _logs(wires: TaskWires, container: str) -> Mapping[str, Any]:
    return {
        "logDriver": "awslogs",
        "options": {
            "awslogs-group": wires.log_group,
            "awslogs-region": wires.region,
            "awslogs-stream-prefix": container,
            "mode": "non-blocking",
            "max-buffer-size": LOG_BUFFER,
        },
    }


def volume_name(source: str) -> str:
    """Return the name of a mount's volume within the task: letters, digits and hyphens."""
    return source.replace(".", "-")


def _volumes(topology: Topology, service: Service, wires: TaskWires) -> Iterator[aws.ecs.TaskDefinitionVolumeArgsDict]:
    """Yield each volume once: a file system by its access point, a folder of the host, or a disk of the task's own."""
    sources = dict.fromkeys(s for container in service.containers.values() for s in container.mounts)
    for source in sources:
        kind, _, name = source.partition(".")
        if kind == "fileSystem":
            files = wires.file_systems[name]
            yield {
                "name": volume_name(source),
                "efs_volume_configuration": {
                    "file_system_id": files.file_system_id,
                    "transit_encryption": "ENABLED",
                    "authorization_config": {"access_point_id": files.access_point_id, "iam": "ENABLED"},
                },
            }
        elif kind == "host":
            yield {"name": volume_name(source), "host_path": f"/var/lib/{topology.name}/{name}"}
        else:
            yield {"name": volume_name(source)}
