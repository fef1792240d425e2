"""A month's charges beside a bill."""

from datetime import date
from decimal import Decimal

import pytest

from costing.actual.beside import beside
from costing.actual.shown import as_document, as_text
from costing.actual.spend import Charge, Month, SpendError, month_named
from tests.support.estimates import estimate_with

BILL = estimate_with({"network/gateway": "30 40 60", "database": "10", "cache": "5 6 7"}).deployed
OCTOBER, TODAY = Month(2026, 10), date(2026, 11, 21)


def charge(layer, usd, *, start="2026-10-01", end="2026-11-01", **more):
    """Return what one layer was charged."""
    return Charge(date.fromisoformat(start), date.fromisoformat(end), Decimal(usd), layer, **more)


def _layers(one):
    return {layer.layer: (layer.usd, layer.monthly) for layer in one.layers}


def test_a_month_is_made_one_of_730_hours():
    """October has 744 hours: 40.92 × 730 ÷ 744 = 40.15, which is 0.15 above the expected 40."""
    one = beside([charge("network", "40.92")], BILL, "prod", None, TODAY)
    assert (one.month, one.days) == (OCTOBER, 31)
    assert one.layers[0].usd == Decimal("40.92")
    assert one.layers[0].monthly == Decimal("40.15")
    assert one.layers[0].difference == Decimal("0.15")


def test_every_layer_charged_or_estimated_is_there():
    """A layer that was estimated and not charged, and one that was charged and not estimated, each have their row."""
    one = beside([charge("network", "31"), charge("edge", "2")], BILL, "prod", None, TODAY)
    assert list(_layers(one)) == ["network", "edge", "database", "cache"]
    assert one.layers[1].estimate.expected == 0
    assert one.total.usd == 33
    assert one.total.estimate.expected == 56


def test_daily_charges_cover_the_days_they_cover():
    """Ten days of $1.00: 10 × 730 ÷ 240 = 30.416667 a month."""
    days = [charge("database", "1", start=f"2026-10-{n:02}", end=f"2026-10-{n + 1:02}") for n in range(1, 11)]
    one = beside(days, BILL, "prod", OCTOBER, TODAY)
    assert (one.days, _layers(one)["database"]) == (10, (Decimal(10), Decimal("30.416667")))
    assert "the charges cover 10 of 31 days" in as_text(one)


def test_other_stacks_are_left_out_and_named():
    """What the tag `stack` says belongs elsewhere is no part of the comparison."""
    found = [charge("network", "31", stack="prod"), charge("network", "99", stack="dev")]
    one = beside(found, BILL, "prod", None, TODAY)
    assert _layers(one)["network"][0] == 31
    assert one.elsewhere == {"dev": 99}
    assert one.tells_stacks
    assert "of other stacks, left out: dev $99.00" in as_text(one)


def test_an_export_that_does_not_tell_stacks_apart_says_so():
    """Then charges of other stacks cannot be told from ours."""
    assert "does not tell stacks apart" in as_text(beside([charge("network", "31")], BILL, "prod", None, TODAY))


def test_what_carries_no_tag_is_named_by_service():
    """The dearest first; it is in no layer and not in the total of layers."""
    bare = [charge("", "2", service="AWS X-Ray"), charge("", "3", service="AmazonCloudWatch")]
    one = beside([charge("network", "31"), *bare], BILL, "prod", None, TODAY)
    assert list(one.untagged.items()) == [("AmazonCloudWatch", 3), ("AWS X-Ray", 2)]
    assert one.total.usd == 31
    said = as_text(one)
    assert "without the tag: AmazonCloudWatch $3.00, AWS X-Ray $2.00" in said
    assert any(row.split()[:4] == ["no", "tag", "layer", "5.00"] for row in said.splitlines())


def test_values_that_are_no_layer_are_named():
    """Somebody else's tag `layer`."""
    one = beside([charge("frontend", "7")], BILL, "prod", None, TODAY)
    assert one.strange == {"frontend": 7}
    assert "tagged with what is no layer: frontend $7.00" in as_text(one)


