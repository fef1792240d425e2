"""The mean count that a candidate is given where the user stated one for what runs."""

from decimal import Decimal

import pytest

from costing.demand.counts import size_of
from costing.demand.requests import requests
from costing.planner.choices.scaling import mean_of
from tests.support.bills import sections_of

API = {
    "cpuUnits": 512,
    "memoryMib": 1024,
    "containers": {"app": {"image": "nginx:1"}},
    "scaling": {"min": 2, "max": 10, "policy": {"kind": "cpu", "targetPercent": 60}},
}
RATE = {"requestsPerSecond": {"average": 55, "peak": 90}}
MEASURED = {"cpuMsPerRequest": 15}


def _mean(work, candidate, today=API):
    found = sections_of({"services": {"api": today}}, workload={**RATE, "services": {"api": work}}, requirements={})
    other = sections_of({"services": {"api": {**API, **candidate}}}).topology.services["api"]
    mean = mean_of(
        found.topology.services["api"],
        found.workload.services["api"],
        requests(found.workload),
        Decimal(1),
        found.requirements,
    )
    return mean.of(other), mean.least_most(other.scaling.policy, size_of(other))


CASES = [
    # (what is stated, the candidate, its mean, the least upper bound)
    (MEASURED, {}, None, 0),
    # 55 a second at 20 a task are 3 tasks by measurement, and 6 were seen: half the size takes twice as many
    ({**MEASURED, "averageCount": 6}, {}, Decimal(6), 6),
    ({**MEASURED, "averageCount": 6}, {"cpuUnits": 256, "memoryMib": 512}, Decimal(10), 12),
    # a task of 1 vCPU carries 40: 2 of them, so two thirds of what was seen
    ({**MEASURED, "averageCount": 6}, {"cpuUnits": 1024, "memoryMib": 2048}, Decimal(4), 4),
    # a higher floor is no reason for a higher mean
    ({**MEASURED, "averageCount": 6}, {"scaling": {**API["scaling"], "min": 5}}, Decimal(6), 6),
    # nobody measured: what was seen is what is needed
    ({"averageCount": 6}, {}, Decimal(6), 6),
    ({"averageCount": 6}, {"scaling": {"min": 1, "max": 4, "policy": {"kind": "cpu"}}}, Decimal(4), 6),
]


@pytest.mark.parametrize(("work", "candidate", "mean", "most"), CASES)
def test_a_stated_mean_is_one_of_the_size_it_was_seen_on(work, candidate, mean, most):
    """A candidate needs it in the proportion in which measurements differ, within its own bounds."""
    assert _mean(work, candidate) == (mean, most)
