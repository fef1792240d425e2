"""Reservations of what is there, discounts within a layer's price."""

from datetime import date

import pytest

from infra.model.rules.common import Where
from infra.model.rules.crossing import commitments
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
IMAGE = {"app": {"image": "public.ecr.aws/x/y:1", "memoryMib": 512}}
TOPOLOGY = {
    "database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20},
    "cache": {"version": "8.0", "nodeType": "cache.t4g.micro"},
    "services": {
        "api": {"cpuUnits": 256, "memoryMib": 512, "containers": IMAGE},
        "worker": {"kind": "asg", "instanceType": "t3.small", "containers": IMAGE},
    },
}
AURORA = {"database": {"kind": "auroraServerless", "version": "17", "minAcu": "0.5", "maxAcu": 4}}
SERVERLESS = {"cache": {"kind": "serverless", "version": "8.0", "maxDataGb": 1, "maxEcpuPerSecond": 1000}}


def found(topology, pricing):
    """Return the problems as lines."""
    return [str(p) for p in commitments.problems(sections_of(topology, pricing=pricing), WHERE)]


def reserved(covers, **more):
    """Return pricing with one reservation."""
    return {"commitments": {"it": {"kind": "reserved", "covers": covers, "termYears": 1, **more}}}


@pytest.mark.parametrize("covers", ["database", "cache", "service.worker"])
def test_what_is_there_can_be_reserved(covers):
    """An instance, nodes, and a service on instances of its own."""
    assert found(TOPOLOGY, reserved(covers)) == []


WRONG = [
    ({}, "database", "'database' is not there: this tier has no database"),
    (AURORA, "database", "'database' is an Aurora Serverless cluster: only instances can be reserved"),
    ({}, "cache", "'cache' is not there: this tier has no cache"),
    (SERVERLESS, "cache", "'cache' is serverless: only nodes can be reserved"),
    (
        TOPOLOGY,
        "service.api",
        "'service.api' runs on Fargate, which has no reservations: write `kind: computeSavingsPlan`",
    ),
    (TOPOLOGY, "service.wroker", "'service.wroker' is no service; did you mean worker?"),
    (TOPOLOGY, "service.x", "'service.x' is no service; services are api and worker"),
    ({}, "service.x", "'service.x' is no service"),
    (
        TOPOLOGY,
        "databse",
        "'databse' cannot be reserved; did you mean database?; covers is database, cache or service.NAME",
    ),
]


@pytest.mark.parametrize(("topology", "covers", "said"), WRONG)
def test_what_cannot_be_reserved(topology, covers, said):
    """Each says what stands in the way, at the key that names it."""
    assert found(topology, reserved(covers)) == [f"tollgate:pricing.commitments.it.covers: {said}"]


def test_only_instances_are_convertible():
    """A convertible database reservation does not exist."""
    said = "'convertible' is for instances of a service; leave it out"
    problems = found(TOPOLOGY, reserved("database", offering="convertible"))
    assert problems == [f"tollgate:pricing.commitments.it.offering: {said}"]
    assert found(TOPOLOGY, reserved("service.worker", offering="convertible")) == []


@pytest.mark.parametrize(("first", "second", "fails"), [("60", "40", False), ("60", "40.01", True)])
def test_discounts_of_a_layer_add_up_to_100_at_most(first, second, fails):
    """At 100 % a layer is free; above it the bill would pay out."""
    pricing = {"discounts": {"a": {"percent": first}, "b": {"percent": second, "layers": ["cache"]}}}
    problems = found({}, pricing)
    assert problems == (["tollgate:pricing.discounts: a and b take 100.01 % off the layer cache"] if fails else [])


def test_discounts_of_different_layers_do_not_add_up():
    """60 % off one layer and 60 % off another are two discounts, not 120 %."""
    two = {"a": {"percent": 60, "layers": ["edge"]}, "b": {"percent": 60, "layers": ["cache"]}}
    assert found({}, {"discounts": two}) == []
