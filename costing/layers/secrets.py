"""The bill of stored secrets."""

from costing.layers.context import Context
from costing.line_item import Kind, Why
from costing.money import ONE, same

MANAGED_PASSWORD = Kind(
    "secrets/database/secret",
    "Secret (database password, managed by RDS)",
    "secret-month",
    "aws:rds/instance:Instance",
    "fixed",
)

KINDS = (MANAGED_PASSWORD,)


def add_lines(to: Context) -> None:
    """Add every line of the secrets layer."""
    database = to.sections.topology.database
    if database is not None and database.password == "managed":
        resource = "Instance" if database.kind == "instance" else "Cluster"
        kind = MANAGED_PASSWORD._replace(resource=f"aws:rds/{resource.lower()}:{resource}")
        why = Why("RDS keeps the password as a secret of its own")
        to.ledger.add(kind, f"{to.prefix}-database", same(ONE), "secretsmanager.secret-month", why)
