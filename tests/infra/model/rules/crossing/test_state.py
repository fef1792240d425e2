"""State in a task: one task alone, also while it is deployed, and no second writer of its files."""

from datetime import date

import pytest

from infra.model.rules.common import Where
from infra.model.rules.crossing import state
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
KEEPER = {"image": "x/y:1", "stateful": True}
PLAIN = {"image": "x/y:1"}


def service(containers, **parts):
    """Return a Fargate service."""
    return {"cpuUnits": 256, "memoryMib": 512, "containers": containers, **parts}


def found(**services):
    """Return the problems of state as lines."""
    parts = {"services": services, "storage": {"fileSystems": {"files": {}}}}
    return [str(p).removeprefix("tollgate:services.") for p in state.problems(sections_of(parts).topology, WHERE)]


CPU = {"kind": "cpu"}


@pytest.mark.parametrize(
    ("scaling", "place"),
    [
        ({"max": 1}, ""),
        ({"max": 2, "policy": CPU}, "scaling.max: 2 tasks"),
        (
            {"schedules": {"day": {"cron": "0 8 * * ? *", "min": 1, "max": 3}}},
            "scaling.schedules.day.max: 3 tasks",
        ),
    ],
)
def test_state_has_one_task(scaling, place):
    """CR-30, PS-21: with two tasks each would have a broker, a store or a cache of its own."""
    lines = found(api=service({"redis": KEEPER, "app": PLAIN}, scaling=scaling))
    assert len(lines) == bool(place)
    assert all(line.startswith(f"api.{place} would each have a redis of their own") for line in lines)


def test_without_state_any_count_goes():
    """The rule is about stateful containers alone."""
    assert found(api=service({"app": PLAIN}, scaling={"max": 9, "policy": CPU})) == []


@pytest.mark.parametrize(
    ("deployment", "place"),
    [
        (None, ""),
        ({"minimumHealthyPercent": 0, "maximumPercent": 100}, ""),
        ({}, "maximumPercent"),
        ({"maximumPercent": 150}, "maximumPercent"),
        ({"kind": "blueGreen"}, "kind"),
    ],
)
def test_a_deployment_does_not_run_two_at_once(deployment, place):
    """Left out, the old task stops first; written, a deployment must not let two overlap."""
    parts = {} if deployment is None else {"deployment": deployment}
    lines = found(api=service({"redis": KEEPER}, route={}, **parts))
    # At one task, 150 % rounds down to one: nothing overlaps, yet the bounds say it may.
    assert [line.partition(":")[0] for line in lines] == ([f"api.deployment.{place}"] if place else [])


def test_a_job_may_keep_state_as_it_likes():
    """A job runs alone and ends."""
    assert found(api=service({"redis": KEEPER}, kind="job")) == []


def test_two_services_do_not_write_one_store():
    """CR-13: stateful containers of two services may not mount one file system; one may, and others may read."""
    writer = {**KEEPER, "mounts": {"fileSystem.files": "/data"}}
    reader = {**PLAIN, "mounts": {"fileSystem.files": "/data"}}
    assert found(one=service({"a": writer}), two=service({"b": reader})) == []
    assert found(one=service({"a": writer}), two=service({"b": writer})) == [
        'two.containers.b.mounts["fileSystem.files"]: is written by a stateful container of one too: give each its own'
    ]
    scratch = {**KEEPER, "mounts": {"scratch.x": "/data"}}
    assert found(one=service({"a": scratch}), two=service({"b": scratch})) == []
