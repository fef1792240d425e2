"""What the database may be: a class with its standby and replicas, or a serverless cluster."""

from collections.abc import Iterator
from typing import Any, TypeVar

from costing.planner.choices.acu import capacities
from costing.planner.choices.choice import Choice
from costing.planner.choices.edits import Edit
from costing.planner.choices.volumes import volumes
from costing.planner.needs.database import Question, connections_carried, rejection
from infra.aws_rules import rds_classes
from infra.model.database import AuroraServerlessDatabase, Database, InstanceDatabase

D = TypeVar("D", InstanceDatabase, AuroraServerlessDatabase)

PATH = ("topology", "database")
MOST_REPLICAS = 2
_COMMON = (frozenset(InstanceDatabase.model_fields) & frozenset(AuroraServerlessDatabase.model_fields)) - {"kind"}


def database_choices(asked: Question) -> list[Choice]:
    """Return what the database may be: today's form first, then every other."""
    today = Choice(_named(asked.today), (), rejection(asked, asked.today), -_carried(asked, asked.today), today=True)
    found = {today.name: today}
    for database in (*_instances(asked), *_clusters(asked)):
        name = _named(database)
        if name not in found:
            why = rejection(asked, database)
            found[name] = Choice(name, (Edit(PATH, database),), why, -_carried(asked, database))
    return list(found.values())


def _carried(asked: Question, database: Database) -> int:
    return connections_carried(database, asked.work)


def _named(database: Database) -> str:
    if isinstance(database, AuroraServerlessDatabase):
        readers = f", {database.readers} readers" if database.readers else ""
        stored = "I/O-Optimized" if database.io_optimized else "Standard"
        return f"Aurora Serverless {database.min_acu:f}-{database.max_acu:f} ACU{readers}, {stored}"
    zones = "Multi-AZ" if database.multi_az else "Single-AZ"
    replicas = f", {database.read_replicas} replicas" if database.read_replicas else ""
    grows = f"-{database.max_storage_gb}" if database.max_storage_gb else ""
    speed = f" {database.iops} IOPS" if database.iops else ""
    return (
        f"{database.instance_class} {zones}{replicas}, {database.storage_gb}{grows} GB {database.storage_type}{speed}"
    )


def _instances(asked: Question) -> Iterator[InstanceDatabase]:
    """Yield every class with every form of storage, standby and replicas that may be of use."""
    sizes = list(volumes(asked))
    if not sizes:
        return
    template = _as(InstanceDatabase, asked.today, instance_class="db.t4g.micro", storage_gb=20)
    for volume in sizes:
        for replicas in _replicas(asked):
            for name in rds_classes.names():
                for multi_az in (False, True):
                    changes = {"instance_class": name, "multi_az": multi_az, "read_replicas": replicas}
                    yield template.model_copy(update={**volume, **changes})


def _replicas(asked: Question) -> list[int]:
    """Return how many replicas may be of use: today's, none where nothing reads there, else also one and two."""
    today = asked.today.read_replicas if isinstance(asked.today, InstanceDatabase) else 0
    if not asked.reads_elsewhere:
        return [0]
    more = range(1, MOST_REPLICAS + 1) if asked.work.read_percent else ()
    return sorted({max(today, 1), *more})


def _clusters(asked: Question) -> Iterator[AuroraServerlessDatabase]:
    """Yield serverless clusters; of an instance only where it is known what requests and data take."""
    today, measured = asked.today, asked.work.cpu_ms_per_request is not None and asked.work.working_set_gb is not None
    if not measured and not isinstance(today, AuroraServerlessDatabase):
        return
    template = _as(AuroraServerlessDatabase, today, min_acu="0.5", max_acu=1)
    readers = max(
        template.readers if asked.reads_elsewhere else 0, 0 if asked.requirements.availability == "none" else 1
    )
    for least, most in capacities(asked):
        for optimized in (False, True):
            changes = {"min_acu": least, "max_acu": most, "readers": readers, "io_optimized": optimized}
            yield template.model_copy(update=changes)


def _as(kind: type[D], today: Database, **least: Any) -> D:
    """Return today's database, or with all that both kinds share one of the other kind."""
    if isinstance(today, kind):
        return today
    said = {name: getattr(today, name) for name in today.model_fields_set & _COMMON}
    return kind.model_validate({**said, **least})
