"""The address plan: where subnets lie when nobody says so."""

from ipaddress import IPv4Network
from itertools import combinations

import pytest

from infra.model.addresses import address_plan
from infra.model.reading import validated
from infra.model.stack import Sections


def _plan(**network):
    raw = {"topology": {"name": "shop", "network": {"egress": {"kind": "none"}, **network}}}
    return address_plan(validated(Sections, raw).topology.network)


def test_the_usual_network():
    """A /16 for two zones: private subnets of /20 in the lower half, public ones of /24 in the upper."""
    plan = _plan()
    assert [str(n) for n in plan.private] == ["10.0.0.0/20", "10.0.16.0/20"]
    assert [str(n) for n in plan.public] == ["10.0.128.0/24", "10.0.129.0/24"]


@pytest.mark.parametrize("prefix", range(16, 25))
@pytest.mark.parametrize("zones", range(2, 7))
def test_every_plan_fits(prefix, zones):
    """One of each a zone, inside the network, none overlapping, none smaller than AWS's /28."""
    plan = _plan(cidr=f"10.0.0.0/{prefix}", availabilityZones=zones)
    subnets = [*plan.public, *plan.private]
    assert len(plan.public) == len(plan.private) == zones
    assert all(s.subnet_of(IPv4Network(f"10.0.0.0/{prefix}")) and s.prefixlen <= 28 for s in subnets)
    assert not any(one.overlaps(other) for one, other in combinations(subnets, 2))


@pytest.mark.parametrize("prefix", [16, 20, 24])
def test_a_zone_keeps_its_ranges_when_zones_are_added(prefix):
    """No subnet moves: the plan for three zones starts with that for two."""
    two, three = (_plan(cidr=f"10.0.0.0/{prefix}", availabilityZones=n) for n in (2, 3))
    assert three.private[:2] == two.private
    assert three.public[:2] == two.public


@pytest.mark.parametrize(("prefix", "zones"), [(27, 2), (28, 2), (26, 3), (25, 5)])
def test_where_there_is_no_room_there_are_fewer_subnets(prefix, zones):
    """A range too small for its zones shows in the count; the rule that reads it refuses the network."""
    plan = _plan(cidr=f"10.0.0.0/{prefix}", availabilityZones=zones)
    assert min(len(plan.public), len(plan.private)) < zones


def test_stated_ranges_are_taken_as_they_are():
    """Who writes subnets gets those."""
    ranges = {"public": ["10.0.9.0/24", "10.0.8.0/24"], "private": ["10.0.1.0/24", "10.0.2.0/24"]}
    plan = _plan(subnets=ranges)
    assert [str(n) for n in plan.public] == ranges["public"]
    assert [str(n) for n in plan.private] == ranges["private"]
