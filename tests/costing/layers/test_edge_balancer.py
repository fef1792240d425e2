"""The load balancer's bill, worked out by hand: us-east-1 unless a region is named, a month of 730 hours."""

from decimal import Decimal

import pytest

from tests.support.bills import bill_of, has, line
from tests.support.edges import balanced, service
from tests.support.hand_computed import hand_computed

BALANCER = "aws:lb/loadBalancer:LoadBalancer shop-lb"
NO_BYTES = {"requestKb": 0, "responseKb": 0}


def rate(average, peak=None):
    """Return requests a second."""
    return {"average": average} if peak is None else {"average": average, "peak": peak}


@hand_computed("edge/load-balancer/hours", quantity="730", price="0.0225", amount="16.425", resource=BALANCER)
def test_hours():
    """730 h × $0.0225 = $16.425."""
    return bill_of(balanced())


@hand_computed("edge/load-balancer/hours", quantity="730", price="0.0239", amount="17.447")
def test_hours_in_mumbai():
    """730 h × $0.0239 = $17.447."""
    return bill_of(balanced(), region="ap-south-1")


@hand_computed("edge/load-balancer/public-address", quantity="1460", price="0.005", amount="7.30")
def test_an_address_in_each_of_two_zones():
    """730 h × 2 zones = 1,460 h, × $0.005 = $7.30."""
    return bill_of(balanced())


@hand_computed("edge/load-balancer/public-address", quantity="2190", price="0.005", amount="10.95")
def test_an_address_in_each_of_three_zones():
    """730 h × 3 zones = 2,190 h, × $0.005 = $10.95."""
    return bill_of(balanced(network={"egress": {"kind": "publicAddress"}, "availabilityZones": 3}))


@hand_computed(
    "edge/load-balancer/capacity",
    quantity="0 300.750732 1203.002930",
    price="0.008",
    amount="0 2.406005856 9.624023440",
    resource=BALANCER,
)
def test_capacity_by_bytes():
    """Bytes decide: (2 + 6) KB × 3,600 / 1,048,576 = 0.0274658 GB an hour and request a second, one unit each.

    New connections take 0.2 / 25 = 0.008, open ones 0.2 × 60 / 3,000 = 0.004. At 15 a second: 0.0274658 × 15 × 730 =
    300.750732, × $0.008 = $2.406005856; at 60: 1,203.002930, $9.624023440.
    """
    work = {"requestsPerSecond": rate(15, 60), "requestKb": 2, "responseKb": 6, "newConnectionPercent": 20}
    return bill_of(balanced(), workload=work)


@hand_computed("edge/load-balancer/capacity", quantity="0 292 584", price="0.008", amount="0 2.336 4.672")
def test_capacity_by_new_connections():
    """New connections decide: every request opens one, 1 / 25 = 0.04 of a unit for one a second.

    Open ones take 1 × 60 / 3,000 = 0.02. At 10 a second 0.04 × 10 × 730 = 292, × $0.008 = $2.336; at 20 twice that.
    """
    return bill_of(balanced(), workload={"requestsPerSecond": rate(10, 20), "newConnectionPercent": 100, **NO_BYTES})


@hand_computed("edge/load-balancer/capacity", quantity="0 730 730", price="0.008", amount="0 5.84 5.84")
def test_capacity_by_active_connections():
    """Open connections decide: each stays for 300 s, 1 × 300 / 3,000 = 0.1 of a unit, more than 1 / 25.

    At 10 a second 0.1 × 10 × 730 = 730, × $0.008 = $5.84; without a peak the average stands for it.
    """
    edge = {"loadBalancer": {"idleTimeoutSeconds": 300}}
    return bill_of(balanced(edge), workload={"requestsPerSecond": rate(10), "newConnectionPercent": 100, **NO_BYTES})


def many_routes(count):
    """Return so many services, each with a path of its own, and so with a rule of its own."""
    return {f"s{n}": service(f"/s{n:02}/*") for n in range(count)}


@hand_computed("edge/load-balancer/capacity", quantity="0 1460 1460", price="0.008", amount="0 11.68 11.68")
def test_capacity_by_rules():
    """Rules decide: 12 less the free 10 = 2, × 1,000 requests a second / 1,000 = 2 units, × 730 h = 1,460; $11.68."""
    work = {"requestsPerSecond": rate(1000), "newConnectionPercent": 0, **NO_BYTES}
    return bill_of(balanced(services=many_routes(12)), workload=work)


@pytest.mark.parametrize(("count", "units"), [(9, 0), (10, 0), (11, 730)])
def test_ten_rules_are_free(count, units):
    """Nine and ten rules take nothing; the eleventh takes a unit at a thousand requests a second, × 730 h."""
    work = {"requestsPerSecond": rate(1000), "newConnectionPercent": 0, **NO_BYTES}
    bill = bill_of(balanced(services=many_routes(count)), workload=work)
    assert line(bill, "edge/load-balancer/capacity").quantity == (0, units, units)


@pytest.mark.parametrize(
    ("idle", "decides", "hours"),
    [(119, "new connections", "292"), (120, "new connections", "292"), (121, "active connections", "294.433333")],
)
def test_the_largest_of_the_four_is_billed_and_named(idle, decides, hours):
    """Not their sum: at 120 s open connections take as much as new ones (120 / 3,000 = 1 / 25); above, they decide.

    121 / 3,000 × 10 × 730 = 294.433333.
    """
    edge = {"loadBalancer": {"idleTimeoutSeconds": idle}}
    work = {"requestsPerSecond": rate(10), "newConnectionPercent": 100, **NO_BYTES}
    found = line(bill_of(balanced(edge), workload=work), "edge/load-balancer/capacity")
    assert found.name == f"Load balancer capacity units (by {decides})"
    assert found.quantity.expected == Decimal(hours)
    assert f"by {decides}" in found.derivation


