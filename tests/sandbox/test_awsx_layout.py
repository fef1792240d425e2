"""Where awsx puts subnets: the figures seen with the real component."""

import pytest

from sandbox.awsx.layout import LayoutError, Spec, lay_out, read_spec
from sandbox.awsx.refusals import problems

ZONES = ("us-east-1a", "us-east-1b", "us-east-1c")
SPECS = (Spec("Public", "public", 24), Spec("Private", "private", 20), Spec("Isolated", "isolated", 24))


def _blocks(zones, specs=SPECS, mask=None, cidr="10.0.0.0/16"):
    return [place.cidr for place in lay_out("net", cidr, ZONES[:zones], specs, mask)]


def test_the_first_zone_takes_the_specs_in_order():
    """Each block begins at the first boundary of its own size behind the one before."""
    assert _blocks(1) == ["10.0.0.0/24", "10.0.16.0/20", "10.0.32.0/24"]


@pytest.mark.parametrize(("zones", "second"), [(2, "10.0.128.0/24"), (3, "10.0.64.0/24")])
def test_zones_share_the_vpc_by_powers_of_two(zones, second):
    """Two zones halve it, three quarter it: a third zone moves the second."""
    assert _blocks(zones)[3] == second


def test_a_fixed_zone_mask_keeps_blocks_where_they_are():
    """With room for four from the start a third zone moves nobody."""
    assert _blocks(3, mask=18)[:6] == _blocks(2, mask=18)


def test_names_follow_the_place_of_the_zone():
    """`net-public-1` is in the first zone of the list, whichever that is; public subnets come first."""
    places = lay_out("net", "10.0.0.0/16", ZONES[1:], tuple(reversed(SPECS)), None)
    assert [(place.name, place.zone) for place in places[:3]] == [
        ("net-public-1", "us-east-1b"),
        ("net-private-1", "us-east-1b"),
        ("net-isolated-1", "us-east-1b"),
    ]


def test_unused_space_makes_no_subnet():
    """It keeps its room."""
    specs = (Spec("Public", "public", 20), Spec("Unused", "unused", 20), Spec("Private", "private", 20))
    assert _blocks(1, specs) == ["10.0.0.0/20", "10.0.32.0/20"]


def test_given_blocks_are_taken_as_they_are():
    """One list per spec, one entry per zone."""
    specs = (Spec("Public", "public", blocks=("10.0.1.0/24", "10.0.2.0/24")),)
    assert _blocks(2, specs) == ["10.0.1.0/24", "10.0.2.0/24"]


@pytest.mark.parametrize(
    ("specs", "match"),
    [
        ((Spec("Public", "public", 17),) * 2, "too large"),
        ((Spec("Public", "a", blocks=("10.0.1.0/24",)), Spec("Private", "b", 24)), "for every subnet spec"),
        ((Spec("Public", "a", blocks=("10.0.1.0/24", "10.0.1.128/25")),), "overlap"),
    ],
)
def test_what_does_not_fit_is_refused(specs, match):
    """Too large, half given, overlapping."""
    with pytest.raises(LayoutError, match=match):
        _blocks(2, specs)


@pytest.mark.parametrize(
    ("raw", "mask"),
    [({"type": "Public", "size": 256}, 24), ({"type": "Public", "cidrMask": 20}, 20), ({"type": "Public"}, None)],
)
def test_a_size_is_a_mask(raw, mask):
    """Either says the same."""
    assert read_spec(raw).mask == mask


@pytest.mark.parametrize(
    "raw", [{"type": "Secret"}, {"type": "Public", "size": 200}, {"type": "Public", "size": 256, "cidrMask": 20}]
)
def test_a_spec_that_contradicts_itself_is_refused(raw):
    """An unknown type, a size that is no power of two, a size beside another mask."""
    with pytest.raises(LayoutError):
        read_spec(raw)


SAFE = {
    "cidrBlock": "10.0.0.0/16",
    "availabilityZoneNames": list(ZONES[:2]),
    "natGateways": {"strategy": "Single"},
    "subnetStrategy": "Auto",
    "subnetSpecs": [{"type": "Public", "cidrMask": 24}, {"type": "Private", "cidrMask": 20}],
}


def test_the_explicit_form_is_taken():
    """With one provider and every structural argument there is nothing to say against it."""
    assert list(problems(SAFE, "provider")) == []


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"natGateways": None}, "one NAT gateway per zone"),
        ({"natGateways": {"strategy": "Some"}}, "unknown NAT gateway strategy"),
        ({"availabilityZoneNames": None}, "Local Zones included"),
        ({"availabilityZoneNames": None, "numberOfAvailabilityZones": 2}, "Local Zones included"),
        ({"numberOfAvailabilityZones": 2}, "only one of"),
        ({"subnetStrategy": None}, "must be Auto or Exact"),
        ({"subnetStrategy": "Legacy"}, "must be Auto or Exact"),
        ({"subnetSpecs": None}, "subnets of its own"),
        ({"subnetSpecs": [{"type": "Public"}]}, "needs both private and public"),
        ({"subnetSpecs": [{"type": "Public", "cidrmask": 24}]}, "did you mean cidrMask"),
        ({"vpcEndpointSpecs": [{"serviceName": "com.amazonaws.us-east-1.s3"}]}, "without routes, subnets or a group"),
        (
            {
                "vpcEndpointSpecs": [{"serviceName": "com.amazonaws.us-east-1.s3"}],
                "vpcEndpointStrategy": "Auto",
                "enableDnsHostnames": False,
            },
            "is refused",
        ),
        ({"natGateways": {"strategy": "None", "elasticIpAllocationIds": ["a"]}}, "1 Elastic IPs given"),
        ({"cidrBlock": "10.0.0.0/40"}, "cidrBlock"),
    ],
)
def test_the_unsafe_forms_are_refused(change, match):
    """Each trap is named with what the real component would have done."""
    args = {name: value for name, value in {**SAFE, **change}.items() if value is not None}
    assert any(match in problem for problem in problems(args, "provider")), list(problems(args, "provider"))


def test_a_second_provider_is_refused():
    """Without an explicit provider awsx would bring its own, of its own version."""
    assert any("explicit aws provider" in problem for problem in problems(SAFE, ""))
