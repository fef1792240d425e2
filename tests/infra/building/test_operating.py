"""What an operator is told beside the services' own outputs."""

from infra.building.operating import quota_output
from tests.support.bills import sections_of


def test_each_quota_comes_with_the_call_that_says_what_the_account_has():
    """CR-60: the most that is taken, what a new account has, and how to look it up."""
    topology = sections_of({"network": {"egress": {"kind": "natGateway"}}}).topology
    call = "aws service-quotas get-service-quota --service-code"
    assert quota_output(topology) == {
        "vpcs": f"VPCs: 1 per region; a new account has 5: {call} vpc --quota-code L-F678F1CE",
        "elasticIps": f"Elastic IP addresses: 1 per region; a new account has 5: {call} ec2 --quota-code L-0263D0A3",
        "natGateways": f"NAT gateways: 1 per zone; a new account has 5: {call} vpc --quota-code L-FE5A380F",
    }
