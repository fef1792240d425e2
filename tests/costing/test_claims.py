"""Stated figures beside ours."""

from decimal import Decimal

from costing.claims import compare_claims, part_expected
from tests.support.bills import estimate_of
from tests.support.running import adjusted

MICRO = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
HELD = {"database": {"storedGb": 5, "cpuMsPerRequest": 1}}


def claims_of(claims, **document):
    """Return the claims of a stack with one small database, $13.98 a month: 730 × 0.016 + 20 × 0.115."""
    document = {"topology": {"database": MICRO}, "workload": HELD, "claims": claims, **document}
    return compare_claims(estimate_of(document))


def test_a_total_beside_ours():
    """$12.00 stated, $13.98 ours: $1.98 and 16.5 % too low."""
    (one,) = claims_of({"plan": {"tier": "base", "total": "12.00", "source": "section 3"}})
    assert (one.name, one.tier, one.source) == ("plan", "base", "section 3")
    assert (one.total.claimed, one.total.ours) == (12, Decimal("13.98"))
    assert (one.total.difference, one.total.percent) == (Decimal("1.98"), Decimal("16.5"))
    assert one.parts == ()
    assert one.remark is None


def test_parts_by_layer_and_resource():
    """The database as a layer, its instance by itself (both lines of it), and a layer that is not there: nothing."""
    parts = {"database": "15.00", "database.instance": "13.98", "cache": "0.00", "edge": "16.00"}
    (one,) = claims_of({"plan": {"tier": "base", "parts": parts}})
    found = {part: (beside.ours, beside.difference, beside.percent) for part, beside in one.parts}
    assert found == {
        "database": (Decimal("13.98"), Decimal("-1.02"), Decimal("-6.8")),
        "database.instance": (Decimal("13.98"), Decimal(0), Decimal(0)),
        "cache": (0, 0, None),
        "edge": (0, -16, Decimal(-100)),
    }
    assert one.total is None


def test_parts_that_do_not_add_up():
    """Parts of 30 + 8.50 are $38.50 and not the $40.00 of the heading."""
    (one,) = claims_of({"plan": {"tier": "base", "total": 40, "parts": {"database": 30, "network": "8.50"}}})
    assert one.gap == Decimal("1.5")
    assert one.remark == "its own parts add up to $38.50, not to $40.00"


def test_parts_that_add_up():
    """To the cent: nothing to say."""
    (one,) = claims_of({"plan": {"tier": "base", "total": "38.50", "parts": {"database": 30, "network": "8.50"}}})
    assert one.remark is None


def test_each_claim_is_about_its_tier():
    """Two tiers, two bills: Multi-AZ is 730 × 0.032 + 20 × 0.23 = $27.96."""
    tiers = {"small": {}, "big": {"topology": {"database": {"multiAz": True}}}}
    claims = {"a": {"tier": "small", "total": 10}, "b": {"tier": "big", "total": 10}}
    found = claims_of(claims, tiers=tiers, tier="small")
    assert [one.total.ours for one in found] == [Decimal("13.98"), Decimal("27.96")]


def test_a_tier_without_a_price_has_no_figure_of_ours():
    """Where the bill has no total, nothing is compared, parts included."""
    pricing = {"commitments": {"db": {"kind": "reserved", "covers": "database", "termYears": 3}}}
    (one,) = claims_of({"plan": {"tier": "base", "total": 10, "parts": {"database": 10}}}, pricing=pricing)
    assert (one.total.ours, one.total.difference, one.total.percent) == (None, None, None)
    assert one.parts[0][1].ours is None


def test_a_part_has_its_share_of_commitments_and_discounts():
    """A reserved t3.small: 730 × 0.013 = 9.49 for service api, 10 % off is $8.541; worker stays 15.184 × 0.9."""
    containers = {"app": {"image": "public.ecr.aws/x/y:1", "memoryMib": 512}}
    service = {"kind": "asg", "instanceType": "t3.small", "containers": containers}
    hours = {
        "services/api/instances": ("ec2.linux.t3.small", "730"),
        "services/worker/instances": ("ec2.linux.t3.small", "730"),
    }
    pricing = {
        "commitments": {"r": {"kind": "reserved", "covers": "service.api", "termYears": 1}},
        "discounts": {"edp": {"percent": 10}},
    }
    bill = adjusted(hours, {"services": {"api": service, "worker": service}}, pricing)
    assert part_expected(bill, "services.api") == Decimal("8.541")
    assert part_expected(bill, "services.worker") == Decimal("13.6656")
    assert part_expected(bill, "services") == Decimal("22.2066")
