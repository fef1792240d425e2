"""The PostgreSQL database: one RDS instance with its replicas, or an Aurora Serverless v2 cluster."""

from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from annotated_types import Ge, Le
from pydantic import Discriminator, Tag

from infra.model.base import Model
from infra.model.types import Count, Number, Positive, Text, Whole
from infra.model.variants import by_kind


def _text_or_number(value: Any) -> str:
    return "text" if isinstance(value, str) else "number"


EngineValue: TypeAlias = Annotated[
    Annotated[Whole, Tag("number")] | Annotated[Text, Tag("text")], Discriminator(_text_or_number)
]
"""A parameter in the engine's own unit: pages, kB, milliseconds, or a formula of RDS."""


class _AnyDatabase(Model):
    version: Text
    name: Text = "app"
    user: Text = "app"
    password: Literal["config", "managed"] = "config"
    backup_retention_days: Annotated[Whole, Ge(1), Le(35)] = 7
    backup_window: Text | None = None
    maintenance_window: Text | None = None
    parameters: dict[Text, EngineValue] = {}
    log_exports: tuple[Literal["postgresql", "upgrade", "iam-db-auth-error"], ...] = ()
    insights: Literal["disabled", "standard", "advanced"] = "disabled"
    insights_retention_days: Positive = 7
    enhanced_monitoring_seconds: Count = 0
    extended_support: bool = False


class InstanceDatabase(_AnyDatabase):
    """An RDS for PostgreSQL instance."""

    kind: Literal["instance"] = "instance"
    instance_class: Text
    storage_gb: Positive
    max_storage_gb: Positive | None = None
    storage_type: Literal["gp3", "gp2", "io1", "io2"] = "gp3"
    iops: Positive | None = None
    throughput_mibps: Positive | None = None
    multi_az: bool = False
    read_replicas: Annotated[Whole, Ge(0), Le(15)] = 0


Acu = Annotated[Number, Ge(0), Le(256)]
"""Aurora capacity units, in steps of 0.5; one is about 2 GiB of memory."""


class AuroraServerlessDatabase(_AnyDatabase):
    """An Aurora PostgreSQL cluster of serverless v2 instances."""

    kind: Literal["auroraServerless"] = "auroraServerless"
    min_acu: Acu
    max_acu: Acu
    auto_pause_seconds: Annotated[Whole, Ge(300), Le(86400)] | None = None
    readers: Annotated[Whole, Ge(0), Le(15)] = 0
    io_optimized: bool = False

    @property
    def pauses(self) -> bool:
        """Whether the cluster may scale to nothing when idle."""
        return self.min_acu == Decimal(0)


Database: TypeAlias = Annotated[
    Annotated[InstanceDatabase, Tag("instance")] | Annotated[AuroraServerlessDatabase, Tag("auroraServerless")],
    by_kind("instance"),
]
