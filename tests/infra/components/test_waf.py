"""The firewall: its rules as the model says, where its end is."""

from infra.building.edge import build_edge
from tests.support.edges import balanced
from tests.support.sites import built

ACL, ASSOCIATION = "aws:wafv2/webAcl:WebAcl", "aws:wafv2/webAclAssociation:WebAclAssociation"
ALL = {"rateLimitPer5Minutes": 2000, "managedRules": ["ipReputation", "common", "knownBadInputs", "sqlInjection"]}


def test_a_firewall_before_the_load_balancer():
    """A regional web ACL, associated with the load balancer."""
    done = built(build_edge, topology=balanced({"waf": {"attachTo": "loadBalancer", **ALL}}))
    acl, association = done.one(ACL), done.one(ASSOCIATION)
    assert (acl.name, acl.inputs["scope"]) == ("shop-waf", "REGIONAL")
    assert "region" not in acl.inputs
    assert association.inputs["webAclArn"].endswith("shop-waf")
    assert association.inputs["resourceArn"].endswith("shop-lb")


def test_a_firewall_before_the_cdn():
    """A web ACL of scope CLOUDFRONT in us-east-1, which the distribution names itself."""
    edge = {"cdn": {}, "site": {}, "waf": {"attachTo": "cdn", **ALL}}
    done = built(build_edge, topology={"edge": edge}, region="eu-west-1")
    acl = done.one(ACL)
    assert (acl.inputs["scope"], acl.inputs["region"]) == ("CLOUDFRONT", "us-east-1")
    assert done.of(ASSOCIATION) == []
    assert done.one("aws:cloudfront/distribution:Distribution").inputs["webAclId"].endswith("shop-waf")


def test_rules_are_the_models_in_order():
    """The rate by address over five minutes blocks first; each managed group is one rule with its own actions."""
    done = built(build_edge, topology=balanced({"waf": {"attachTo": "loadBalancer", **ALL}}))
    rate, *groups = done.one(ACL).inputs["rules"]
    assert (rate["priority"], rate["action"]) == (0, {"block": {}})
    assert rate["statement"]["rateBasedStatement"] == {
        "limit": 2000,
        "aggregateKeyType": "IP",
        "evaluationWindowSec": 300,
    }
    named = [(g["priority"], g["statement"]["managedRuleGroupStatement"]["name"], g["overrideAction"]) for g in groups]
    assert named == [
        (1, "AWSManagedRulesAmazonIpReputationList", {"none": {}}),
        (2, "AWSManagedRulesCommonRuleSet", {"none": {}}),
        (3, "AWSManagedRulesKnownBadInputsRuleSet", {"none": {}}),
        (4, "AWSManagedRulesSQLiRuleSet", {"none": {}}),
    ]
    assert done.one(ACL).inputs["defaultAction"] == {"allow": {}}


def test_only_the_wanted_rules_are_there():
    """A rate alone, and groups alone."""
    for waf, count in (({"rateLimitPer5Minutes": 10}, 1), ({"managedRules": ["common"]}, 1)):
        done = built(build_edge, topology=balanced({"waf": {"attachTo": "loadBalancer", **waf}}))
        assert len(done.one(ACL).inputs["rules"]) == count
