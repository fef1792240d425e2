"""What the workload says of services: names, bounds, shares, measurements."""

from datetime import date

import pytest

from infra.model.rules.common import Where
from infra.model.rules.crossing import service_workload
from tests.support.bills import sections_of

WHERE = Where("us-east-1", date(2026, 11, 21))
APP = {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": {"image": "x/y:1", "memoryMib": 256, "cpuUnits": 128}}}
SCALED = {**APP, "scaling": {"min": 2, "max": 4, "policy": {"kind": "cpu"}}}


def found(known, usage=None, **services):
    """Return the problems of the workload of services as lines."""
    sections = sections_of({"services": services}, workload={"services": known}, usage=usage or {})
    return [str(p).removeprefix("tollgate:workload.services.") for p in service_workload.problems(sections, WHERE)]


def test_services_that_are_spoken_of_exist():
    """A name that is nearly one is told the nearest; without services there is none."""
    assert found({"app": {}}, api=APP) == ["app: is no service; did you mean api?"]
    assert found({"zzz": {}}, api=APP) == ["zzz: is no service; services are api"]
    assert found({"zzz": {}}) == ["zzz: is no service; the topology has none"]


@pytest.mark.parametrize(("count", "fine"), [("1.9", False), (2, True), (4, True), ("4.1", False)])
def test_the_average_lies_within_the_bounds(count, fine):
    """A mean that scaling never reaches is a mistake in one of the two."""
    lines = found({"api": {"averageCount": count}}, api=SCALED)
    assert lines == ([] if fine else [f"api.averageCount: {count} lies outside of scaling's 2 to 4 tasks"])


JOB = {**APP, "kind": "job"}


def test_a_job_says_how_long_it_runs():
    """CR-33: minutes are required, whether or not anything else is said."""
    line = "job.minutesPerRun: is required: a job is billed by the minute, and nothing else tells how long it runs"
    assert found({}, job=JOB) == [line]
    assert found({"job": {"runsPerMonth": 3}}, job=JOB) == [line]
    assert found({"job": {"minutesPerRun": 3}}, job=JOB) == []


def test_figures_of_jobs_and_services_are_not_mixed_up():
    """A service runs no minutes, and a job has no average count."""
    assert found({"api": {"minutesPerRun": 1, "runsPerMonth": 1}}, api=APP) == [
        "api.minutesPerRun: is for jobs, and this runs all the time",
        "api.runsPerMonth: is for jobs, and this runs all the time",
    ]
    assert found({"job": {"minutesPerRun": 1, "averageCount": 1}}, job=JOB) == ["job.averageCount: a job has none"]


MEASURED = [
    ({"app": {"memoryMib": 256, "cpuUnits": 128}}, []),
    (
        {"app": {"memoryMib": "256.1"}},
        ["measured.app.memoryMib: 256.1 is above the container's limit of 256: give it more"],
    ),
    ({"app": {"cpuUnits": 129}}, ["measured.app.cpuUnits: 129 is above the container's limit of 128: give it more"]),
    ({"ap": {"cpuUnits": 1}}, ["measured.ap: is no container; did you mean app?"]),
    ({"side": {"memoryMib": 256}}, []),
    ({"side": {"memoryMib": 257}}, ["measured: make 513 memoryMib with what containers ask for; a task has 512"]),
    ({"side": {"cpuUnits": 129}}, ["measured: make 257 cpuUnits with what containers ask for; a task has 256"]),
]


@pytest.mark.parametrize(("measured", "lines"), MEASURED)
def test_what_was_measured_fits(measured, lines):
    """CR-02: a container below what it was seen to use would be stopped, and so would a task."""
    two = {**APP, "containers": {**APP["containers"], "side": {"image": "x/y:1"}}}
    assert found({"api": {"measured": measured}}, api=two) == [f"api.{line}" for line in lines]


ROUTED = {**APP, "route": {}}
SHARES = [
    ({"a": 100}, []),
    ({"a": 60, "b": 40}, []),
    ({"a": 30}, []),
    ({"a": 60, "b": 41}, ["b.requestPercent: makes 101 percent of a and b, not 100"]),
    ({"a": 60, "b": 39}, ["b.requestPercent: makes 99 percent of a and b, not 100"]),
]


@pytest.mark.parametrize(("shares", "lines"), SHARES)
def test_shares_of_the_requests_are_one_whole(shares, lines):
    """Stated shares may leave the rest to others, and not more than all of it."""
    known = {name: {"requestPercent": share} for name, share in shares.items()}
    assert found(known, a=ROUTED, b={**ROUTED, "route": {"paths": ["/b"]}}) == lines


def test_a_worker_has_no_share_of_the_requests():
    """Nothing is sent where no route leads."""
    assert found({"api": {"requestPercent": 10}}, api=APP) == [
        "api.requestPercent: is a share of what the load balancer sends, and there is no route"
    ]


def test_credits_are_of_instances_that_burst_at_a_charge():
    """A stated total needs somebody whose credits it is."""
    usage = {"services": {"surplusCreditHours": 10}}
    asg = {"kind": "asg", "instanceType": "t3.small", "containers": {"app": {"image": "x/y:1"}}}
    assert found({}, usage, api={**asg, "cpuCredits": "unlimited"}) == []
    assert found({}, usage, api=asg) == [
        "tollgate:usage.services.surplusCreditHours: 10 is of services with cpuCredits: unlimited, and there is none"
    ]
