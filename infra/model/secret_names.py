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
