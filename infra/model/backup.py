"""AWS Backup plans, apart from the backups the database makes itself."""

from typing import Annotated

from annotated_types import MinLen

from infra.model.base import Model
from infra.model.types import EntryName, Positive, Text


class BackupPlan(Model):
    """Recovery points by schedule (cron in UTC), kept for some days, cold after some where that exists."""

    cron: Text
    keep_days: Positive
    cold_after_days: Positive | None = None
    resources: Annotated[tuple[Text, ...], MinLen(1)]


class Backup(Model):
    """Plans by name."""

    plans: dict[EntryName, BackupPlan] = {}
