"""The database: processors, volumes, a standby, a version whose support ends."""

from collections.abc import Iterator
from typing import Any

from costing.advice.case import Case
from costing.advice.graviton import GRAVITON
from costing.advice.proposal import Proposal
from infra.aws_rules import rds_classes, rds_storage
from infra.model.database import InstanceDatabase


def proposals(case: Case) -> Iterator[Proposal]:
    """Yield other ways to run the same database."""
    database = case.topology.database
    if not isinstance(database, InstanceDatabase):
        return
    yield from _graviton(database)
    yield from _volume(database)
    yield _zones(database)


def _graviton(database: InstanceDatabase) -> Iterator[Proposal]:
    _, family, size = database.instance_class.split(".")
    other = f"db.{GRAVITON.get(family, '')}.{size}"
    if other in rds_classes.names():
        yield Proposal(
            "database-graviton",
            f"{other} in place of {database.instance_class}",
            _patch(instanceClass=other),
            "The same size on Graviton, which PostgreSQL runs on unchanged; the change restarts the database.",
            "Amazon RDS: DB instance classes",
            group="database-class",
        )


def _volume(database: InstanceDatabase) -> Iterator[Proposal]:
    """gp3 does at least what gp2 does; provisioned volumes are worth their price above its included IOPS only."""
    if database.storage_type == "gp3":
        return
    included = rds_storage.included("gp3", database.storage_gb)
    if database.storage_type in rds_storage.PROVISIONED and (included is None or (database.iops or 0) > included.iops):
        return
    does = f"{included.iops} IOPS and {included.mibps} MiB/s" if included else "its own IOPS"
    yield Proposal(
        "gp3",
        f"gp3 in place of {database.storage_type}",
        _patch(storageType="gp3", iops=None),
        f"gp3 includes {does} at this size, and the volume changes while the database runs.",
        "Amazon RDS: DB instance storage",
        group="database-volume",
    )


def _zones(database: InstanceDatabase) -> Proposal:
    if database.multi_az:
        return Proposal(
            "single-az",
            "One zone for the database",
            _patch(multiAz=False),
            "Without a standby a failed machine or zone is a restore: minutes to hours instead of one to two minutes.",
            "Amazon RDS: Multi-AZ DB instance deployments",
            sort="switch",
            group="database-zones",
        )
    return Proposal(
        "multi-az",
        "A standby of the database in a second zone",
        _patch(multiAz=True),
        "A failover takes one to two minutes where a single instance would be restored; the standby serves no reads.",
        "Amazon RDS: Multi-AZ DB instance deployments",
        sort="switch",
        group="database-zones",
    )


def _patch(**fields: Any) -> dict[str, Any]:
    return {"topology": {"database": fields}}
