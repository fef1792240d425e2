"""The report as data: its keys are a contract with whoever reads it."""

import json
from decimal import Decimal

import pytest

from costing.gate import decide
from costing.report import document
from infra.model.layers import LAYERS
from tests.support.bills import estimate_of, line
from tests.support.estimates import estimate_with

AMOUNTS = {"network": "20 30.5 50", "database": "40 70 100"}
FIGURES = ["floor", "expected", "ceiling"]
COUNTS = {"schemaVersion", "termYears", "month", "months"}
REST = [[], ["gate", "path", "claims", "years", "advice", "scope"]]
HEAD = [
    "schemaVersion",
    "stack",
    "region",
    "currency",
    "hoursPerMonth",
    "tier",
    "priceBook",
    "modelHash",
    "budget",
    "tiers",
    "layers",
]
STACK = {
    "topology": {
        "network": {"egress": {"kind": "natGateway"}},
        "database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20, "password": "managed"},
    },
    "workload": {"requestsPerSecond": {"average": 1, "peak": 5}, "database": {"storedGb": 2, "kbPerRequest": 3}},
    "budget": {"monthlyCap": {"expected": "120.50", "ceiling": "200"}},
    "tiers": {"small": {}, "large": {"topology": {"database": {"multiAz": True}}}, "middle": {"extends": "large"}},
    "tier": "small",
    "path": [{"tier": "small", "months": 12}, {"tier": "large", "months": 24}],
}


def _reports(one, baseline=None):
    decision = decide(one, baseline)
    return document.short(one, decision), document.full(one, decision)


@pytest.fixture(scope="module")
def reports():
    """A real stack of three tiers, two of them on the path."""
    return _reports(estimate_of(STACK, name="prod"))


# --- keys ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", [0, 1])
def test_the_head_has_these_keys_in_this_order(reports, which):
    """Both reports start alike; a new key is a new thing to document."""
    report = reports[which]
    assert list(report) == HEAD + REST[which]
    assert list(report["priceBook"]) == ["asOf", "sha256"]
    assert list(report["budget"]) == ["monthlyCap", "basis", "decision", "used", "excess", "reasons", "fix"]


def test_what_the_head_says(reports):
    """Version, stack, region, currency, month, tier and the day of the prices."""
    short, _ = reports
    said = {key: short[key] for key in HEAD[:6]}
    assert said == {
        "schemaVersion": 1,
        "stack": "prod",
        "region": "us-east-1",
        "currency": "USD",
        "hoursPerMonth": "730",
        "tier": "small",
    }
    assert short["priceBook"]["asOf"] == "2026-11-21"
    assert len(short["priceBook"]["sha256"]) == len(short["modelHash"]) == 64


def test_the_short_report_holds_totals_of_the_path(reports):
    """Figures of the deployed tier and those on the path, and the expected figure of each deployed layer."""
    short, _ = reports
    assert list(short["tiers"]) == ["small", "large"]
    assert all(list(tier) == FIGURES for tier in short["tiers"].values())
    assert list(short["layers"]) == ["network", "database", "secrets"]
    assert sum(map(Decimal, short["layers"].values())) == Decimal(short["tiers"]["small"]["expected"])


def test_the_whole_report_holds_every_tier_with_its_lines(reports):
    """Tiers on the path first, the others by name, each with layers and lines."""
    _, full = reports
    assert list(full["tiers"]) == ["small", "large", "middle"]
    for tier in full["tiers"].values():
        assert list(tier) == [*FIGURES, "layers", "lines", "assumptions", "remarks", "survives"]
        assert all(list(layer) == FIGURES for layer in tier["layers"].values())


def test_a_line_has_these_keys_in_this_order(reports):
    """From id to the source of its price."""
    _, full = reports
    for one in full["tiers"]["large"]["lines"]:
        assert list(one) == [
            "id",
            "layer",
            "name",
            "resource",
            "quantity",
            "unit",
            "unitPrice",
            "amount",
            "basis",
            "derivation",
            "price",
        ]
        assert list(one["resource"]) == ["type", "name"]
        assert list(one["quantity"]) == list(one["amount"]) == FIGURES
        assert list(one["price"]) == ["key", "asOf", "source", "confidence"]
        assert one["basis"] in {"fixed", "usage"}


