"""The database, and what references to it stand for."""

import re

import pulumi

from infra.building import restoring
from infra.building.site import Site
from infra.components.database import PORT, Database, DatabaseWires
from infra.model.connections import DATABASE
from infra.model.database import InstanceDatabase


def build_database(site: Site) -> None:
    """Build the database, where there is one."""
    model = site.topology.database
    if model is None:
        return
    password = site.config_secrets.get("database")
    database = Database(
        "database",
        topology=site.topology,
        wires=DatabaseWires(
            site.placed.private_subnet_ids,
            site.placed.security_groups[DATABASE],
            identifier(site.topology.name, site.stack.name),
            password,
        ),
        opts=site.opts,
    )
    plain = {"host": database.host, "readerHost": database.reader_host, "port": str(PORT)}
    plain |= {"name": model.name, "user": model.user}
    site.values |= {f"database.{key}": value for key, value in plain.items()}
    if password is not None:
        site.secret_values["database.password"] = password
        site.secret_values["database.url"] = pulumi.Output.secret(
            pulumi.Output.format(
                "postgresql://{0}:{1}@{2}:{3}/{4}?sslmode=require",
                model.user,
                password.apply(_quoted),
                database.host,
                PORT,
                model.name,
            )
        )
    site.arns["database"] = database.arn
    by = "DBInstanceIdentifier" if isinstance(model, InstanceDatabase) else "DBClusterIdentifier"
    site.dimensions["database"] = {by: identifier(site.topology.name, site.stack.name)}
    site.outputs["databaseHost"] = database.host
    group = site.placed.security_groups[DATABASE]
    own = identifier(site.topology.name, site.stack.name)
    restoring.tell(site, "database", restoring.of_database(model, own, database.subnet_group, group))
    if database.secret_arn is not None:
        site.arns["database.password"] = database.secret_arn
        site.outputs["databaseSecretArn"] = database.secret_arn


def identifier(name: str, stack: str) -> str:
    """Return the database's name in AWS: letters, digits and single hyphens, as RDS demands."""
    return re.sub(r"-+", "-", re.sub(r"[^a-z0-9-]", "-", f"{name}-{stack}".lower())).strip("-")


def _quoted(password: str) -> str:
    """Return a password as it stands in a URL."""
    from urllib.parse import quote  # noqa: PLC0415 - only where a URL is composed

    return quote(password, safe="")
