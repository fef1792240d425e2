"""AWS Backup plans, apart from the backups the database makes itself."""

from typing import Annotated

from annotated_types import MinLen

from infra.model.base import Model
from infra.model.types import EntryName, Positive, Text


class BackupPlan(Model):
    """Recovery points by schedule (cron in UTC), kept for some days, cold after some where that exists.

    Attributes:
        cron: When it runs, six fields in UTC: minute hour day month weekday year.
        keep_days: Days a recovery point is kept.
        cold_after_days: Days until it moves to cold storage, where it stays 90 days at least; absent never.
        resources: What is backed up: `database`, `fileSystem.NAME`, `bucket.NAME`.
    """

    cron: Text
    keep_days: Positive
    cold_after_days: Positive | None = None
    resources: Annotated[tuple[Text, ...], MinLen(1)]


class Backup(Model):
    """Plans by name.

    Attributes:
        plans: Plans of AWS Backup by name, apart from the database's own backups.
    """

    plans: dict[EntryName, BackupPlan] = {}
