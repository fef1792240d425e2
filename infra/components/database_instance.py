"""The RDS instance, its parameter group and its read replicas."""

from typing import TYPE_CHECKING, Any, NamedTuple

import pulumi
import pulumi_aws as aws

from infra.aws_rules import rds_parameters, rds_versions
from infra.components.base import Layer
from infra.model.database import InstanceDatabase
from infra.model.topology import Topology

if TYPE_CHECKING:
    from infra.components.database import DatabaseWires


class Made(NamedTuple):
    """A database: where to connect, where to read, the ARN of a managed secret, and the database's own."""

    host: pulumi.Output[str]
    reader_host: pulumi.Output[str]
    secret_arn: pulumi.Output[str] | None
    arn: pulumi.Output[str]


def add_instance(
    layer: Layer,
    topology: Topology,
    model: InstanceDatabase,
    wires: "DatabaseWires",
    subnet_group: pulumi.Output[str],
    monitoring_role: pulumi.Output[str] | None,
) -> Made:
    """Add the instance and its replicas."""
    name, keep = f"{topology.name}-database", topology.protect_data
    parameters = aws.rds.ParameterGroup(
        name,
        family=rds_versions.parameter_family(model.version),
        parameters=engine_parameters(model.parameters),
        opts=layer.child(),
    )
    managed = model.password == "managed"
    instance = aws.rds.Instance(
        name,
        identifier=wires.identifier,
        engine="postgres",
        engine_version=model.version,
        engine_lifecycle_support=rds_versions.LIFECYCLE_SUPPORT[model.extended_support],
        instance_class=model.instance_class,
        allocated_storage=model.storage_gb,
        max_allocated_storage=model.max_storage_gb,
        storage_type=model.storage_type,
        iops=model.iops,
        storage_throughput=model.throughput_mibps,
        storage_encrypted=True,
        multi_az=model.multi_az,
        db_name=model.name,
        username=model.user,
        password=None if managed else wires.password,
        manage_master_user_password=True if managed else None,
        db_subnet_group_name=subnet_group,
        vpc_security_group_ids=[wires.security_group],
        publicly_accessible=False,
        parameter_group_name=parameters.name,
        backup_retention_period=model.backup_retention_days,
        backup_window=model.backup_window,
        maintenance_window=model.maintenance_window,
        copy_tags_to_snapshot=True,
        delete_automated_backups=not keep,
        auto_minor_version_upgrade=True,
        apply_immediately=True,
        deletion_protection=keep,
        skip_final_snapshot=not keep,
        final_snapshot_identifier=f"{wires.identifier}-final" if keep else None,
        enabled_cloudwatch_logs_exports=list(model.log_exports) or None,
        **_watching(model, monitoring_role),
        opts=layer.child(protect=keep),
    )
    replicas = [
        _replica(layer, f"{name}-replica-{n + 1}", model, instance, parameters, wires, monitoring_role)
        for n in range(model.read_replicas)
    ]
    secret = instance.master_user_secrets[0].secret_arn if managed else None
    return Made(instance.address, (replicas[0] if replicas else instance).address, secret, instance.arn)


def _replica(
    layer: Layer,
    name: str,
    model: InstanceDatabase,
    source: aws.rds.Instance,
    parameters: aws.rds.ParameterGroup,
    wires: "DatabaseWires",
    monitoring_role: pulumi.Output[str] | None,
) -> aws.rds.Instance:
    """Return a copy that may be read; it holds nothing that its source does not."""
    return aws.rds.Instance(
        name,
        replicate_source_db=source.identifier,
        engine_lifecycle_support=rds_versions.LIFECYCLE_SUPPORT[model.extended_support],
        instance_class=model.instance_class,
        max_allocated_storage=model.max_storage_gb,
        storage_type=model.storage_type,
        iops=model.iops,
        storage_throughput=model.throughput_mibps,
        storage_encrypted=True,
        vpc_security_group_ids=[wires.security_group],
        publicly_accessible=False,
        parameter_group_name=parameters.name,
        maintenance_window=model.maintenance_window,
        copy_tags_to_snapshot=True,
        auto_minor_version_upgrade=True,
        apply_immediately=True,
        skip_final_snapshot=True,
        **_watching(model, monitoring_role),
        opts=layer.child(),
    )


def _watching(model: InstanceDatabase, role: pulumi.Output[str] | None) -> dict[str, Any]:
    """Return the arguments of insights and enhanced monitoring."""
    on = model.insights != "disabled"
    return {
        "performance_insights_enabled": on,
        "performance_insights_retention_period": model.insights_retention_days if on else None,
        "database_insights_mode": model.insights if on else None,
        "monitoring_interval": model.enhanced_monitoring_seconds,
        "monitoring_role_arn": role,
    }


def engine_parameters(given: dict[str, int | str]) -> list[aws.rds.ParameterGroupParameterArgsDict]:
    """Return the parameters to set, TLS always among them; static ones wait for a reboot."""
    wanted: dict[str, int | str] = {"rds.force_ssl": 1, **given}
    return [
        {
            "name": name,
            "value": str(value),
            "apply_method": "pending-reboot" if rds_parameters.is_static(name) else "immediate",
        }
        for name, value in sorted(wanted.items())
    ]