@hand_computed("edge/load-balancer/capacity", quantity="0 260.8 1168", price="0.008", amount="0 2.0864 9.344")
def test_capacity_of_a_profile():
    """Each part of the month by its own rate: 100 h at 40 a second and 630 h at 4, 0.04 of a unit each.

    0.04 × (100 × 40 + 630 × 4) = 260.8; at the peak all month 0.04 × 40 × 730 = 1,168.
    """
    profile = {"day": {"hoursPerMonth": 100, "percentOfPeak": 100}, "rest": {"hoursPerMonth": 630, "percentOfPeak": 10}}
    work = {"requestsPerSecond": {"peak": 40}, "profile": profile, "newConnectionPercent": 100, **NO_BYTES}
    return bill_of(balanced(), workload=work)


@hand_computed("edge/load-balancer/capacity", quantity="0 365 365", price="0.008", amount="0 2.92 2.92")
def test_capacity_as_given():
    """A mean of 0.5 units given: 0.5 × 730 h = 365, × $0.008 = $2.92; nothing in the floor."""
    return bill_of(balanced(), usage={"edge": {"capacityUnits": "0.5"}})


@hand_computed("edge/load-balancer/capacity", quantity="0 365 584", price="0.008", amount="0 2.92 4.672")
def test_given_capacity_below_the_derived_ceiling():
    """The given mean stands for the expected figure; the derived ceiling, 0.04 × 20 × 730 = 584, is the larger one."""
    work = {"requestsPerSecond": rate(10, 20), "newConnectionPercent": 100, **NO_BYTES}
    return bill_of(balanced(), workload=work, usage={"edge": {"capacityUnits": "0.5"}})


@hand_computed("edge/load-balancer/capacity", quantity="0 175.2 175.2", price="0.008", amount="0 1.4016 1.4016")
def test_what_the_cdn_keeps_takes_no_capacity():
    """Of 10 a second 40 % are answered by the CDN: 0.04 × 10 × 0.6 × 730 = 175.2, × $0.008 = $1.4016."""
    work = {"requestsPerSecond": rate(10), "newConnectionPercent": 100, "cdnHitPercent": 40, **NO_BYTES}
    return bill_of(balanced({"cdn": {"cachedPaths": ["/*"]}}), workload=work)


@hand_computed("edge/load-balancer/capacity", quantity="0 292 292", price="0.008", amount="0 2.336 2.336")
def test_a_cdn_that_keeps_nothing_passes_everything_on():
    """Without cached paths the share of hits is the site's alone: 0.04 × 10 × 730 = 292."""
    edge = {"cdn": {"loadBalancerPaths": ["/api/*"]}, "site": {}}
    work = {"requestsPerSecond": rate(10), "newConnectionPercent": 100, "cdnHitPercent": 40, **NO_BYTES}
    return bill_of(balanced(edge), workload=work)


LOGS = {"loadBalancer": {"accessLogDays": 30}}


@hand_computed(
    "edge/access-logs/stored",
    quantity="0 0.482745 0.965489",
    price="0.023",
    amount="0 0.011103135 0.022206247",
    resource="aws:s3/bucket:Bucket shop-access-logs",
)
def test_access_logs_of_thirty_days():
    """2 a second × 2,628,000 s × 100 bytes / 1,073,741,824 × 30 / 30.42 days = 0.482745 GB, × $0.023; at 4 twice it."""
    return bill_of(balanced(LOGS), workload={"requestsPerSecond": rate(2, 4)})


@hand_computed(
    "edge/access-logs/stored", quantity="0 0.225281 0.225281", price="0.023", amount="0 0.005181463 0.005181463"
)
def test_access_logs_of_two_weeks():
    """The same traffic kept for 14 of 30.42 days: 0.489503 × 14 / 30.42 = 0.225281 GB."""
    return bill_of(balanced({"loadBalancer": {"accessLogDays": 14}}), workload={"requestsPerSecond": rate(2)})


@hand_computed("edge/access-logs/put", quantity="17.52", price="0.005", amount="0.0876")
def test_access_logs_are_written_with_or_without_traffic():
    """A file in five minutes from each of 2 zones: 8,760 × 2 / 1,000 = 17.52 thousand, × $0.005 = $0.0876."""
    return bill_of(balanced(LOGS))


def test_without_access_logs_nothing_is_stored():
    """Logs are off unless their days are given."""
    assert not has(bill_of(balanced()), "edge/access-logs/stored")
    assert not has(bill_of(balanced()), "edge/access-logs/put")


def test_a_load_balancer_behind_a_cdn_sends_nothing_to_the_internet():
    """What viewers receive is the CDN's: the network's egress holds no responses; capacity is paid all the same."""
    work = {"requestsPerSecond": rate(10)}
    front = bill_of(balanced({"loadBalancer": {"acceptFrom": "cdn"}, "cdn": {}}), workload=work)
    open_ = bill_of(balanced(), workload=work)
    assert line(front, "network/internet-out/gb").quantity.expected == 0
    assert line(open_, "network/internet-out/gb").quantity.expected > 0
    capacity = "edge/load-balancer/capacity"
    assert line(front, capacity).quantity == line(open_, capacity).quantity
