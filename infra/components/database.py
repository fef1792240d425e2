"""The database: an RDS for PostgreSQL instance with its replicas, or an Aurora Serverless v2 cluster."""

from collections.abc import Sequence
from typing import NamedTuple

import pulumi
import pulumi_aws as aws

from infra.components import policies
from infra.components.base import Layer
from infra.components.database_cluster import add_cluster
from infra.components.database_instance import add_instance
from infra.model.database import AuroraServerlessDatabase, InstanceDatabase
from infra.model.topology import Topology

PORT = 5432
MONITORING_POLICY = "service-role/AmazonRDSEnhancedMonitoringRole"


class DatabaseWires(NamedTuple):
    """What the database hangs on.

    Attributes:
        subnet_ids: private subnets, in two zones at least.
        security_group: names the services that may connect.
        identifier: its name in AWS. It is fixed, because RDS writes logs to a group named after it, and a group
            that exists beforehand is the only one with an end to its retention.
        password: of the master user; None where RDS makes and rotates it.
    """

    subnet_ids: pulumi.Input[Sequence[str]]
    security_group: pulumi.Input[str]
    identifier: str
    password: pulumi.Output[str] | None


class Database(Layer):
    """The PostgreSQL database in private subnets, encrypted, reached by TLS alone.

    Attributes:
        host: where to connect.
        reader_host: where to read, once there are replicas or readers; else the same.
        secret_arn: the secret that holds user and password, where RDS manages it.
        arn: of the instance or the cluster.
        subnet_group: where it lies, and where a restored one will.
    """

    host: pulumi.Output[str]
    reader_host: pulumi.Output[str]
    secret_arn: pulumi.Output[str] | None
    arn: pulumi.Output[str]
    subnet_group: pulumi.Output[str]

    def __init__(self, name: str, *, topology: Topology, wires: DatabaseWires, opts: pulumi.ResourceOptions) -> None:
        super().__init__(name, "database", opts)
        model, logical = topology.database, f"{topology.name}-database"
        group = aws.rds.SubnetGroup(logical, subnet_ids=wires.subnet_ids, opts=self.child())
        role = self._monitoring_role(logical) if model and model.enhanced_monitoring_seconds else None
        self._log_groups(topology, logical, wires.identifier)
        match model:
            case InstanceDatabase():
                made = add_instance(self, topology, model, wires, group.name, role)
            case AuroraServerlessDatabase():
                made = add_cluster(self, topology, model, wires, group.name, role)
            case None:
                raise ValueError("a database component needs a database")
        self.host, self.reader_host, self.secret_arn, self.arn = made
        self.subnet_group = group.name
        self.register_outputs({"host": self.host})

    def _monitoring_role(self, name: str) -> pulumi.Output[str]:
        """Return the ARN of the role by which RDS writes its samples of the operating system."""
        role = aws.iam.Role(
            f"{name}-monitoring",
            assume_role_policy=policies.trust("monitoring.rds.amazonaws.com"),
            opts=self.child(),
        )
        aws.iam.RolePolicyAttachment(
            f"{name}-monitoring",
            role=role.name,
            policy_arn=policies.managed(MONITORING_POLICY),
            opts=self.child(),
        )
        return role.arn

    def _log_groups(self, topology: Topology, name: str, identifier: str) -> None:
        """Make the groups RDS writes to before it would, with retention it would not set."""
        model = topology.database
        kind = "cluster" if isinstance(model, AuroraServerlessDatabase) else "instance"
        for log in model.log_exports if model else ():
            aws.cloudwatch.LogGroup(
                f"{name}-{log}",
                name=f"/aws/rds/{kind}/{identifier}/{log}",
                retention_in_days=topology.observability.log_retention_days,
                opts=self.child(),
            )
