"""What no price list has needs a price from the user."""

from datetime import date

import pytest

from infra.model.rules.common import Where
from infra.model.rules.crossing import given
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
SMS = {"observability": {"alerts": {"sms": ["+15555550100"]}}}
MODEL = {
    "services": {
        "rag": {
            "cpuUnits": 256,
            "memoryMib": 512,
            "containers": {"app": {"image": "public.ecr.aws/x/y:1"}},
            "uses": {"bedrock.anthropic.claude-3-haiku-20240307-v1:0": "invoke"},
        }
    }
}
LINE = {
    "layer": "services",
    "unit": "query",
    "unitPrice": "0.00066",
    "monthlyQuantity": 7600,
    "source": "the plan",
    "asOf": "2025-10-26",
}
RATE = {"rate": "x.y", "unitPrice": "0.1", "source": "the plan", "asOf": "2025-10-26"}
FIELDS = "layer, unit, unitPrice, monthlyQuantity, source and asOf"


def found(topology, entries):
    """Return the problems as lines."""
    return [str(p) for p in given.problems(sections_of(topology, pricing={"given": entries}), WHERE)]


CASES = [
    (SMS, "sms", "observability.alerts.sms: text messages are"),
    (MODEL, "bedrock", 'services.rag.uses["bedrock.anthropic.claude-3-haiku-20240307-v1:0"]: the model is'),
]


@pytest.mark.parametrize(("topology", "name", "said"), CASES)
def test_a_use_without_a_price(topology, name, said):
    """The line names the place, the entry that is missing, and its fields; a rate for some row is no line."""
    line = f"tollgate:topology.{said} in no price list: give the price as pricing.given.{name}, with {FIELDS}"
    assert found(topology, {}) == [line]
    assert found(topology, {name: RATE}) == [line]
    assert found(topology, {"other": LINE}) == [line]


@pytest.mark.parametrize(("topology", "name", "said"), CASES)
def test_a_use_with_its_price(topology, name, said):
    """A line of that name is all it takes."""
    assert found(topology, {name: LINE}) == []


def test_nothing_used_nothing_asked():
    """A topology without either needs no given price."""
    assert found({}, {}) == []
