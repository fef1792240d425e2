"""What a cache must have, hand-computed."""

import pytest

from costing.planner.needs.cache import Question, rejection
from tests.support.bills import sections_of

MICRO = {"version": "8.0", "nodeType": "cache.t4g.micro"}
"""0.5 GiB, of which a quarter is reserved and 80 % of the rest may hold data: 0.3 GB."""
CASES = [
    ({}, {}, MICRO, None),
    ({"dataGb": "0.3"}, {}, MICRO, None),
    ({"dataGb": "0.31"}, {}, MICRO, "workload.cache.dataGb"),
    ({}, {"burstable": False}, MICRO, "requirements.burstable"),
    ({}, {"availability": "instance"}, MICRO, "requirements.availability"),
    ({}, {"availability": "instance"}, {**MICRO, "nodes": 2}, None),
    ({}, {}, {"kind": "serverless", "version": "8", "maxDataGb": 1, "maxEcpuPerSecond": 1000}, "workload.cache.dataGb"),
    (
        {"dataGb": 2},
        {},
        {"kind": "serverless", "version": "8", "maxDataGb": 1, "maxEcpuPerSecond": 1000},
        "workload.cache.dataGb",
    ),
]


@pytest.mark.parametrize(("work", "rules", "candidate", "requirement"), CASES)
def test_the_first_requirement_that_fails(work, rules, candidate, requirement):
    """Each limit holds at its value and fails beyond it."""
    asked = sections_of({"cache": MICRO}, workload={"cache": work}, requirements=rules)
    other = sections_of({"cache": candidate}).topology.cache
    found = rejection(Question(asked.topology.cache, asked.workload.cache, asked.requirements), other)
    assert (found.requirement if found else None) == requirement


def test_unmeasured_data_ask_for_the_memory_of_today():
    """Nobody said how much it holds, so nothing smaller than what runs is proposed."""
    asked = sections_of({"cache": {**MICRO, "nodeType": "cache.t4g.small"}})
    other = sections_of({"cache": MICRO}).topology.cache
    found = rejection(Question(asked.topology.cache, asked.workload.cache, asked.requirements), other)
    assert found is not None
    assert "as today" in found.needed
