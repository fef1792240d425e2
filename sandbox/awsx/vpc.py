"""`awsx.ec2.Vpc`: the children that the real component registers, with their names, parents, inputs and tags.

Seen by running pulumi-awsx 3.11 under the real engine. Only its explicit form is simulated, see `refusals`.
"""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final, TypeGuard

from sandbox.awsx.children import Children, Made, outputs
from sandbox.awsx.layout import Place, lay_out, read_spec
from sandbox.awsx.monitor import Monitor, Registered
from sandbox.wire import UNKNOWN, Properties, Secret, is_list, list_at, reveal

_PASSED_ON: Final = (
    "enableDnsHostnames",
    "enableDnsSupport",
    "instanceTenancy",
    "assignGeneratedIpv6CidrBlock",
    "enableNetworkAddressUsageMetrics",
    "ipv4IpamPoolId",
    "ipv4NetmaskLength",
    "ipv6CidrBlock",
    "ipv6IpamPoolId",
    "ipv6NetmaskLength",
    "ipv6CidrBlockNetworkBorderGroup",
)
_VPC: Final = "aws:ec2/vpc:Vpc"
_GATEWAY: Final = "aws:ec2/internetGateway:InternetGateway"
_SUBNET: Final = "aws:ec2/subnet:Subnet"
_TABLE: Final = "aws:ec2/routeTable:RouteTable"
_ASSOCIATION: Final = "aws:ec2/routeTableAssociation:RouteTableAssociation"
_ROUTE: Final = "aws:ec2/route:Route"
_EIP: Final = "aws:ec2/eip:Eip"
_NAT: Final = "aws:ec2/natGateway:NatGateway"
_ENDPOINT: Final = "aws:ec2/vpcEndpoint:VpcEndpoint"
_GROUP: Final = "aws:ec2/securityGroup:SecurityGroup"
_RULE: Final = "aws:ec2/securityGroupRule:SecurityGroupRule"


def build(monitor: Monitor, urn: str, name: str, args: Properties) -> tuple[Properties, dict[str, list[str]]]:
    """Register all children and return the component's outputs with the URNs behind each.

    Raises:
        LayoutError: The subnets do not fit.
    """
    plain: Properties = reveal(args)
    zones, specs = plain["availabilityZoneNames"], [read_spec(raw) for raw in plain["subnetSpecs"]]
    cidr = plain.get("cidrBlock") or "10.0.0.0/16"
    places = lay_out(name, cidr, zones, specs, plain.get("availabilityZoneCidrMask"))
    with ThreadPoolExecutor(max_workers=8 * len(places) + 8) as pool:
        builder = _Builder(monitor, pool, urn, name, args, plain)
        children = builder.run(cidr, places)
        return outputs(children, places, plain["subnetSpecs"])


