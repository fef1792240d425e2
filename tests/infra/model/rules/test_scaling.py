"""Scaling: bounds, what moves a count between them, and what could never work."""

import pytest

from infra.model.rules import scaling
from tests.support.bills import sections_of

CPU = {"kind": "cpu"}
STEP = {"kind": "step", "metric": "cpu", "scaleOut": {"above": 70, "forMinutes": 2}}
IN = {"below": 50, "forMinutes": 5}
REQUESTS = {"kind": "requests", "targetPerMinute": 100}
DAY = {"cron": "0 8 ? * MON-FRI *", "min": 1, "max": 3}


def found(given, **service):
    """Return the problems of the scaling of a Fargate service as lines."""
    parts = {"cpuUnits": 256, "memoryMib": 512, "containers": {"a": {"image": "x/y:1"}}, "scaling": given, **service}
    built = sections_of({"services": {"api": parts}}).topology.services["api"]
    return [str(p).removeprefix("tollgate:") for p in scaling.problems(built)]


FINE = [
    ({}, {}),
    ({"min": 2, "max": 2}, {}),
    ({"min": 1, "max": 3, "policy": CPU}, {}),
    ({"min": 1, "max": 3, "policy": {"kind": "memory", "targetPercent": 100}}, {}),
    ({"min": 1, "max": 3, "policy": {**STEP, "scaleIn": IN}}, {}),
    ({"min": 0, "max": 3, "policy": {**STEP, "metric": "queue.jobs", "scaleIn": IN}}, {}),
    ({"min": 0, "max": 3, "policy": {"kind": "backlog", "of": "queue.jobs", "targetPerTask": 5}}, {}),
    ({"min": 1, "max": 3, "policy": REQUESTS}, {"route": {}}),
    ({"min": 1, "max": 3, "schedules": {"day": DAY}}, {}),
    ({"min": 1, "max": 3}, {"uses": {"self": "scale"}}),
]


@pytest.mark.parametrize(("given", "service"), FINE)
def test_what_can_work_is_not_complained_of(given, service):
    """Every policy, schedules, and an application that scales itself."""
    assert found(given, **service) == []


BROKEN = [
    ({"min": 3, "max": 2}, {}, ["scaling.min: 3 is above max, which is 2"]),
    (
        {"min": 1, "max": 2},
        {},
        [
            (
                "scaling.max: 2 is above min, and nothing moves the count between them: "
                "give a policy (kind: cpu), schedules, or uses: { self: scale }"
            )
        ],
    ),
    (
        {"min": 1, "max": 2, "policy": CPU},
        {"uses": {"self": "scale"}},
        ["scaling.policy: fights with uses.self: scale over one task count: null one of them"],
    ),
    (
        {"min": 1, "max": 2, "policy": REQUESTS},
        {},
        ["scaling.policy.kind: 'requests' counts what the load balancer sends: it needs a route"],
    ),
    (
        {"min": 1, "max": 2, "policy": REQUESTS},
        {"route": {}, "deployment": {"kind": "blueGreen"}},
        [
            (
                "scaling.policy.kind: 'requests' does not go with blueGreen: "
                "AWS counts requests of one target group, and there are two: use cpu"
            )
        ],
    ),
    (
        {"min": 1, "max": 2, "schedules": {"day": {**DAY, "cron": "0 8 * * *"}}},
        {},
        [
            (
                "scaling.schedules.day.cron: '0 8 * * *' has the five fields of Unix; "
                "AWS wants six, with a year and one ?, as in 0 8 * * ? *"
            )
        ],
    ),
    (
        {"min": 1, "max": 2, "schedules": {"day": {**DAY, "timeZone": "Berlin"}}},
        {},
        [
            (
                "scaling.schedules.day.timeZone: 'Berlin' is not a time zone of the IANA database, "
                "such as UTC or Europe/Berlin"
            )
        ],
    ),
    (
        {"min": 1, "max": 2, "schedules": {"day": {**DAY, "min": 4}}},
        {},
        ["scaling.schedules.day.min: 4 is above max, which is 3"],
    ),
]


@pytest.mark.parametrize(("given", "service", "lines"), BROKEN)
def test_what_cannot_work_is_one_line(given, service, lines):
    """Each mistake is told at its place, with what to do instead."""
    assert found(given, **service) == lines


@pytest.mark.parametrize("policy", [CPU, {"kind": "memory"}, {**STEP, "scaleIn": IN}])
def test_nothing_to_measure_starts_nothing(policy):
    """With no task there is no CPU and no memory: the count would stay at zero for good."""
    (line,) = found({"min": 0, "max": 2, "policy": policy})
    assert line.startswith("scaling.policy: never starts a task again once there is none")
    assert "kind backlog" in line


def test_a_schedule_may_not_leave_a_service_without_anything_to_measure():
    """The least of all bounds counts, not only the service's own."""
    night = {"cron": "0 22 * * ? *", "min": 0, "max": 0}
    (line,) = found({"min": 1, "max": 2, "policy": CPU, "schedules": {"night": night}})
    assert line.startswith("scaling.policy: never starts")


@pytest.mark.parametrize(("below", "fine"), [(69, True), (70, False), (71, False)])
def test_two_thresholds_leave_a_gap(below, fine):
    """AN-09: scaling in begins below where scaling out began; at the same value the count would swing."""
    lines = found({"min": 1, "max": 2, "policy": {**STEP, "scaleIn": {**IN, "below": below}}})
    assert (lines == []) is fine
    assert fine or lines[0].startswith(f"scaling.policy.scaleIn.below: {below} is not below scaleOut.above")


@pytest.mark.parametrize(("above", "fine"), [("99.9", True), (100, False)])
def test_a_percentage_is_exceeded_below_a_hundred(above, fine):
    """Nothing is busier than 100 %."""
    lines = found(
        {"min": 1, "max": 2, "policy": {**STEP, "scaleOut": {"above": above, "forMinutes": 1}, "scaleIn": IN}}
    )
    assert (lines == []) is fine


@pytest.mark.parametrize("metric", ["cpuu", "queue", "queue.", "requests"])
def test_a_step_watches_something_known(metric):
    """The service's own CPU or memory, a queue or a metric by name."""
    (line,) = found({"min": 1, "max": 2, "policy": {**STEP, "metric": metric, "scaleIn": IN}})
    assert line.startswith(f"scaling.policy.metric: {metric!r} is none of cpu, memory, queue.NAME or metric.NAME")
