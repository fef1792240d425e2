"""What passes and is doubted: a discount that takes most of the bill, an override without an end in sight."""

from datetime import date

import pytest

from costing.gate import decide
from costing.report import markdown, page, text
from costing.report.document import decided
from costing.report.view import view
from tests.support.bills import estimate_of
from tests.support.estimates import estimate_with

NAT = {"network": {"egress": {"kind": "natGateway"}}}
"""Costs $36.50: 730 h of the gateway at $0.045 and 730 h of its address at $0.005."""
DATABASE = {"database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20, "password": "config"}}
"""Costs $14.11: 730 h at $0.016, 20 GB at $0.115, and 1.4 GB of backups at $0.095."""


def _discounted(topology, **discounts):
    pricing = {
        "discounts": {name: one if isinstance(one, dict) else {"percent": one} for name, one in discounts.items()}
    }
    return estimate_of({"topology": topology, "pricing": pricing, "budget": {"monthlyCap": "100"}})


def test_a_discount_of_everything_is_loud():
    """A bill of nothing passes any cap: the verdict says so in its first words, and the line below why."""
    one = _discounted(NAT, gift=100)
    verdict, doubt = text.closing(one, decide(one))
    assert verdict == "within budget, but doubtful (dev, tier base): expected $0.00 a month, cap $100.00, 0.0 %"
    left = "$36.50 of $36.50, and the caps see what is left"
    assert doubt == f"  discounts take 100 % off the bill (gift): {left}; tollgate:pricing.discounts"


def test_a_doubt_looks_like_a_warning():
    """Neither green on the page nor ticked in a pull request; without the discount it is both."""
    doubted, plain = (_discounted(NAT, **discounts) for discounts in ({"gift": 100}, {}))
    seen = [view(one, decide(one)) for one in (doubted, plain)]
    assert [one.gate.look for one in seen] == ["warning", "within"]
    assert ["⚠️" in markdown.of_report(one) for one in seen] == [True, False]
    assert ['<div class="verdict warning">' in page.of_reports([one]) for one in seen] == [True, False]


@pytest.mark.parametrize(
    ("discounts", "percent"), [({"edp": "29.99"}, None), ({"edp": 30}, 30), ({"edp": 10, "volume": 20}, 30)]
)
def test_discounts_are_doubted_from_three_tenths_of_the_bill_on(discounts, percent):
    """Together, and of the whole bill; below that they are what AWS agrees to."""
    doubts = decide(_discounted(NAT, **discounts)).doubts
    assert [d.split(" off")[0] for d in doubts] == ([f"discounts take {percent} %"] if percent else [])


def test_a_layer_for_nothing_is_doubted_whatever_its_share():
    """$14.11 of $50.61 is 28 %, and yet a whole layer."""
    (doubt,) = decide(_discounted({**NAT, **DATABASE}, deal={"percent": 100, "layers": ["database"]})).doubts
    assert doubt.startswith("discounts take 28 % off the bill (deal), all of database: $14.11 of $50.61, ")


@pytest.mark.parametrize(("topology", "discount"), [({}, 100), (NAT, {"percent": 100, "layers": ["cache"]})])
def test_a_discount_on_nothing_is_not_doubted(topology, discount):
    """What costs nothing anyway is no gift."""
    assert decide(_discounted(topology, gift=discount)).doubts == ()


@pytest.mark.parametrize(("until", "doubted"), [("2027-02-19", False), ("2027-02-20", True)])
@pytest.mark.parametrize("cap", ["90", "200"])
def test_an_override_of_more_than_ninety_days_is_doubted(until, doubted, cap):
    """From 2026-11-21 it is 90 days to 2027-02-19; whether the override is needed or not, it is told."""
    override = {"monthlyCap": "150", "reason": "launch", "until": until}
    one = estimate_with({"network": "100"}, budget={"monthlyCap": cap, "override": override})
    decision = decide(one)
    said = (
        "the override is to hold for 91 days more, until 2027-02-20: an exception is for 90 at most; "
        "give tollgate:budget.override.until a day to 2027-02-19, or raise the cap"
    )
    assert (decision.refused, decision.doubts) == (False, (said,) if doubted else ())
    assert (f"  {said}" in decided(one, decision)["gate"]["details"]) is doubted


def test_the_last_day_of_the_calendar_is_no_trouble():
    """An override for ever is doubted like any other."""
    override = {"monthlyCap": "150", "reason": "for ever", "until": "9999-12-31"}
    budget = {"monthlyCap": "90", "override": override}
    assert decide(estimate_with({"network": "100"}, budget=budget, today=date(2026, 11, 21))).doubts


def test_an_override_of_an_unpriced_bill_without_a_cap_is_told():
    """The verdict names the missing price; who waived it stands below."""
    override = {"monthlyCap": "150", "reason": "launch", "until": "2026-12-01"}
    one = estimate_with({"network": "100"}, budget={"monthlyCap": "none", "override": override}, missing=["rds.x"])
    assert list(text.closing(one, decide(one)))[1:] == ["  accepted up to $150.00 until 2026-12-01: launch"]
