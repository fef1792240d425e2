"""Rules between sections, tiers, budget, claims and path."""

import pytest

from infra.model.problems import ConfigError
from tests.support.bills import stack_of

ALERTS = {"emails": ["ops@example.com"], "actual": ["80%"]}


def _problems(**document):
    try:
        stack_of(document)
    except ConfigError as refused:
        return [str(p).removeprefix("tollgate:") for p in refused.problems]
    return []


# --- tiers that are named -----------------------------------------------------------------------------------------

TIERS = {"startup": {}, "growth": {}}


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        ({"tier": "grwth"}, "tier: 'grwth' is no tier; did you mean growth?; tiers are growth or startup"),
        (
            {"tier": "growth", "path": [{"tier": "startup", "months": 1}, {"tier": "later", "months": 1}]},
            "path[1].tier: 'later' is no tier; tiers are growth or startup",
        ),
        (
            {"tier": "growth", "path": [{"tier": "startup", "months": 1}, {"tier": "startup", "months": 1}]},
            "path[1].tier: 'startup' is on the path twice",
        ),
        (
            {"tier": "growth", "claims": {"plan": {"tier": "huge", "total": 5}}},
            "claims.plan.tier: 'huge' is no tier; tiers are growth or startup",
        ),
        (
            {"tier": "growth", "budget": {"monthlyCap": "5", "tiers": {"grow": "5"}}},
            "budget.tiers.grow: 'grow' is no tier; did you mean growth?; tiers are growth or startup",
        ),
    ],
)
def test_a_tier_that_does_not_exist(document, problem):
    """Wherever a tier is named it must be one, and the nearest is offered."""
    assert _problems(tiers=TIERS, **document) == [problem]


@pytest.mark.parametrize(
    ("months", "problem"), [(300, []), (301, ["path: is 601 months long: at most 600, fifty years"])]
)
def test_a_path_has_an_end(months, problem):
    """All its steps together: each month is priced by itself, and the calendar ends."""
    path = [{"tier": "startup", "months": 300}, {"tier": "growth", "months": months}]
    assert _problems(tiers=TIERS, tier="growth", path=path) == problem


@pytest.mark.parametrize("reason", ["   ", "\t", "\u00a0"])
def test_an_override_has_a_reason(reason):
    """Spaces are none."""
    override = {"monthlyCap": "9", "reason": reason, "until": "2026-12-31"}
    said = ["budget.override.reason: " + repr(reason) + " says nothing: write it in words"]
    assert _problems(budget={"monthlyCap": "5", "override": override}) == said


# --- claims -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "problem"),
    [
        ({"tier": "base"}, "claims.plan: states neither a total nor parts"),
        (
            {"tier": "base", "parts": {"databse": "5"}},
            "claims.plan.parts.databse: is no layer; did you mean database?; parts are layers, or layer.resource",
        ),
        (
            {"tier": "base", "parts": {"xyz.api": "5"}},
            'claims.plan.parts["xyz.api"]: is no layer; parts are layers, or layer.resource',
        ),
    ],
)
def test_claims(claim, problem):
    """A claim states something of layers there are."""
    assert _problems(claims={"plan": claim}) == [problem]


@pytest.mark.parametrize("part", ["network", "network.nat", "database"])
def test_parts_of_a_claim(part):
    """A layer, or a layer's resource."""
    assert _problems(claims={"plan": {"tier": "base", "parts": {part: "5"}}}) == []


# --- the workload -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rest", "problem"), [(600, False), (599, True), (601, True), ("600.0", False)])
def test_the_hours_of_a_profile_are_a_month(rest, problem):
    """730 hours together, not one more or less."""
    profile = {
        "rush": {"hoursPerMonth": 130, "percentOfPeak": 100},
        "rest": {"hoursPerMonth": rest, "percentOfPeak": 10},
    }
    problems = _problems(workload={"profile": profile})
    assert bool(problems) is problem
    if problem:
        assert problems == [f"workload.profile: adds up to {130 + rest} hours, a month has 730"]


# --- given prices -------------------------------------------------------------------------------------------------

SOURCE = {"unitPrice": "0.01", "source": "a quote", "asOf": "2026-11-01"}


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"rate": "nat.gateway-hour", "layer": "network"}, "has both rate and layer: a rate fills a row, the others"),
        ({"rate": "nat.gateway-hour", "unit": "hour", "monthlyQuantity": 1}, "has both rate and unit and month"),
        ({}, "lacks layer, unit and monthlyQuantity (or rate, the key of a row of the price book)"),
        ({"layer": "network", "unit": "hour"}, "lacks monthlyQuantity (or rate, the key of a row of the price book)"),
    ],
)
def test_a_given_price_is_a_line_or_a_rate(given, problem):
    """One of the two, and whole."""
    (found,) = _problems(pricing={"given": {"mine": {**SOURCE, **given}}})
    assert found.startswith(f"pricing.given.mine: {problem}")


@pytest.mark.parametrize("lacks", ["unitPrice", "source", "asOf"])
def test_a_given_price_says_where_it_comes_from(lacks):
    """Price, source and date are required of every price, a user's too."""
    given = {k: v for k, v in {**SOURCE, "rate": "fargate.spot.linux-arm.vcpu-hour"}.items() if k != lacks}
    assert _problems(pricing={"given": {"mine": given}}) == [f"pricing.given.mine.{lacks}: is required"]


