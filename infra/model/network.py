"""The network: address space, zones, the way out, endpoints and flow logs."""

from typing import Annotated, Any, Literal, TypeAlias

from annotated_types import Ge, Le, Len
from pydantic import Discriminator, Field, Tag

from infra.model.base import Model
from infra.model.types import Cidr, Positive, Text, Whole, pattern
from infra.model.variants import by_kind


class NatGateway(Model):
    """A managed NAT gateway, one for all zones or one in each."""

    kind: Literal["natGateway"] = "natGateway"
    per_zone: bool = False


class NatInstance(Model):
    """An EC2 instance that forwards traffic: cheap, without a service level, patched by its owner."""

    kind: Literal["natInstance"] = "natInstance"
    instance_type: Text = "t4g.nano"
    root_volume_gb: Annotated[Whole, Ge(8), Le(16384)] = 8
    per_zone: bool = False


class PublicAddress(Model):
    """Services sit in public subnets; each task or instance has a public address of its own."""

    kind: Literal["publicAddress"] = "publicAddress"


class NoEgress(Model):
    """No way to the internet: endpoints carry all there is."""

    kind: Literal["none"] = "none"


Egress: TypeAlias = Annotated[
    Annotated[NatGateway, Tag("natGateway")]
    | Annotated[NatInstance, Tag("natInstance")]
    | Annotated[PublicAddress, Tag("publicAddress")]
    | Annotated[NoEgress, Tag("none")],
    by_kind(),
]


class Subnets(Model):
    """Explicit ranges, one public and one private a zone, in the order of the zones."""

    public: tuple[Cidr, ...]
    private: tuple[Cidr, ...]


class FlowLogs(Model):
    """Records of accepted or rejected connections; S3 costs half of what CloudWatch Logs does."""

    destination: Literal["s3", "cloudWatchLogs"] = "s3"
    traffic: Literal["all", "accept", "reject"] = "all"
    retention_days: Positive = 14


def _names_or_count(value: Any) -> str:
    return "names" if isinstance(value, (list, tuple)) else "count"


Zones: TypeAlias = Annotated[
    Annotated[Annotated[Whole, Ge(2), Le(6)], Tag("count")]
    | Annotated[Annotated[tuple[Text, ...], Len(2, 6)], Tag("names")],
    Discriminator(_names_or_count),
]
"""Zones by name, or how many: the first so many of the region's, in order."""


SubnetId = Annotated[str, pattern(r"^subnet-[0-9a-f]{8,17}$", "is no subnet id such as subnet-0a1b2c3d")]


class _AnyNetwork(Model):
    endpoints: tuple[Text, ...] = ("s3",)
    flow_logs: FlowLogs | None = None


class CreatedNetwork(_AnyNetwork):
    """A VPC of this stack's own."""

    kind: Literal["created"] = "created"
    cidr: Cidr = Field(default="10.0.0.0/16", validate_default=True)
    availability_zones: Zones = 2
    subnets: Subnets | None = None
    egress: Egress

    @property
    def zone_count(self) -> int:
        """How many availability zones the network spans."""
        zones = self.availability_zones
        return zones if isinstance(zones, int) else len(zones)


class ExistingNetwork(_AnyNetwork):
    """An adopted VPC; its gateways and routes are somebody else's. One zone per private subnet."""

    kind: Literal["existing"] = "existing"
    vpc_id: Annotated[str, pattern(r"^vpc-[0-9a-f]{8,17}$", "is no VPC id such as vpc-0a1b2c3d")]
    public_subnet_ids: tuple[SubnetId, ...] = ()
    private_subnet_ids: Annotated[tuple[SubnetId, ...], Len(2, 6)]

    @property
    def zone_count(self) -> int:
        """How many availability zones the private subnets span."""
        return len(self.private_subnet_ids)


Network: TypeAlias = Annotated[
    Annotated[CreatedNetwork, Tag("created")] | Annotated[ExistingNetwork, Tag("existing")],
    by_kind("created"),
]
