"""The firewall's bill, worked out by hand."""

from tests.support.bills import bill_of
from tests.support.edges import balanced
from tests.support.hand_computed import hand_computed

RATE = {"attachTo": "loadBalancer", "rateLimitPer5Minutes": 2000}
ALL = {**RATE, "managedRules": ["common", "knownBadInputs", "sqlInjection", "ipReputation"]}
AT_CDN = {"attachTo": "cdn", "managedRules": ["common"]}
TEN = {"requestsPerSecond": {"average": 10, "peak": 20}}


@hand_computed("edge/waf/acl", quantity="1", price="5", amount="5", resource="aws:wafv2/webAcl:WebAcl shop-waf")
def test_a_web_acl():
    """1 web ACL × $5 = $5."""
    return bill_of(balanced({"waf": RATE}))


@hand_computed("edge/waf/rules", quantity="1", price="1", amount="1")
def test_a_rule_by_rate():
    """1 rule × $1 = $1."""
    return bill_of(balanced({"waf": RATE}))


@hand_computed("edge/waf/rules", quantity="5", price="1", amount="5")
def test_each_managed_group_counts_as_one_rule():
    """1 by rate + 4 groups = 5 rules, × $1 = $5, however many rules a group holds."""
    return bill_of(balanced({"waf": ALL}))


@hand_computed("edge/waf/requests", quantity="0 26.28 52.56", price="0.6", amount="0 15.768 31.536")
def test_requests_at_the_load_balancer():
    """10 a second × 2,628,000 s = 26.28 million, × $0.60 = $15.768; at 20 twice that."""
    return bill_of(balanced({"waf": RATE}), workload=TEN)


@hand_computed("edge/waf/requests", quantity="0 15.768 31.536", price="0.6", amount="0 9.4608 18.9216")
def test_the_load_balancers_firewall_sees_what_the_cdn_passes_on():
    """Of 26.28 million 60 % reach the load balancer: 15.768 million, × $0.60 = $9.4608."""
    edge = {"cdn": {"cachedPaths": ["/*"]}, "waf": {"attachTo": "loadBalancer", "managedRules": ["common"]}}
    return bill_of(balanced(edge), workload={**TEN, "cdnHitPercent": 40})


@hand_computed("edge/waf/requests", quantity="0 26.31 52.59", price="0.6", amount="0 15.786 31.554")
def test_the_cdns_firewall_sees_everything():
    """26.28 million of services, hits included, + 1,000 visits × 30 / 1,000,000 = 26.31 million, × $0.60 = $15.786."""
    edge = {"cdn": {"loadBalancerPaths": ["/api/*"]}, "site": {}, "waf": AT_CDN}
    visits = {"site": {"visitsPerMonth": 1000, "requestsPerVisit": 30}, "cdnHitPercent": 40}
    return bill_of(balanced(edge), workload={**TEN, **visits})


@hand_computed("edge/waf/requests", quantity="0 3 3", price="0.6", amount="0 1.8 1.8")
def test_requests_as_given():
    """3 million given × $0.60 = $1.80."""
    return bill_of(balanced({"waf": RATE}), usage={"edge": {"wafRequestsMillion": 3}})


def test_a_firewall_of_the_cdn_is_billed_in_us_east_1():
    """Its rows are those of us-east-1, kept with what has no region, from whatever region they are asked."""
    site = {"edge": {"cdn": {}, "site": {}, "waf": AT_CDN}}
    rows = {
        x.price.item: (x.price.region, x.price.usd) for x in bill_of(site, region="eu-west-1").lines if "waf" in x.id
    }
    assert {item: region for item, (region, _) in rows.items()} == {
        "waf.cloudfront.web-acl-month": "global",
        "waf.cloudfront.rule-month": "global",
        "waf.cloudfront.requests-1m": "global",
    }
    regional = {
        x.price.item: x.price.usd for x in bill_of(balanced({"waf": RATE})).lines if x.id.startswith("edge/waf")
    }
    assert {item.replace("cloudfront.", ""): usd for item, (_, usd) in rows.items()} == regional
