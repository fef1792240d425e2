"""What one run of a job costs, said beside the bill."""

import pytest

from tests.support.bills import bill_of

JOB = {"kind": "job", "cpuUnits": 1024, "memoryMib": 3072, "containers": {"main": {"image": "x/y:1"}}}
CLOCK = {"schedule": {"cron": "30 20 * * ? *"}}


def said(parts, work):
    """Return what is said of runs."""
    bill = bill_of({"services": {"load": {**JOB, **parts}}}, workload={"services": {"load": work}})
    return [remark for remark in bill.remarks if remark.startswith("a run of")]


CASES = [
    # 61 minutes are billed: (0.04048 + 3 × 0.004445) × 61 / 60 = 0.05471, and a public address 0.005 × 61 / 60.
    ({}, {"minutesPerRun": 60, "runsPerMonth": 4}, ["a run of load costs $0.0598 (60 minutes; 4 runs a month)"]),
    # The same for one run a month, and for many: a run costs what a run costs.
    ({}, {"minutesPerRun": 60, "runsPerMonth": 1}, ["a run of load costs $0.0598 (60 minutes; 1 run a month)"]),
    # 40 hours and a minute: 2401 / 60 × (0.053815 + 0.005) = 2.3536.
    ({}, {"minutesPerRun": 2400, "runsPerMonth": 2}, ["a run of load costs $2.35 (2400 minutes; 2 runs a month)"]),
    # Every day by the clock: 365 / 12 runs; the scheduler's own charge is a millionth of a dollar each.
    (CLOCK, {"minutesPerRun": 60}, ["a run of load costs $0.0598 (60 minutes; 30.417 runs a month)"]),
    ({}, {"minutesPerRun": 60}, []),
    ({}, {"minutesPerRun": 60, "runsPerMonth": 0}, []),
]


@pytest.mark.parametrize(("parts", "work", "expected"), CASES)
def test_a_run_has_its_price(parts, work, expected):
    """CR-33: the job's lines, divided by its runs; a job that nobody starts has none."""
    assert said(parts, work) == expected


def test_a_service_has_no_runs():
    """What runs all the time is no run."""
    always = {"cpuUnits": 1024, "memoryMib": 3072, "containers": {"main": {"image": "x/y:1"}}}
    assert not [r for r in bill_of({"services": {"load": always}}).remarks if r.startswith("a run of")]
