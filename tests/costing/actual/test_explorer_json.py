"""Answers of Cost Explorer, as the AWS command line prints them."""

import json
from datetime import date
from decimal import Decimal

import pytest

from costing.actual.explorer_json import charges
from costing.actual.spend import NO_TAG, SpendError

OCTOBER = {"Start": "2026-10-01", "End": "2026-11-01"}


def group(*keys, usd="1.5", metric="AmortizedCost", unit="USD"):
    """Return one group of an answer."""
    return {"Keys": list(keys), "Metrics": {metric: {"Amount": usd, "Unit": unit}}}


def answer(*groups, by=(("TAG", "layer"),), period=OCTOBER, **more):
    """Return an answer of one period."""
    return {
        "GroupDefinitions": [{"Type": kind, "Key": key} for kind, key in by],
        "ResultsByTime": [{"TimePeriod": period, "Total": {}, "Groups": list(groups), "Estimated": False}],
        "DimensionValueAttributes": [],
        **more,
    }


BY_STACK = (("TAG", "stack"), ("TAG", "layer"))


def test_the_tag_is_cut_off_its_value():
    """`layer$network` is the layer network, `layer$` is what carries no tag."""
    found = charges(json.dumps(answer(group("layer$network", usd="32.85"), group("layer$", usd="0.1"))), "costs.json")
    assert [(one.layer, one.usd, one.stack) for one in found] == [
        ("network", Decimal("32.85"), None),
        (NO_TAG, Decimal("0.1"), None),
    ]
    assert (found[0].start, found[0].end) == (date(2026, 10, 1), date(2026, 11, 1))


def test_two_groups_in_any_order():
    """Stack and layer, layer and service of AWS: which is which stands in GroupDefinitions."""
    (one,) = charges(json.dumps(answer(group("stack$prod", "layer$edge"), by=BY_STACK)), "x")
    assert (one.stack, one.layer) == ("prod", "edge")
    by = (("DIMENSION", "SERVICE"), ("TAG", "layer"))
    (one,) = charges(json.dumps(answer(group("AWS X-Ray", "layer$"), by=by)), "x")
    assert (one.service, one.layer, one.stack) == ("AWS X-Ray", NO_TAG, None)


def test_pages_are_one_answer():
    """A list of responses, as a script gathers them."""
    pages = [answer(group("layer$edge"), NextPageToken="more"), answer(group("layer$cache"))]
    assert [one.layer for one in charges(json.dumps(pages), "x")] == ["edge", "cache"]


def test_amortised_before_unblended():
    """Of several metrics the one that spreads upfront money over its term, as the bill does."""
    several = group("layer$database", usd="10")
    several["Metrics"]["UnblendedCost"] = {"Amount": "99", "Unit": "USD"}
    assert charges(json.dumps(answer(several)), "x")[0].usd == 10


def test_figures_that_may_change_are_marked():
    """The running month is an estimate of AWS's own."""
    running = answer(group("layer$edge"))
    running["ResultsByTime"][0]["Estimated"] = True
    assert charges(json.dumps(running), "x")[0].estimated


WRONG = {
    "no JSON": ("{", "costs.json is no JSON"),
    "another answer": ('{"Services": []}', "costs.json is no answer of Cost Explorer: ResultsByTime is missing"),
    "no list of answers": ("[5]", "costs.json is no answer of Cost Explorer"),
    "nothing": ("[]", "costs.json holds the first pages only"),
    "the first page": (answer(NextPageToken="more"), "costs.json holds the first pages only"),
    "no groups": (answer(by=()), "costs.json is grouped by nothing, and needs the tag layer"),
    "other groups": (answer(by=(("DIMENSION", "SERVICE"),)), "costs.json is grouped by SERVICE, and needs the tag"),
    "another currency": (answer(group("layer$a", unit="CNY")), "costs.json counts in CNY; the estimate is in US"),
    "no cost": (answer(group("layer$a", metric="UsageQuantity")), "costs.json has no metric of cost: it has Usage"),
    "no amount": (answer(group("layer$a", usd="lots")), "costs.json: 'lots' is no amount of dollars"),
    "an endless amount": (answer(group("layer$a", usd="Infinity")), "costs.json: 'Infinity' is no amount of dollars"),
    "no day": (answer(group("layer$a"), period={"Start": "soon", "End": "2026-11-01"}), "'soon' is no day such as"),
    "half an answer": ({"GroupDefinitions": [{"Key": "layer"}], "ResultsByTime": [{}]}, "is no whole answer of Cost"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_answer_is_refused(name):
    """One line says what is the matter and how to get the right export."""
    content, said = WRONG[name]
    with pytest.raises(SpendError) as caught:
        charges(content if isinstance(content, str) else json.dumps(content), "costs.json")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2