# --- the budget ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("budget", "problem"),
    [
        ({"monthlyCap": {}}, "monthlyCap: limits nothing: give floor, expected or ceiling, or write none"),
        ({"monthlyCap": {"expected": None}}, "monthlyCap: limits nothing: give floor, expected or ceiling"),
        ({"monthlyCap": "5", "tiers": {"base": {}}}, "tiers.base: limits nothing: give floor, expected or ceiling"),
        ({"monthlyCap": "5", "layers": {"network": {}}}, "layers.network: limits nothing: give floor, expected"),
        ({"monthlyCap": None}, "monthlyCap: is required"),
        ({"monthlyCap": "-1"}, "monthlyCap: '-1' is too small: at least 0"),
        ({"monthlyCap": "5", "layers": {"netwrk": "5"}}, "layers.netwrk: 'netwrk' is none of network, edge"),
        ({"monthlyCap": "5", "enforcement": "on"}, "enforcement: 'on' is none of mandatory, onIncrease or advisory"),
        ({"monthlyCap": "5", "enforcement": "off"}, "enforcement: 'off' is none of mandatory, onIncrease or advisory"),
        ({"monthlyCap": "5", "enforcement": True}, "enforcement: true is none of mandatory, onIncrease or advisory"),
        ({"monthlyCap": "5", "warnAtPercent": 101}, "warnAtPercent: 101 is too large: at most 100"),
        ({"monthlyCap": "5", "maxIncrease": {}}, "maxIncrease: limits nothing: give usd, percent or both"),
        ({"monthlyCap": "5", "maxIncrease": {"percent": 0}}, "maxIncrease.percent: 0 is too small: more than 0"),
        ({"monthlyCap": "5", "scope": "stack"}, "scope: 'stack' counts by tags that AWS does not know yet: set"),
        ({"monthlyCap": "5", "override": {"monthlyCap": "9", "reason": "x"}}, "override.until: is required"),
        ({"monthlyCap": "5", "override": {"monthlyCap": "9", "until": "2026-12-31"}}, "override.reason: is required"),
        (
            {"monthlyCap": "5", "override": {"monthlyCap": "9", "reason": "x", "until": "31.12.2026"}},
            "override.until: '31.12.2026' is not a date in quotes",
        ),
        ({"monthlyCap": "5", "alerts": {"emails": ["ops@example.com"]}}, "alerts: tells nobody anything: give"),
        ({"monthlyCap": "none", "alerts": ALERTS}, "alerts: need a cap on the expected figure: it is the budget AWS"),
        ({"monthlyCap": {"ceiling": "5"}, "alerts": ALERTS}, "alerts: need a cap on the expected figure"),
        ({"monthlyCap": "5", "alerts": {**ALERTS, "actual": ["80"] * 11}}, "alerts: 11 is more than 10 notifications"),
        ({"monthlyCap": "5", "alerts": {**ALERTS, "actual": ["0%"]}}, "alerts.actual[0]: '0%' is not above 0"),
        (
            {"monthlyCap": "5", "alerts": {**ALERTS, "forecast": ["100%", "1000001%"]}},
            "alerts.forecast[1]: '1000001%' is not above 0 and up to 1000000 %",
        ),
        ({"monthlyCap": "5", "alerts": {**ALERTS, "actual": ["most"]}}, "alerts.actual[0]: 'most' is no threshold"),
        ({"monthlyCap": "5", "alerts": {"actual": ["80%"], "emails": []}}, "alerts.emails: [] is too short: one entry"),
        ({"monthlyCap": "5", "alerts": {**ALERTS, "emails": ["ops"]}}, "alerts.emails[0]: 'ops' is not an e-mail"),
        ({"monthlyCap": "5", "anomaly": {"emails": ["ops@example.com"]}}, "anomaly: needs one of abovePercent and"),
        (
            {"monthlyCap": "5", "anomaly": {"emails": ["ops@example.com"], "abovePercent": 5, "aboveUsd": 5}},
            "anomaly: needs one of abovePercent and aboveUsd",
        ),
    ],
)
def test_a_budget_that_says_nothing_or_the_wrong_thing(budget, problem):
    """A cap that limits nothing would let everything pass in silence."""
    (found,) = _problems(budget=budget)
    assert found.startswith(f"budget.{problem}")


@pytest.mark.parametrize(
    "budget",
    [
        {"monthlyCap": "none"},
        {"monthlyCap": 0},
        {"monthlyCap": "119.00", "alerts": {**ALERTS, "actual": ["80%", "100.00"] * 3, "forecast": ["100%"] * 4}},
        {"monthlyCap": "none", "tiers": {"base": "5"}, "alerts": ALERTS},
        {"monthlyCap": "5", "scope": "stack", "costTagsActive": True},
        {"monthlyCap": "5", "anomaly": {"emails": ["ops@example.com"], "aboveUsd": 0}},
    ],
)
def test_budgets_that_are_in_order(budget):
    """From none to ten alerts."""
    assert _problems(budget=budget) == []
