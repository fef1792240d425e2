"""The PostgreSQL database: one RDS instance with its replicas, or an Aurora Serverless v2 cluster."""

from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Discriminator, Tag

from infra.model.base import Model
from infra.model.types import Count, Positive, Text, Whole, number, whole
from infra.model.variants import by_kind


def _text_or_number(value: Any) -> str:
    return "text" if isinstance(value, str) else "number"


EngineValue: TypeAlias = Annotated[
    Annotated[Whole, Tag("number")] | Annotated[Text, Tag("text")], Discriminator(_text_or_number)
]
"""A parameter in the engine's own unit: pages, kB, milliseconds, or a formula of RDS."""


class _AnyDatabase(Model):
    """What an instance and a cluster share.

    Attributes:
        version: Major or full version, quoted: "17"; a major means the region's default minor.
        name: Name of the database that is created.
        user: The master user.
        password: `config` takes secrets:database and offers `database.url`; `managed` lets RDS make and rotate it.
        backup_retention_days: Days of automated backups, 1 to 35.
        backup_window: Daily hours in UTC, "03:00-04:00"; absent AWS chooses.
        maintenance_window: Weekly hours in UTC, "sun:05:00-sun:06:00"; absent AWS chooses.
        parameters: Engine parameters, numbers in the engine's own unit.
        log_exports: Logs sent to CloudWatch: `postgresql`, `upgrade`, `iam-db-auth-error`.
        insights: Database Insights: `disabled`, `standard` (7 days of Performance Insights free) or `advanced`, charged
            by vCPU.
        insights_retention_days: Days that insights are kept; above 7 they are charged.
        enhanced_monitoring_seconds: Seconds between two readings of the operating system; 0 takes none.
        extended_support: Whether to stay on a version past its end and pay for it; else such a version is refused.
    """

    version: Text
    name: Text = "app"
    user: Text = "app"
    password: Literal["config", "managed"] = "config"
    backup_retention_days: Annotated[int, whole(ge=1, le=35)] = 7
    backup_window: Text | None = None
    maintenance_window: Text | None = None
    parameters: dict[Text, EngineValue] = {}
    log_exports: tuple[Literal["postgresql", "upgrade", "iam-db-auth-error"], ...] = ()
    insights: Literal["disabled", "standard", "advanced"] = "disabled"
    insights_retention_days: Positive = 7
    enhanced_monitoring_seconds: Count = 0
    extended_support: bool = False


class InstanceDatabase(_AnyDatabase):
    """An RDS for PostgreSQL instance.

    Attributes:
        kind: An instance of a chosen class.
        instance_class: Such as `db.t4g.micro`.
        storage_gb: GB of storage bought.
        max_storage_gb: GB to which storage may grow by itself, in the ceiling; absent it does not grow.
        storage_type: `gp3`, `gp2`, `io1` or `io2`.
        iops: Provisioned IOPS (gp3: from 400 GB on).
        throughput_mibps: Provisioned throughput in MiB/s (gp3: from 400 GB on).
        multi_az: A standby in a second zone, at about twice the price.
        read_replicas: Instances to read from, each at the price of the first.
    """

    kind: Literal["instance"] = "instance"
    instance_class: Text
    storage_gb: Positive
    max_storage_gb: Positive | None = None
    storage_type: Literal["gp3", "gp2", "io1", "io2"] = "gp3"
    iops: Positive | None = None
    throughput_mibps: Positive | None = None
    multi_az: bool = False
    read_replicas: Annotated[int, whole(ge=0, le=15)] = 0


Acu = Annotated[Decimal, number(ge=0, le=256)]
"""Aurora capacity units, in steps of 0.5; one is about 2 GiB of memory."""


class AuroraServerlessDatabase(_AnyDatabase):
    """An Aurora PostgreSQL cluster of serverless v2 instances.

    Attributes:
        kind: Capacity that follows the load.
        min_acu: Least Aurora capacity units, in steps of 0.5; 0 lets it pause.
        max_acu: Greatest Aurora capacity units, in the ceiling.
        auto_pause_seconds: Seconds without a connection until it pauses; with `minAcu: 0` only.
        readers: Readers beside the writer.
        io_optimized: No charge by I/O, dearer capacity and storage.
    """

    kind: Literal["auroraServerless"] = "auroraServerless"
    min_acu: Acu
    max_acu: Acu
    auto_pause_seconds: Annotated[int, whole(ge=300, le=86400)] | None = None
    readers: Annotated[int, whole(ge=0, le=15)] = 0
    io_optimized: bool = False

    @property
    def pauses(self) -> bool:
        """Whether the cluster may scale to nothing when idle."""
        return self.min_acu == Decimal(0)


Database: TypeAlias = Annotated[
    Annotated[InstanceDatabase, Tag("instance")] | Annotated[AuroraServerlessDatabase, Tag("auroraServerless")],
    by_kind("instance"),
]
