"""How many tasks and instances run: least, on average, most, through the month."""

from decimal import Decimal

import pytest

from costing.demand.counts import bounds, counts, size_of
from costing.demand.requests import requests
from infra.model.workload import ServiceWorkload
from tests.support.bills import sections_of

ONE = Decimal(1)
CPU = {"kind": "cpu", "targetPercent": 50}
FARGATE = {"cpuUnits": 1024, "memoryMib": 2048, "containers": {"app": {"image": "x/y:1"}}}
ASG = {"kind": "asg", "instanceType": "t3.small", "containers": {"app": {"image": "x/y:1"}}}


def service_of(given):
    """Return a service as the model reads it."""
    return sections_of({"services": {"api": given}}).topology.services["api"]


def known(given, work, rate=None, profile=None, share=1, target=60):
    """Return the counts of a service, and the service."""
    whole = {"requestsPerSecond": rate or {"average": 0}, "profile": profile or {}, "services": {"api": work}}
    sections = sections_of({"services": {"api": given}}, workload=whole)
    service, own = sections.topology.services["api"], sections.workload.services.get("api", ServiceWorkload())
    return counts(service, own, requests(sections.workload), Decimal(share), Decimal(target)), service


def scaled(least, most, **parts):
    """Return a Fargate service between bounds."""
    return {**FARGATE, "scaling": {"min": least, "max": most, "policy": CPU}, **parts}


def test_a_stated_average_stands():
    """Nothing is derived where the user knows."""
    found, _ = known(scaled(1, 5), {"averageCount": "1.5"})
    assert found.tasks == (1, Decimal("1.5"), 5)
    assert str(found.why) == "1.5 tasks as given"
    assert not found.assumed


# One vCPU at 50 % does 1,000 × 0.5 / 100 ms = 5 requests a second.
CARRIED = [(0, 1), (5, 1), ("5.1", 2), (12, 3), (25, 5), (1000, 5)]


@pytest.mark.parametrize(("rate", "tasks"), CARRIED)
def test_measured_tasks_carry_the_rate_within_the_bounds(rate, tasks):
    """Requests a second over five a task, rounded up, at least one and at most five."""
    found, _ = known(scaled(1, 5), {"cpuMsPerRequest": 100}, {"average": rate})
    assert found.tasks.expected == tasks


def test_a_share_of_the_requests_is_carried():
    """Twenty requests a second, of which a quarter come here: five, one task."""
    found, _ = known(scaled(1, 5), {"cpuMsPerRequest": 100}, {"average": 20}, share="0.25")
    assert found.tasks.expected == 1


def test_the_profile_of_the_month_is_followed():
    """365 h at 20 a second take four tasks, 365 h at 4 take one: two and a half on average."""
    profile = {
        "day": {"hoursPerMonth": 365, "percentOfPeak": 100},
        "night": {"hoursPerMonth": 365, "percentOfPeak": 20},
    }
    found, _ = known(scaled(1, 5), {"cpuMsPerRequest": 100}, {"peak": 20}, profile)
    assert found.tasks == (1, Decimal("2.5"), 5)


def test_without_a_policy_on_use_the_requirement_is_the_target():
    """At 60 % one vCPU does six requests of 100 ms a second: twelve take two tasks."""
    given = {**FARGATE, "scaling": {"min": 1, "max": 5}, "uses": {"self": "scale"}}
    found, _ = known(given, {"cpuMsPerRequest": 100}, {"average": 12})
    assert found.tasks.expected == 2


def test_a_policy_on_requests_is_its_own_capacity():
    """600 a minute are ten a second: 25 take three tasks, whatever a request costs."""
    policy = {"kind": "requests", "targetPerMinute": 600}
    given = {**FARGATE, "scaling": {"min": 1, "max": 5, "policy": policy}, "route": {}}
    found, _ = known(given, {}, {"average": 25})
    assert found.tasks.expected == 3
    assert "by requests" in str(found.why)


JOBS = [(60, 60, 1), (61, 60, 2), (1, 60, 1), (600, 60, 5)]


@pytest.mark.parametrize(("rate", "each", "tasks"), JOBS)
def test_workers_run_for_their_jobs(rate, each, tasks):
    """Jobs a minute over what one task does, rounded up, within the bounds."""
    work = {"jobsPerMinute": {"average": rate}, "jobsPerMinutePerTask": each}
    found, _ = known(scaled(1, 5), work)
    assert found.tasks.expected == tasks


def test_without_figures_the_least_is_assumed():
    """An average nobody knows is the least there is, and said so where there is room for more."""
    found, _ = known(scaled(2, 5), {})
    assert found.tasks == (2, 2, 5)
    assert found.assumed
    fixed, _ = known({**FARGATE, "scaling": {"min": 2, "max": 2}}, {})
    assert not fixed.assumed


DAY_AND_NIGHT = {
    "day": {"cron": "0 8 * * ? *", "min": 3, "max": 4},
    "night": {"cron": "0 20 * * ? *", "min": 1, "max": 2},
}


def test_schedules_hold_for_their_hours():
    """AN-59: twelve hours of three to four and twelve of one to two: two to three over the month."""
    given = {**FARGATE, "scaling": {"min": 1, "max": 4, "schedules": DAY_AND_NIGHT}}
    found, service = known(given, {})
    assert bounds(service.scaling) == ((3, 4, Decimal("0.5")), (1, 2, Decimal("0.5")))
    assert found.tasks == (2, 2, 3)
    assert found.most_at_once == 4


def test_whole_instances_hold_parts_of_the_month():
    """Two tasks an instance: ⌈3 / 2⌉ = 2 by day and ⌈1 / 2⌉ = 1 by night are 1.5 instances, not ⌈2 / 2⌉ = 1."""
    given = {**ASG, "tasksPerInstance": 2, "scaling": {"min": 1, "max": 4, "schedules": DAY_AND_NIGHT}}
    found, service = known(given, {})
    assert found.instances(service) == (Decimal("1.5"), Decimal("1.5"), Decimal("1.5"))


@pytest.mark.parametrize(("average", "instances"), [(2, 1), ("2.1", 2), (4, 2)])
def test_a_started_instance_is_a_whole_one(average, instances):
    """A stated average of tasks is rounded up to instances."""
    given = {**ASG, "tasksPerInstance": 2, "scaling": {"min": 2, "max": 4, "policy": CPU}}
    found, service = known(given, {"averageCount": average})
    assert found.instances(service).expected == instances


def test_a_task_has_its_size():
    """Half a vCPU of Fargate; half of what a t3.small registers, 1,712 of its 2,048 MiB."""
    assert size_of(service_of({**FARGATE, "cpuUnits": 512, "memoryMib": 1024})) == (Decimal("0.5"), 1024, False)
    assert size_of(service_of({**ASG, "tasksPerInstance": 2})) == (1, 856, False)
    assert size_of(service_of({**ASG, "instanceType": "t4g.small"})).arm
    assert size_of(service_of({**ASG, "instanceType": "no.such"})) == (0, 0, False)
