"""What AWS accepts of the edge, and what its parts demand of each other: one clear line for each mistake."""

from datetime import date

import pytest

from infra.model.rules import edge
from infra.model.rules.common import Where
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
ROUTE53 = {"kind": "route53", "zone": "example.com"}
API, WWW = {"hostNames": ["api.example.com"]}, {"hostNames": ["www.example.com"]}


def found(**parts):
    """Return the problems of an edge as lines."""
    return [str(p) for p in edge.problems(sections_of({"edge": parts}).topology.edge, WHERE)]


FINE = [
    {},
    {"loadBalancer": {}},
    {"cdn": {}, "site": {}},
    {"loadBalancer": {}, "cdn": {}},
    {"loadBalancer": API, "dns": ROUTE53, "cdn": WWW, "site": {}},
    {"loadBalancer": {"hostNames": ["example.com", "*.example.com"]}, "dns": ROUTE53},
    {"loadBalancer": API, "dns": {"kind": "external"}},
    {"loadBalancer": {"acceptFrom": "cdn"}, "cdn": {"loadBalancerPaths": ["/api/*"]}, "site": {}},
    {"loadBalancer": {}, "cdn": {"loadBalancerPaths": ["/*"]}},
    {"loadBalancer": {}, "waf": {"attachTo": "loadBalancer", "rateLimitPer5Minutes": 10}},
    {"cdn": {"plan": "free"}, "site": {"fallbackPage": None}, "waf": {"attachTo": "cdn", "managedRules": ["common"]}},
    {
        "loadBalancer": {},
        "waf": {
            "attachTo": "loadBalancer",
            "rateLimitPer5Minutes": 2000,
            "managedRules": ["common", "knownBadInputs", "sqlInjection", "ipReputation"],
        },
    },
]


@pytest.mark.parametrize("parts", FINE)
def test_what_aws_accepts_is_not_complained_of(parts):
    """Every variant of the edge that can be built passes."""
    assert found(**parts) == []


ENDS = [
    ({"site": {}}, "site: needs a cdn: its bucket is private; write cdn: {}"),
    ({"cdn": {}}, "cdn: has nothing to serve: it needs a site or a loadBalancer"),
    (
        {"loadBalancer": {"acceptFrom": "cdn"}},
        "loadBalancer.acceptFrom: 'cdn' needs a cdn; write cdn: {}, or internet",
    ),
    ({"cdn": {"loadBalancerPaths": ["/api/*"]}, "site": {}}, "cdn.loadBalancerPaths: needs a loadBalancer"),
    ({"cdn": {"cachedPaths": ["/img/*"]}, "site": {}}, "cdn.cachedPaths: needs a loadBalancer"),
    (
        {"loadBalancer": {"acceptFrom": "cdn"}, "cdn": {}, "site": {}},
        (
            "loadBalancer.acceptFrom: 'cdn' leaves no way to the services: "
            'name its paths in cdn.loadBalancerPaths, such as ["/api/*"]'
        ),
    ),
    (
        {"loadBalancer": {}, "waf": {"attachTo": "cdn", "managedRules": ["common"]}},
        "waf.attachTo: 'cdn' is not there; attach it to the loadBalancer",
    ),
    (
        {"waf": {"attachTo": "cdn", "managedRules": ["common"]}},
        "waf.attachTo: 'cdn' is not there; there is neither a loadBalancer nor a cdn",
    ),
]


@pytest.mark.parametrize(("parts", "said"), ENDS)
def test_a_part_needs_its_other_end(parts, said):
    """What stands before something is refused without it, with the way to mend it."""
    assert found(**parts) == [f"tollgate:{said}"]


