"""What AWS accepts of a network: zones, ranges, endpoints, adopted subnets."""

import pytest

from infra.model.problems import ConfigError
from tests.support.bills import stack_of

NONE = {"kind": "none"}
SUBNETS = {"public": ["10.0.8.0/24", "10.0.9.0/24"], "private": ["10.0.0.0/24", "10.0.1.0/24"]}
THREE = [*SUBNETS["public"], "10.0.7.0/24"]
ADOPTED = {"kind": "existing", "vpcId": "vpc-0a1b2c3d"}


def _problems(network, region="us-east-1"):
    try:
        stack_of({"topology": {"network": network}}, region=region)
    except ConfigError as refused:
        return [str(p).removeprefix("tollgate:topology.network.") for p in refused.problems]
    return []


@pytest.mark.parametrize(
    "network",
    [
        {"egress": NONE},
        {"egress": {"kind": "natGateway", "perZone": True}, "availabilityZones": 6},
        {"egress": {"kind": "natInstance", "instanceType": "t4g.nano"}},
        {"egress": NONE, "availabilityZones": ["us-east-1f", "us-east-1a"]},
        {"egress": NONE, "cidr": "10.0.0.0/16"},
        {"egress": NONE, "cidr": "10.0.0.0/26"},
        {"egress": NONE, "subnets": SUBNETS},
        {"egress": NONE, "endpoints": ["s3", "dynamodb", "ecr.api", "ecr.dkr", "logs", "sqs"]},
        {"egress": NONE, "endpoints": []},
        {**ADOPTED, "privateSubnetIds": ["subnet-00000001", "subnet-00000002"]},
        {
            **ADOPTED,
            "privateSubnetIds": ["subnet-00000001", "subnet-00000002"],
            "publicSubnetIds": ["subnet-00000003", "subnet-00000004"],
        },
    ],
)
def test_what_aws_accepts(network):
    """Networks of every kind that are in order."""
    assert _problems(network) == []


@pytest.mark.parametrize(
    ("network", "problem"),
    [
        # zones
        (
            {"egress": NONE, "availabilityZones": ["us-east-1a", "us-east-1g"]},
            "availabilityZones[1]: 'us-east-1g' is not a zone of us-east-1, which has us-east-1a, us-east-1b,",
        ),
        (
            {"egress": NONE, "availabilityZones": ["us-east-1a", "us-east-1a"]},
            "availabilityZones[1]: 'us-east-1a' is named twice",
        ),
        # the range
        ({"egress": NONE, "cidr": "10.0.0.0/15"}, "cidr: '10.0.0.0/15' is larger than the /16 that AWS allows"),
        (
            {"egress": NONE, "cidr": "10.0.0.0/27"},
            "cidr: '10.0.0.0/27' has no room for 2 public and 2 private subnets: take a larger range",
        ),
        # subnets
        (
            {"egress": NONE, "subnets": {**SUBNETS, "public": SUBNETS["public"][:1]}},
            "subnets.public: holds 1 ranges for 2 zones: one a zone",
        ),
        (
            {"egress": NONE, "availabilityZones": 3, "subnets": {**SUBNETS, "public": THREE}},
            "subnets.private: holds 2 ranges for 3 zones: one a zone",
        ),
        (
            {"egress": NONE, "subnets": {**SUBNETS, "private": ["10.0.0.0/24", "10.1.0.0/24"]}},
            "subnets.private[1]: '10.1.0.0/24' lies outside the network's 10.0.0.0/16",
        ),
        (
            {"egress": NONE, "subnets": {**SUBNETS, "private": ["10.0.0.0/24", "10.0.1.0/29"]}},
            "subnets.private[1]: '10.0.1.0/29' is smaller than the /28 that AWS allows",
        ),
        (
            {"egress": NONE, "subnets": {**SUBNETS, "private": ["10.0.0.0/24", "10.0.8.128/25"]}},
            "subnets.private[1]: '10.0.8.128/25' overlaps public[0], 10.0.8.0/24",
        ),
        # endpoints
        (
            {"egress": NONE, "endpoints": ["s3", "ecr"]},
            "endpoints[1]: 'ecr' is not a service with a VPC endpoint; write its short name,",
        ),
        (
            {"egress": NONE, "endpoints": ["com.amazonaws.us-east-1.logs"]},
            "endpoints[0]: 'com.amazonaws.us-east-1.logs' is not a service with a VPC endpoint; write its short name,",
        ),
        ({"egress": NONE, "endpoints": ["s3", "logs", "s3"]}, "endpoints[2]: 's3' is named twice"),
        # adopted networks
        (
            {**ADOPTED, "privateSubnetIds": ["subnet-00000001"] * 2},
            "privateSubnetIds: subnet-00000001 is named twice",
        ),
        (
            {
                **ADOPTED,
                "privateSubnetIds": ["subnet-00000001", "subnet-00000002"],
                "publicSubnetIds": ["subnet-00000003"],
            },
            "publicSubnetIds: names 1 subnets, privateSubnetIds 2: one of each a zone",
        ),
        (
            {
                **ADOPTED,
                "privateSubnetIds": ["subnet-00000001", "subnet-00000002"],
                "publicSubnetIds": ["subnet-00000003", "subnet-00000001"],
            },
            "privateSubnetIds: subnet-00000001 is named twice",
        ),
        (
            {**ADOPTED, "privateSubnetIds": ["subnet-00000001", "subnet-00000002"], "endpoints": ["nowhere"]},
            "endpoints[0]: 'nowhere' is not a service with a VPC endpoint; write its short name,",
        ),
    ],
)
def test_what_aws_refuses(network, problem):
    """One line each, with the value, the rule, and where there is one the nearest right thing."""
    (found,) = _problems(network)
    assert found.startswith(problem)


@pytest.mark.parametrize("key", ["cidr", "availabilityZones", "subnets", "egress"])
def test_an_adopted_network_has_nothing_of_its_own(key):
    """Its ranges, zones and gateways are somebody else's: to name them is an error."""
    value = {"cidr": "10.0.0.0/16", "availabilityZones": 2, "subnets": SUBNETS, "egress": NONE}[key]
    network = {**ADOPTED, "privateSubnetIds": ["subnet-00000001", "subnet-00000002"], key: value}
    assert _problems(network) == [f"{key}: is a key of kind created, and this is existing"]


@pytest.mark.parametrize(
    ("region", "zones", "most"), [("us-east-1", 6, 6), ("us-east-1", 7, 6), ("ap-south-1", 3, 3), ("ap-south-1", 4, 3)]
)
def test_a_region_has_so_many_zones(region, zones, most):
    """As many as the region has are fine, one more is not."""
    problems = _problems({"egress": NONE, "availabilityZones": zones}, region)
    assert bool(problems) is (zones > most)


def test_an_unknown_instance_type_for_nat():
    """The NAT instance's type must be one with a price."""
    (problem,) = _problems({"egress": {"kind": "natInstance", "instanceType": "t4g.pico"}})
    assert problem.startswith("egress.instanceType: 't4g.pico' ")