@pytest.mark.parametrize(
    ("usd", "outside"),
    [("61.20", "above"), ("61.15", ""), ("31", ""), ("30.58", ""), ("30.4", "below"), ("0", "below")],
)
def test_beyond_floor_and_ceiling(usd, outside):
    """A ceiling of 60 is $61.15 in the 744 hours of October, a floor of 30 is $30.58; half a cent is no difference."""
    one = beside([charge("network", usd), charge("cache", "5")], BILL, "prod", None, TODAY)
    assert one.layers[0].outside == outside


def test_charges_beyond_the_ceiling_are_explained():
    """Red on a terminal, and a sentence that says what it may be and where to look."""
    said = as_text(beside([charge("network", "100")], BILL, "prod", None, TODAY))
    assert "network: above the ceiling of $60.00: more traffic or data than the workload says" in said
    assert "`explain network`" in said
    assert "database: below the floor of $10.00" in said


def test_nothing_tagged_says_how_to_activate_tags():
    """A day after the first deployment, nobody has activated the tags yet."""
    said = as_text(beside([charge("", "31")], BILL, "prod", None, TODAY))
    assert "set tollgate:budget.costTagsActive: true" in " ".join(said.split())
    assert "below the floor" not in said


def test_the_last_month_that_is_over():
    """Of several months the newest whole one; another on request; the running one where there is no other."""
    months = [charge("cache", "5", start=f"2026-{m:02}-01", end=f"2026-{m + 1:02}-01") for m in (8, 9, 10, 11)]
    assert beside(months, BILL, "prod", None, TODAY).month == OCTOBER
    assert beside(months, BILL, "prod", Month(2026, 8), TODAY).month == Month(2026, 8)
    running = beside(months[-1:], BILL, "prod", None, TODAY)
    assert running.month == Month(2026, 11)


def test_a_month_without_charges_is_an_error():
    """It names those there are."""
    with pytest.raises(SpendError, match="nothing was charged in 2026-07; months there are: 2026-10"):
        beside([charge("cache", "5")], BILL, "prod", Month(2026, 7), TODAY)
    with pytest.raises(SpendError, match="nothing was charged in 2026-10; months there are: none"):
        beside([], BILL, "prod", None, TODAY)


def test_a_period_longer_than_a_month_is_an_error():
    """A quarter cannot be cut into months."""
    with pytest.raises(SpendError, match="reaches beyond it: export by month or by day"):
        beside([charge("cache", "5", end="2026-12-01")], BILL, "prod", None, TODAY)


@pytest.mark.parametrize("end", ["2026-10-01", "2026-09-30"])
def test_a_period_that_ends_before_it_starts_is_an_error(end):
    """There is nothing to make a month of."""
    with pytest.raises(SpendError, match="a period that starts in 2026-10 ends before it starts"):
        beside([charge("cache", "5", end=end)], BILL, "prod", None, TODAY)


def test_as_data():
    """Money as decimal strings, null where nothing is outside."""
    data = as_document(beside([charge("network", "40.92", stack="prod")], BILL, "prod", None, TODAY))
    assert data["layers"]["network"] == {
        "charged": "40.92",
        "chargedPerMonth": "40.15",
        "estimate": {"floor": "30", "expected": "40", "ceiling": "60"},
        "difference": "0.15",
        "outside": None,
    }
    assert (data["month"], data["days"], data["tellsStacksApart"]) == ("2026-10", 31, True)


@pytest.mark.parametrize("text", ["october", "2026-13", "2026", "2026-10-01", ""])
def test_a_month_is_named_as_year_and_month(text):
    """Anything else is refused with an example."""
    assert month_named("2026-12").end == date(2027, 1, 1)
    assert Month(2026, 1).before == Month(2025, 12)
    with pytest.raises(SpendError, match="is no month such as 2026-10"):
        month_named(text)
