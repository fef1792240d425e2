"""Remarks on the way in: each says what is so, and what to do about it."""

import pytest

from tests.support.bills import bill_of
from tests.support.edges import balanced

FOUND = {"zone": "example.com"}
NAMED = {"loadBalancer": {"hostNames": ["api.example.com"]}}


def told(topology, **more):
    """Return the remarks on the bill of a topology whose network gives no reason for any."""
    return bill_of({**topology, "network": {"egress": {"kind": "natGateway"}}}, **more).remarks


HTTP = [
    ({}, "the load balancer serves plain HTTP: edge.loadBalancer.hostNames and edge.dns give it a certificate"),
    (
        {**NAMED, "dns": {"kind": "external"}},
        "the load balancer serves plain HTTP until edge.dns.recordsInPlace is true: make the records in dnsRecords",
    ),
    (
        {"cdn": {}},
        "the CDN calls the load balancer by plain HTTP: give edge.loadBalancer.hostNames a name for a certificate",
    ),
]


@pytest.mark.parametrize(("edge", "said"), HTTP)
def test_plain_http_is_remarked_on(edge, said):
    """What goes unencrypted is said, with the way to mend it."""
    assert [r for r in told(balanced(edge)) if "HTTP" in r] == [said]


@pytest.mark.parametrize("dns", [FOUND, {"kind": "external", "recordsInPlace": True}])
def test_https_is_not_remarked_on(dns):
    """With a name that resolves there is nothing to say."""
    assert told(balanced({**NAMED, "dns": dns})) == ()


def test_a_new_zone_makes_the_first_deployment_wait():
    """Whoever makes a zone must delegate to it while certificates wait; without names nothing waits."""
    made = {**FOUND, "createZone": True}
    (said,) = told(balanced({**NAMED, "dns": made}))
    assert said.startswith("the first up waits for its certificates until the registrar of example.com")
    assert not [r for r in told(balanced({"dns": made})) if "registrar" in r]


@pytest.mark.parametrize(("name", "said"), [("example.com", 1), ("api.example.com", 0)])
def test_a_domains_own_name_takes_no_cname(name, said):
    """DR-21: an A record needs an address that stays, and a load balancer has none; below the domain a CNAME does."""
    elsewhere = {"kind": "external", "recordsInPlace": True}
    found = [r for r in told(balanced({"loadBalancer": {"hostNames": [name]}, "dns": elsewhere})) if "CNAME" in r]
    assert len(found) == said
    assert all(r.startswith("example.com is a domain's own name") for r in found)
    assert not [r for r in told(balanced({"loadBalancer": {"hostNames": [name]}, "dns": FOUND})) if "CNAME" in r]


def plan(name, **usage):
    """Return what is said of a site on a flat-rate plan with this usage."""
    return told({"edge": {"cdn": {"plan": name}, "site": {}}}, usage={"edge": usage})


@pytest.mark.parametrize(
    ("usage", "said"),
    [
        ({"cdnRequestsMillion": 10}, ()),
        ({"cdnOutGb": 51200}, ()),
        ({"cdnRequestsMillion": 11}, ("11 million requests expected, 10 included",)),
        ({"cdnOutGb": 51201}, ("51201 GB to viewers expected, 51200 included",)),
    ],
)
def test_more_than_a_plan_covers_is_slowed_down_not_billed(usage, said):
    """At the plan's limits nothing is said; one above either, that it is too small."""
    whole = tuple(f"the CDN's plan pro is too small ({one}): AWS slows the distribution down" for one in said)
    assert plan("pro", **usage) == whole


def test_a_plan_may_be_too_small_at_the_peak_alone():
    """What only the ceiling exceeds is said as such."""
    edge = {"cdn": {"plan": "pro", "loadBalancerPaths": ["/api/*"]}, "site": {}, "dns": FOUND, **NAMED}
    work = {"requestsPerSecond": {"average": 1, "peak": 5}}
    (said,) = told(balanced(edge), workload=work)
    assert "13.14 million requests at peak all month, 10 included" in said


def test_free_plans_are_three():
    """An account has no more of them, and nobody but AWS knows how many it has."""
    assert plan("free") == ("an account may have 3 distributions on the CDN's plan free",)


def test_a_given_figure_far_from_the_derived_one_is_remarked_on():
    """Capacity units that the workload contradicts are named, once."""
    edge = {**NAMED, "dns": FOUND}
    work = {"requestsPerSecond": {"average": 100}}
    (said,) = told(balanced(edge), workload=work, usage={"edge": {"capacityUnits": "0.1"}})
    assert said.startswith("usage.edge.capacityUnits is given as 0.1")
