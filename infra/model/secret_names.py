"""The secret values a topology needs from `secrets:`: which there are, where they are stored, and what fits there."""

from collections.abc import Iterator, Mapping

from infra.aws_rules import mq, rds_names, ssm
from infra.aws_rules import secrets as secrets_manager
from infra.model.topology import Topology


def secrets_needed(topology: Topology) -> tuple[str, ...]:
    """Return the names below `secrets:`: the database's password where it is not managed, and the entries."""
    names = [name for name, entry in topology.secrets.entries.items() if not entry.existing]
    database = topology.database
    if database is not None and database.password == "config":
        names.append("database")
    if topology.messaging.broker is not None:
        names.append("broker")
    return tuple(names)


def secret_path(topology: Topology, stack: str, name: str) -> str:
    """Return the name of a secret in its store: the entry's path, or `/<name>/<stack>/<NAME>`."""
    entry = topology.secrets.entries.get(name)
    return entry.path if entry is not None and entry.path is not None else f"/{topology.name}/{stack}/{name}"


def unfit_values(topology: Topology, values: Mapping[str, str]) -> Iterator[str]:
    """Yield what AWS would refuse of the values below `secrets:`, one line each, without showing any of them."""
    for name, value in values.items():
        if wrong := _problem(topology, name, value):
            yield f"secrets:{name} {wrong}"


def _problem(topology: Topology, name: str, value: str) -> str | None:
    if name == "database":
        return rds_names.password_problem(value)
    if name == "broker":
        return mq.password_problem(value)
    return value_problem(topology, value)


def value_problem(topology: Topology, value: str) -> str | None:
    """Say why a value does not fit the store of the topology, without showing any of it."""
    if topology.secrets.store == "secretsManager":
        return secrets_manager.value_problem(value)
    return ssm.value_problem(value)
