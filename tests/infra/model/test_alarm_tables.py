"""The tables of docs/alarms.md say what the program does."""

from pathlib import Path

from infra.aws_rules.metrics import METRICS
from infra.model.default_alarms import default_alarms
from infra.model.observability import Alarm
from infra.model.types import plain
from tests.support.bills import sections_of

DOC = Path(__file__).parents[3] / "docs" / "alarms.md"
CONTAINERS = {"app": {"image": "public.ecr.aws/x/y:1", "ports": [8000]}}
FARGATE = {"cpuUnits": 256, "memoryMib": 512, "containers": CONTAINERS}


def _table(heading: str) -> list[tuple[str, ...]]:
    """Return the rows of the table below a heading."""
    text = DOC.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in text.splitlines() if line.startswith("|")][2:]
    return [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows]


def test_the_table_of_metrics():
    """Every metric that the program knows is in the table, under AWS's name, in order."""
    expected = [
        (
            of,
            metric,
            f"{known.namespace} {known.name}",
            known.statistic or "chosen",
            "" if known.units == 1 else f"× {plain(known.units)}",
        )
        for of, entries in METRICS.items()
        for metric, known in entries.items()
    ]
    assert _table("What can be watched") == expected


THINGS = {
    "service.api": "service with a route",
    "service.worker": "service without a route",
    "database": "database",
    "cache": "cache of kind nodes",
    "queue.jobs": "queue",
}
ONLY = {
    ("database", "freeStorageGb"): "database of kind instance",
    ("cache", "memory"): "cache for queues",
    ("service.api", "cpu"): "service",
    ("service.api", "memory"): "service",
}
DERIVED = {
    "connections": "above 80 % of the class's limit",
    "freeStorageGb": "below 10 % of storageGb",
    "ageSeconds": "above half the retention",
}


def _row(alarm: Alarm) -> tuple[str, ...]:
    metric = str(alarm.metric)
    of = ONLY.get((alarm.of, metric), THINGS[alarm.of])
    side = f"above {alarm.above}" if alarm.below is None else f"below {alarm.below}"
    long = f"{alarm.minutes} minutes"
    return of, metric, DERIVED.get(metric, side), f"{alarm.periods} × {long}" if alarm.periods > 1 else long


def test_the_table_of_default_alarms():
    """Every default alarm of a topology with one of everything is in the table, and nothing else is."""
    topology = sections_of(
        {
            "services": {"api": {**FARGATE, "route": {}}, "worker": FARGATE},
            "database": {"version": "17", "instanceClass": "db.t4g.micro", "storageGb": 20},
            "cache": {"version": "8.0", "nodeType": "cache.t4g.micro", "purpose": "queue"},
            "messaging": {"queues": {"jobs": {}}},
        }
    ).topology
    found = [alarm for alarm in default_alarms(topology).values() if (alarm.of, alarm.metric) not in REPEATED]
    assert {_row(alarm) for alarm in found} == set(_table("Default alarms"))


REPEATED = {("service.worker", "cpu"), ("service.worker", "memory")}
"""Alarms that services with and without a route have alike, and the table lists once."""
