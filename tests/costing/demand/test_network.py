"""Gigabytes of the network layer, worked out by hand from what services, logs and images move.

10 requests a second are 26,280,000 a month, 40 at the peak four times that; 1 GB is 1,048,576 KB.
"""

import pytest

from costing.demand.tier import demand
from costing.money import Figures, quantity
from tests.support.bills import sections_of
from tests.support.hand_computed import figures

API = {
    "cpuUnits": 256,
    "memoryMib": 512,
    "containers": {"app": {"image": "app", "ports": [8000]}},
    "scaling": {"min": 1, "max": 1},
    "route": {},
}
UPSTREAM = {"upstreamInKbPerRequest": 3, "upstreamOutKbPerRequest": 1}
RATE = {"average": 10, "peak": 40}


def _traffic(egress="natGateway", *, endpoints=("s3",), edge=None, workload=None, usage=None, **network):
    topology = {
        "network": {"egress": {"kind": egress}, "endpoints": list(endpoints), **network},
        "edge": {"loadBalancer": {}} if edge is None else edge,
        "services": {"api": API},
        "delivery": {"repositories": {"app": {}}},
    }
    known = {"requestsPerSecond": RATE, "services": {"api": UPSTREAM}, "repositories": {"app": {"imageGb": "0.5"}}}
    return demand(sections_of(topology, workload={**known, **(workload or {})}, usage=usage or {})).traffic


def _counted(derived):
    return Figures(*map(quantity, derived.figures))


# 26,280,000 × 4 KB = 100.250244 GB with other hosts; 26,280,000 × 400 bytes of logs = 9.790063 GB; at the peak × 4


@pytest.mark.parametrize("egress", ["natGateway", "natInstance"])
@pytest.mark.parametrize(
    ("endpoints", "gb"),
    [
        # 100.250244 + 9.790063 of logs
        (["s3"], "0 110.040307 440.161228"),
        # logs take their endpoint
        (["s3", "logs"], "0 100.250244 401.000977"),
        # without the S3 gateway, image layers: 0.5 GB × 1 task × 20 deployments = 10 GB, at the peak the same
        (["logs"], "0 110.250244 411.000977"),
        ([], "0 120.040307 450.161228"),
    ],
)
def test_what_goes_through_nat(egress, endpoints, gb):
    """Both ways with other hosts, logs unless they have an endpoint, image layers unless S3 has one."""
    assert _counted(_traffic(egress, endpoints=endpoints).nat) == figures(gb)


@pytest.mark.parametrize(
    ("endpoints", "nat", "by_endpoint"),
    [
        # 100.250244 with other hosts + 100 GB of logs as given; at the peak 401.000977 + 100, which is above 39.16
        (["s3"], "0 200.250244 501.000977", "0 0 0"),
        (["s3", "logs"], "0 100.250244 401.000977", "0 100 100"),
    ],
)
def test_logs_that_are_given_leave_the_network_too(endpoints, nat, by_endpoint):
    """`usage.observability.logGb` is what is written, so it is also what goes through NAT or the endpoint."""
    found = _traffic(endpoints=endpoints, usage={"observability": {"logGb": 100}})
    assert (_counted(found.nat), _counted(found.endpoints)) == (figures(nat), figures(by_endpoint))


@pytest.mark.parametrize("egress", ["publicAddress", "none"])
def test_without_nat_nothing_goes_through_it(egress):
    """Tasks with addresses of their own, and networks without a way out."""
    assert _traffic(egress).nat.figures == figures("0")


@pytest.mark.parametrize("egress", ["natGateway", "natInstance", "publicAddress"])
def test_what_leaves_for_the_internet(egress):
    """26,280,000 × (20 KB answered + 1 KB sent to other hosts) = 526.313782 GB, at the peak 2,105.255127."""
    assert _counted(_traffic(egress).internet_out) == figures("0 526.313782 2105.255127")


def test_a_closed_network_sends_its_answers_only():
    """Without a way out nothing goes to other hosts: 26,280,000 × 20 KB = 501.251221 GB by the load balancer."""
    closed = _traffic("none", endpoints=["s3", "logs", "sqs"])
    assert _counted(closed.internet_out) == figures("0 501.251221 2005.004883")


def test_without_a_load_balancer_nothing_is_answered():
    """What services send to other hosts remains: 26,280,000 × 1 KB = 25.062561 GB, four times that at the peak."""
    assert _counted(_traffic(edge={}).internet_out) == figures("0 25.062561 100.250244")


def test_answers_through_the_cdn_leave_by_the_cdn():
    """The load balancer sends to CloudFront for nothing: only the 25.062561 GB to other hosts leave here."""
    edge = {"loadBalancer": {"acceptFrom": "cdn"}, "cdn": {"loadBalancerPaths": ["/*"]}}
    assert _counted(_traffic(edge=edge).internet_out) == figures("0 25.062561 100.250244")


@pytest.mark.parametrize(
    ("egress", "endpoints", "gb"),
    [
        ("natGateway", ["s3"], "0 0 0"),  # gateway endpoints are free and not counted
        ("natGateway", ["s3", "sqs"], "0 0 0"),  # logs go another way
        ("natGateway", ["s3", "logs"], "0 9.790063 39.160252"),
        ("none", ["s3", "logs", "sqs"], "0 110.040307 440.161228"),  # everything there is
        ("none", ["s3", "sqs"], "0 100.250244 401.000977"),
    ],
)
def test_what_goes_through_interface_endpoints(egress, endpoints, gb):
    """Logs where they have one; all that services exchange where endpoints are the only way."""
    assert _counted(_traffic(egress, endpoints=endpoints).endpoints) == figures(gb)


def test_one_nat_gateway_makes_its_traffic_cross_zones():
    """110.040307 GB × 2 × 1/2 = 110.040307 with two zones, × 2 × 2/3 = 146.720409 with three."""
    assert _counted(_traffic().cross_zone) == figures("0 110.040307 440.161228")
    assert _counted(_traffic(availabilityZones=3).cross_zone) == figures("0 146.720409 586.881638")


def test_a_data_store_adds_what_is_exchanged_with_it():
    """4 KB with the database and 1 KB with the cache: 26,280,000 × 5 KB = 125.312805 GB, × 2 × 1/2."""
    workload = {"database": {"kbPerRequest": 4}, "cache": {"kbPerRequest": 1}, "services": {}}
    found = _traffic("publicAddress", workload=workload).cross_zone
    assert _counted(found) == figures("0 125.312805 501.251221")


def test_flow_logs_count_every_interface():
    """1 gateway, 1 load balancer and 1 endpoint in 2 zones each, 1 task: 6 × 105,120,000 bytes, and connections.

    10 × 2,628,000 × 10 % × 4 × 120 = 1,261,440,000 bytes; with 630,720,000 of the interfaces, the floor of 0.587404 GB,
    1.762211 GB; at the peak 5,045,760,000 + 630,720,000 = 5.286634 GB.
    """
    found = _traffic(endpoints=["s3", "logs"], flowLogs={}).flow_logs
    assert _counted(found) == figures("0.587404 1.762211 5.286634")


def test_a_given_figure_is_passed_on_with_the_derived_one():
    """The derived 110.040307 GB stay known beside the given 50."""
    found = _traffic(usage={"network": {"natGb": 50}}).nat
    assert _counted(found) == figures("0 50 440.161228")
    assert quantity(found.derived_expected) == figures("110.040307").expected
    assert found.given == 50
