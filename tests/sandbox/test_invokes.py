"""Functions: zones, images, parameters, policies, and whatever exists already."""

import json

import pytest

from sandbox.aws.invokes import FUNCTIONS, invoke
from sandbox.aws.lookups import EXISTING, FunctionError
from sandbox.aws.provider_config import ProviderConfig
from sandbox.aws.regions import REGIONS, zone_id, zone_names
from sandbox.aws.schema import function_results
from tests.sandbox.cloud import Cloud


@pytest.fixture
def cloud():
    """A fresh account."""
    return Cloud()


def _ask(cloud, token, region="us-east-1", /, **args):
    return invoke(cloud.account, ProviderConfig("aws", region, {"project": "shop"}), token, args)


ZONES = "aws:index/getAvailabilityZones:getAvailabilityZones"


@pytest.mark.parametrize("region", REGIONS)
def test_every_region_has_zones(cloud, region):
    """With the filter that leaves Local Zones out, the zones are the region's own, in order, each with its id."""
    found = _ask(
        cloud, ZONES, region, state="available", filters=[{"name": "opt-in-status", "values": ["opt-in-not-required"]}]
    )
    assert found["names"] == sorted(zone_names(region))
    assert len(found["names"]) >= 2
    assert found["zoneIds"] == [zone_id(name) for name in found["names"]]
    assert all(found["zoneIds"])


def test_there_are_seventeen_regions():
    """As many as the price book has."""
    assert len(REGIONS) == 17


def test_a_local_zone_is_among_the_zones_unless_filtered_out(cloud):
    """The trap of a bare look-up: a Local Zone comes first."""
    assert _ask(cloud, ZONES)["names"][0] == "us-east-1-atl-1a"
    excluded = _ask(cloud, ZONES, excludeNames=["us-east-1-atl-1a"])
    assert excluded["names"] == list(zone_names("us-east-1"))


def test_a_filter_that_is_not_simulated_is_refused(cloud):
    """Ignoring it would answer another question."""
    with pytest.raises(FunctionError, match="knows no filter colour"):
        _ask(cloud, ZONES, filters=[{"name": "colour", "values": ["red"]}])


def test_identity_region_and_partition(cloud):
    """Who and where: the account, the provider's region, the partition."""
    assert _ask(cloud, "aws:index/getCallerIdentity:getCallerIdentity")["accountId"] == "123456789012"
    assert _ask(cloud, "aws:index/getRegion:getRegion", "eu-west-1")["region"] == "eu-west-1"
    assert _ask(cloud, "aws:index/getPartition:getPartition")["partition"] == "aws"
    assert _ask(cloud, "aws:index/getDefaultTags:getDefaultTags")["tags"] == {"project": "shop"}


def test_an_unknown_function_is_refused_with_what_to_do(cloud):
    """Nothing is waved through."""
    with pytest.raises(FunctionError, match=r"does not simulate the function aws:eks/getCluster.*invokes.py"):
        _ask(cloud, "aws:eks/getCluster:getCluster", name="x")


@pytest.mark.parametrize("arch", ["x86_64", "arm64"])
def test_images_of_public_parameters_can_be_launched(cloud, arch):
    """The id that a public parameter holds names an image, the same every time in a region."""
    name = f"/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-{arch}"
    first = _ask(cloud, "aws:ssm/getParameter:getParameter", name=name)["value"]
    assert first == _ask(cloud, "aws:ssm/getParameter:getParameter", name=name)["value"]
    assert first != _ask(cloud, "aws:ssm/getParameter:getParameter", "eu-west-1", name=name)["value"]
    subnet = cloud.network()[1][0]
    assert cloud.make("ec2/instance", "a", ami=first, instanceType="t4g.nano", subnetId=subnet.id).get("ami") == first


def test_parameters_of_the_account_can_be_read(cloud):
    """What the program or a test put there; what is missing is an error."""
    cloud.plant("ssm/parameter", name="/shop/key", type="String", value="v")
    assert _ask(cloud, "aws:ssm/getParameter:getParameter", name="/shop/key")["value"] == "v"
    with pytest.raises(FunctionError, match="ParameterNotFound: /shop/gone"):
        _ask(cloud, "aws:ssm/getParameter:getParameter", name="/shop/gone")


def test_an_image_is_chosen_by_owner_and_name(cloud):
    """Without them it would be anybody's image."""
    filters = [{"name": "name", "values": ["fck-nat-al2023-*"]}, {"name": "architecture", "values": ["arm64"]}]
    found = _ask(cloud, "aws:ec2/getAmi:getAmi", owners=["568608671756"], mostRecent=True, filters=filters)
    assert (found["architecture"], found["id"][:4]) == ("arm64", "ami-")
    with pytest.raises(FunctionError, match="give owners"):
        _ask(cloud, "aws:ec2/getAmi:getAmi", mostRecent=True)


