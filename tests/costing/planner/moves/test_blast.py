"""The transition table: no place of the config without a row, and the kinds of what people change most."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from costing.planner.moves.blast import ROWS, blast, moves
from costing.planner.moves.changes import ABSENT, Change
from costing.planner.moves.move import SEVERITIES
from infra.model.requirements import Disruption
from infra.model.topology import Topology
from tests.support.bills import sections_of

API = {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": {"image": "nginx:1"}}}
DATABASE = {"version": "17.4", "instanceClass": "db.t4g.micro", "storageGb": 20}
CACHE = {"version": "8.0", "nodeType": "cache.t4g.micro"}
BASE: dict[str, Any] = {
    "services": {
        "api": API,
        "keeper": {**API, "containers": {"app": {"image": "nginx:1", "stateful": True}}},
        "fleet": {"kind": "asg", "instanceType": "t4g.small", "containers": API["containers"]},
        "nightly": {**API, "kind": "job"},
    },
    "database": DATABASE,
    "cache": CACHE,
}


def _topology(**more: Any) -> Topology:
    return sections_of({**BASE, **more}).topology


def _places(kind: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Yield every place where a change can be, and whether it may come or go whole."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for field in kind.model_fields.values():
            below = (*path, str(field.alias))
            holds = list(_places(field.annotation, below))
            optional = type(None) in get_args(field.annotation)
            if not holds or optional:
                yield below, True
            yield from holds
    elif getattr(kind, "__origin__", None) is dict:
        inner = get_args(kind)[1]
        yield (*path, "NAME"), True
        yield from _places(inner, (*path, "NAME"))
    elif getattr(kind, "__origin__", None) is not tuple:
        for part in get_args(kind):
            if not isinstance(part, (str, int)):
                yield from _places(part, path)


PLACES = sorted({place for place, _ in _places(Topology)})


def test_every_place_of_the_topology_has_rows():
    """Each field, and each part that may come or go, is in the table; the last of its rows holds whatever else."""
    assert len(PLACES) > 200
    for place in PLACES:
        rows = [row for row in ROWS if row.fits(place)]
        assert rows, ".".join(place)
        assert any(row.when.__name__ == "always" for row in rows), f"{'.'.join(place)} has no row for the rest"


def test_every_row_is_for_a_place_and_says_what_happens():
    """No row is for a path that the config has not, and each tells a person and names its document."""
    for row in ROWS:
        assert any(row.fits(place) for place in PLACES), row.path
        assert row.what.endswith("."), row.what
        assert '"' in row.source or "Guide" in row.source, row.source
        assert all(token.startswith("aws:") for token in row.operations)


def test_kinds_are_in_the_order_of_the_requirements():
    """`worst: rolling` admits what the requirements list up to it."""
    assert list(SEVERITIES) == list(get_args(Disruption))
    assert SEVERITIES["none"] < SEVERITIES["rolling"] < SEVERITIES["migration"]


MULTI_AZ = {"database": {**DATABASE, "multiAz": True}}
QUEUE = {"cache": {**CACHE, "purpose": "queue"}}
CASES: list[tuple[str, Any, Any, dict[str, Any], tuple[str, bool]]] = [
    ("database.instanceClass", "db.t4g.micro", "db.t4g.small", {}, ("downtime", False)),
    ("database.instanceClass", "db.t4g.micro", "db.t4g.small", MULTI_AZ, ("failover", False)),
    ("database.storageGb", 20, 40, {}, ("setting", False)),
    ("database.storageGb", 40, 20, {}, ("migration", True)),
    ("database.multiAz", False, True, {}, ("setting", False)),
    ("database.kind", "instance", "auroraServerless", {}, ("migration", True)),
    ("database.version", "17.4", "17.5", {}, ("downtime", False)),
    ("database.version", "17.4", "16", {}, ("migration", True)),
    ("database.backupRetentionDays", 7, 3, {}, ("setting", True)),
    ("database.backupRetentionDays", 7, 14, {}, ("setting", False)),
    ("database.readReplicas", 1, 0, {}, ("rolling", False)),
    ("cache.nodeType", "cache.t4g.micro", "cache.t4g.small", {}, ("downtime", False)),
    ("cache.nodeType", "cache.t4g.micro", "cache.t4g.small", {"cache": {**CACHE, "nodes": 2}}, ("failover", False)),
    ("cache.nodeType", "cache.t4g.micro", "cache.t4g.small", QUEUE, ("downtime", True)),
    ("cache.kind", "nodes", "serverless", {}, ("rolling", False)),
    ("cache.kind", "nodes", "serverless", {"cache": {**CACHE, "purpose": "both"}}, ("migration", True)),
    ("cache.engine", "valkey", "redis", {}, ("migration", True)),
    ("network.egress.kind", "natGateway", "natInstance", {}, ("failover", False)),
    ("network.egress.kind", "natGateway", "publicAddress", {}, ("rolling", False)),
    ("network.egress.instanceType", "t4g.nano", "t3.nano", {}, ("migration", False)),
    ("network.egress.instanceType", "t4g.nano", "t4g.micro", {}, ("downtime", False)),
    ("network.endpoints", ("s3",), ("s3", "ecr.api"), {}, ("setting", False)),
    ("network.endpoints", (), ("s3",), {}, ("failover", False)),
    ("network.endpoints", ("s3", "ecr.api"), ("s3",), {}, ("failover", False)),
    ("network.availabilityZones", 2, 3, {}, ("rolling", False)),
    ("network.availabilityZones", 3, 2, {}, ("migration", True)),
    ("services.api.cpuUnits", 256, 512, {}, ("rolling", False)),
    ("services.keeper.cpuUnits", 256, 512, {}, ("downtime", True)),
    ("services.nightly.cpuUnits", 256, 512, {}, ("none", False)),
    ("services.fleet.instanceType", "t4g.small", "t4g.medium", {}, ("rolling", False)),
    ("services.api.scaling.min", 1, 2, {}, ("rolling", False)),
    ("services.api.route", ABSENT, {}, {}, ("rolling", False)),
    ("services.api.route", {}, ABSENT, {}, ("downtime", False)),
    ("services.more", ABSENT, API, {}, ("none", False)),
    ("services.api", API, ABSENT, {}, ("downtime", False)),
    ("storage.buckets.files.storageClass", "STANDARD", "INTELLIGENT_TIERING", {}, ("setting", False)),
    ("storage.buckets.files", {}, ABSENT, {}, ("migration", True)),
    ("observability.logRetentionDays", 30, 7, {}, ("none", True)),
    ("tags.team", "a", "b", {}, ("rolling", False)),
    ("tags.team", "a", "b", {"services": {}}, ("setting", False)),
]  # fmt: skip


@pytest.mark.parametrize(("path", "before", "after", "more", "expected"), CASES)
def test_blast(path: str, before: Any, after: Any, more: dict[str, Any], expected: tuple[str, bool]):
    """A change is as disturbing as AWS's documents say, given what is deployed."""
    move = blast(("topology", *path.split(".")), before, after, _topology(**more))
    assert (move.kind, move.stateful) == expected
    assert str(move).startswith(f"topology.{path}: {expected[0]}. ")


def test_what_is_known_of_the_application_builds_nothing():
    """A change of the workload disturbs nobody."""
    assert blast(("workload", "services", "api", "averageCount"), "1.5", "3", _topology()).kind == "none"


def test_an_unknown_place_is_an_error():
    """A path that the config has not is a mistake of the caller."""
    with pytest.raises(KeyError, match="database\\.colour"):
        blast(("topology", "database", "colour"), "red", "blue", _topology())


def test_a_change_of_kind_stands_for_all_below_it():
    """The worst comes first; fields that only one of two kinds has are no moves of their own."""
    changes = [
        Change(("topology", "services", "api", "cpuUnits"), 256, 512),
        Change(("topology", "database", "kind"), "instance", "auroraServerless"),
        Change(("topology", "database", "storageGb"), 20, ABSENT),
        Change(("topology", "database", "maxAcu"), ABSENT, 4),
    ]
    assert [(move.kind, move.path[-1]) for move in moves(changes, _topology())] == [
        ("migration", "kind"),
        ("rolling", "cpuUnits"),
    ]
