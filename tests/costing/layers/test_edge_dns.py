"""The bill of names, worked out by hand."""

from tests.support.bills import bill_of, has
from tests.support.edges import balanced
from tests.support.hand_computed import hand_computed

CREATED = {"dns": {"zone": "example.com", "createZone": True}, "loadBalancer": {"hostNames": ["api.example.com"]}}
FOUND = {"dns": {"zone": "example.com"}, "loadBalancer": {"hostNames": ["api.example.com"]}}
ZONE = "aws:route53/zone:Zone shop-zone"


@hand_computed("edge/dns/zone", quantity="1", price="0.5", amount="0.5", resource=ZONE)
def test_a_zone_of_our_own():
    """1 zone × $0.50 = $0.50."""
    return bill_of(balanced(CREATED))


def test_somebody_elses_zone_is_on_somebody_elses_bill():
    """A zone that is found, or names kept elsewhere, have no line."""
    external = {**FOUND, "dns": {"kind": "external", "recordsInPlace": True}}
    for edge in (FOUND, external):
        bill = bill_of(balanced(edge))
        assert [x.id for x in bill.lines if x.id.startswith("edge/dns")] == []


@hand_computed("edge/dns/queries", quantity="0", price="0.4", amount="0", resource=ZONE)
def test_aliases_are_asked_for_free():
    """Nothing given: 0 million × $0.40 = 0, as queries for aliases of AWS's own are free."""
    return bill_of(balanced(CREATED), workload={"requestsPerSecond": {"average": 100}})


@hand_computed("edge/dns/queries", quantity="0 2.5 2.5", price="0.4", amount="0 1 1")
def test_queries_as_given():
    """2.5 million × $0.40 = $1."""
    return bill_of(balanced(CREATED), usage={"edge": {"dnsQueriesMillion": "2.5"}})


@hand_computed("edge/dns/queries", quantity="0 1000 1000", price="0.4", amount="0 400 400")
def test_a_thousand_million_queries_are_of_the_first_slice():
    """1,000 million × $0.40 = $400, and no second slice."""
    bill = bill_of(balanced(CREATED), usage={"edge": {"dnsQueriesMillion": 1000}})
    assert not has(bill, "edge/dns/queries.over-1b")
    return bill


@hand_computed("edge/dns/queries", quantity="0 1 1", price="0.2", amount="0 0.2 0.2", meter="over-1b")
def test_the_next_million_is_cheaper():
    """1,001 − 1,000 = 1 million × $0.20."""
    return bill_of(balanced(CREATED), usage={"edge": {"dnsQueriesMillion": 1001}})


@hand_computed(
    "edge/dns/queries",
    quantity="0 3 3",
    price="0.4",
    amount="0 1.2 1.2",
    resource="aws:route53/record:Record shop-api.example.com",
)
def test_queries_of_a_zone_that_was_found():
    """3 million given × $0.40 = $1.20; the record is ours even where the zone is not."""
    return bill_of(balanced(FOUND), usage={"edge": {"dnsQueriesMillion": 3}})


@hand_computed(
    "edge/certificate",
    quantity="1",
    price="0",
    amount="0",
    resource="aws:acm/certificate:Certificate shop-lb",
)
def test_a_certificate_costs_nothing():
    """1 certificate × $0 = 0, said rather than left out."""
    return bill_of(balanced(FOUND))


@hand_computed("edge/certificate", quantity="2", price="0", amount="0")
def test_a_certificate_for_each_end():
    """1 of the load balancer + 1 of the CDN = 2, × $0 = 0."""
    return bill_of(balanced({**FOUND, "cdn": {"hostNames": ["www.example.com"]}, "site": {}}))
