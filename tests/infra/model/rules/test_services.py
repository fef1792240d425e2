"""What Fargate, ECS and EC2 accept of services and jobs: at, below and above each limit."""

from datetime import date

import pytest

from infra.model.rules import services
from infra.model.rules.common import Where
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
APP = {"containers": {"a": {"image": "x/y:1"}}}
FARGATE = {"cpuUnits": 256, "memoryMib": 512, **APP}
ASG = {"kind": "asg", "instanceType": "t3.small", **APP}
JOB = {"kind": "job", **FARGATE}


def found(service):
    """Return the problems of one service called api as lines."""
    built = sections_of({"services": {"api": service}}).topology.services
    return [str(p).removeprefix("tollgate:api.") for p in services.problems(built, WHERE)]


@pytest.mark.parametrize(("cpu", "memory"), [(256, 512), (256, 2048), (512, 1024), (8192, 16384), (32768, 61440)])
def test_sizes_of_fargate_pass(cpu, memory):
    """The corners of AWS's table."""
    assert found({**FARGATE, "cpuUnits": cpu, "memoryMib": memory}) == []


SIZES = [
    (
        1536,
        2048,
        "cpuUnits: 1536 is no CPU size of Fargate; the nearest sizes are 1024 with 2048 MiB and 2048 with 4096 MiB",
    ),
    (
        256,
        511,
        "memoryMib: 511 MiB do not go with 256 CPU units on Fargate; the nearest sizes are 256 with 512 MiB",
    ),
    (
        256,
        3072,
        (
            "memoryMib: 3072 MiB do not go with 256 CPU units on Fargate; "
            "the nearest sizes are 256 with 2048 MiB and 512 with 3072 MiB"
        ),
    ),
    (
        512,
        1536,
        (
            "memoryMib: 1536 MiB do not go with 512 CPU units on Fargate; "
            "the nearest sizes are 512 with 1024 MiB and 512 with 2048 MiB"
        ),
    ),
]


@pytest.mark.parametrize(("cpu", "memory", "line"), SIZES)
@pytest.mark.parametrize("kind", ["fargate", "job"])
def test_other_sizes_name_both_neighbours(kind, cpu, memory, line):
    """CR-10: an impossible size is refused with the nearest ones below and above."""
    assert found({**FARGATE, "kind": kind, "cpuUnits": cpu, "memoryMib": memory}) == [line]


def test_a_job_runs_by_a_clock_aws_understands():
    """CR-33: six fields and a zone of the IANA database."""
    assert found({**JOB, "schedule": {"cron": "30 20 * * ? *", "timeZone": "Asia/Kolkata"}}) == []
    lines = found({**JOB, "schedule": {"cron": "30 20 * *", "timeZone": "Nowhere"}})
    assert [line.partition(":")[0] for line in lines] == ["schedule.cron", "schedule.timeZone"]


@pytest.mark.parametrize(
    ("spot", "fine"),
    [
        ({"sharePercent": 100}, True),
        ({"sharePercent": 0}, True),
        ({"sharePercent": 50}, False),
        ({"sharePercent": 100, "onDemandBase": 1}, False),
    ],
)
def test_a_run_is_on_spot_or_not(spot, fine):
    """One task cannot be shared between two kinds of capacity."""
    lines = found({**JOB, "spot": spot})
    assert (lines == []) is fine
    assert fine or lines[0].startswith("spot: cannot split a job")


def test_blue_green_needs_a_route():
    """FS-19: the load balancer is what switches between the sets."""
    assert found({**FARGATE, "deployment": {"kind": "blueGreen"}, "route": {}}) == []
    assert found({**FARGATE, "deployment": {"kind": "blueGreen"}}) == [
        "deployment.kind: 'blueGreen' needs a route: the load balancer is what switches; deploy rolling"
    ]


@pytest.mark.parametrize(
    ("minimum", "maximum", "count", "fine"),
    [(100, 200, 1, True), (100, 100, 1, False), (0, 100, 1, True), (50, 100, 1, False), (50, 100, 2, True)],
)
def test_a_deployment_has_room_to_begin(minimum, maximum, count, fine):
    """A task must be allowed to stop or one more to start; percentages round against it."""
    deployment = {"minimumHealthyPercent": minimum, "maximumPercent": maximum}
    lines = found({**FARGATE, "deployment": deployment, "scaling": {"min": count, "max": count}})
    assert (lines == []) is fine
    assert fine or "leaves a deployment no room" in lines[0]


def test_a_count_that_scaling_may_reach_is_judged_too():
    """At two tasks the deployment works, at one it is stuck: the bounds allow one."""
    deployment = {"minimumHealthyPercent": 50, "maximumPercent": 100}
    (line,) = found({**FARGATE, "deployment": deployment, "scaling": {"min": 1, "max": 2, "policy": {"kind": "cpu"}}})
    assert "1 of 1 tasks" in line


def test_a_grace_period_is_of_a_load_balancer():
    """ECS refuses the setting for services without one."""
    (line,) = found({**FARGATE, "graceSeconds": 30})
    assert line.startswith("graceSeconds: is for checks of the load balancer, and there is no route")
    assert found({**FARGATE, "graceSeconds": 30, "route": {}}) == []


@pytest.mark.parametrize(
    ("kind", "clause"),
    [
        ("t3.smal", "did you mean t3.small?"),
        ("c5a.large", "the price book has no prices for it"),
        ("t3.16xlarge", "t3 comes as nano, micro, small, medium, large, xlarge, 2xlarge"),
    ],
)
def test_instance_types_exist_and_have_a_price(kind, clause):
    """A type that EC2 does not have, or that nobody can price, is refused."""
    (line,) = found({**ASG, "instanceType": kind})
    assert line.startswith(f"instanceType: {kind!r} is ")
    assert clause in line


def test_only_burstable_types_have_credits():
    """Unlimited credits are a thing of the T families."""
    assert found({**ASG, "cpuCredits": "unlimited"}) == []
    assert found({**ASG, "instanceType": "m6i.large", "cpuCredits": "unlimited"}) == [
        "cpuCredits: 'unlimited' is for burstable types, and m6i.large is none: leave it out"
    ]


@pytest.mark.parametrize(("each", "fine"), [(16, True), (17, False)])
def test_a_task_on_an_instance_reserves_an_eighth_of_a_processor_at_least(each, fine):
    """ECS gives 128 CPU units at least: two vCPUs, 2048 units, hold 16 tasks."""
    lines = found({**ASG, "tasksPerInstance": each})
    assert (lines == []) is fine
    assert fine or lines[0].endswith("ECS gives 128 at least: 16 at most")


@pytest.mark.parametrize(("most", "fine"), [(190, True), (191, False)])
def test_a_refresh_spreads_a_hundred_percent_at_most(most, fine):
    """AN-57: Auto Scaling takes a gap of 100 between the least and the most healthy percent."""
    lines = found({**ASG, "instanceRefresh": {"minHealthyPercent": 90, "maxHealthyPercent": most}})
    assert (lines == []) is fine
