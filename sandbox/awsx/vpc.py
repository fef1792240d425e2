"""`awsx.ec2.Vpc`: the children that the real component registers, with their names, parents, inputs and tags.

Seen by running pulumi-awsx 3.11 under the real engine. Only its explicit form is simulated: with anything
structural left to a default the component makes up to three NAT gateways that nobody asked for, looks zones up in
the account, or lays subnets out by a strategy that it warns of itself.
"""

import ipaddress
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final, TypeGuard

from sandbox.aws import schema
from sandbox.aws.checks import check_arguments
from sandbox.awsx.layout import Place, lay_out, read_spec
from sandbox.awsx.monitor import Monitor, Registered
from sandbox.wire import UNKNOWN, Properties, Secret, is_list, list_at, map_at, reveal

TOKEN: Final = "awsx:ec2:Vpc"

_STRATEGIES: Final = ("None", "Single", "OnePerAz")
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

Made = Future[Registered]


@dataclass
class _Children:
    """The children of one VPC, each perhaps still in the making."""

    vpc: Made
    gateway: Made
    subnets: dict[str, Made] = field(default_factory=dict[str, Made])
    tables: dict[str, Made] = field(default_factory=dict[str, Made])
    associations: list[Made] = field(default_factory=list[Made])
    routes: list[Made] = field(default_factory=list[Made])
    nats: list[Made] = field(default_factory=list[Made])
    eips: list[Made] = field(default_factory=list[Made])
    endpoints: list[Made] = field(default_factory=list[Made])


def problems(args: Mapping[str, Any], provider: str) -> Iterator[str]:
    """What keeps the component from being simulated, or what awsx itself refuses."""
    plain: Mapping[str, Any] = reveal(dict(args))
    yield from map(str, check_arguments(schema.awsx_arguments(TOKEN), args))
    if not provider:
        yield "pass one explicit aws provider (opts.providers): otherwise awsx uses a second one of its own version"
    strategy = map_at(plain, "natGateways").get("strategy")
    if strategy is None:
        yield "natGateways.strategy is missing: awsx would make one NAT gateway per zone"
    elif strategy not in _STRATEGIES:
        yield f"unknown NAT gateway strategy {strategy!r}; awsx knows {', '.join(_STRATEGIES)}"
    yield from _zone_problems(plain)
    if plain.get("subnetStrategy") not in {"Auto", "Exact"}:
        yield "subnetStrategy must be Auto or Exact: the default layout, Legacy, is on its way out"
    yield from _spec_problems(plain, str(strategy))
    if plain.get("vpcEndpointSpecs") and plain.get("vpcEndpointStrategy") != "Auto":
        yield "vpcEndpointStrategy is not Auto: awsx would make endpoints without routes, subnets or a group"
    if plain.get("vpcEndpointSpecs") and plain.get("enableDnsHostnames") is False:
        yield "vpcEndpointSpecs with strategy Auto switch DNS hostnames on; enableDnsHostnames false is refused"


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
        return _outputs(children, places, plain["subnetSpecs"])


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

    def run(self, cidr: str, places: list[Place]) -> _Children:
        """Start all children."""
        vpc = self._vpc(cidr)
        gateway = self._start(_GATEWAY, self._name, vpc, {"vpcId": vpc, "tags": self._named(self._name, wins=False)})
        children = _Children(vpc, gateway)
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

    def _subnet(self, children: _Children, place: Place) -> None:
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

    def _exits(self, children: _Children, place: Place) -> None:
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

    def _nat(self, children: _Children, place: Place) -> None:
        name, subnet = f"{self._name}-{place.number}", children.subnets[place.name]
        own = list_at(self._args["natGateways"], "elasticIpAllocationIds")
        tags = self._named(name, base=False)
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

    def _endpoint(self, children: _Children, places: list[Place], spec: Properties) -> None:
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

    def _endpoint_group(self, children: _Children, service: str) -> Made:
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

    def _named(self, name: str, more: Mapping[str, Any] | None = None, *, wins: bool = True, base: bool = True) -> Any:
        """Tags with a `Name`. On the VPC, gateway and endpoints the program's own `Name` wins over it."""
        own = self._tags
        if own is UNKNOWN:
            return UNKNOWN
        given: Mapping[str, Any] = (reveal(own) if isinstance(own, Secret) else own) or {}
        del base
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


