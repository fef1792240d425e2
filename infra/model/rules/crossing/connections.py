"""Pools of connections against what the database takes."""

from collections.abc import Iterator
from decimal import Decimal

from infra.model.connections import DATABASE
from infra.model.database import Database, InstanceDatabase
from infra.model.database_limits import connections_for_applications
from infra.model.grants import grants
from infra.model.problems import Problem
from infra.model.rules.common import Where
from infra.model.services import Job
from infra.model.stack import Sections
from infra.model.tasks import most_tasks

PATH = ("workload", "services")


def problems(sections: Sections, where: Where) -> Iterator[Problem]:
    """Yield a problem where all tasks at once would ask for more connections than the database has."""
    del where
    database = sections.topology.database
    pools = connections_at_most(sections)
    available = connections_for_applications(database) if database is not None else None
    total = sum(pools.values(), Decimal(0))
    if database is None or available is None or total <= available:
        return
    largest = max(pools, key=lambda name: pools[name])
    parts = " + ".join(f"{name} {_sum(sections, name)}" for name in pools)
    cure = "smaller pools, fewer tasks, or a larger class"
    message = f"make {total} connections together ({parts}); {_named(database)} takes {available}: {cure}"
    yield Problem((*PATH, largest, "connectionsPerTask"), message)


def connections_at_most(sections: Sections) -> dict[str, Decimal]:
    """Return the connections that the tasks of each service open when all of them run; services without are left out.

    A job counts as one task.
    """
    found: dict[str, Decimal] = {}
    for name, service in sections.topology.services.items():
        work = sections.workload.services.get(name)
        if work is None or not work.connections_per_task:
            continue
        if any(grant.kind == DATABASE for grant in grants(service)):
            tasks = 1 if isinstance(service, Job) else most_tasks(service)
            found[name] = work.connections_per_task * tasks
    return found


def _sum(sections: Sections, name: str) -> str:
    service, each = sections.topology.services[name], sections.workload.services[name].connections_per_task
    return f"{each} × {1 if isinstance(service, Job) else most_tasks(service)}"


def _named(database: Database) -> str:
    return database.instance_class if isinstance(database, InstanceDatabase) else f"Aurora with {database.max_acu} ACU"
