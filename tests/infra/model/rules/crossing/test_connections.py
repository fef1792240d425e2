"""Pools of connections against what the database takes."""

from datetime import date
from decimal import Decimal

import pytest

from infra.model.rules.common import Where
from infra.model.rules.crossing import connections
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
MICRO = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
APP = {
    "cpuUnits": 256,
    "memoryMib": 512,
    "containers": {"app": {"image": "x/y:1"}},
    "secrets": {"DATABASE_URL": "database.url"},
}


def sections(pools, database=MICRO, **services):
    """Return a tier whose services hold so many connections a task."""
    workload = {"services": {name: {"connectionsPerTask": pool} for name, pool in pools.items()}}
    return sections_of({"database": database, "services": services}, workload=workload)


def api(most, **parts):
    """Return a service of up to `most` tasks."""
    return {**APP, "scaling": {"min": 1, "max": most, "policy": {"kind": "cpu"}}, **parts}


def found(pools, database=MICRO, **services):
    """Return the problems as lines."""
    return [
        str(p).removeprefix("tollgate:") for p in connections.problems(sections(pools, database, **services), WHERE)
    ]


@pytest.mark.parametrize(("most", "fine"), [(7, True), (8, False)])
def test_all_tasks_at_once_stay_below_the_limit(most, fine):
    """FS-10: 1 GiB takes 80 connections, 3 of them the superuser's: 7 × 11 = 77 fit, 8 × 11 = 88 do not."""
    lines = found({"api": 11}, api=api(most))
    assert (lines == []) is fine
    assert fine or lines == [
        (
            "workload.services.api.connectionsPerTask: make 88 connections together (api 11 × 8); "
            "db.t4g.micro takes 77: smaller pools, fewer tasks, or a larger class"
        )
    ]


def test_pools_of_all_services_add_up():
    """PS-19: the sum counts, and the largest part is named."""
    (line,) = found({"api": 15, "work": 4}, api=api(5), work=api(2))
    assert line.startswith(
        "workload.services.api.connectionsPerTask: make 83 connections together (api 15 × 5 + work 4 × 2)"
    )


def test_only_who_connects_to_the_database_counts():
    """A pool of something else is no connection of the database; a job is one task."""
    idle = {k: v for k, v in APP.items() if k != "secrets"}
    assert connections.connections_at_most(sections({"api": 90, "job": 5}, api=idle, job={**APP, "kind": "job"})) == {
        "job": Decimal(5)
    }


def test_a_parameter_sets_the_limit():
    """CR-23: `max_connections` of the config is what the engine takes, less the superuser's three."""
    hundred = {**MICRO, "parameters": {"max_connections": 100}}
    assert found({"api": 97}, hundred, api=APP) == []
    (line,) = found({"api": 98}, hundred, api=APP)
    assert "db.t4g.micro takes 97" in line


def test_aurora_takes_connections_by_its_most_capacity():
    """At 4 ACU Aurora takes 823 connections, 2000 at most while the minimum is 0.5 ACU or less."""
    aurora = {"kind": "auroraServerless", "version": "17", "minAcu": 1, "maxAcu": 4}
    assert found({"api": 820}, aurora, api=APP) == []
    (line,) = found({"api": 821}, aurora, api=APP)
    assert "Aurora with 4 ACU takes 820" in line


def test_without_a_database_there_is_no_limit():
    """Pools of nothing cannot be too large."""
    assert found({"api": 5000}, None, api={k: v for k, v in APP.items() if k != "secrets"}) == []