def test_a_line_word_for_word(reports):
    """730 h × $0.016, with where the price comes from."""
    _, full = reports
    (found,) = [x for x in full["tiers"]["small"]["lines"] if x["id"] == "database/instance/hours"]
    assert found["price"].pop("source")
    assert found == {
        "id": "database/instance/hours",
        "layer": "database",
        "name": "RDS instance (on-demand, Single-AZ, db.t4g.micro)",
        "resource": {"type": "aws:rds/instance:Instance", "name": "shop-database"},
        "quantity": {"floor": "730", "expected": "730", "ceiling": "730"},
        "unit": "hour",
        "unitPrice": "0.016",
        "amount": {"floor": "11.68", "expected": "11.68", "ceiling": "11.68"},
        "basis": "fixed",
        "derivation": "730 h",
        "price": {
            "key": "rds.postgres.single-az.db.t4g.micro",
            "asOf": "2026-10-07",
            "confidence": "two sources",
        },
    }


# --- numbers ------------------------------------------------------------------------------------------------------


def _numbers(value, key=""):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _numbers(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _numbers(inner, key)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield key, value


@pytest.mark.parametrize("which", [0, 1])
def test_money_and_quantities_are_decimal_strings(reports, which):
    """Only years, months and the version are numbers of JSON: a reader that makes floats of money changes it."""
    assert {key for key, _ in _numbers(reports[which])} <= COUNTS


def test_figures_are_exact():
    """A third of a cent is printed as it is, a million without a point."""
    short, _ = _reports(estimate_with({"network": "0.003333 100.10 1000000"}))
    assert short["tiers"]["base"] == {"floor": "0.003333", "expected": "100.1", "ceiling": "1000000"}


def test_amounts_are_quantity_times_price_and_add_up(reports):
    """Whoever multiplies and adds the strings gets the totals, to the last digit."""
    _, full = reports
    for tier in full["tiers"].values():
        for figure in FIGURES:
            for one in tier["lines"]:
                assert Decimal(one["quantity"][figure]) * Decimal(one["unitPrice"]) == Decimal(one["amount"][figure])
            total = sum((Decimal(one["amount"][figure]) for one in tier["lines"]), Decimal(0))
            assert total == Decimal(tier[figure])
            assert sum((Decimal(part[figure]) for part in tier["layers"].values()), Decimal(0)) == total


def test_the_same_stack_makes_the_same_report():
    """Order and figures do not depend on how the config was written."""
    backwards = {k: dict(reversed(v.items())) if isinstance(v, dict) else v for k, v in reversed(STACK.items())}
    again = _reports(estimate_of(backwards, name="prod"))
    assert [json.dumps(r) for r in again] == [json.dumps(r) for r in _reports(estimate_of(STACK, name="prod"))]


@pytest.mark.parametrize(
    "change",
    [
        {"workload": {"requestsPerSecond": {"average": 2}}},
        {"budget": {"monthlyCap": "121"}},
        {"tier": "large"},
        {"path": [{"tier": "small", "months": 13}]},
        {"claims": {"table": {"tier": "small", "total": "5"}}},
    ],
)
def test_another_config_has_another_hash(reports, change):
    """`modelHash` tells whether a report is of this config."""
    changed, _ = _reports(estimate_of({**STACK, **change}, name="prod"))
    assert changed["modelHash"] != reports[0]["modelHash"]


def test_spelling_does_not_change_the_hash(reports):
    """20 and "20.0", 2 and "2.00", a null: the same config."""
    database = {**STACK["topology"]["database"], "storageGb": "20.0", "iops": None}
    respelt = {
        **STACK,
        "topology": {**STACK["topology"], "database": database},
        "workload": {**STACK["workload"], "database": {"storedGb": "2.00", "kbPerRequest": 3.0}},
    }
    assert _reports(estimate_of(respelt, name="prod"))[0]["modelHash"] == reports[0]["modelHash"]


# --- size ---------------------------------------------------------------------------------------------------------


def test_the_short_report_stays_short():
    """At most 60 lines on the screen for three tiers and every layer there is, a reason included."""
    everything = dict.fromkeys(LAYERS, "10 20 30")
    budget = {
        "monthlyCap": {"floor": "1", "expected": "1", "ceiling": "1"},
        "override": {"monthlyCap": "1000", "reason": "launch", "until": "2027-01-01"},
    }
    others = {"growth": everything, "scale": everything}
    one = estimate_with(everything, budget=budget, tier="startup", others=others, path=["startup", "growth", "scale"])
    short, _ = _reports(one)
    assert len(short["tiers"]) == 3
    assert len(short["layers"]) == 12
    assert len(short["budget"]["reasons"]) == 3
    assert len(json.dumps(short, indent=2).splitlines()) <= 60


def test_tiers_off_the_path_are_left_to_the_whole_report():
    """Twenty tiers, one of them on the path: the short report has the deployed one and that one."""
    others = {f"tier{n}": AMOUNTS for n in range(20)}
    short, full = _reports(estimate_with(AMOUNTS, tier="mine", others=others, path=["tier7"]))
    assert list(short["tiers"]) == ["tier7", "mine"]
    assert len(full["tiers"]) == 21


# --- the decision -------------------------------------------------------------------------------------------------


def test_the_budget_as_the_gate_sees_it(reports):
    """With caps on several figures the one nearest to its cap: here 61 %, and 103 %."""
    one = estimate_with(AMOUNTS, budget={"monthlyCap": {"expected": "300", "ceiling": "145"}})
    short, _ = _reports(one)
    assert short["budget"] == {
        "monthlyCap": "145",
        "basis": "ceiling",
        "decision": "over",
        "used": "103.4",
        "excess": "5",
        "reasons": ["ceiling $150.00 a month, cap $145.00, $5.00 over"],
        "fix": None,
    }


def test_without_a_cap_there_is_nothing_to_use_up():
    """No cap is null."""
    short, _ = _reports(estimate_with(AMOUNTS))
    assert short["budget"] == {
        "monthlyCap": None,
        "basis": None,
        "decision": "within",
        "used": None,
        "excess": "0",
        "reasons": [],
        "fix": None,
    }


def test_an_unpriced_tier_has_no_totals():
    """Null figures and a list of what is missing; never a sum of the rest."""
    short, full = _reports(estimate_with(AMOUNTS, budget={"monthlyCap": "1000"}, missing=["rds.x", "rds.y"]))
    assert short["tiers"]["base"] == dict.fromkeys(FIGURES)
    assert full["tiers"]["base"]["missing"] == [
        {"region": "us-east-1", "key": "rds.x", "wantedFor": "a line"},
        {"region": "us-east-1", "key": "rds.y", "wantedFor": "a line"},
    ]
    assert short["budget"]["decision"] == "unpriced"


def test_monthly_cost_is_exact_or_nothing():
    """The deployed tier's expected figure as a decimal string; null where a price is missing."""
    assert document.monthly_cost(estimate_with(AMOUNTS)) == "100.5"
    assert document.monthly_cost(estimate_with(AMOUNTS, missing=["rds.x"])) is None


def test_assumptions_and_remarks_are_in_the_whole_report():
    """What stood in for a figure nobody gave, and what contradicts itself."""
    document_ = {
        "topology": {"database": STACK["topology"]["database"]},
        "workload": {"requestsPerSecond": {"peak": 10}, "database": {"kbPerRequest": 4}},
        "usage": {"network": {"crossZoneGb": 1}},
    }
    one = estimate_of(document_)
    _, full = _reports(one)
    tier = full["tiers"]["base"]
    assert {
        "name": "requests",
        "value": "10 a second",
        "reason": "no average given: the peak",
        "instead": "workload.requestsPerSecond.average",
    } in tier["assumptions"]
    assert len(tier["remarks"]) == 1
    assert "crossZoneGb" in tier["remarks"][0]
    assert line(one.deployed, "network/cross-zone/gb").quantity.expected == 1
