"""CPU credits above the baseline: derived for each service, stated for all of them together."""

from decimal import Decimal

import pytest

from costing.demand.tier import demand
from tests.support.bills import sections_of

APP = {"app": {"image": "x/y:1", "ports": [80]}}
ASG = {"kind": "asg", "instanceType": "t3.small", "cpuCredits": "unlimited", "containers": APP}
WORK = {"averageCount": 1, "cpuMsPerRequest": 100}


def found(services, rate=0, work=None, usage=None, profile=None):
    """Return the credits of each service."""
    workload = {"requestsPerSecond": {"peak": rate}, "profile": profile or {}, "services": work or {}}
    return demand(sections_of({"services": services}, workload=workload, usage=usage or {})).credits


# A t3.small has two vCPU with a baseline of 20 %, 0.4 vCPU together.
@pytest.mark.parametrize(("rate", "surplus"), [(0, 0), (4, 0), (5, 73), (14, 730), (20, 1168), (50, 1168)])
def test_use_above_the_baseline_is_surplus(rate, surplus):
    """AN-06: 100 ms a request: 5 a second are 0.5 vCPU, 0.1 above, × 730 h; 2 vCPU is all there is: 1.6 × 730."""
    surplus_of = found({"api": {**ASG, "route": {}}}, rate, {"api": WORK})
    assert surplus_of["api"].figures.expected == surplus


def test_busy_hours_are_counted_by_themselves():
    """73 h at 10 a second are 1 vCPU, 0.6 above: 43.8; the rest at 1 a second is below the baseline."""
    profile = {"busy": {"hoursPerMonth": 73, "percentOfPeak": 100}, "calm": {"hoursPerMonth": 657, "percentOfPeak": 10}}
    surplus_of = found({"api": {**ASG, "route": {}}}, 10, {"api": WORK}, profile=profile)
    assert surplus_of["api"].figures.expected == Decimal("43.8")


def test_the_ceiling_is_every_processor_busy():
    """One instance and the one for rolling: 2 × 730 h × 1.6 vCPU."""
    assert found({"api": ASG})["api"].figures.ceiling == 2336


def test_only_unlimited_burstable_types_have_surplus():
    """Standard instances slow down; others have no baseline."""
    assert found({"api": {**ASG, "cpuCredits": "standard"}}) == {}
    assert found({"api": {**ASG, "instanceType": "m6i.large"}})["api"].figures == (0, 0, 0)


def test_a_stated_total_is_shared_by_what_each_could_use():
    """One instance against three: ceilings of 2 and 4 instances share 90 hours as 30 and 60."""
    three = {**ASG, "scaling": {"min": 3, "max": 3}}
    surplus_of = found({"a": ASG, "b": three}, usage={"services": {"surplusCreditHours": 90}})
    assert {name: one.figures.expected for name, one in surplus_of.items()} == {"a": 30, "b": 60}