NAMES = [
    (
        {"loadBalancer": API},
        (
            "loadBalancer.hostNames: needs dns, to prove the certificate and to point here: "
            "write dns: { kind: route53, zone: … }, or external"
        ),
    ),
    (
        {"loadBalancer": {"hostNames": ["api.example.org"]}, "dns": ROUTE53},
        "loadBalancer.hostNames[0]: 'api.example.org' is not in the zone example.com",
    ),
    (
        {"loadBalancer": {"hostNames": ["*.example.com"]}, "dns": ROUTE53},
        "loadBalancer.hostNames[0]: '*.example.com' cannot come first: the first name stands in URLs",
    ),
    (
        {"loadBalancer": {"hostNames": ["api.example.com", "api.example.com"]}, "dns": ROUTE53},
        "loadBalancer.hostNames[1]: 'api.example.com' is named twice",
    ),
    (
        {"loadBalancer": API, "cdn": {"hostNames": ["api.example.com"]}, "dns": ROUTE53},
        (
            "cdn.hostNames[0]: 'api.example.com' points at the load balancer already; "
            "give the load balancer a name of its own, such as origin.…"
        ),
    ),
    (
        {"loadBalancer": {"hostNames": [f"a{n}.example.com" for n in range(11)]}, "dns": ROUTE53},
        (
            f"loadBalancer.hostNames: '{', '.join(f'a{n}.example.com' for n in range(11))}' has 11 names; "
            "a certificate takes 10 without a quota increase"
        ),
    ),
]


@pytest.mark.parametrize(("parts", "said"), NAMES)
def test_names_need_a_dns_and_point_at_one_thing(parts, said):
    """Every name is in the zone, once, on a certificate AWS would issue."""
    assert found(**parts) == [f"tollgate:{said}"]


def test_ten_names_fit_a_certificate():
    """The limit itself is allowed; one more is the case above."""
    assert found(loadBalancer={"hostNames": [f"a{n}.example.com" for n in range(10)]}, dns=ROUTE53) == []


PATHS = [
    (
        {"loadBalancerPaths": ["/a/*"], "cachedPaths": ["/a/*"]},
        "cdn.cachedPaths[0]: '/a/*' is in loadBalancerPaths already",
    ),
    (
        {"loadBalancerPaths": ["/*"]},
        "cdn.loadBalancerPaths[0]: '/*' leaves nothing to the site; narrow it, such as /api/*, or leave the site out",
    ),
    (
        {"loadBalancerPaths": ["/a|b"]},
        "cdn.loadBalancerPaths[0]: '/a|b' has characters that a path pattern may not have",
    ),
]


@pytest.mark.parametrize(("cdn", "said"), PATHS)
def test_paths_of_the_cdn_are_apart(cdn, said):
    """A path is cached or not, and leaves something to the site."""
    assert found(loadBalancer={}, cdn=cdn, site={}) == [f"tollgate:{said}"]


def test_a_page_is_no_pattern():
    """The fallback is one file."""
    said = "tollgate:site.fallbackPage: '/*' is a pattern, not one page"
    assert found(cdn={}, site={"fallbackPage": "/*"}) == [said]


FIREWALLS = [
    ({"attachTo": "loadBalancer"}, "waf: stops nothing: give rateLimitPer5Minutes, managedRules or both"),
    (
        {"attachTo": "loadBalancer", "managedRules": ["common", "common"]},
        "waf.managedRules[1]: 'common' is named twice",
    ),
]


@pytest.mark.parametrize(("waf", "said"), FIREWALLS)
def test_a_firewall_does_something_once(waf, said):
    """A web ACL without rules costs and stops nothing."""
    assert found(loadBalancer={}, waf=waf) == [f"tollgate:{said}"]


def test_a_rate_by_address_means_nothing_behind_a_cdn():
    """All of CloudFront's requests come from a few addresses: counting them there would block everybody at once."""
    waf = {"attachTo": "loadBalancer", "rateLimitPer5Minutes": 2000}
    said = (
        "tollgate:waf.rateLimitPer5Minutes: would count all viewers as a few: "
        "behind the CDN every request comes from CloudFront's addresses; attachTo: cdn"
    )
    assert found(loadBalancer={}, cdn={}, waf=waf) == [said]
    assert found(loadBalancer={}, cdn={}, waf={**waf, "attachTo": "cdn"}) == []


def test_a_plan_is_not_sold_in_every_partition():
    """Flat-rate plans exist in AWS's own partition alone."""
    parts = sections_of({"edge": {"cdn": {"plan": "pro"}, "site": {}}}).topology.edge
    assert [str(p) for p in edge.problems(parts, WHERE._replace(region="cn-north-1"))] == [
        "tollgate:cdn.plan: 'pro' is not sold in aws-cn"
    ]
