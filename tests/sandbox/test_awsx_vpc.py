"""The children of `awsx.ec2.Vpc` on the real engine: the counts, names, parents and inputs seen with the real awsx."""

from collections import Counter

import pulumi
import pytest

from sandbox.engine import UNKNOWN, Sandbox

pytestmark = pytest.mark.engine

ZONES = ("us-east-1a", "us-east-1b", "us-east-1c")
VPC, SUBNET, TABLE = "aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet", "aws:ec2/routeTable:RouteTable"
GATEWAY, ROUTE = "aws:ec2/internetGateway:InternetGateway", "aws:ec2/route:Route"
ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation"
NAT, EIP, ENDPOINT = "aws:ec2/natGateway:NatGateway", "aws:ec2/eip:Eip", "aws:ec2/vpcEndpoint:VpcEndpoint"
GROUP, RULE = "aws:ec2/securityGroup:SecurityGroup", "aws:ec2/securityGroupRule:SecurityGroupRule"

# With one spec each of Public, Private and Isolated: by strategy and number of zones, the children of each type.
SEEN = {
    ("None", 2): {VPC: 1, GATEWAY: 1, SUBNET: 6, TABLE: 6, ASSOCIATION: 6, ROUTE: 2},
    ("Single", 2): {VPC: 1, GATEWAY: 1, SUBNET: 6, TABLE: 6, ASSOCIATION: 6, ROUTE: 4, NAT: 1, EIP: 1},
    ("OnePerAz", 2): {VPC: 1, GATEWAY: 1, SUBNET: 6, TABLE: 6, ASSOCIATION: 6, ROUTE: 4, NAT: 2, EIP: 2},
    ("None", 3): {VPC: 1, GATEWAY: 1, SUBNET: 9, TABLE: 9, ASSOCIATION: 9, ROUTE: 3},
    ("Single", 3): {VPC: 1, GATEWAY: 1, SUBNET: 9, TABLE: 9, ASSOCIATION: 9, ROUTE: 6, NAT: 1, EIP: 1},
    ("OnePerAz", 3): {VPC: 1, GATEWAY: 1, SUBNET: 9, TABLE: 9, ASSOCIATION: 9, ROUTE: 6, NAT: 3, EIP: 3},
}
TOTALS = {("None", 2): 22, ("Single", 2): 26, ("OnePerAz", 2): 28}
TOTALS |= {("None", 3): 32, ("Single", 3): 37, ("OnePerAz", 3): 41}


class Network:
    """A program with one such VPC and all that it exports."""

    def __init__(self, strategy="None", zones=2, own_addresses=0, opts=None, **more):
        self.strategy, self.zones, self.own, self.opts, self.more = strategy, zones, own_addresses, opts, more

    def __call__(self):
        """The program."""
        import pulumi_aws as aws
        import pulumi_awsx as awsx

        provider = aws.Provider("main", region="us-east-1")
        addresses = [
            aws.ec2.Eip(f"own-{number}", domain="vpc", opts=pulumi.ResourceOptions(provider=provider))
            for number in range(self.own)
        ]
        vpc = awsx.ec2.Vpc(
            "net",
            cidr_block="10.0.0.0/16",
            availability_zone_names=list(ZONES[: self.zones]),
            nat_gateways={
                "strategy": self.strategy,
                **({"elastic_ip_allocation_ids": [one.allocation_id for one in addresses]} if addresses else {}),
            },
            subnet_strategy="Auto",
            subnet_specs=[
                {"type": "Public", "cidr_mask": 24},
                {"type": "Private", "cidr_mask": 20},
                {"type": "Isolated", "cidr_mask": 24},
            ],
            tags={"project": "shop"},
            opts=pulumi.ResourceOptions.merge(pulumi.ResourceOptions(providers=[provider]), self.opts),
            **self.more,
        )
        pulumi.export("vpc", vpc.vpc_id)
        pulumi.export("private", vpc.private_subnet_ids)
        pulumi.export("nats", vpc.nat_gateways.apply(len))
        pulumi.export("layout", vpc.subnet_layout)


@pytest.fixture(scope="module")
def box():
    """One sandbox for the module; every test has a stack of its own."""
    with Sandbox() as aws:
        yield aws


@pytest.fixture(scope="module")
def full(box):
    """The children of the fullest form, by type and name, as the engine's own state has them."""
    stack = box.program(Network("OnePerAz"), "full")
    stack.up(check=True)
    return {(one["type"], one["urn"].rpartition("::")[2]): one for one in stack.resources()}


def _children(result):
    return [step for step in result.steps if step.type.startswith("aws:")]