def test_policies_are_written_as_the_provider_writes_them(cloud):
    """One value stands alone, several stand in a list; conditions and principals are grouped."""
    statement = {
        "sid": "Read",
        "actions": ["s3:GetObject"],
        "resources": ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"],
        "principals": [{"type": "Service", "identifiers": ["cloudfront.amazonaws.com"]}],
        "conditions": [{"test": "StringEquals", "variable": "AWS:SourceArn", "values": ["arn:x"]}],
    }
    found = json.loads(_ask(cloud, "aws:iam/getPolicyDocument:getPolicyDocument", statements=[statement])["json"])
    assert found == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "Read",
                "Effect": "Allow",
                "Action": "s3:GetObject",
                "Resource": ["arn:aws:s3:::b/*", "arn:aws:s3:::a/*"],
                "Principal": {"Service": "cloudfront.amazonaws.com"},
                "Condition": {"StringEquals": {"AWS:SourceArn": "arn:x"}},
            }
        ],
    }


@pytest.mark.parametrize(
    ("token", "args", "prop", "value"),
    [
        ("aws:ec2/getVpc:getVpc", {"id": "vpc-1"}, "cidrBlock", "10.0.0.0/16"),
        ("aws:ec2/getVpc:getVpc", {"tags": {"Name": "main"}}, "id", "vpc-1"),
        ("aws:ec2/getSubnet:getSubnet", {"id": "subnet-1"}, "vpcId", "vpc-1"),
        ("aws:ec2/getSubnets:getSubnets", {"filters": [{"name": "vpc-id", "values": ["vpc-1"]}]}, "ids", ["subnet-1"]),
        ("aws:route53/getZone:getZone", {"name": "example.com."}, "zoneId", "Z1"),
        (
            "aws:acm/getCertificate:getCertificate",
            {"domain": "example.com", "statuses": ["ISSUED"]},
            "status",
            "ISSUED",
        ),
        ("aws:secretsmanager/getSecret:getSecret", {"name": "/shop/key"}, "name", "/shop/key"),
        (
            "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider",
            {"url": "https://token.actions.githubusercontent.com"},
            "arn",
            "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
        ),
        (
            "aws:ec2/getManagedPrefixList:getManagedPrefixList",
            {"name": "com.amazonaws.global.cloudfront.origin-facing"},
            "ownerId",
            "AWS",
        ),
        (
            "aws:cloudfront/getCachePolicy:getCachePolicy",
            {"name": "Managed-CachingOptimized"},
            "id",
            "658327ea-f89d-4fab-a63d-7e88639e58f6",
        ),
    ],
)
def test_what_exists_is_found(cloud, token, args, prop, value):
    """By id, name, address or tags, planted or AWS's own."""
    cloud.plant("ec2/vpc", "vpc-1", cidrBlock="10.0.0.0/16", tags={"Name": "main"})
    cloud.plant("ec2/subnet", "subnet-1", vpcId="vpc-1", cidrBlock="10.0.0.0/24")
    cloud.plant("route53/zone", "Z1", name="example.com")
    cloud.plant("acm/certificate", domainName="example.com", status="ISSUED")
    cloud.plant("secretsmanager/secret", name="/shop/key")
    cloud.plant("iam/openIdConnectProvider", url="https://token.actions.githubusercontent.com", clientIdLists=["x"])
    assert _ask(cloud, token, **args)[prop] == value


def test_the_route_table_of_a_subnet_is_found(cloud):
    """Through the association that the program made."""
    vpc, subnets, _ = cloud.network()
    table = cloud.make("ec2/routeTable", "a", vpcId=vpc.id)
    cloud.make("ec2/routeTableAssociation", "a", routeTableId=table.id, subnetId=subnets[0].id)
    assert _ask(cloud, "aws:ec2/getRouteTable:getRouteTable", subnetId=subnets[0].id)["id"] == table.id
    with pytest.raises(FunctionError, match="no route table"):
        _ask(cloud, "aws:ec2/getRouteTable:getRouteTable", subnetId=subnets[1].id)


@pytest.mark.parametrize(("planted", "match"), [(0, "0 of"), (2, "2 of")])
def test_nothing_and_too_much_are_errors(cloud, planted, match):
    """A look-up needs exactly one answer."""
    for number in range(planted):
        cloud.plant("ec2/vpc", f"vpc-{number}", cidrBlock="10.0.0.0/16")
    with pytest.raises(FunctionError, match=match):
        _ask(cloud, "aws:ec2/getVpc:getVpc", cidrBlock="10.0.0.0/16")


def test_a_look_up_stays_in_its_region(cloud):
    """A VPC of another region is not found; with `region` it is."""
    cloud.plant("ec2/vpc", "vpc-1", region="eu-west-1", cidrBlock="10.0.0.0/16")
    with pytest.raises(FunctionError):
        _ask(cloud, "aws:ec2/getVpc:getVpc", id="vpc-1")
    assert _ask(cloud, "aws:ec2/getVpc:getVpc", id="vpc-1", region="eu-west-1")["id"] == "vpc-1"


@pytest.mark.parametrize("token", [*FUNCTIONS, *EXISTING])
def test_every_function_is_one_of_the_sdk(token):
    """A misspelt token would never be asked."""
    assert function_results(token)
