"""Which ways out are open to the planner."""

import pytest

from costing.planner.choices.network import egress_choices
from tests.support.bills import sections_of

ECR = "123456789012.dkr.ecr.us-east-1.amazonaws.com/api:1"
API = {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": {"image": ECR}}}
GATEWAY = {"network": {"egress": {"kind": "natGateway"}}}
WHERE = "workload.services.api.upstreamInKbPerRequest"


def _closing(work, **topology):
    """Return why endpoints only are no way out; None where they are one."""
    workload = {"services": {"api": work}} if work is not None else {}
    sections = sections_of({**GATEWAY, "services": {"api": API}, **topology}, workload=workload, requirements={})
    (found,) = [one for one in egress_choices(sections) if one.name == "endpoints only"]
    return found.rejection


@pytest.mark.parametrize("work", [{"upstreamInKbPerRequest": 0}, {"upstreamOutKbPerRequest": 0}])
def test_who_says_that_nothing_outside_is_called_may_be_closed_in(work):
    """Either direction stated is a statement."""
    assert _closing(work) is None


@pytest.mark.parametrize("work", [None, {}, {"cpuMsPerRequest": 20}])
def test_who_says_nothing_keeps_a_way_out(work):
    """No traffic stated is no traffic billed, yet most applications call other hosts: that must not win by silence."""
    assert _closing(work) == (WHERE, "a way out until it says 0", "endpoints only")


def test_who_calls_other_hosts_keeps_a_way_out():
    """And so does what fetches its images from elsewhere."""
    assert _closing({"upstreamInKbPerRequest": 2}) == (WHERE, "a way to other hosts", "endpoints only")
    public = {**API, "containers": {"app": {"image": "nginx:1"}}}
    refused = _closing({"upstreamInKbPerRequest": 0}, services={"api": public})
    assert refused is not None
    assert refused.requirement == "topology.services.api"


def test_what_is_closed_in_today_may_stay_so():
    """It runs, so nothing calls out."""
    endpoints = ["ecr.api", "ecr.dkr", "logs", "s3"]
    assert _closing(None, network={"egress": {"kind": "none"}, "endpoints": endpoints}) is None
