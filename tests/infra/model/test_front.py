"""The way in: which listeners there are, what passes the CDN, and what a domain's own name is."""

import pytest

from infra.model import front
from tests.support.bills import sections_of

ROUTE53 = {"kind": "route53", "zone": "example.com"}
NAMED = {"hostNames": ["api.example.com"]}


def edge_of(**parts):
    """Return an edge of these parts."""
    return sections_of({"edge": parts}).topology.edge


LISTENERS = [
    ({}, ()),
    ({"loadBalancer": {}}, (80,)),
    ({"loadBalancer": NAMED}, (80,)),
    ({"loadBalancer": NAMED, "dns": ROUTE53}, (80, 443)),
    ({"loadBalancer": NAMED, "dns": {"kind": "external"}}, (80,)),
    ({"loadBalancer": NAMED, "dns": {"kind": "external", "recordsInPlace": True}}, (80, 443)),
    ({"loadBalancer": {**NAMED, "acceptFrom": "cdn"}, "dns": ROUTE53, "cdn": {}}, (443,)),
    ({"loadBalancer": {"acceptFrom": "cdn"}, "cdn": {}}, (80,)),
]


@pytest.mark.parametrize(("parts", "ports"), LISTENERS)
def test_listeners_follow_from_names_and_from_who_may_come(parts, ports):
    """HTTPS needs a name that resolves; CloudFront, whose addresses fill a security group, comes by one port."""
    assert front.listener_ports(edge_of(**parts)) == ports


WAYS = [
    ({"loadBalancer": {}}, False),
    ({"cdn": {}, "site": {}}, False),
    ({"loadBalancer": {}, "cdn": {}}, True),
    ({"loadBalancer": {}, "cdn": {}, "site": {}}, False),
    ({"loadBalancer": {}, "cdn": {"loadBalancerPaths": ["/api/*"]}, "site": {}}, True),
    ({"loadBalancer": {}, "cdn": {"cachedPaths": ["/img/*"]}, "site": {}}, True),
    ({"loadBalancer": {"acceptFrom": "cdn"}, "cdn": {}, "site": {}}, True),
]


@pytest.mark.parametrize(("parts", "passes"), WAYS)
def test_requests_pass_the_cdn_where_it_has_a_way_to_the_load_balancer(parts, passes):
    """Paths of its own, no site to answer instead, or no other way in."""
    assert front.through_cdn(edge_of(**parts)) is passes


def test_paths_are_rewritten_only_where_an_answer_to_errors_would_hold_for_services_too():
    """A site alone needs no function; one that has no fallback page needs none either."""
    shared = {"loadBalancer": {}, "cdn": {"loadBalancerPaths": ["/api/*"]}}
    assert front.rewrites_paths(edge_of(**shared, site={}))
    assert not front.rewrites_paths(edge_of(**shared, site={"fallbackPage": None}))
    assert not front.rewrites_paths(edge_of(cdn={}, site={}))


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("example.com", True),
        ("www.example.com", False),
        ("example.co.uk", True),
        ("www.example.co.uk", False),
        ("app.example.io", False),
        ("co.example.de", False),
    ],
)
def test_a_domains_own_name_is_told_from_names_below_it(name, own):
    """Two labels, or three that end in a country's second level."""
    assert front.is_apex(name) is own