@pytest.mark.parametrize(("strategy", "zones"), SEEN)
def test_each_strategy_makes_what_the_real_one_makes(box, strategy, zones):
    """The number of every type is that of the real component, in the preview as in the up; afterwards all is the same.

    The first preview knows how many NAT gateways there will be, and no subnet's id.
    """
    stack = box.program(Network(strategy, zones), f"{strategy}-{zones}".lower())
    planned = stack.preview(check=True)
    assert Counter(step.type for step in _children(planned)) == SEEN[strategy, zones]
    assert len(_children(planned)) == TOTALS[strategy, zones]
    assert planned.outputs["private"] is UNKNOWN
    assert planned.outputs["nats"] == SEEN[strategy, zones].get(NAT, 0)
    made = stack.up(check=True)
    assert Counter(step.type for step in _children(made)) == SEEN[strategy, zones]
    assert len(made.outputs["private"]) == zones
    assert stack.preview(check=True).changes == {}


def test_names_follow_the_spec_and_the_place_of_the_zone(full):
    """`net-public-1` and so on; a NAT gateway and its address by the zone alone."""
    names = {type_: sorted(name for kind, name in full if kind == type_) for type_ in (VPC, GATEWAY, NAT, EIP)}
    assert names == {VPC: ["net"], GATEWAY: ["net"], NAT: ["net-1", "net-2"], EIP: ["net-1", "net-2"]}
    placed = [f"net-{kind}-{number}" for kind in ("isolated", "private", "public") for number in (1, 2)]
    assert sorted(name for kind, name in full if kind == SUBNET) == placed
    assert sorted(name for kind, name in full if kind == ROUTE) == placed[2:]


@pytest.mark.parametrize(
    ("child", "ancestors"),
    [
        ((VPC, "net"), ["awsx:ec2:Vpc"]),
        ((GATEWAY, "net"), ["awsx:ec2:Vpc", VPC]),
        ((SUBNET, "net-private-1"), ["awsx:ec2:Vpc", VPC]),
        ((TABLE, "net-private-1"), ["awsx:ec2:Vpc", VPC, SUBNET]),
        ((ASSOCIATION, "net-private-1"), ["awsx:ec2:Vpc", VPC, SUBNET, TABLE]),
        ((ROUTE, "net-private-1"), ["awsx:ec2:Vpc", VPC, SUBNET, TABLE]),
        ((NAT, "net-1"), ["awsx:ec2:Vpc", VPC, SUBNET]),
        ((EIP, "net-1"), ["awsx:ec2:Vpc", VPC, SUBNET]),
    ],
)
def test_children_hang_where_the_real_ones_do(full, child, ancestors):
    """A URN holds the types above: were they others, a real deployment would be replaced as a whole."""
    qualified = full[child]["urn"].split("::")[2]
    assert qualified == "$".join([*ancestors, child[0]])


def test_inputs_are_those_of_the_real_children(full):
    """What each child is given, no more and no less, beside the region and the provider's own marks."""

    def given(type_, name):
        ignored = {"region", "tagsAll", "__defaults", "id"}
        return {key: value for key, value in full[type_, name]["inputs"].items() if key not in ignored}

    def id_of(type_, name):
        return full[type_, name]["id"]

    assert given(VPC, "net") == {
        "cidrBlock": "10.0.0.0/16",
        "tags": {"Name": "net", "project": "shop"},
        **{key: value for key, value in given(VPC, "net").items() if key in {"enableDnsSupport", "instanceTenancy"}},
    }
    assert given(SUBNET, "net-public-2") == {
        "vpcId": id_of(VPC, "net"),
        "availabilityZone": "us-east-1b",
        "cidrBlock": "10.0.128.0/24",
        "mapPublicIpOnLaunch": True,
        "assignIpv6AddressOnCreation": False,
        "tags": {"Name": "net-public-2", "SubnetType": "Public", "project": "shop"},
        **{key: value for key, value in given(SUBNET, "net-public-2").items() if key.startswith("enable")},
    }
    assert given(EIP, "net-2") == {"tags": {"Name": "net-2", "project": "shop"}}
    nat = given(NAT, "net-2")
    assert nat["subnetId"] == id_of(SUBNET, "net-public-2")
    assert nat["allocationId"] == full[EIP, "net-2"]["outputs"]["allocationId"]
    way_out = {"routeTableId": id_of(TABLE, "net-private-2"), "destinationCidrBlock": "0.0.0.0/0"}
    assert given(ROUTE, "net-private-2") == {**way_out, "natGatewayId": id_of(NAT, "net-2")}
    assert given(ROUTE, "net-public-1")["gatewayId"] == id_of(GATEWAY, "net")
    assert given(ASSOCIATION, "net-isolated-1") == {
        "routeTableId": id_of(TABLE, "net-isolated-1"),
        "subnetId": id_of(SUBNET, "net-isolated-1"),
    }