class _Builder:
    """Registers the children, each in a thread of its own that waits for those it needs, as awsx does at once."""

    def __init__(
        self,
        monitor: Monitor,
        pool: ThreadPoolExecutor,
        urn: str,
        name: str,
        args: Properties,
        plain: Properties,
    ) -> None:
        self._monitor, self._pool, self._urn, self._name = monitor, pool, urn, name
        self._args = plain
        self._tags = args.get("tags")
        self._region: Properties = {"region": plain["region"]} if plain.get("region") else {}

    def run(self, cidr: str, places: list[Place]) -> Children:
        """Start all children."""
        vpc = self._vpc(cidr)
        gateway = self._start(_GATEWAY, self._name, vpc, {"vpcId": vpc, "tags": self._named(self._name, wins=False)})
        children = Children(vpc, gateway)
        for place in places:
            self._subnet(children, place)
        for place in places:
            self._exits(children, place)
        for spec in self._args.get("vpcEndpointSpecs") or ():
            self._endpoint(children, places, spec)
        return children

    def _vpc(self, cidr: str) -> Made:
        inputs = {key: self._args.get(key) for key in _PASSED_ON}
        if self._args.get("vpcEndpointSpecs"):
            inputs["enableDnsHostnames"] = True
        return self._start(
            _VPC, self._name, None, {**inputs, "cidrBlock": cidr, "tags": self._named(self._name, wins=False)}
        )

    def _subnet(self, children: Children, place: Place) -> None:
        tags = {"SubnetType": place.type}
        subnet = self._start(
            _SUBNET,
            place.name,
            children.vpc,
            {
                "vpcId": children.vpc,
                "availabilityZone": place.zone,
                "cidrBlock": place.cidr,
                "mapPublicIpOnLaunch": place.type == "Public",
                "assignIpv6AddressOnCreation": False,
                "tags": self._named(place.name, {**place.tags, **tags}),
            },
        )
        table = self._start(_TABLE, place.name, subnet, {"vpcId": children.vpc, "tags": self._named(place.name, tags)})
        children.subnets[place.name], children.tables[place.name] = subnet, table
        children.associations.append(
            self._start(_ASSOCIATION, place.name, table, {"routeTableId": table, "subnetId": subnet})
        )

    def _exits(self, children: Children, place: Place) -> None:
        """The NAT gateway that stands in a public subnet, and the way out of any subnet."""
        strategy = self._args["natGateways"]["strategy"]
        wanted = {"None": 0, "Single": 1, "OnePerAz": place.number}[strategy]
        if place.type == "Public" and len(children.nats) < wanted:
            self._nat(children, place)
        table = children.tables[place.name]
        way: Properties = {"routeTableId": table, "destinationCidrBlock": "0.0.0.0/0"}
        if place.type == "Public":
            children.routes.append(self._start(_ROUTE, place.name, table, {**way, "gatewayId": children.gateway}))
        elif place.type == "Private" and strategy != "None":
            nat = children.nats[0 if strategy == "Single" else place.number - 1]
            children.routes.append(self._start(_ROUTE, place.name, table, {**way, "natGatewayId": nat}))

    def _nat(self, children: Children, place: Place) -> None:
        name, subnet = f"{self._name}-{place.number}", children.subnets[place.name]
        own = list_at(self._args["natGateways"], "elasticIpAllocationIds")
        tags = self._named(name)
        if own:
            address: Any = own[len(children.nats)]
        else:
            address = self._start(_EIP, name, subnet, {"tags": tags})
            children.eips.append(address)
        children.nats.append(
            self._start(
                _NAT,
                name,
                subnet,
                {"subnetId": subnet, "allocationId": address, "tags": tags},
                "allocationId",
            )
        )

    def _endpoint(self, children: Children, places: list[Place], spec: Properties) -> None:
        service = spec["serviceName"]
        inputs: Properties = {
            **spec,
            "vpcId": children.vpc,
            "tags": self._named(self._name, spec.get("tags") or {}, wins=False),
        }
        if spec.get("vpcEndpointType") == "Interface":
            inputs.setdefault("privateDnsEnabled", True)
            inputs.setdefault("subnetIds", [children.subnets[name] for name in _endpoint_subnets(places)])
            if "securityGroupIds" not in inputs:
                inputs["securityGroupIds"] = [self._endpoint_group(children, service)]
        else:
            inputs.setdefault("routeTableIds", list(children.tables.values()))
        children.endpoints.append(self._start(_ENDPOINT, service, children.vpc, inputs))

    def _endpoint_group(self, children: Children, service: str) -> Made:
        group = self._start(
            _GROUP,
            f"{service}-sg",
            children.vpc,
            {"vpcId": children.vpc, "tags": self._named(self._name, wins=False)},
        )
        rule = {
            "type": "ingress",
            "protocol": "tcp",
            "fromPort": 443,
            "toPort": 443,
            "securityGroupId": group,
        }
        blocks = [self._args.get("cidrBlock") or "10.0.0.0/16"]
        self._start(_RULE, f"{service}-ingress", children.vpc, {**rule, "cidrBlocks": blocks})
        return group

    def _named(self, name: str, more: Mapping[str, Any] | None = None, *, wins: bool = True) -> Any:
        """Tags with a `Name`. On the VPC, gateway and endpoints the program's own `Name` wins over it."""
        own = self._tags
        if own is UNKNOWN:
            return UNKNOWN
        given: Mapping[str, Any] = (reveal(own) if isinstance(own, Secret) else own) or {}
        tags = {**given, **(more or {}), "Name": name} if wins else {"Name": name, **given, **(more or {})}
        return Secret(tags) if isinstance(own, Secret) else tags

    def _start(self, token: str, name: str, parent: Made | None, inputs: Properties, from_prop: str = "") -> Made:
        return self._pool.submit(self._register, token, name, parent, {**inputs, **self._region}, from_prop)

    def _register(self, token: str, name: str, parent: Made | None, inputs: Properties, from_prop: str) -> Registered:
        after: dict[str, Registered] = {}
        values: Properties = {}
        for key, value in inputs.items():
            values[key] = _settled(value, from_prop if key == from_prop else "id")
            if _in_the_making(value):
                after[key] = value.result()
        stands = [parent.result()] if parent else []
        return self._monitor.child(token, name, stands[0].urn if stands else self._urn, values, after, stands)


def _settled(value: Any, prop: str) -> Any:
    """A value with every child in it replaced by its id, or by the property asked for, once it is made."""
    if _in_the_making(value):
        return value.result().value(prop)
    if is_list(value):
        return [_settled(item, prop) for item in value]
    return value


def _in_the_making(value: Any) -> TypeGuard[Made]:
    return isinstance(value, Future)


def _endpoint_subnets(places: list[Place]) -> list[str]:
    """One subnet per zone for an endpoint: a private one, else an isolated one, else a public one."""
    kind = next(kind for kind in ("Private", "Isolated", "Public") if any(place.type == kind for place in places))
    by_zone: dict[str, str] = {}
    for place in places:
        if place.type == kind:
            by_zone.setdefault(place.zone, place.name)
    return list(by_zone.values())
