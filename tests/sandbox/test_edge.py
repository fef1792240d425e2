"""What the simulated AWS knows of flat-rate plans, prefix lists, proofs of certificates and made-up passwords."""

import pytest

from sandbox.aws.invokes import invoke
from sandbox.aws.provider import RefusedError
from tests.sandbox.cloud import Cloud

SITE = {
    "enabled": True,
    "restrictions": {"geoRestriction": {"restrictionType": "none"}},
    "origins": [{"originId": "site", "domainName": "x.s3.amazonaws.com"}],
    "defaultCacheBehavior": {
        "targetOriginId": "site",
        "viewerProtocolPolicy": "https-only",
        "allowedMethods": ["GET", "HEAD"],
        "cachedMethods": ["GET", "HEAD"],
        "cachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6",
    },
    "viewerCertificate": {"cloudfrontDefaultCertificate": True},
}
FIREWALL = {
    "scope": "CLOUDFRONT",
    "defaultAction": {"allow": {}},
    "visibilityConfig": {"cloudwatchMetricsEnabled": True, "metricName": "a", "sampledRequestsEnabled": False},
}
CLOUDFRONT_LIST = "com.amazonaws.global.cloudfront.origin-facing"


@pytest.fixture
def cloud():
    """A fresh account."""
    return Cloud()


def _subscribe(cloud, *arns, tier="PRO", **more):
    return cloud.make(
        "pricingplanmanager/subscription",
        "plan",
        planFamily="CloudFront",
        planTier=tier,
        resourceArns=list(arns),
        **more,
    )


def test_a_plan_covers_one_distribution_with_its_firewall(cloud):
    """Without a web ACL, or of an unknown tier, there is no plan; a hosted zone may be covered too."""
    site = cloud.make("cloudfront/distribution", "site", **SITE).get("arn")
    firewall = cloud.make("wafv2/webAcl", "site", **FIREWALL).get("arn")
    zone = cloud.make("route53/zone", "site", name="example.com").get("arn")
    with pytest.raises(RefusedError, match="exactly one aws:wafv2/webAcl:WebAcl, not 0"):
        _subscribe(cloud, site)
    with pytest.raises(RefusedError, match="no plan 'GOLD'"):
        _subscribe(cloud, site, firewall, tier="GOLD")
    assert _subscribe(cloud, site, firewall, zone).get("status") == "PENDING_APPROVAL"


@pytest.mark.parametrize(("tier", "mode"), [("FREE", None), ("PRO", "IMMEDIATE")])
def test_a_plan_is_active_when_it_costs_nothing_or_is_approved(cloud, tier, mode):
    """A paid plan waits for an approval unless the program gives it."""
    site = cloud.make("cloudfront/distribution", "site", **SITE).get("arn")
    firewall = cloud.make("wafv2/webAcl", "site", **FIREWALL).get("arn")
    more = {"approvalMode": mode} if mode else {}
    assert _subscribe(cloud, site, firewall, tier=tier, **more).get("status") == "ACTIVE"


def test_cloudfronts_prefix_list_fits_a_group_once(cloud):
    """It counts as 55 of 60 rules: by one port it may come in, by a second not; five more rules fit, six do not."""
    group = cloud.network()[2].id
    lists = invoke(
        cloud.account,
        cloud.config,
        "aws:ec2/getManagedPrefixList:getManagedPrefixList",
        {"name": CLOUDFRONT_LIST},
    )

    def allow(port, **source):
        ports = {"ipProtocol": "tcp", "fromPort": port, "toPort": port}
        return cloud.make("vpc/securityGroupIngressRule", f"p{port}", securityGroupId=group, **ports, **source)

    allow(443, prefixListId=lists["id"])
    with pytest.raises(RefusedError, match="would count 110 rules, 60 at most"):
        allow(80, prefixListId=lists["id"])
    for port in range(5):
        allow(8000 + port, cidrIpv4="10.0.0.0/16")
    with pytest.raises(RefusedError, match="would count 61 rules"):
        allow(8005, cidrIpv4="10.0.0.0/16")


def test_certificates_of_a_name_share_their_proof(cloud):
    """The record belongs to the account and the name: the same for a wildcard, and in another region."""
    one = cloud.make("acm/certificate", "one", domainName="example.com", validationMethod="DNS")
    names = {"domainName": "*.example.com", "subjectAlternativeNames": ["www.example.com"], "region": "eu-west-1"}
    other = cloud.make("acm/certificate", "other", validationMethod="DNS", **names)
    proofs = [o["resourceRecordName"] for c in (one, other) for o in c.outputs["domainValidationOptions"]]
    assert proofs[0] == proofs[1]
    assert proofs[2] not in proofs[:2]


def test_a_made_up_password_is_another_at_every_call(cloud):
    """A program that asks again gets another, of the length it wants."""
    token = "aws:secretsmanager/getRandomPassword:getRandomPassword"
    one, other = (invoke(cloud.account, cloud.config, token, {"passwordLength": 64}) for _ in range(2))
    assert len(one["randomPassword"]) == 64
    assert one["randomPassword"].isalnum()
    assert one["randomPassword"] != other["randomPassword"]
