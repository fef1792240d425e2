"""The collector of traces fits into every task."""

from typing import Any

import pytest

from infra.model.rules.common import Where
from infra.model.rules.crossing import tracing
from tests.support.bills import REGION, TODAY, sections_of

WHERE = Where(REGION, TODAY)
ASK = "the collector of observability.tracing takes"


def told(containers: dict[str, Any], *, kind: str = "fargate", **asked: Any) -> list[str]:
    """Return the problems of one service of 256 CPU units and 512 MiB; the collector takes 64 and 128 of them."""
    found = {name: {"image": "public.ecr.aws/x/y:1", **container} for name, container in containers.items()}
    service = {"kind": kind, "cpuUnits": 256, "memoryMib": 512, "containers": found}
    topology = sections_of({"services": {"api": service}, "observability": {"tracing": asked}}).topology
    problems = tracing.problems(topology, WHERE)
    return [str(problem).removeprefix("tollgate:services.api.containers") for problem in problems]


@pytest.mark.parametrize(
    ("containers", "expected"),
    [
        ({"app": {"memoryMib": 384}}, []),
        (
            {"app": {"memoryMib": 385}},
            [f": leave 127 of 512 MiB, and {ASK} 128 MiB: trim them, or take more"],
        ),
        ({"app": {"cpuUnits": 192}}, []),
        (
            {"app": {"cpuUnits": 193}},
            [f": leave 63 of 256 CPU units, and {ASK} 64 CPU units: trim them, or take more"],
        ),
        ({"app": {"memoryMib": 378}, "side": {}}, []),
        (
            {"app": {"memoryMib": 379}, "side": {}},
            [f": leave 133 of 512 MiB, and {ASK} 128 MiB and side need some: trim them, or take more"],
        ),
    ],
)
def test_containers_leave_room_for_the_collector(containers: dict[str, Any], expected: list[str]):
    """512 MiB − 128 of the collector = 384 for the others; 6 less for each without a limit; CPU likewise."""
    assert told(containers) == expected


def test_a_larger_collector_needs_more():
    """With 129 MiB for the collector, 384 for the application are one too many."""
    message = f": leave 128 of 512 MiB, and {ASK} 129 MiB: trim them, or take more"
    assert told({"app": {"memoryMib": 384}}, collectorMemoryMib=129) == [message]


def test_what_is_too_large_by_itself_is_told_elsewhere():
    """Containers above the task's size without any collector are the containers' own problem."""
    assert told({"app": {"memoryMib": 513}}) == []


def test_names_and_ports_of_the_collector_are_taken():
    """A container of the collector's name, or on its port, could not start beside it."""
    assert told({"tracing-collector": {"memoryMib": 64, "ports": [8000, 4318]}}) == [
        ".tracing-collector: has the name of the collector of observability.tracing: take another",
        ".tracing-collector.ports[1]: 4318 is where the collector of observability.tracing listens: take another",
    ]


def test_jobs_are_not_traced():
    """A job answers no requests: tracing alone with jobs records nothing, and jobs need no room for it."""
    message = "tollgate:observability.tracing: has no service to trace: jobs answer no requests; null it"
    assert told({"app": {"memoryMib": 512}}, kind="job") == [message]
