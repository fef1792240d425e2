"""From config to model and back: what is read can be written, and read again as the same."""

import pytest

from infra.model.base import Model
from infra.model.fingerprint import fingerprint
from infra.model.reading import validated
from infra.model.stack import Around, PathStep, Sections, Stack, Tier, TierPatch
from tests.support.bills import stack_of
from tests.support.topologies import EGRESS, ONE, OTHER

CONFIGS = [ONE, OTHER, *({"topology": {"name": "shop", "network": {"egress": egress}}} for egress in EGRESS)]


def _read(raw):
    model = validated(Sections, raw)
    assert isinstance(model, Sections), model
    return model


@pytest.mark.parametrize("raw", CONFIGS, ids=["one", "other", *(e["kind"] for e in EGRESS)])
def test_what_is_read_can_be_written_and_read_again(raw):
    """From config to model to config to model: the same model, and the same text."""
    model = _read(raw)
    written = model.model_dump(mode="json")
    assert _read(written) == model
    assert _read(written).model_dump(mode="json") == written


def _models_in(value):
    if isinstance(value, Model):
        yield type(value)
        for name in type(value).model_fields:
            yield from _models_in(getattr(value, name))
    elif isinstance(value, (dict, tuple)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _models_in(inner)


def _models(of=Model):
    for model in of.__subclasses__():
        if model.__module__.startswith("infra.model") and not model.__name__.startswith("_"):
            yield model
        yield from _models(model)


def test_these_configs_hold_every_part_of_the_model():
    """No model is left out of the round trip: a new one fails here until it is in a config above."""
    used = {model for raw in CONFIGS for model in _models_in(_read(raw))}
    around = {Around, TierPatch, PathStep, *_models_in(_around(AROUND))}
    assert set(_models()) == used | around


AROUND = {
    "tier": "a",
    "tiers": {"a": {"extends": "b", "note": "x", "topology": {"name": "y"}}, "b": {}},
    "path": [{"tier": "a", "months": 12}],
    "budget": {
        "monthlyCap": {"floor": 1, "expected": "119", "ceiling": 300.5},
        "tiers": {"a": "5"},
        "layers": {"network": {"floor": 1}},
        "override": {"monthlyCap": "230.00", "reason": "launch week", "until": "2026-12-31"},
        "maxIncrease": {"usd": "25.00", "percent": 20},
        "alerts": {"emails": ["ops@example.com"], "actual": ["80%", "100.00"], "forecast": ["100%"]},
        "anomaly": {"emails": ["ops@example.com"], "abovePercent": 20},
    },
    "claims": {"table": {"tier": "a", "total": "119.00", "parts": {"services.api": "30.00"}, "source": "section 3"}},
}


def _around(raw):
    model = validated(Around, raw)
    assert isinstance(model, Around), model
    return model


def test_what_stands_around_the_sections_can_be_written_too():
    """Budget with caps and override, claims, tiers, path."""
    model = _around(AROUND)
    assert _around(model.model_dump(mode="json")) == model


@pytest.mark.parametrize(
    "budget",
    [
        {"monthlyCap": "none"},
        {"monthlyCap": "119.00"},
        {"monthlyCap": 119},
        {"monthlyCap": {"expected": "119", "ceiling": 300.5}},
        {"monthlyCap": "none", "tiers": {"base": "5"}, "layers": {"network": {"floor": 1}}},
        {
            "monthlyCap": "1",
            "override": {"monthlyCap": "230.00", "reason": "launch week", "until": "2026-12-31"},
            "maxIncrease": {"usd": "25.00", "percent": 20},
            "alerts": {"emails": ["ops@example.com"], "actual": ["80%", "100.00"], "forecast": ["100%"]},
        },
    ],
)
def test_a_budget_survives(budget):
    """A plain cap, a map of caps, and none."""
    stack = stack_of({"budget": budget})
    written = stack.budget.model_dump(mode="json")
    again = stack_of({"budget": written})
    assert again.budget == stack.budget
    assert fingerprint(again) == fingerprint(stack)


def test_models_are_frozen_and_comparable():
    """Two readings of one config are equal; neither can be changed."""
    one, other = stack_of({}), stack_of({})
    assert one == other
    with pytest.raises(Exception, match="frozen"):
        one.deployed.topology.name = "other"


def test_the_deployed_tier_is_the_one_named():
    """A stack knows its tier."""
    stack = stack_of({"tiers": {"a": {"note": "first"}, "b": {}}, "tier": "a"})
    assert isinstance(stack, Stack)
    assert isinstance(stack.deployed, Tier)
    assert (stack.deployed.name, stack.deployed.note) == ("a", "first")
    assert list(stack.tiers) == ["a", "b"]
