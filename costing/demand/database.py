"""What is taken for granted of a database that nobody described."""

from collections.abc import Iterator
from decimal import Decimal

from costing.assumptions import Assumption
from infra.model.database import AuroraServerlessDatabase, InstanceDatabase
from infra.model.stack import Sections

UNKNOWN_CLUSTER_GB = Decimal(10)
"""What a cluster of unknown size is taken to hold: one step of Aurora's own allocation."""


def database_assumptions(sections: Sections) -> Iterator[Assumption]:
    """Yield the figures that stand in for the workload's of the database."""
    database, known = sections.topology.database, sections.workload.database
    if database is None:
        return
    where = "workload.database."
    if known.stored_gb is None:
        full = database.storage_gb if isinstance(database, InstanceDatabase) else UNKNOWN_CLUSTER_GB
        yield Assumption("data in the database", f"{full} GB", "a full disk", f"{where}storedGb")
    if known.kb_per_request is None:
        yield Assumption("database traffic", "0 KB a request", "not stated", f"{where}kbPerRequest")
    measured = known.cpu_ms_per_request is not None
    if isinstance(database, AuroraServerlessDatabase):
        if not measured and known.average_acu is None:
            yield Assumption("database capacity", "the least", "nothing measured", f"{where}averageAcu")
    elif not measured and database.instance_class.startswith("db.t"):
        reason = "within the baseline of its class"
        yield Assumption("database CPU", reason, "nothing measured", f"{where}cpuMsPerRequest")
