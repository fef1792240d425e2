"""The network: address space, zones, the way out, endpoints and flow logs."""

from typing import Annotated, Any, Literal, TypeAlias

from annotated_types import Len
from pydantic import Discriminator, Field, Tag

from infra.model.base import Model
from infra.model.types import Cidr, Positive, Text, pattern, whole
from infra.model.variants import by_kind


class NatGateway(Model):
    """A managed NAT gateway, one for all zones or one in each.

    Attributes:
        kind: AWS's own way out, charged by hour and GB.
        per_zone: One in every zone rather than one for all.
    """

    kind: Literal["natGateway"] = "natGateway"
    per_zone: bool = False


class NatInstance(Model):
    """An EC2 instance that forwards traffic: cheap, without a service level, patched by its owner.

    Attributes:
        kind: A small instance of ours as the way out, charged by the hour alone.
        instance_type: Such as `t4g.nano`.
        root_volume_gb: GB of its disk.
        per_zone: One in every zone rather than one for all.
    """

    kind: Literal["natInstance"] = "natInstance"
    instance_type: Text = "t4g.nano"
    root_volume_gb: Annotated[int, whole(ge=8, le=16384)] = 8
    per_zone: bool = False


class PublicAddress(Model):
    """Services sit in public subnets; each task or instance has a public address of its own.

    Attributes:
        kind: Services stand in public subnets, each task with a public address; data stays private.
    """

    kind: Literal["publicAddress"] = "publicAddress"


class NoEgress(Model):
    """No way to the internet: endpoints carry all there is.

    Attributes:
        kind: No way out but the endpoints.
    """

    kind: Literal["none"] = "none"


Egress: TypeAlias = Annotated[
    Annotated[NatGateway, Tag("natGateway")]
    | Annotated[NatInstance, Tag("natInstance")]
    | Annotated[PublicAddress, Tag("publicAddress")]
    | Annotated[NoEgress, Tag("none")],
    by_kind(),
]


class Subnets(Model):
    """Explicit ranges, one public and one private a zone, in the order of the zones.

    Attributes:
        public: One block a zone.
        private: One block a zone.
    """

    public: tuple[Cidr, ...]
    private: tuple[Cidr, ...]


class FlowLogs(Model):
    """Records of accepted or rejected connections; S3 costs half of what CloudWatch Logs does.

    Attributes:
        destination: `s3` or `cloudWatchLogs`.
        traffic: `all`, `accept` or `reject`.
        retention_days: Days they are kept.
    """

    destination: Literal["s3", "cloudWatchLogs"] = "s3"
    traffic: Literal["all", "accept", "reject"] = "all"
    retention_days: Positive = 14


def _names_or_count(value: Any) -> str:
    return "names" if isinstance(value, (list, tuple)) else "count"


Zones: TypeAlias = Annotated[
    Annotated[Annotated[int, whole(ge=2, le=6)], Tag("count")]
    | Annotated[Annotated[tuple[Text, ...], Len(2, 6)], Tag("names")],
    Discriminator(_names_or_count),
]
"""Zones by name, or how many: the first so many of the region's, in order."""


SubnetId = Annotated[str, pattern(r"^subnet-[0-9a-f]{8,17}$", "is no subnet id such as subnet-0a1b2c3d")]


class _AnyNetwork(Model):
    """What a created and an existing network share.

    Attributes:
        endpoints: AWS services reached privately: `s3` and `dynamodb` by free gateways, others by interfaces, charged
            in every zone.
        flow_logs: A record of what was let through and what was not; absent none.
    """

    endpoints: tuple[Text, ...] = ("s3",)
    flow_logs: FlowLogs | None = None


class CreatedNetwork(_AnyNetwork):
    """A VPC of this stack's own.

    Attributes:
        kind: A VPC of this stack's own.
        cidr: Its addresses, /16 to /28.
        availability_zones: How many, 2 to 6, or which, by name.
        subnets: Blocks for the subnets; absent they are derived from `cidr`.
        egress: The way out of private subnets; no default, the prices differ too much.
    """

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
    """An adopted VPC; its gateways and routes are somebody else's. One zone per private subnet.

    Attributes:
        kind: A VPC that is there already.
        vpc_id: Its id.
        public_subnet_ids: One a zone.
        private_subnet_ids: One a zone; their number is the number of zones.
    """

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
