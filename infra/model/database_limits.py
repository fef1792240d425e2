"""How many connections a database takes."""

from infra.aws_rules import aurora, rds_classes, rds_parameters
from infra.model.database import AuroraServerlessDatabase, Database


def connection_limit(database: Database) -> int | None:
    """Return `max_connections` as the engine will have it, the superuser's few included; None for an unknown class."""
    given = database.parameters.get("max_connections")
    if isinstance(database, AuroraServerlessDatabase):
        own = aurora.connection_limit(database.min_acu, database.max_acu)
        return given if isinstance(given, int) else own
    found = rds_classes.find(database.instance_class)
    return rds_parameters.connection_limit(found.memory_gib * 1024, given) if found else None


def connections_for_applications(database: Database) -> int | None:
    """Return the connections that are left to applications; PostgreSQL keeps three for its superuser."""
    limit = connection_limit(database)
    return None if limit is None else limit - rds_parameters.RESERVED_CONNECTIONS
