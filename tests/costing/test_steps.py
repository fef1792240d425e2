"""What the steps of the path do to what runs, said beside the years."""

import pytest

from costing.steps import steps
from tests.support.bills import stack_of

MICRO = {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20}
NODES = {"version": "8.0", "nodeType": "cache.t4g.micro", "purpose": "queue"}
PATH = [{"tier": "a", "months": 6}, {"tier": "b", "months": 12}]


def said(patch, path=PATH, **topology):
    """Return what is said of the step from a topology to itself with a patch."""
    tiers = {"a": {}, "b": {"topology": patch}}
    return list(steps(stack_of({"topology": topology, "tier": "a", "tiers": tiers, "path": path})))


CASES = [
    ({}, []),
    (
        {"database": {"instanceClass": "db.t4g.small"}},
        ["month 7, a to b: database.instanceClass is downtime: the instance restarts on other hardware"],
    ),
    # A standby joins while the database serves.
    ({"database": {"multiAz": True}}, []),
    ({"database": {"storageGb": 40}}, []),
    (
        {"cache": {"nodeType": "cache.t4g.small"}},
        ["month 7, a to b: cache.nodeType is downtime: the only node is replaced"],
    ),
    # The worst comes first; two of a kind by their paths.
    (
        {"cache": {"nodeType": "cache.t4g.small"}, "database": {"instanceClass": "db.t4g.small", "multiAz": True}},
        ["month 7, a to b: cache.nodeType is downtime", "month 7, a to b: database.instanceClass is downtime"],
    ),
]


@pytest.mark.parametrize(("patch", "begins"), CASES)
def test_what_is_felt_is_said(patch, begins):
    """CR-65, AN-47: outages of a step, with the month in which they are due; what nobody notices is left out."""
    found = said(patch, database=MICRO, cache=NODES)
    assert len(found) == len(begins)
    assert all(sentence.startswith(start) for sentence, start in zip(found, begins, strict=True))


def test_data_at_stake_is_said():
    """A queue on one node may lose what waits in it."""
    (sentence,) = said({"cache": {"nodeType": "cache.t4g.small"}}, cache=NODES)
    assert sentence.endswith("; at stake is what waits in the queue: let the workers empty it first")


def test_without_a_path_there_is_no_step():
    """One tier that stays changes nothing."""
    assert said({"database": {"instanceClass": "db.t4g.small"}}, [], database=MICRO) == []


def test_each_step_has_its_month():
    """Half a year, then a year: the second step is compared with the first, not with the start."""
    tiers = {
        "a": {},
        "b": {"topology": {"database": {"instanceClass": "db.t4g.small"}}},
        "c": {"extends": "b", "topology": {"database": {"instanceClass": "db.t4g.medium"}}},
    }
    path = [*PATH, {"tier": "c", "months": 1}]
    found = steps(stack_of({"topology": {"database": MICRO}, "tier": "a", "tiers": tiers, "path": path}))
    assert [sentence.partition(":")[0] for sentence in found] == [
        "month 7, a to b",
        "month 19, b to c",
    ]
