"""An EFS file system: encrypted, in every zone, and entered by each service through a door of its own."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pulumi
import pulumi_aws as aws

from infra.aws_rules import efs
from infra.components import policies
from infra.components.base import Layer
from infra.model.grants import grants
from infra.model.storage import FileSystem
from infra.model.topology import Topology

DIRECTORY = "/data"
"""What every access point shows as its root: services that mount one file system see the same files."""
OWNER = 1000
"""User and group that all files belong to, whoever a container runs as."""
CLIENT_ACTIONS = (
    "elasticfilesystem:ClientMount",
    "elasticfilesystem:ClientWrite",
    "elasticfilesystem:ClientRootAccess",
)


class AccessPoint(NamedTuple):
    """The door of one service."""

    id: pulumi.Output[str]
    arn: pulumi.Output[str]


class MadeFileSystem(NamedTuple):
    """A file system that can be mounted.

    Attributes:
        id: known once there is a mount target in every zone, so that whoever mounts waits for them.
        arn: what policies and backups name.
        access_points: by service.
    """

    id: pulumi.Output[str]
    arn: pulumi.Output[str]
    access_points: Mapping[str, AccessPoint]


def add_file_system(
    layer: Layer,
    topology: Topology,
    key: str,
    subnet_ids: pulumi.Output[Sequence[str]],
    security_group: pulumi.Input[str],
) -> MadeFileSystem:
    """Add a file system with its policy, a mount target in each zone, and an access point for each that mounts it."""
    name, model, keep = f"{topology.name}-{key}", topology.storage.file_systems[key], topology.protect_data
    made = aws.efs.FileSystem(
        name,
        encrypted=True,
        performance_mode="generalPurpose",
        throughput_mode=model.throughput_mode,
        provisioned_throughput_in_mibps=None if model.provisioned_mibps is None else float(model.provisioned_mibps),
        lifecycle_policies=_lifecycle(model),
        tags={"Name": name},
        opts=layer.child(protect=keep),
    )
    aws.efs.FileSystemPolicy(name, file_system_id=made.id, policy=_policy(made.arn), opts=layer.child())
    targets = [
        aws.efs.MountTarget(
            f"{name}-{place + 1}",
            file_system_id=made.id,
            subnet_id=subnet_ids[place],
            security_groups=[security_group],
            opts=layer.child(),
        )
        for place in range(topology.network.zone_count)
    ]
    mountable = pulumi.Output.all(made.id, *(target.id for target in targets)).apply(lambda ids: str(ids[0]))
    doors = {service: _access_point(layer, f"{name}-{service}", made.id) for service in mounting(topology, key)}
    return MadeFileSystem(mountable, made.arn, doors)


def mounting(topology: Topology, key: str) -> tuple[str, ...]:
    """Return the services that mount a file system."""
    return tuple(
        name
        for name, service in topology.services.items()
        if any(grant.kind == "fileSystem" and grant.name == key for grant in grants(service))
    )


def _lifecycle(model: FileSystem) -> list[aws.efs.FileSystemLifecyclePolicyArgsDict]:
    """EFS takes one transition in each policy."""
    found: list[aws.efs.FileSystemLifecyclePolicyArgsDict] = []
    if model.infrequent_access_after_days is not None:
        found.append({"transition_to_ia": efs.lifecycle_name(model.infrequent_access_after_days)})
    if model.archive_after_days is not None:
        found.append({"transition_to_archive": efs.lifecycle_name(model.archive_after_days)})
    return found


def _access_point(layer: Layer, name: str, file_system_id: pulumi.Input[str]) -> AccessPoint:
    made = aws.efs.AccessPoint(
        name,
        file_system_id=file_system_id,
        posix_user={"uid": OWNER, "gid": OWNER},
        root_directory={
            "path": DIRECTORY,
            "creation_info": {"owner_uid": OWNER, "owner_gid": OWNER, "permissions": "0755"},
        },
        tags={"Name": name},
        opts=layer.child(),
    )
    return AccessPoint(made.id, made.arn)


def _policy(arn: pulumi.Output[str]) -> pulumi.Output[str]:
    """Refuse clients without TLS, and clients past the access points; what is left needs a role that allows it."""
    refuse = {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": list(CLIENT_ACTIONS), "Resource": arn}
    return policies.document(
        [
            {**refuse, "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
            {**refuse, "Condition": {"Null": {"elasticfilesystem:AccessPointArn": "true"}}},
        ]
    )