def test_one_nat_gateway_serves_all_zones(box):
    """It stands in the first zone, and the private routes of every zone lead to it."""
    stack = box.program(Network("Single", 3), "one-way-out")
    stack.up(check=True)
    found = {(one["type"], one["urn"].rpartition("::")[2]): one for one in stack.resources()}
    ways = {found[ROUTE, f"net-private-{number}"]["inputs"]["natGatewayId"] for number in (1, 2, 3)}
    assert ways == {found[NAT, "net-1"]["id"]}
    assert found[NAT, "net-1"]["inputs"]["subnetId"] == found[SUBNET, "net-public-1"]["id"]


def test_the_programs_own_addresses_are_used(box):
    """With allocation ids given the component makes no address; they may be unknown in the preview."""
    stack = box.program(Network("OnePerAz", own_addresses=2), "own")
    assert Counter(step.type for step in _children(stack.preview(check=True)))[EIP] == 2
    stack.up(check=True)
    found = {(one["type"], one["urn"].rpartition("::")[2]): one for one in stack.resources()}
    assert {name for kind, name in found if kind == EIP} == {"own-0", "own-1"}
    for number in (1, 2):
        own = found[EIP, f"own-{number - 1}"]["outputs"]["allocationId"]
        assert found[NAT, f"net-{number}"]["inputs"]["allocationId"] == own


def test_endpoints_by_the_automatic_strategy(box):
    """S3 gets every route table; an interface gets one private subnet per zone and a group of its own."""
    services = [
        {"service_name": "com.amazonaws.us-east-1.s3", "vpc_endpoint_type": "Gateway"},
        {"service_name": "com.amazonaws.us-east-1.ecr.api", "vpc_endpoint_type": "Interface"},
    ]
    program = Network(vpc_endpoint_specs=services, vpc_endpoint_strategy="Auto")
    stack = box.program(program, "endpoints")
    stack.up(check=True)
    found = {(one["type"], one["urn"].rpartition("::")[2]): one for one in stack.resources()}
    tables = {one["id"] for (kind, _), one in found.items() if kind == TABLE}
    assert set(found[ENDPOINT, "com.amazonaws.us-east-1.s3"]["inputs"]["routeTableIds"]) == tables
    assert len(tables) == 6
    inner = found[ENDPOINT, "com.amazonaws.us-east-1.ecr.api"]["inputs"]
    assert inner["subnetIds"] == [found[SUBNET, f"net-private-{number}"]["id"] for number in (1, 2)]
    assert inner["privateDnsEnabled"] is True
    assert inner["securityGroupIds"] == [found[GROUP, "com.amazonaws.us-east-1.ecr.api-sg"]["id"]]
    rule = found[RULE, "com.amazonaws.us-east-1.ecr.api-ingress"]["inputs"]
    assert (rule["fromPort"], rule["toPort"], rule["cidrBlocks"]) == (443, 443, ["10.0.0.0/16"])
    assert found[VPC, "net"]["inputs"]["enableDnsHostnames"] is True


def test_every_child_goes_by_the_given_provider(full):
    """One provider for all, so one plugin, one region and one set of default tags."""
    providers = {one["provider"].split("::")[-2] for (kind, _), one in full.items() if kind.startswith("aws:")}
    assert providers == {"main"}


def test_options_reach_the_children(box):
    """Protection is handed down, and a transform on the component sees and changes each child."""

    def tag(args):
        if args.type_ == SUBNET:
            return pulumi.ResourceTransformResult({**args.props, "tags": {"layer": "network"}}, args.opts)
        return None

    opts = pulumi.ResourceOptions(protect=True, transforms=[tag])
    stack = box.program(Network(opts=opts), "options")
    stack.up(check=True)
    found = [one for one in stack.resources() if one["type"].startswith("aws:")]
    assert len(found) == TOTALS["None", 2]
    assert all(one.get("protect") for one in found)
    assert {one["inputs"]["tags"]["layer"] for one in found if one["type"] == SUBNET} == {"network"}
    refused = stack.destroy()
    assert any("protect" in text for text in refused.diagnostics), refused.explain()


def test_a_third_zone_moves_no_subnet_where_room_was_kept(box):
    """With a fixed mask per zone the change is ten creations; without, subnets and their associations are replaced."""
    program = Network(zones=2, availability_zone_cidr_mask=18)
    stack = box.program(program, "room")
    stack.up(check=True)
    program.zones = 3
    assert stack.preview(check=True).changes == {"create": 10}
    program.zones, program.more = 2, {}
    tight = box.program(program, "tight")
    tight.up(check=True)
    program.zones = 3
    assert tight.preview(check=True).changes["replace"] == 6


def test_a_local_zone_has_no_place_among_given_zones(box):
    """With the zones named, awsx asks AWS for nothing."""
    before = len(box.calls)
    box.program(Network(), "quiet").preview(check=True)
    assert not [call for call in list(box.calls)[before:] if call.method == "invoke"]
