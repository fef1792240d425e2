"""The database's bill, by kind."""

from costing.layers import database_cluster, database_instance
from costing.layers.context import Context
from costing.layers.database_common import ENHANCED_MONITORING, LOG_EXPORT
from infra.model.database import AuroraServerlessDatabase, InstanceDatabase

KINDS = (*database_instance.KINDS, *database_cluster.KINDS, ENHANCED_MONITORING, LOG_EXPORT)


def add_lines(to: Context) -> None:
    """Add every line of the database layer."""
    match to.sections.topology.database:
        case InstanceDatabase() as instance:
            database_instance.add_lines(to, instance)
        case AuroraServerlessDatabase() as cluster:
            database_cluster.add_lines(to, cluster)
        case None:
            pass
