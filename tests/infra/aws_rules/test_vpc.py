"""Networks and endpoints."""

from ipaddress import IPv4Network

import pytest

from infra.aws_rules import vpc


@pytest.mark.parametrize(
    ("cidr", "problem"),
    [
        ("10.0.0.0/16", None),
        ("10.0.0.0/28", None),
        ("10.0.0.0/15", "is larger than the /16 that AWS allows"),
        ("10.0.0.0/29", "is smaller than the /28 that AWS allows"),
    ],
)
def test_cidr(cidr, problem):
    """Networks and subnets are /16 to /28."""
    assert vpc.cidr_problem(IPv4Network(cidr)) == problem


@pytest.mark.parametrize(("cidr", "addresses"), [("10.0.1.0/24", 251), ("10.0.1.0/28", 11), ("10.0.1.0/30", 0)])
def test_usable_addresses(cidr, addresses):
    """AWS keeps five addresses of every subnet."""
    assert vpc.usable_addresses(IPv4Network(cidr)) == addresses


def test_docker_range():
    """Docker's bridge lies inside 172.16.0.0/12."""
    assert vpc.overlaps_docker(IPv4Network("172.17.8.0/24"))
    assert not vpc.overlaps_docker(IPv4Network("172.18.0.0/16"))


@pytest.mark.parametrize(
    ("name", "exists"),
    [
        ("s3", True),
        ("dynamodb", True),
        ("ecr.api", True),
        ("ecr.dkr", True),
        ("logs", True),
        ("ssmmessages", True),
        ("bedrock-runtime", True),
        ("ecr", False),
        ("cloudwatch", False),
        ("com.amazonaws.us-east-1.sqs", False),
        ("", False),
    ],
)
def test_endpoints(name, exists):
    """Endpoints are named by their short name."""
    assert (vpc.endpoint_problem(name) is None) is exists


def test_endpoint_lists_agree():
    """What tasks need exists, and every name is unique to its kind."""
    needed = {*vpc.EC2_TASK_ENDPOINTS, *vpc.ENDPOINT_OF.values()}
    assert needed <= vpc.INTERFACE_ENDPOINTS | vpc.GATEWAY_ENDPOINTS
    assert vpc.GATEWAY_ENDPOINTS.isdisjoint(vpc.INTERFACE_ENDPOINTS)
    assert vpc.endpoint_service("eu-west-1", "ecr.dkr") == "com.amazonaws.eu-west-1.ecr.dkr"
