"""Remarks on logs, alarms and the trail: each where it is due, and nowhere else."""

from typing import Any

import pytest

from tests.support.bills import bill_of

FARGATE = {"cpuUnits": 256, "memoryMib": 512, "containers": {"app": {"image": "public.ecr.aws/x/y:1", "ports": [80]}}}
ROUTED = {**FARGATE, "route": {}}
HEALTHY = {"of": "service.api", "metric": "healthyTargets", "below": 1}
BLUE_GREEN = {**ROUTED, "deployment": {"kind": "blueGreen", "rollBackOn": ["targets"]}}
UNHEARD = "alarms ring and nobody is told: give observability.alerts.emails"
FOR_GOOD = (
    "logs of class INFREQUENT_ACCESS have no metric filters and no live tail, and a log group never changes its class: "
    "another one makes new groups, and what the old ones hold is lost"
)
FIRST = "the audit trail is free as the first of the account in its region; a second one is charged by the event"

CASES = [
    (ROUTED, {}, []),
    (ROUTED, {"logClass": "INFREQUENT_ACCESS"}, [FOR_GOOD]),
    (ROUTED, {"trail": {}}, [FIRST]),
    (ROUTED, {"alarms": {"targets": HEALTHY}}, [UNHEARD]),
    (ROUTED, {"defaultAlarms": True}, [UNHEARD]),
    (ROUTED, {"alarms": {"targets": HEALTHY}, "alerts": {"emails": ["a@example.com"]}}, []),
    (BLUE_GREEN, {"alarms": {"targets": HEALTHY}}, []),
    (BLUE_GREEN, {"alarms": {"targets": HEALTHY}, "defaultAlarms": True}, [UNHEARD]),
]
ALL = (FOR_GOOD, FIRST, UNHEARD)


@pytest.mark.parametrize(("service", "observability", "expected"), CASES)
def test_remarks(service: dict[str, Any], observability: dict[str, Any], expected: list[str]):
    """What is final, what costs a second time, and what nobody hears is said, and only that."""
    topology = {"edge": {"loadBalancer": {}}, "services": {"api": service}, "observability": observability}
    assert [sentence for sentence in bill_of(topology).remarks if sentence in ALL] == expected


def test_a_given_figure_far_from_the_derived_one():
    """20 GB of logs are given and 5 derived: four times as much is worth a word, three times is not."""
    topology = {"services": {"api": FARGATE}}
    workload = {"services": {"api": {"logGbPerMonth": 5}}}

    def said(given: int) -> list[str]:
        bill = bill_of(topology, workload=workload, usage={"observability": {"logGb": given}})
        return [sentence for sentence in bill.remarks if "logGb" in sentence]

    assert said(20) == ["usage.observability.logGb is given as 20, the workload says 5: one of the two is wrong"]
    assert said(15) == []