def _outputs(
    children: _Children, places: list[Place], specs: list[Properties]
) -> tuple[Properties, dict[str, list[str]]]:
    def ids(type_: str) -> list[Made]:
        return [children.subnets[place.name] for place in places if place.type == type_]

    many: dict[str, list[Made]] = {
        "subnets": list(children.subnets.values()),
        "routeTables": list(children.tables.values()),
        "routeTableAssociations": children.associations,
        "routes": children.routes,
        "natGateways": children.nats,
        "eips": children.eips,
        "vpcEndpoints": children.endpoints,
        "publicSubnets": ids("Public"),
        "privateSubnets": ids("Private"),
        "isolatedSubnets": ids("Isolated"),
    }
    single = {"vpc": children.vpc, "internetGateway": children.gateway}
    lists = {
        "publicSubnetIds": ids("Public"),
        "privateSubnetIds": ids("Private"),
        "isolatedSubnetIds": ids("Isolated"),
    }
    values: Properties = {
        **{key: [made.result().reference() for made in all_] for key, all_ in many.items()},
        **{key: made.result().reference() for key, made in single.items()},
        **{key: _all_known([made.result().value() for made in all_]) for key, all_ in lists.items()},
        "vpcId": children.vpc.result().value(),
        "subnetLayout": [_layout(raw) for raw in specs],
    }
    behind = {**many, **lists, **{key: [made] for key, made in single.items()}, "vpcId": [children.vpc]}
    return values, {key: [made.result().urn for made in all_] for key, all_ in behind.items()}


def _all_known(ids: list[Any]) -> Any:
    """A list with one unknown is unknown as a whole."""
    return UNKNOWN if UNKNOWN in ids else ids


def _layout(raw: Properties) -> Properties:
    """One resolved subnet spec; the size follows from the mask."""
    spec = read_spec(raw)
    resolved = {**raw, "cidrMask": spec.mask, "size": 2 ** (32 - spec.mask) if spec.mask else None}
    return {key: value for key, value in resolved.items() if value is not None}


def _endpoint_subnets(places: list[Place]) -> list[str]:
    """One subnet per zone for an endpoint: a private one, else an isolated one, else a public one."""
    kind = next(kind for kind in ("Private", "Isolated", "Public") if any(place.type == kind for place in places))
    by_zone: dict[str, str] = {}
    for place in places:
        if place.type == kind:
            by_zone.setdefault(place.zone, place.name)
    return list(by_zone.values())


def _zone_problems(plain: Mapping[str, Any]) -> Iterator[str]:
    zones, count = plain.get("availabilityZoneNames"), plain.get("numberOfAvailabilityZones")
    if zones and count:
        yield "only one of availabilityZoneNames and numberOfAvailabilityZones can be specified"
    if not zones:
        yield "availabilityZoneNames is missing: awsx would look zones up, Local Zones included"


def _spec_problems(plain: Mapping[str, Any], strategy: str) -> Iterator[str]:
    specs = plain.get("subnetSpecs")
    if not specs:
        yield "subnetSpecs is missing: awsx would lay out subnets of its own"
        return
    types = {str(spec.get("type")) for spec in specs}
    if strategy in {"Single", "OnePerAz"} and not ("Public" in types and types & {"Private", "Isolated"}):
        yield f"NAT gateway strategy {strategy} needs both private and public subnets"
    own = list_at(map_at(plain, "natGateways"), "elasticIpAllocationIds")
    allowed = {"None": 0, "Single": 1, "OnePerAz": len(list_at(plain, "availabilityZoneNames"))}.get(strategy)
    if own and allowed is not None and len(own) != allowed:
        yield f"{len(own)} Elastic IPs given; NAT gateway strategy {strategy} takes {allowed}"
    try:
        ipaddress.IPv4Network(plain.get("cidrBlock") or "10.0.0.0/16")
    except ValueError as error:
        yield f"cidrBlock: {error}"
