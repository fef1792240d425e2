"""The edge's bill as a whole: what is not there has no line, and lines name what is built."""

from tests.support.bills import bill_of
from tests.support.edges import balanced


def edge_ids(bill):
    """Return the ids of the edge's lines, in order."""
    return [line.id for line in bill.lines if line.layer == "edge"]


def test_no_edge_no_line():
    """A topology without an edge has none of its lines."""
    assert edge_ids(bill_of({})) == []


def test_a_load_balancer_alone():
    """Hours, capacity and addresses; nothing of names, firewall, CDN or logs."""
    assert edge_ids(bill_of(balanced())) == [
        "edge/load-balancer/hours",
        "edge/load-balancer/capacity",
        "edge/load-balancer/public-address",
    ]


def test_a_site_alone():
    """CDN and bucket, without a load balancer's lines, data to an origin, or a function."""
    assert edge_ids(bill_of({"edge": {"cdn": {}, "site": {}}})) == [
        "edge/cdn/out-gb",
        "edge/cdn/requests",
        "edge/site/stored",
        "edge/site/get",
    ]


def test_everything():
    """Each part adds its lines, in the order of the way in."""
    edge = {
        "dns": {"zone": "example.com", "createZone": True},
        "loadBalancer": {"hostNames": ["origin.example.com"], "acceptFrom": "cdn", "accessLogDays": 7},
        "cdn": {"hostNames": ["example.com"], "loadBalancerPaths": ["/api/*"]},
        "site": {},
        "waf": {"attachTo": "cdn", "managedRules": ["common"]},
    }
    assert edge_ids(bill_of(balanced(edge))) == [
        "edge/load-balancer/hours",
        "edge/load-balancer/capacity",
        "edge/load-balancer/public-address",
        "edge/access-logs/stored",
        "edge/access-logs/put",
        "edge/cdn/out-gb",
        "edge/cdn/requests",
        "edge/cdn/to-origin",
        "edge/waf/acl",
        "edge/waf/rules",
        "edge/waf/requests",
        "edge/dns/zone",
        "edge/dns/queries",
        "edge/certificate",
        "edge/site/stored",
        "edge/site/get",
        "edge/site/function",
    ]


def test_what_stands_in_for_missing_figures_is_named():
    """Sizes, new connections, hits and viewers that nobody stated are assumptions by name; stated ones are not."""
    edge = {"cdn": {"loadBalancerPaths": ["/api/*"]}, "site": {}}
    workload = {"requestsPerSecond": {"average": 1}}
    named = {a.name for a in bill_of(balanced(edge), workload=workload).assumed}
    assert {
        "size of a request",
        "size of a response",
        "new connections",
        "answered from the CDN's cache",
        "viewers",
        "visits to the site",
        "size of the site",
    } <= named
    stated = workload | {
        "requestKb": 2,
        "responseKb": 20,
        "newConnectionPercent": 10,
        "cdnHitPercent": 0,
        "viewers": {"us": 100},
        "site": {"storedGb": 1, "visitsPerMonth": 0},
    }
    assert named - {a.name for a in bill_of(balanced(edge), workload=stated).assumed} == {
        "size of a request",
        "size of a response",
        "new connections",
        "answered from the CDN's cache",
        "viewers",
        "visits to the site",
        "size of the site",
    }
