"""The bill of stored secrets, and of reading them."""

from costing.layers.context import Context
from costing.line_item import Kind, Why
from costing.money import ONE, same
from costing.units import MILLION, TEN_THOUSAND
from infra.model.grants import composed, has_managed_password, reads
from infra.model.topology import Topology

SECRET_TYPE, PARAMETER_TYPE = "aws:secretsmanager/secret:Secret", "aws:ssm/parameter:Parameter"

SECRET = Kind("secrets/NAME/secret", "Secret", "secret-month", SECRET_TYPE, "fixed")
MANAGED_PASSWORD = Kind(
    "secrets/database/secret",
    "Secret (database password, managed by RDS)",
    "secret-month",
    "aws:rds/instance:Instance",
    "fixed",
)
PARAMETER = Kind("secrets/NAME/parameter", "Parameter (standard tier)", "parameter-month", PARAMETER_TYPE, "fixed")
CALLS = Kind("secrets/calls", "Secrets Manager calls", "10k requests", SECRET_TYPE, "usage")
DECRYPTS = Kind(
    "secrets/decrypts", "Parameters decrypted (KMS)", "10k requests", PARAMETER_TYPE, "usage", "always.kms.requests"
)

KINDS = (SECRET, MANAGED_PASSWORD, PARAMETER, CALLS, DECRYPTS)


def add_lines(to: Context) -> None:
    """Add every line of the secrets layer."""
    topology = to.sections.topology
    names = stored(topology)
    in_manager = topology.secrets.store == "secretsManager"
    for name in names:
        kind, key = (
            (SECRET, "secretsmanager.secret-month") if in_manager else (PARAMETER, "ssm.standard-parameter-month")
        )
        label, why = f"{kind.name} ({name})", Why("one, whatever it is used for")
        to.ledger.add(kind, f"{to.prefix}-{name}", same(ONE), key, why, name=label, of=name)
    _managed(to)
    _reads(to, names)


def stored(topology: Topology) -> tuple[str, ...]:
    """Return the secrets that this stack stores itself: entries with a value in the config, and composed ones."""
    own = (name for name, entry in topology.secrets.entries.items() if not entry.existing)
    return (*own, *(one.name for one in composed(topology)))


def _managed(to: Context) -> None:
    database = to.sections.topology.database
    if database is not None and database.password == "managed":
        why = Why("RDS keeps the password as a secret of its own")
        kind, name = MANAGED_PASSWORD._replace(resource=_database_type(database.kind)), f"{to.prefix}-database"
        to.ledger.add(kind, name, same(ONE), "secretsmanager.secret-month", why)


def _database_type(kind: str) -> str:
    resource = "Instance" if kind == "instance" else "Cluster"
    return f"aws:rds/{resource.lower()}:{resource}"


def _reads(to: Context, names: tuple[str, ...]) -> None:
    """Add the reads of both stores, each by the first resource that is read there."""
    topology, demand = to.sections.topology, to.demand.secrets
    in_manager = topology.secrets.store == "secretsManager"
    own = f"{to.prefix}-{names[0]}" if names else ""
    for kind, made, key, here in (
        (CALLS, demand.calls, "secretsmanager.api-10k-requests", in_manager),
        (DECRYPTS, demand.decrypts, "kms.10k-requests", not in_manager),
    ):
        cause = (kind.resource, own) if own and here else _other_cause(topology, here=here)
        if cause is not None:
            resource_type, name = cause
            figures = made.figures.times(MILLION / TEN_THOUSAND)
            to.ledger.add(kind._replace(resource=resource_type), name, figures, key, made.why)


def _other_cause(topology: Topology, *, here: bool) -> tuple[str, str] | None:
    """Return what causes reads of a store in which this stack keeps no secret of its own.

    `here` is whether it is the store of the topology: then only adopted entries are left, and the first service that
    reads one. In the other store there is at most the password that RDS manages.
    """
    if topology.database is not None and has_managed_password(topology) and _is_manager(topology, here=here):
        return _database_type(topology.database.kind), f"{topology.name}-database"
    readers = (
        name
        for name, service in topology.services.items()
        if any(read.kind != "database" for read in reads(topology, service))
    )
    first = next(readers, None) if here else None
    return None if first is None else ("aws:ecs/taskDefinition:TaskDefinition", f"{topology.name}-{first}")


def _is_manager(topology: Topology, *, here: bool) -> bool:
    return (topology.secrets.store == "secretsManager") is here
