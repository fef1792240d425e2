"""Which secret values a topology needs from `secrets:` before it can be deployed."""

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
