"""Data that grows month by month: what a database and buckets hold, and how far the volume under a database grows."""

from decimal import Decimal

from costing.line_item import shown
from infra.aws_rules.month import HOURS_PER_MONTH
from infra.aws_rules.rds_growth import grown
from infra.model.database import InstanceDatabase
from infra.model.stack import Sections

DAYS_OF_MONTH = Decimal(HOURS_PER_MONTH) / 24


class GrowingData:
    """GB stored, carried from tier to tier; a tier that states more starts with more."""

    def __init__(self) -> None:
        self._database: Decimal | None = None
        self._buckets: dict[str, Decimal] = {}

    def enter(self, sections: Sections) -> None:
        """Take over what a tier states of its data, where that is more than what has come together."""
        stated = _database_gb(sections)
        if stated is not None:
            self._database = max(stated, self._database or stated)
        for name, bucket in sections.workload.buckets.items():
            self._buckets[name] = max(bucket.stored_gb, self._buckets.get(name, bucket.stored_gb))

    def grow(self, sections: Sections) -> None:
        """Add one month's growth; a bucket whose objects all expire holds no more than they bring until then."""
        if self._database is not None:
            self._database += sections.workload.database.growth_gb_per_month
        for name, bucket in sections.workload.buckets.items():
            more = self._buckets[name] + bucket.growth_gb_per_month
            most = _most(sections, name)
            self._buckets[name] = more if most is None else max(self._buckets[name], min(more, most))

    def put_into(self, sections: Sections) -> Sections:
        """Return the sections with the data there is by now; the same object where nothing has grown."""
        workload, topology = sections.workload, sections.topology
        database = workload.database
        changed: dict[str, object] = {}
        if self._database is not None and self._database != _database_gb(sections):
            changed["database"] = database.model_copy(update={"stored_gb": self._database})
        if any(self._buckets[name] != bucket.stored_gb for name, bucket in workload.buckets.items()):
            changed["buckets"] = {
                name: bucket.model_copy(update={"stored_gb": self._buckets[name]})
                for name, bucket in workload.buckets.items()
            }
        if not changed:
            return sections
        update: dict[str, object] = {"workload": workload.model_copy(update=changed)}
        if isinstance(topology.database, InstanceDatabase) and self._database is not None:
            volume = topology.database.model_copy(update={"storage_gb": _volume(topology.database, self._database)})
            update["topology"] = topology.model_copy(update={"database": volume})
        return sections.model_copy(update=update)

    def full(self, sections: Sections) -> str | None:
        """Say that the database no longer fits its volume."""
        database = sections.topology.database
        if not isinstance(database, InstanceDatabase) or self._database is None:
            return None
        if self._database <= database.storage_gb:
            return None
        return f"{shown(self._database)} GB of data no longer fit the {database.storage_gb} GB of the database"


def _volume(database: InstanceDatabase, stored: Decimal) -> int:
    """Return the GiB of a volume after autoscaling; without a limit that allows it, a volume stays as it is."""
    return grown(database.storage_gb, database.max_storage_gb or database.storage_gb, stored)


def _database_gb(sections: Sections) -> Decimal | None:
    """Return the GB a database is stated to hold; a database nobody described does not grow either."""
    return sections.workload.database.stored_gb if sections.topology.database is not None else None


def _most(sections: Sections, name: str) -> Decimal | None:
    """Return the GB a bucket comes to when every object expires; None where some are kept for good."""
    bucket = sections.topology.storage.buckets.get(name)
    rules = bucket.lifecycle.values() if bucket else ()
    ends = [r.expire_after_days for r in rules if not r.prefix and r.expire_after_days is not None]
    if not ends:
        return None
    return sections.workload.buckets[name].growth_gb_per_month * min(ends) / DAYS_OF_MONTH
