"""Storage: private buckets and encrypted file systems."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pulumi
import pulumi_aws as aws

from infra.components import policies
from infra.components.base import Layer
from infra.components.buckets import private_bucket
from infra.components.files import MadeFileSystem, add_file_system
from infra.components.lifecycle import add_lifecycle
from infra.model.connections import file_system_group
from infra.model.storage import Bucket
from infra.model.topology import Topology


class StorageWires(NamedTuple):
    """What storage hangs on.

    Attributes:
        subnet_ids: private subnets, one a zone: a file system has a mount target in each.
        security_groups: ids by name; a file system's own lets in the services that mount it.
    """

    subnet_ids: pulumi.Output[Sequence[str]]
    security_groups: Mapping[str, pulumi.Output[str]]


class MadeBucket(NamedTuple):
    """A bucket's global name and its ARN."""

    name: pulumi.Output[str]
    arn: pulumi.Output[str]


class Storage(Layer):
    """Buckets that are closed to the public and to plain HTTP, and file systems reached by access points alone.

    Attributes:
        buckets: by the config's key.
        file_systems: by the config's key.
    """

    buckets: Mapping[str, MadeBucket]
    file_systems: Mapping[str, MadeFileSystem]

    def __init__(self, name: str, *, topology: Topology, wires: StorageWires, opts: pulumi.ResourceOptions) -> None:
        super().__init__(name, "storage", opts)
        storage = topology.storage
        self.buckets = {key: self._bucket(topology, key, bucket) for key, bucket in storage.buckets.items()}
        self.file_systems = {
            key: add_file_system(self, topology, key, wires.subnet_ids, wires.security_groups[file_system_group(key)])
            for key in storage.file_systems
        }
        self.register_outputs({})

    def _bucket(self, topology: Topology, key: str, model: Bucket) -> MadeBucket:
        name, keep = f"{topology.name}-{key}", topology.protect_data
        made = private_bucket(name, self.child(), bucket=model.name, force_destroy=not keep, protect=keep)
        policy = policies.document([policies.tls_only(made.arn)])
        aws.s3.BucketPolicy(name, bucket=made.id, policy=policy, opts=self.child())
        if model.versioning:
            aws.s3.BucketVersioning(
                name, bucket=made.id, versioning_configuration={"status": "Enabled"}, opts=self.child()
            )
        add_lifecycle(made, name, model, self.child())
        return MadeBucket(made.bucket, made.arn)
