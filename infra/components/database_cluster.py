"""The Aurora PostgreSQL cluster of serverless instances."""

from typing import TYPE_CHECKING

import pulumi
import pulumi_aws as aws

from infra.aws_rules import rds_versions
from infra.components.base import Layer
from infra.components.database_instance import Made, engine_parameters
from infra.model.database import AuroraServerlessDatabase
from infra.model.topology import Topology

if TYPE_CHECKING:
    from infra.components.database import DatabaseWires

ENGINE = aws.rds.EngineType.AURORA_POSTGRESQL


def add_cluster(
    layer: Layer,
    topology: Topology,
    model: AuroraServerlessDatabase,
    wires: "DatabaseWires",
    subnet_group: pulumi.Output[str],
    monitoring_role: pulumi.Output[str] | None,
) -> Made:
    """Add the cluster, its writer and its readers."""
    name, keep = f"{topology.name}-database", topology.protect_data
    parameters = aws.rds.ClusterParameterGroup(
        name,
        family=rds_versions.parameter_family(model.version, aurora=True),
        parameters=engine_parameters(model.parameters),
        opts=layer.child(),
    )
    managed, on = model.password == "managed", model.insights != "disabled"
    cluster = aws.rds.Cluster(
        name,
        cluster_identifier=wires.identifier,
        engine=ENGINE,
        engine_mode="provisioned",
        engine_version=model.version,
        engine_lifecycle_support=rds_versions.LIFECYCLE_SUPPORT[model.extended_support],
        serverlessv2_scaling_configuration={
            "min_capacity": float(model.min_acu),
            "max_capacity": float(model.max_acu),
            "seconds_until_auto_pause": model.auto_pause_seconds,
        },
        storage_type="aurora-iopt1" if model.io_optimized else None,
        storage_encrypted=True,
        database_name=model.name,
        master_username=model.user,
        master_password=None if managed else wires.password,
        manage_master_user_password=True if managed else None,
        db_subnet_group_name=subnet_group,
        vpc_security_group_ids=[wires.security_group],
        db_cluster_parameter_group_name=parameters.name,
        backup_retention_period=model.backup_retention_days,
        preferred_backup_window=model.backup_window,
        preferred_maintenance_window=model.maintenance_window,
        copy_tags_to_snapshot=True,
        delete_automated_backups=not keep,
        apply_immediately=True,
        deletion_protection=keep,
        skip_final_snapshot=not keep,
        final_snapshot_identifier=f"{wires.identifier}-final" if keep else None,
        enabled_cloudwatch_logs_exports=list(model.log_exports) or None,
        performance_insights_enabled=on,
        performance_insights_retention_period=model.insights_retention_days if on else None,
        database_insights_mode=model.insights if on else None,
        opts=layer.child(protect=keep),
    )
    for n in range(1 + model.readers):
        aws.rds.ClusterInstance(
            f"{name}-{n + 1}",
            cluster_identifier=cluster.id,
            engine=ENGINE,
            engine_version=cluster.engine_version_actual,
            instance_class="db.serverless",
            db_subnet_group_name=subnet_group,
            publicly_accessible=False,
            preferred_maintenance_window=model.maintenance_window,
            copy_tags_to_snapshot=True,
            auto_minor_version_upgrade=True,
            apply_immediately=True,
            monitoring_interval=model.enhanced_monitoring_seconds,
            monitoring_role_arn=monitoring_role,
            opts=layer.child(protect=keep),
        )
    secret = cluster.master_user_secrets[0].secret_arn if managed else None
    reader_host = cluster.reader_endpoint if model.readers else cluster.endpoint
    return Made(cluster.endpoint, reader_host, secret, cluster.arn)
