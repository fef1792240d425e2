"""A report read back shows what it showed."""

import json

import pytest

from costing.advice.piece import Advice
from costing.gate import decide
from costing.report import document, text
from costing.report.reading import ReportError, of_document, parse
from costing.report.view import view
from costing.yearly import yearly
from tests.support.bills import estimate_of
from tests.support.estimates import estimate_with
from tests.support.hand_computed import figures

ADVICE = (Advice("a", "saving", "Do it", figures("1 2 3"), "Because.", "key: value", "a page"),)
STACK = {
    "topology": {
        "network": {"egress": {"kind": "natGateway"}},
        "database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20},
    },
    "workload": {"requestsPerSecond": {"average": 1, "peak": 5}, "database": {"storedGb": 2, "kbPerRequest": 3}},
    "tiers": {
        "a": {"note": "as it is"},
        "b": {"pricing": {"commitments": {"db": {"kind": "reserved", "covers": "database", "termYears": 1}}}},
        "lacking": {"pricing": {"commitments": {"db": {"kind": "reserved", "covers": "database", "termYears": 3}}}},
    },
    "tier": "b",
    "path": [{"tier": "a", "months": 12}, {"tier": "b", "months": 18}],
    "pricing": {"freeTier": "always", "creditsLeftUsd": "100", "discounts": {"edp": {"percent": 5}}},
    "claims": {"x": {"tier": "a", "total": "50", "parts": {"database": "15"}}, "y": {"tier": "lacking", "total": 1}},
}
BUDGETS = [
    {"monthlyCap": "none"},
    {"monthlyCap": "60"},
    {"monthlyCap": "10"},
    {"monthlyCap": "10", "enforcement": "advisory"},
]


def report_of(one):
    """Return everything there is to show of an estimate."""
    shown = view(one, decide(one), years=yearly(one), advice=ADVICE)
    return document.hashed(shown, one)


@pytest.mark.parametrize("budget", BUDGETS, ids=str)
def test_data_and_text_survive(budget):
    """Written and read again, a report has the same data and the same words, in every state of the gate."""
    shown = report_of(estimate_of({**STACK, "budget": budget}))
    data = document.of_report(shown)
    read = parse(json.dumps(data), "it")
    assert document.of_report(read) == data
    assert text.of_report(read, every_line=True) == text.of_report(shown, every_line=True)


def test_an_unpriced_report_survives():
    """No totals, and what is missing."""
    one = estimate_with({"network": "10"}, missing=["rds.x"])
    data = document.full(one, decide(one))
    assert document.of_report(of_document(data, "it")) == data


def test_the_asset_of_a_stack_output():
    """Pulumi prints a string asset as an object with the text in it."""
    data = document.full(one := estimate_with({"network": "10"}), decide(one))
    asset = json.dumps(
        {"4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", "text": json.dumps(data)}
    )
    assert parse(asset, "it").stack == "dev"


def _whole():
    one = estimate_with({"network": "10"})
    return document.full(one, decide(one))


WRONG = [
    ("{", "it is no JSON"),
    ("[]", "it holds no report: schemaVersion is missing"),
    ("3", "it holds no report: schemaVersion is missing"),
    ("{}", "it holds no report: schemaVersion is missing"),
    ('{"text": "{}"}', "it holds no report: schemaVersion is missing"),
    ('{"text": "x"}', "it is no JSON"),
    ('{"schemaVersion": 99}', "it is a report of version 99, this program reads version 1"),
]


@pytest.mark.parametrize(("content", "said"), WRONG)
def test_what_is_no_report(content, said):
    """One line that says what it is instead."""
    with pytest.raises(ReportError, match=said):
        parse(content, "it")


def test_the_short_report_is_not_enough():
    """It has no lines; the error names the output that has."""
    one = estimate_with({"network": "10"})
    short = document.short(one, decide(one))
    with pytest.raises(ReportError, match="it is the short report: the whole one is the output costReportFull"):
        of_document(short, "it")


@pytest.mark.parametrize("key", sorted(_whole()))
def test_a_report_with_a_part_missing(key):
    """Whatever is left out, the error is one line and no trace; years and advice may be left out."""
    data = _whole()
    del data[key]
    if key in {"years", "advice"}:
        assert of_document(data, "it").stack == "dev"
        return
    with pytest.raises(ReportError, match=r"^it (is|holds) "):
        of_document(data, "it")


DAMAGE = [
    lambda data: data.update(tier="other"),
    lambda data: data.update(tiers=[]),
    lambda data: data["tiers"]["base"].update(expected="a lot"),
    lambda data: data["tiers"]["base"]["lines"].append({}),
    lambda data: data["tiers"]["base"].update(lines=3),
    lambda data: data["budget"].update(excess=None),
    lambda data: data["priceBook"].update(asOf="yesterday"),
    lambda data: data.update(gate=None),
]


@pytest.mark.parametrize("number", range(len(DAMAGE)))
def test_a_damaged_report(number):
    """A wrong value anywhere is told in one line."""
    data = _whole()
    DAMAGE[number](data)
    with pytest.raises(ReportError, match=r"^it is no whole report: ") as told:
        of_document(data, "it")
    assert "\n" not in str(told.value)
